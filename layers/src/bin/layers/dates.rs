//! Times as people and documents write them: RFC 3339, in UTC. Knows no clock but the system's.

use std::time::SystemTime;

use layers::fs::Clock;
use layers::inode::Time;

/// The time of what is made now: `SOURCE_DATE_EPOCH`, where that is set, so that the same commands make the
/// same bytes.
pub fn clock() -> Clock {
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    epoch.map_or(Clock::System, |seconds| Clock::Fixed(Time::at(seconds)))
}

/// Now, or what counts as now.
pub fn now() -> Time {
    match clock() {
        Clock::Fixed(time) => time,
        Clock::System | Clock::Stopped => SystemTime::now().into(),
    }
}

/// A time in whole seconds, as RFC 3339 writes it.
pub fn text(time: Time) -> String {
    let (days, second) = (time.seconds.div_euclid(86_400), time.seconds.rem_euclid(86_400));
    let (year, month, day) = date(days);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// The year, month and day of a number of days after 1970-01-01. Years are counted from March on, so that
/// a leap day is the last one.
fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let from_march = (5 * day + 2) / 153;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = era * 400 + year + i64::from(month <= 2);
    (year, month, day - (153 * from_march + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_date_writes_them() {
        for (seconds, expected) in [
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (951_868_799, "2000-02-29T23:59:59Z"),
            (951_868_800, "2000-03-01T00:00:00Z"),
            (1_000_000_000, "2001-09-09T01:46:40Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
            (-2_203_891_200, "1900-03-01T00:00:00Z"),
        ] {
            assert_eq!(text(Time::at(seconds)), expected);
        }
    }
}

//! The records of PAX headers: times, and names of extended attributes. Knows no archive.

use crate::inode::Time;

/// The prefix of the keys of extended attributes.
pub(super) const XATTR: &str = "SCHILY.xattr.";

/// The records `<length> <key>=<value>\n` of a PAX header; none if one is malformed.
pub(super) fn records(mut data: &[u8]) -> Option<Vec<(&[u8], &[u8])>> {
    let mut records = Vec::new();
    while !data.is_empty() {
        let space = data.iter().position(|&byte| byte == b' ')?;
        let len: usize = digits(&data[..space])?.try_into().ok()?;
        let record = data.get(space + 1..len)?.strip_suffix(b"\n")?;
        let equals = record.iter().position(|&byte| byte == b'=')?;
        records.push((&record[..equals], &record[equals + 1..]));
        data = &data[len..];
    }
    Some(records)
}

/// A number in decimal digits, and nothing else.
pub(super) fn digits(text: &[u8]) -> Option<u64> {
    if text.is_empty() {
        return None;
    }
    text.iter().try_fold(0_u64, |number, &byte| {
        let digit = byte.is_ascii_digit().then(|| u64::from(byte - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

/// A time in seconds, with a sign and decimals if there are any; what is finer than a nanosecond is cut.
pub(super) fn time(text: &[u8]) -> Option<Time> {
    let (negative, text) = match text.strip_prefix(b"-") {
        Some(text) => (true, text),
        None => (false, text),
    };
    let mut parts = text.splitn(2, |&byte| byte == b'.');
    let seconds = i64::try_from(digits(parts.next()?)?).ok()?;
    let decimals = parts.next().unwrap_or_default();
    if !decimals.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let nine = decimals.iter().copied().chain(std::iter::repeat(b'0')).take(9);
    let nanoseconds = nine.fold(0, |number, byte| number * 10 + u32::from(byte - b'0'));
    Some(match (negative, nanoseconds) {
        (false, _) => Time { seconds, nanoseconds },
        (true, 0) => Time::at(-seconds),
        (true, _) => Time { seconds: -seconds - 1, nanoseconds: 1_000_000_000 - nanoseconds },
    })
}

/// The same, written.
pub(super) fn time_text(time: Time) -> String {
    if time.nanoseconds == 0 {
        return time.seconds.to_string();
    }
    let (sign, seconds, nanoseconds) = if time.seconds < 0 {
        ("-", (time.seconds + 1).unsigned_abs(), 1_000_000_000 - time.nanoseconds)
    } else {
        ("", time.seconds.unsigned_abs(), time.nanoseconds)
    };
    let text = format!("{sign}{seconds}.{nanoseconds:09}");
    text.trim_end_matches('0').to_owned()
}

/// The name of an extended attribute as GNU tar writes it: the key ends at the first `=`.
pub(super) fn attribute_key(name: &str) -> String {
    format!("{XATTR}{}", name.replace('%', "%25").replace('=', "%3D"))
}

/// The name of the extended attribute that a key is for.
pub(super) fn attribute_name(key: &[u8]) -> Option<Vec<u8>> {
    let mut rest = key.strip_prefix(XATTR.as_bytes())?;
    let mut name = Vec::with_capacity(rest.len());
    while let Some((&byte, after)) = rest.split_first() {
        let (byte, after) = match rest {
            [b'%', b'3', b'D', after @ ..] => (b'=', after),
            [b'%', b'2', b'5', after @ ..] => (b'%', after),
            _ => (byte, after),
        };
        name.push(byte);
        rest = after;
    }
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_come_back_as_they_were_written() {
        for (seconds, nanoseconds, text) in [
            (0, 0, "0"),
            (1, 500_000_000, "1.5"),
            (-1, 0, "-1"),
            (-1, 500_000_000, "-0.5"),
            (-2, 999_999_999, "-1.000000001"),
            (i64::MAX, 1, "9223372036854775807.000000001"),
        ] {
            let written = Time { seconds, nanoseconds };
            assert_eq!(time_text(written), text);
            assert_eq!(time(text.as_bytes()), Some(written), "{text}");
        }
        for wrong in ["", "-", ".5", "1.x", "1e3", "+1", " 1", "99999999999999999999"] {
            assert_eq!(time(wrong.as_bytes()), None, "{wrong}");
        }
    }

    #[test]
    fn names_of_attributes_come_back() {
        for name in ["user.a", "user.a=b", "user.100%", "user.%3D", "user.%25=%"] {
            let key = attribute_key(name);
            assert!(!key.contains('='), "{key}");
            assert_eq!(attribute_name(key.as_bytes()).unwrap(), name.as_bytes());
        }
    }

    #[test]
    fn records_are_whole_or_refused() {
        let record = |text| records(text).map(|records| records.len());
        assert_eq!(record(b""), Some(0));
        assert_eq!(record(b"6 a=b\n8 c=\nd=\n"), Some(2));
        for wrong in [&b"6 a=b"[..], b"5 a=b\n", b"7 a=b\n", b"x", b"6 abc\n", b"0 a=b\n", b"2 "] {
            assert_eq!(record(wrong), None, "{wrong:?}");
        }
    }
}

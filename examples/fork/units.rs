//! Numbers for people to read.

/// The middle one; the lower of two.
pub fn median<T: PartialOrd + Copy>(values: impl IntoIterator<Item = T>) -> T {
    let mut values: Vec<_> = values.into_iter().collect();
    values.sort_by(|a, b| a.partial_cmp(b).expect("no value is NaN"));
    values[(values.len() - 1) / 2]
}

/// Bytes, in binary units.
#[allow(clippy::cast_precision_loss, reason = "three digits are shown")]
pub fn size(bytes: usize) -> String {
    let units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    if bytes < 1_024 {
        return format!("{bytes} B");
    }
    let mut value = bytes as f64 / 1_024.0;
    let mut unit = 0;
    while value >= 999.5 && unit + 1 < units.len() {
        value /= 1_024.0;
        unit += 1;
    }
    format!("{} {}", digits(value), units[unit])
}

/// A time, given in seconds.
pub fn time(seconds: f64) -> String {
    let (value, unit) = match seconds {
        ..0.999_5e-6 => (seconds * 1e9, "ns"),
        ..0.999_5e-3 => (seconds * 1e6, "µs"),
        ..0.999_5 => (seconds * 1e3, "ms"),
        ..120.0 => (seconds, "s"),
        _ => (seconds / 60.0, "min"),
    };
    if unit == "ns" { format!("{value:.0} ns") } else { format!("{} {unit}", digits(value)) }
}

/// Three digits; none behind a point where there would be only zeros.
fn digits(value: f64) -> String {
    let text = match value {
        ..9.995 => format!("{value:.2}"),
        ..99.95 => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    };
    text.strip_suffix(".00").or(text.strip_suffix(".0")).unwrap_or(&text).to_string()
}

/// A number and what is counted.
pub fn count(number: usize, one: &str, several: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { several })
}

/// A number with a comma before each three digits.
pub fn grouped(number: usize) -> String {
    let text = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in text.chars().enumerate() {
        if at > 0 && (text.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A share, in percent.
#[allow(clippy::cast_precision_loss, reason = "three digits are shown")]
pub fn percent(part: usize, whole: usize) -> String {
    let percent = part as f64 * 100.0 / whole as f64;
    let text = digits(percent);
    let text = if text.contains('.') { text.trim_end_matches('0') } else { &text };
    if percent < 0.01 { "less than 0.01 %".to_string() } else { format!("{text} %") }
}

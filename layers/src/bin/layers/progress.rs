//! Bars on stderr, while long work is done. Where stderr is no terminal there are none.

use std::io::{self, IsTerminal};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressFinish, ProgressStyle};

use crate::output::harmless;

/// A bar for a number of bytes; a moving sign, if nobody knows how many.
pub fn bytes(what: impl Into<String>, len: Option<u64>) -> ProgressBar {
    let bar = bar(len);
    let template = if len.is_some() {
        "{msg:>20} {wide_bar} {bytes}/{total_bytes} {eta}"
    } else {
        "{msg:>20} {spinner} {bytes}"
    };
    let bar = bar.with_style(style(template)).with_message(harmless(&what.into()));
    if len.is_none() && !bar.is_hidden() {
        bar.enable_steady_tick(Duration::from_millis(100));
    }
    bar
}

/// A moving sign, for what nobody can count.
pub fn waiting(what: impl Into<String>) -> ProgressBar {
    let bar = bar(None)
        .with_style(style("{msg:>20} {spinner} {elapsed}"))
        .with_message(harmless(&what.into()));
    if !bar.is_hidden() {
        bar.enable_steady_tick(Duration::from_millis(100));
    }
    bar
}

/// A bar for a number of things.
pub fn steps(what: impl Into<String>, len: usize) -> ProgressBar {
    let template = "{msg:>20} {wide_bar} {human_pos}/{human_len} {eta}";
    bar(Some(len as u64)).with_style(style(template)).with_message(harmless(&what.into()))
}

fn bar(len: Option<u64>) -> ProgressBar {
    let target = if io::stderr().is_terminal() {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    // Whatever ends the work, what is said next has a line of its own.
    ProgressBar::with_draw_target(len, target).with_finish(ProgressFinish::AndClear)
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("the template is well-formed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_steers_a_terminal() {
        let bars = [bytes("a\x1b[2J", None), waiting("a\x1b[2J"), steps("a\x1b[2J", 1)];
        assert!(bars.iter().all(|bar| bar.message() == "a\\x1b[2J"));
    }
}

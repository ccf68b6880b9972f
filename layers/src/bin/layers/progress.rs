//! Bars on stderr, while long work is done. Where stderr is no terminal there are none.

use std::io::{self, IsTerminal};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar for a number of bytes; a moving sign, if nobody knows how many.
pub fn bytes(what: impl Into<String>, len: Option<u64>) -> ProgressBar {
    let bar = bar(len);
    let template = if len.is_some() {
        "{msg:>20} {wide_bar} {bytes}/{total_bytes} {eta}"
    } else {
        "{msg:>20} {spinner} {bytes}"
    };
    let bar = bar.with_style(style(template)).with_message(what.into());
    if len.is_none() && !bar.is_hidden() {
        bar.enable_steady_tick(Duration::from_millis(100));
    }
    bar
}

/// A bar for a number of things.
pub fn steps(what: impl Into<String>, len: usize) -> ProgressBar {
    let template = "{msg:>20} {wide_bar} {human_pos}/{human_len} {eta}";
    bar(Some(len as u64)).with_style(style(template)).with_message(what.into())
}

fn bar(len: Option<u64>) -> ProgressBar {
    let target = if io::stderr().is_terminal() {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    ProgressBar::with_draw_target(len, target)
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("the template is well-formed")
}

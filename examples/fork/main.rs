//! Forks one memory many times, as `fork(2)` does it to processes: each child writes to pages of
//! its own, nobody sees it, and what nobody wrote is there once.
//!
//! `cargo run --release --example fork [-- FILE] [--children N] [--writes PERCENT] [--svg OUT]`
#![allow(unsafe_code, reason = "fork(2) and what goes with it")]
#![allow(
    clippy::incompatible_msrv,
    reason = "pipes are newer than what the library needs, as are the crates of the examples"
)]

mod arguments;
mod check;
mod contender;
mod copies;
#[cfg(target_os = "linux")]
mod kernel;
mod machine;
mod ours;
mod page_map;
mod plan;
mod source;
mod table;
mod units;

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::process::ExitCode;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use offshoot::ByteBuf;

use arguments::{Arguments, Order, USAGE};
use page_map::Target;
use plan::Plan;
use source::Source;
use units::{count, grouped, size};

/// Why the program stops early.
enum Failure {
    /// It was called wrongly, or cannot have what it was asked for.
    Call(String),
    /// A child or the parent holds bytes that it must not hold.
    Content(String),
}

fn main() -> ExitCode {
    let (status, message) = match run() {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Failure::Content(message)) => (1, message),
        Err(Failure::Call(message)) => (2, message),
    };
    eprintln!("fork: {message}");
    ExitCode::from(status)
}

fn run() -> Result<(), Failure> {
    let arguments = match arguments::parse().map_err(Failure::Call)? {
        Order::Help => return print(USAGE),
        Order::Run(arguments) => arguments,
    };
    let source = Source::read(arguments.file.as_deref()).map_err(Failure::Call)?;
    let mut plan = Plan::new(source.bytes.len(), arguments.writes);
    machine::assert_room(&plan, arguments.children).map_err(Failure::Call)?;
    let svg = arguments.svg.as_deref().map(|path| Target::open(path, arguments.file.as_deref()));
    let svg = svg.transpose().map_err(Failure::Call)?;
    print(&introduction(&source, &plan, &arguments))?;

    // First, while this process is small: `fork(2)` pays for every page that the parent has. Then
    // copies, which shall be as fresh from the system as the pages of children.
    let mut columns = Vec::new();
    #[cfg(target_os = "linux")]
    for pages in [kernel::Pages::Small, kernel::Pages::Huge] {
        match kernel::measure(&source.bytes, &mut plan, arguments.children, pages) {
            Ok(column) => columns.extend(column),
            Err(error) => eprintln!("fork: fork(2) cannot be measured here: {error}"),
        }
    }
    let bar = progress("copying", arguments.children.min(copies::MOST));
    columns.push(copies::measure(&source.bytes, &mut plan, arguments.children, &bar));
    bar.finish_and_clear();

    let parent = ByteBuf::from(source.bytes.as_slice());
    let bar = progress("forking", arguments.children);
    let (children, times) = ours::fork(&parent, &source.bytes, &mut plan, arguments.children, &bar);
    bar.finish_and_clear();
    let bar = progress("checking", arguments.children);
    let checked = check::all(&parent, &children, &source.bytes, &mut plan, &bar);
    bar.finish_and_clear();
    let checked = checked.map_err(Failure::Content)?;
    let mut ours = ours::column(&parent, &children, times);
    if let Some(svg) = svg {
        let map = page_map::draw(&source.name, &parent, &children, &ours);
        svg.write(&map).map_err(Failure::Call)?;
    }
    ours.reused = Some(ours::again(&parent, &source.bytes, &mut plan, children));
    columns.insert(0, ours);

    let mut report = format!("{}\n\n", table::table(&columns, arguments.children));
    report += &table::notes(&columns, arguments.children);
    report += &format!("\n{checked}\n");
    if let Some(path) = &arguments.svg {
        let _ = writeln!(report, "The page map of some children is in {}.", path.display());
    }
    print(&report)
}

fn introduction(source: &Source, plan: &Plan, arguments: &Arguments) -> String {
    let (places, same) = match plan.pages_to_write() {
        1 => ("one page".to_string(), "place"),
        several => (format!("each of {} pages", grouped(several)), "places"),
    };
    format!(
        "The parent's memory: {}, {} in {} of {}.\n\
         {} forked off. Each sees all of that memory as its own, and writes {}\n\
         to {places}, chosen at random ({}), and once more to the same {same}.\n\n",
        source.name,
        size(plan.len()),
        count(plan.pages(), "page", "pages"),
        size(ByteBuf::PAGE),
        count(arguments.children, "child is", "children are"),
        count(plan.len().min(plan::WIDTH), "byte", "bytes"),
        units::percent(plan.pages_to_write(), plan.pages()),
    )
}

/// A bar on stderr; nothing where stderr is no terminal. It is drawn by this thread: where another
/// one may hold a lock, a process must not be forked.
fn progress(what: &'static str, steps: usize) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{msg:>10} {wide_bar} {human_pos}/{human_len} {eta}")
        .expect("the template is well-formed");
    bar.with_style(style).with_message(what)
}

/// Prints to stdout. A reader who left early has seen what he wanted.
fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::Call(format!("cannot write to stdout: {error}")))
        }
        _ => Ok(()),
    }
}

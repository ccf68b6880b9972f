//! The program `layers`: images and containers in a directory, handled from the command line.
//!
//! A command reads the documents of the store, loads the trees that it needs, works on them in memory, and
//! puts new documents in the place of the old ones. What each command does is a file of its own.

#[cfg(not(unix))]
compile_error!("the program needs Unix; the library alone is had without the feature `cli`");

mod arguments;
mod cat;
mod commit;
mod copy;
mod dates;
mod demo;
mod df;
mod diff;
mod drop;
mod export;
mod failure;
mod files;
mod history;
mod host;
mod import;
mod list;
mod output;
mod place;
mod progress;
mod rebase;
mod squash;
mod start;
mod store;

use std::process::ExitCode;

use arguments::{Call, Command};
use failure::Failure;
use output::Output;

fn main() -> ExitCode {
    let call = match arguments::parse() {
        Ok(call) => call,
        Err(status) => return status,
    };
    let mut out = Output::new(call.json);
    match run(call, &mut out).and_then(|()| out.finish()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(),
    }
}

fn run(call: Call, out: &mut Output) -> Result<(), Failure> {
    let place = || store::directory(call.store.clone());
    match call.command {
        Command::Import(order) => import::run(&order, &place()?, out),
        Command::Ls(order) => list::run(&order, &place()?, out),
        Command::Cat(order) => cat::run(&order, &place()?, out),
        Command::Cp(order) => copy::run(&order, &place()?),
        Command::Mv(order) => files::rename(&order, &place()?),
        Command::Rm(order) => files::remove(&order, &place()?),
        Command::Mkdir(order) => files::make_directories(&order, &place()?),
        Command::Write(order) => files::write(&order, &place()?),
        Command::Start(order) => start::run(&order, &place()?, out),
        Command::Diff(order) => diff::run(&order, &place()?, out),
        Command::Commit(order) => commit::run(&order, &place()?, out),
        Command::Df(order) => df::run(&order, &place()?, out),
        Command::History(order) => history::run(&order, &place()?, out),
        Command::Squash(order) => squash::run(&order, &place()?, out),
        Command::Rebase(order) => rebase::run(&order, &place()?, out),
        Command::Export(order) => export::run(&order, &place()?, out),
        Command::Drop(order) => drop::run(&order, &place()?),
        Command::Demo(order) => demo::run(&order, out),
    }
}

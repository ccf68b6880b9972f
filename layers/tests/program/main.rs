//! The program, run as its users run it: as a process, with a store of its own for each test.

#![cfg(unix)]

mod archives;
mod containers;
mod demo;
mod files;
mod peers;
mod shell;
mod store;
mod wrong;

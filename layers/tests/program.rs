//! The program, run as its users run it.

//! Compiles one program with im, im-rc, imbl and offshoot, runs it with each, and compares what they print
//! line by line. Knows no collection.
//!
//! The program is in `program/`: what users of im write, after im's documentation. `library` stands for
//! the crate; nothing else is exchanged. Some parts are not for all four.

#![allow(deprecated, reason = "what im has and imbl is about to drop is part of the program")]

mod imbl_as_im;

use std::process::ExitCode;

/// Prints a value under a name, as a line of the program's output.
macro_rules! show {
    ($out:ident, $name:literal, $value:expr) => {{
        use std::fmt::Write as _;
        writeln!($out, "{}: {:?}", $name, $value).expect("a String takes everything")
    }};
}

/// The program with one library: the parts that it has.
macro_rules! program {
    ($name:ident, $library:path, $($part:ident $file:literal),+) => {
        mod $name {
            $(pub mod $part {
                use $library as library;
                include!($file);
            })+
        }
    };
}

/// What all libraries have.
macro_rules! common {
    ($name:ident, $library:path, $($part:ident $file:literal),*) => {
        program!(
            $name, $library,
            vector "program/vector.rs", focus "program/focus.rs",
            ord_map "program/ord_map.rs", ord_set "program/ord_set.rs",
            hash_map "program/hash_map.rs", hash_set "program/hash_set.rs",
            macros "program/macros.rs", convert "program/convert.rs",
            application "program/application.rs", panics "program/panics.rs" $(, $part $file)*
        );
    };
}

common!(
    with_im, im,
    threads "program/threads.rs", hashers "program/hashers.rs", generators "program/generators.rs",
    serde "program/serde.rs", rayon "program/rayon.rs"
);
common!(with_im_rc, im_rc, hashers "program/hashers.rs");
common!(
    with_imbl, crate::imbl_as_im,
    threads "program/threads.rs", generators "program/generators.rs",
    serde "program/serde.rs", rayon "program/rayon.rs", added "program/imbl.rs"
);
common!(
    with_offshoot, offshoot,
    threads "program/threads.rs", hashers "program/hashers.rs",
    generators "program/generators.rs",
    serde "program/serde.rs", rayon "program/rayon.rs", added "program/imbl.rs"
);

/// A part of the program with one library.
type Run = fn(&mut String);

/// Each part, and who runs it. The last one is ours.
macro_rules! row {
    ($part:ident: $($library:ident),+) => {
        (stringify!($part), &[$((stringify!($library), $library::$part::run as Run)),+] as &[_])
    };
}

/// A name, and libraries by their names.
type Row = (&'static str, &'static [(&'static str, Run)]);

const PROGRAM: &[Row] = &[
    row!(vector: with_im, with_im_rc, with_imbl, with_offshoot),
    row!(focus: with_im, with_im_rc, with_imbl, with_offshoot),
    row!(ord_map: with_im, with_im_rc, with_imbl, with_offshoot),
    row!(ord_set: with_im, with_im_rc, with_imbl, with_offshoot),
    row!(hash_map: with_im, with_im_rc, with_imbl, with_offshoot),
    row!(hash_set: with_im, with_im_rc, with_imbl, with_offshoot),
    row!(macros: with_im, with_im_rc, with_imbl, with_offshoot),
    row!(convert: with_im, with_im_rc, with_imbl, with_offshoot),
    row!(application: with_im, with_im_rc, with_imbl, with_offshoot),
    row!(panics: with_im, with_im_rc, with_imbl, with_offshoot),
    row!(threads: with_im, with_imbl, with_offshoot),
    row!(generators: with_im, with_imbl, with_offshoot),
    row!(serde: with_im, with_imbl, with_offshoot),
    row!(rayon: with_im, with_imbl, with_offshoot),
    row!(hashers: with_im, with_im_rc, with_offshoot),
    row!(added: with_imbl, with_offshoot),
];

fn main() -> ExitCode {
    let print = std::env::args().any(|arg| arg == "--print");
    let (mut all, mut differing) = (0, 0);
    for (part, libraries) in PROGRAM {
        let outputs: Vec<String> = libraries
            .iter()
            .map(|(_, run)| {
                let mut output = String::new();
                run(&mut output);
                output
            })
            .collect();
        let lines: Vec<Vec<&str>> = outputs.iter().map(|output| output.lines().collect()).collect();
        let most = lines.iter().map(Vec::len).max().unwrap_or_default();
        all += most;
        for at in 0..most {
            let row: Vec<&str> =
                lines.iter().map(|lines| lines.get(at).copied().unwrap_or("(nothing)")).collect();
            if row.iter().any(|line| *line != row[0]) {
                differing += 1;
                for ((library, _), line) in libraries.iter().zip(&row) {
                    println!("{part}, line {}, {library:13}  {line}", at + 1);
                }
            }
        }
        let names: Vec<&str> = libraries.iter().map(|(library, _)| *library).collect();
        println!("{part:11}  {most:3} lines  {}", names.join(" "));
        if print {
            print!("{}", outputs[outputs.len() - 1]);
        }
    }
    println!("{all} lines, of which {differing} differ");
    if all > 0 && differing == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

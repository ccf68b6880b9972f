//! What is printed: lines and tables for people, lines of cells for programs, or JSON. Knows no command.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};

use comfy_table::{CellAlignment, presets};
use layers::BytePath;
use layers::report::size;
use serde::Serialize;

use crate::failure::Failure;

/// Where results go: stdout.
pub struct Output {
    to: BufWriter<Stdout>,
    /// Whether JSON is wanted.
    pub json: bool,
    /// Whether a person reads it.
    pub terminal: bool,
}

impl Output {
    pub fn new(json: bool) -> Self {
        let stdout = io::stdout();
        let terminal = stdout.is_terminal();
        Self { to: BufWriter::with_capacity(64 << 10, stdout), json, terminal }
    }

    /// A line of text.
    pub fn line(&mut self, text: impl std::fmt::Display) -> Result<(), Failure> {
        Ok(writeln!(self.to, "{text}")?)
    }

    /// A document, or one of several, in a line.
    pub fn document(&mut self, document: &impl Serialize) -> Result<(), Failure> {
        serde_json::to_writer(&mut self.to, document).map_err(io::Error::from)?;
        Ok(self.to.write_all(b"\n")?)
    }

    /// A table: lined up for people, else a line for each row with tabs between the cells.
    pub fn table(&mut self, table: &Table) -> Result<(), Failure> {
        if self.terminal {
            return self.line(table.lined_up());
        }
        for row in std::iter::once(&table.header).chain(&table.rows) {
            let cells: Vec<_> = row.iter().map(|cell| cell.plain.as_str()).collect();
            self.line(cells.join("\t"))?;
        }
        Ok(())
    }

    /// Where bytes go that are not to be touched.
    pub fn bytes(&mut self) -> &mut impl Write {
        &mut self.to
    }

    /// Prints what is not printed yet.
    pub fn finish(&mut self) -> Result<(), Failure> {
        Ok(self.to.flush()?)
    }
}

/// What stands in a table.
#[derive(Clone)]
pub struct Cell {
    /// For programs.
    plain: String,
    /// For people.
    shown: String,
    number: bool,
}

impl Cell {
    /// Text of any kind; what would steer a terminal is shown as `\x..`.
    pub fn text(text: impl std::fmt::Display) -> Self {
        let plain = harmless(&text.to_string());
        Self { shown: plain.clone(), plain, number: false }
    }

    /// A number.
    pub fn number(number: u64) -> Self {
        Self { plain: number.to_string(), shown: number.to_string(), number: true }
    }

    /// A number of bytes.
    pub fn bytes(bytes: u64) -> Self {
        Self { plain: bytes.to_string(), shown: size(bytes), number: true }
    }
}

/// Rows of cells below a header.
pub struct Table {
    header: Vec<Cell>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    pub fn new(header: &[&str]) -> Self {
        Self { header: header.iter().map(Cell::text).collect(), rows: Vec::new() }
    }

    pub fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    fn lined_up(&self) -> comfy_table::Table {
        let mut table = comfy_table::Table::new();
        table.load_style(presets::UTF8_FULL_CONDENSED);
        table.set_header(self.header.iter().map(|cell| &cell.shown));
        for row in &self.rows {
            table.add_row(row.iter().map(|cell| {
                let shown = comfy_table::Cell::new(&cell.shown);
                if cell.number { shown.set_alignment(CellAlignment::Right) } else { shown }
            }));
        }
        table
    }
}

/// Bytes that should be text, as paths are shown: with `\\x..` for those that are not.
pub fn readable(bytes: &[u8]) -> String {
    BytePath::root().join(bytes).to_string().split_off(1)
}

/// Text without what would steer a terminal or end a line.
pub fn harmless(text: &str) -> String {
    let mut harmless = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_control() {
            for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
                harmless += &format!("\\x{byte:02x}");
            }
        } else {
            harmless.push(letter);
        }
    }
    harmless
}

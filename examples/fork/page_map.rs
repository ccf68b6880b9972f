//! A picture of some children: which of their pages they share with the parent, and which are
//! their own.
//!
//! Asked for each page is where its bytes lie, not what was written.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "places on a picture"
)]

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use offshoot::ByteBuf;
use svg::node::element::path::Data;
use svg::node::element::{Group, Path as Shape, Rectangle, Text};
use svg::{Document, Node as _};

use crate::contender::Contender;
use crate::units::{count, grouped, percent, size};

/// How many children are drawn, at the most, and how many beside each other.
const CHILDREN: usize = 8;
const ACROSS: usize = 4;
/// Squares of a map, at the most.
const SQUARES: usize = 64 * 64;

const MAP: f64 = 256.0;
const GAP: f64 = 32.0;
const MARGIN: f64 = 40.0;
const TOP: f64 = 148.0;
/// From a map's top to that of the one below it.
const STEP: f64 = MAP + 68.0;

const FONT: &str = "system-ui, 'Segoe UI', 'Helvetica Neue', 'DejaVu Sans', sans-serif";
const PAPER: &str = "#ffffff";
const INK: &str = "#1f2937";
const PALE_INK: &str = "#6b7280";
const SHARED: &str = "#cfdeed";
/// From squares with few private pages to squares with no others.
const PRIVATE: [&str; 4] = ["#f59331", "#e0661a", "#b8430f", "#862705"];

/// Where the picture goes: opened before the work, written after it.
pub struct Target {
    file: File,
    path: PathBuf,
}

impl Target {
    /// Opens a file that is not the one that is read.
    pub fn open(path: &Path, input: Option<&Path>) -> Result<Self, String> {
        let real = |path: &Path| path.canonicalize().ok();
        if input.is_some_and(|input| real(input) == real(path)) {
            return Err(format!("{} is the FILE itself: --svg would overwrite it", path.display()));
        }
        let file = OpenOptions::new().write(true).create(true).truncate(false).open(path);
        match file {
            Ok(file) => Ok(Self { file, path: path.to_path_buf() }),
            Err(error) => Err(format!("cannot write to {}: {error}", path.display())),
        }
    }

    pub fn write(mut self, picture: &Document) -> Result<(), String> {
        let text = picture.to_string();
        // What stood in a file before goes; a pipe has nothing to cut.
        let _ = self.file.set_len(0);
        let written = self.file.write_all(text.as_bytes());
        written.map_err(|error| format!("cannot write to {}: {error}", self.path.display()))
    }
}

/// Draws maps of some of the children, evenly chosen, and what all of them take.
pub fn draw(name: &str, parent: &ByteBuf, children: &[ByteBuf], ours: &Contender) -> Document {
    let shown = children.len().min(CHILDREN);
    let rows = shown.div_ceil(ACROSS);
    let width = 2.0 * MARGIN + ACROSS as f64 * MAP + (ACROSS - 1) as f64 * GAP;
    let bottom = TOP + rows as f64 * STEP;
    let height = bottom + 82.0;
    let grid = Grid::new(parent.len());

    let mut document = Document::new()
        .set("viewBox", (0, 0, width, height))
        .set("width", width)
        .set("height", height)
        .set("font-family", FONT)
        .add(rectangle(0.0, 0.0, width, height, PAPER));
    let title = format!("{} of one memory", count(children.len(), "fork", "forks"));
    document.append(text(&title, MARGIN, 56.0, 28, INK).set("font-weight", "bold"));
    let subtitle = format!(
        "Parent: {}, {} in {} of {}. A square is {}, in reading order.",
        shortened(name),
        size(parent.len()),
        count(grid.pages, "page", "pages"),
        size(ByteBuf::PAGE),
        count(grid.pages_per_square, "page", "pages"),
    );
    document.append(text(&subtitle, MARGIN, 84.0, 15, PALE_INK));
    document.append(legend(&grid));
    for place in 0..shown {
        let number = place * children.len() / shown;
        let x = MARGIN + (place % ACROSS) as f64 * (MAP + GAP);
        let y = TOP + (place / ACROSS) as f64 * STEP;
        document.append(
            map(&grid, parent, &children[number], number)
                .set("transform", format!("translate({x} {y})")),
        );
    }
    let copies = children.len().saturating_mul(parent.len());
    document.append(
        bar(ours.all.1, copies, width - 2.0 * MARGIN)
            .set("transform", format!("translate({MARGIN} {bottom})")),
    );
    document
}

/// How pages become squares.
struct Grid {
    pages: usize,
    pages_per_square: usize,
    squares: usize,
    columns: usize,
    side: f64,
}

impl Grid {
    fn new(len: usize) -> Self {
        let pages = len.div_ceil(ByteBuf::PAGE);
        let pages_per_square = pages.div_ceil(SQUARES);
        let squares = pages.div_ceil(pages_per_square);
        let columns =
            (1..).find(|side| side * side >= squares).expect("some square is large enough");
        Self { pages, pages_per_square, squares, columns, side: MAP / columns as f64 }
    }

    fn pages_of(&self, square: usize) -> std::ops::Range<usize> {
        let first = square * self.pages_per_square;
        first..self.pages.min(first + self.pages_per_square)
    }

    /// All of the squares as one shape: full rows, and one that may be shorter.
    fn outline(&self) -> Data {
        let full = (self.squares / self.columns) as f64 * self.side;
        let rest = (self.squares % self.columns) as f64 * self.side;
        let outline = Data::new().move_to((0, 0)).horizontal_line_to(MAP).vertical_line_to(full);
        if rest == 0.0 {
            return outline.horizontal_line_to(0).close();
        }
        outline.horizontal_line_to(rest).vertical_line_by(self.side).horizontal_line_to(0).close()
    }

    /// The lines between the squares.
    fn lines(&self) -> Data {
        (1..self.columns).fold(Data::new(), |lines, at| {
            let at = rounded(at as f64 * self.side);
            lines.move_to((at, 0)).vertical_line_to(MAP).move_to((0, at)).horizontal_line_to(MAP)
        })
    }
}

fn map(grid: &Grid, parent: &ByteBuf, child: &ByteBuf, number: usize) -> Group {
    let place = |buffer: &ByteBuf, page: usize| {
        buffer.chunk_at(page * ByteBuf::PAGE).map(|(begin, run)| (begin, run.as_ptr()))
    };
    let mut shades = PRIVATE.map(|_| None);
    let mut private = 0;
    for square in 0..grid.squares {
        let pages = grid.pages_of(square);
        let all = pages.len();
        let own = pages.filter(|&page| place(parent, page) != place(child, page)).count();
        private += own;
        if own > 0 {
            let shade = if all == 1 { 1 } else { (own * PRIVATE.len()).div_ceil(all) - 1 };
            let x = rounded((square % grid.columns) as f64 * grid.side);
            let y = rounded((square / grid.columns) as f64 * grid.side);
            let side = rounded(grid.side);
            shades[shade] = Some(
                (shades[shade].take().unwrap_or_else(Data::new))
                    .move_to((x, y))
                    .horizontal_line_by(side)
                    .vertical_line_by(side)
                    .horizontal_line_by(-side)
                    .close(),
            );
        }
    }
    let mut group = Group::new().add(shape(grid.outline(), SHARED));
    for (data, colour) in shades.into_iter().zip(PRIVATE) {
        if let Some(data) = data {
            group.append(shape(data, colour));
        }
    }
    if grid.columns > 1 {
        let width = if grid.side < 8.0 { 0.5 } else { 1.0 };
        let lines = shape(grid.lines(), "none").set("stroke", PAPER).set("stroke-width", width);
        group.append(lines);
    }
    let label = format!("child {}", grouped(number + 1));
    group.append(text(&label, 0.0, MAP + 22.0, 15, INK).set("font-weight", "bold"));
    let share = format!("{} private ({})", grouped(private), percent(private, grid.pages));
    group.append(text(&share, MAP, MAP + 22.0, 14, PALE_INK).set("text-anchor", "end"));
    group
}

fn legend(grid: &Grid) -> Group {
    const SIDE: f64 = 16.0;
    let y = 106.0;
    let mut group = Group::new();
    let mut x = MARGIN;
    let mut entry = |colours: &[&str], label: &str, advance: f64| {
        for colour in colours {
            group.append(rectangle(x, y, SIDE, SIDE, colour));
            x += SIDE + 1.0;
        }
        group.append(text(label, x + 7.0, y + 13.0, 14, INK));
        x += 7.0 + advance;
    };
    entry(&[SHARED], "shared with the parent", 190.0);
    if grid.pages_per_square == 1 {
        entry(&PRIVATE[1..2], "private: written by the child", 0.0);
    } else {
        let label =
            format!("private: from one to all of a square's {} pages", grid.pages_per_square);
        entry(&PRIVATE, &label, 0.0);
    }
    group
}

/// What the children take, as a part of what copies would.
fn bar(ours: usize, copies: usize, width: f64) -> Group {
    let part = (ours as f64 / copies as f64).min(1.0) * width;
    let label = format!("Private memory of all children: {}", size(ours));
    Group::new()
        .add(text(&label, 0.0, 10.0, 15, INK).set("font-weight", "bold"))
        .add(
            text(&format!("{} if each were a copy", size(copies)), width, 10.0, 14, PALE_INK)
                .set("text-anchor", "end"),
        )
        .add(rectangle(0.0, 22.0, width, 20.0, SHARED))
        .add(rectangle(0.0, 22.0, part.max(1.0), 20.0, PRIVATE[2]))
}

fn rectangle(x: f64, y: f64, width: f64, height: f64, fill: &str) -> Rectangle {
    Rectangle::new()
        .set("x", x)
        .set("y", y)
        .set("width", width)
        .set("height", height)
        .set("fill", fill)
}

fn shape(data: Data, fill: &str) -> Shape {
    Shape::new().set("d", data).set("fill", fill)
}

fn text(content: &str, x: f64, y: f64, size: i32, fill: &str) -> Text {
    Text::new(content).set("x", x).set("y", y).set("font-size", size).set("fill", fill)
}

/// The end of a long name: of a path, it says most.
fn shortened(name: &str) -> String {
    const MOST: usize = 60;
    let skip = name.chars().count().saturating_sub(MOST);
    if skip == 0 {
        name.to_string()
    } else {
        name.chars().skip(skip).fold("…".to_string(), |mut end, char| {
            end.push(char);
            end
        })
    }
}

/// Hundredths of a unit: more cannot be seen, and would be written out for each square.
fn rounded(value: f64) -> f32 {
    ((value * 100.0).round() / 100.0) as f32
}

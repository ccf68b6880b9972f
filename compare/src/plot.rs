//! Outcomes as pictures: a bar for each contender, the rows of a type one below the other, all on one
//! logarithmic axis. Knows rows by their titles only; which are shown stands in `pictures`.

mod pictures;
#[cfg(test)]
mod tests;

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

pub use pictures::{PICTURES, Picture, Shown, Unit};

use crate::outcome::{Measured, Outcome};
use crate::report::{figure, thousands};
use crate::trial::Kind;

/// All sizes are pixels.
const WIDTH: u32 = 880;
const MARGIN: u32 = 12;
/// The title and the legend.
const HEAD: u32 = 62;
/// The names of the rows, at least.
const NAMES: usize = 270;
/// Behind the longest bar: what it says.
const VALUES: u32 = 70;
/// The axis below.
const AXIS: u32 = 30;
const BAR: u32 = 11;
const GAP: u32 = 16;
/// The width of a letter, about.
const LETTER: usize = 7;

/// A page of its own colour is read as well where the one around it is dark.
const PAPER: RGBColor = RGBColor(255, 255, 255);
const INK: RGBColor = RGBColor(31, 35, 40);
const PALE: RGBColor = RGBColor(101, 109, 118);
const GRID: RGBColor = RGBColor(216, 222, 228);

/// What everyone of std is called: it takes part as another type in every picture.
const STD: &str = "std";

/// One picture, as SVG: none, if there are no outcomes for any of its rows.
pub fn draw(picture: &Picture, outcomes: &[Outcome]) -> Option<String> {
    let rows: Vec<&Outcome> = picture
        .rows
        .iter()
        .filter_map(|row| outcomes.iter().find(|outcome| row.is_of(outcome)))
        .collect();
    let bars: Vec<Vec<&Measured>> = rows.iter().map(|row| contenders(row)).collect();
    let range = range(bars.iter().flatten().map(|measured| measured.median))?;
    let high: u32 = bars.iter().map(|bars| bars.len() as u32 * BAR + GAP).sum();
    let mut svg = String::new();
    {
        let size = (WIDTH, 2 * MARGIN + HEAD + high + AXIS);
        let root = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        paint(&root, picture, &rows, &bars, range, high).expect("a string takes all");
        root.present().expect("a string takes all");
    }
    Some(svg)
}

/// Who gets a bar: everyone, but of std its best type only.
fn contenders(row: &Outcome) -> Vec<&Measured> {
    let std = row.best(Kind::Std);
    let shown = |measured: &&Measured| {
        measured.kind != Kind::Std || std.is_some_and(|std| std.name == measured.name)
    };
    let mut bars: Vec<&Measured> = row.measured.iter().filter(shown).collect();
    bars.sort_by_key(|measured| Kind::ALL.iter().position(|kind| *kind == measured.kind));
    bars
}

/// The powers of ten around all numbers, which each have something of a bar; what is nothing has none.
fn range(numbers: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    let (mut least, mut most) = (f64::INFINITY, 0.0_f64);
    for number in numbers.filter(|&number| number > 0.0) {
        least = least.min(number);
        most = most.max(number);
    }
    let low = (least * 0.8).log10().floor();
    (most > 0.0).then(|| (10_f64.powf(low), 10_f64.powf(most.log10().ceil().max(low + 1.0))))
}

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;
type Failure<'a> = DrawingAreaErrorKind<<SVGBackend<'a> as DrawingBackend>::ErrorType>;

fn paint<'a>(
    root: &Area<'a>,
    picture: &Picture,
    rows: &[&Outcome],
    bars: &[Vec<&Measured>],
    (least, most): (f64, f64),
    high: u32,
) -> Result<(), Failure<'a>> {
    root.fill(&PAPER)?;
    let left = MARGIN as i32;
    let title = format!("{}: {}", picture.title, picture.unit.what());
    root.draw(&Text::new(title, (left, left), text(17, INK, HPos::Left)))?;
    legend(root, bars)?;

    let longest = rows.iter().map(|row| row.operation.len()).max();
    let names = NAMES.max(LETTER * longest.unwrap_or(0));
    let one = rows.iter().all(|row| row.group == rows[0].group);
    // A unit of the upright axis is a pixel.
    let mut chart = ChartBuilder::on(root)
        .margin(MARGIN)
        .margin_top(MARGIN + HEAD)
        .margin_right(MARGIN + VALUES)
        .x_label_area_size(AXIS)
        .y_label_area_size(names as u32)
        .build_cartesian_2d((least..most).log_scale(), 0.0..f64::from(high))?;
    chart
        .configure_mesh()
        .disable_y_mesh()
        .disable_y_axis()
        .x_labels(8)
        .bold_line_style(GRID)
        .light_line_style(PAPER)
        .axis_style(GRID)
        .x_label_style(text(12, PALE, HPos::Center))
        .x_label_formatter(&|number| picture.unit.write(*number))
        .draw()?;

    let mut top = f64::from(high);
    for (row, bars) in rows.iter().zip(bars) {
        top -= f64::from(GAP) / 2.0;
        let middle = top - f64::from(bars.len() as u32 * BAR) / 2.0;
        let (begin, middle) = chart.backend_coord(&(least, middle));
        let of = format!("{}, n = {}", row.element, thousands(row.size as f64));
        let of = if one { of } else { format!("{}: {of}", row.group) };
        root.draw(&Text::new(
            row.operation.clone(),
            (begin - 8, middle - 7),
            text(13, INK, HPos::Right),
        ))?;
        root.draw(&Text::new(of, (begin - 8, middle + 8), text(11, PALE, HPos::Right)))?;
        for measured in bars {
            let bottom = top - f64::from(BAR - 1);
            // Nothing has no logarithm.
            let end = measured.median.max(least);
            let bar = [(least, top), (end, bottom)];
            chart.draw_series([Rectangle::new(bar, colour(measured).filled())])?;
            let (end, middle) = chart.backend_coord(&(end, (top + bottom) / 2.0));
            let value = picture.unit.write(measured.median);
            root.draw(&Text::new(value, (end + 4, middle), text(11, INK, HPos::Left)))?;
            top -= f64::from(BAR);
        }
        top -= f64::from(GAP) / 2.0;
    }
    Ok(())
}

/// Who has which colour.
fn legend<'a>(root: &Area<'a>, bars: &[Vec<&Measured>]) -> Result<(), Failure<'a>> {
    let mut all: Vec<&Measured> = Vec::new();
    for measured in bars.iter().flatten() {
        if !all.iter().any(|other| name(other) == name(measured)) {
            all.push(measured);
        }
    }
    all.sort_by_key(|measured| Kind::ALL.iter().position(|kind| *kind == measured.kind));
    let (mut left, top) = (MARGIN as i32, MARGIN as i32 + 34);
    for measured in all {
        let square = [(left, top), (left + 11, top + 11)];
        root.draw(&Rectangle::new(square, colour(measured).filled()))?;
        let name = name(measured);
        root.draw(&Text::new(name, (left + 16, top + 6), text(13, INK, HPos::Left)))?;
        left += 34 + (LETTER * name.len()) as i32;
    }
    Ok(())
}

fn text(size: u32, colour: RGBColor, across: HPos) -> TextStyle<'static> {
    let up = if size == 17 { VPos::Top } else { VPos::Center };
    ("sans-serif", size).into_font().color(&colour).pos(Pos::new(across, up))
}

fn name(measured: &Measured) -> &str {
    if measured.kind == Kind::Std { STD } else { &measured.name }
}

/// The same for a contender in all pictures.
fn colour(measured: &Measured) -> RGBColor {
    let (red, green, blue) = match name(measured) {
        "offshoot" => (9, 105, 218),
        STD => (140, 149, 159),
        "im" => (212, 167, 44),
        "imbl" => (219, 109, 40),
        "rpds" => (130, 80, 223),
        "pvec" | "crop" => (45, 164, 78),
        "chunkmap S" => (232, 127, 178),
        "chunkmap L" => (191, 57, 137),
        "ropey" => (164, 14, 38),
        "ecow" | "EcoBytes" => (27, 150, 150),
        "bytes" => (121, 192, 255),
        _ => (31, 35, 40),
    };
    RGBColor(red, green, blue)
}

impl Unit {
    fn what(self) -> &'static str {
        match self {
            Self::Time => "time, shorter is better",
            Self::Bytes => "bytes, less is better",
        }
    }

    /// A number with three digits and its unit.
    fn write(self, number: f64) -> String {
        let names = match self {
            Self::Time => ["ns", "µs", "ms", "s"],
            Self::Bytes => ["B", "kB", "MB", "GB"],
        };
        let (mut number, mut at) = (number, 0);
        while number >= 999.5 && at + 1 < names.len() {
            number /= 1_000.0;
            at += 1;
        }
        let digits = figure(number);
        let digits = if digits.contains('.') {
            digits.trim_end_matches('0').trim_end_matches('.')
        } else {
            &digits
        };
        format!("{digits} {}", names[at])
    }
}

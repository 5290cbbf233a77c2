//! A picture of flat colors as filled paths, one for each color, on top of each other.
//!
//! Each color also lies under the colors above it: wholly where it encloses them, else for two pixels. So
//! no ground shines through between two colors, and none looks out at an outline that both share.

use super::contour::Coverage;
use super::outline::{self, Part, Shape};
use super::palette::{Flat, Mix};
use super::under;
use kurbo::Point;
use std::fmt::Write;

/// More outlines are no mark but a texture.
const MAX_OUTLINES: usize = 400;

/// An SVG of paths. `None` when that takes more paths than a mark has.
pub(super) fn trace(flat: &Flat) -> Option<String> {
    let mut order: Vec<(usize, u8)> = (0u8..).zip(&flat.colors).map(|(at, _)| (0, at)).collect();
    for mix in &flat.pixels {
        order[usize::from(mix.major)].0 += 1;
    }
    order.sort_by_key(|(count, at)| (usize::MAX - count, *at));
    // What is not drawn is below everything.
    let mut ranks = vec![0; flat.colors.len()];
    let drawn = order.iter().filter(|(_, at)| flat.colors[usize::from(*at)].is_some());
    for (rank, (_, at)) in (1u8..).zip(drawn.clone()) {
        ranks[usize::from(*at)] = rank;
    }
    let mut svg = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}">"#, flat.side);
    let ranked = Ranked {
        side: flat.side,
        majors: flat.pixels.iter().map(|mix| ranks[usize::from(mix.major)]).collect(),
        minors: flat.pixels.iter().map(|mix| ranks[usize::from(mix.minor)]).collect(),
    };
    let mut outlines = 0;
    // At the size of an icon a tenth of a pixel is seen.
    let decimals = if flat.side >= 300 { 1 } else { 2 };
    for (rank, (_, at)) in (1u8..).zip(drawn) {
        let Some(color) = flat.colors[usize::from(*at)] else { continue };
        let mut path = Writer::new(decimals);
        for shape in layer(flat, &ranked, rank) {
            outlines += 1;
            if outlines > MAX_OUTLINES {
                return None;
            }
            path.add(&shape);
        }
        if !path.text.is_empty() {
            let _ = match hex(color).as_str() {
                "#000" => write!(svg, r#"<path d="{}"/>"#, path.text),
                fill => write!(svg, r#"<path fill="{fill}" d="{}"/>"#, path.text),
            };
        }
    }
    svg += "</svg>";
    (outlines > 0).then_some(svg)
}

/// The colors of each pixel by their order from the lowest up.
struct Ranked {
    side: usize,
    majors: Vec<u8>,
    minors: Vec<u8>,
}

/// The outlines of one color.
fn layer(flat: &Flat, ranked: &Ranked, rank: u8) -> Vec<Shape> {
    let is_under = under::under(&ranked.majors, ranked.side, rank);
    let covers = |other: u8, at: usize| other == rank || (other > rank && is_under[at]);
    let share = |(at, mix): (usize, &Mix)| {
        let (major, minor) = (covers(ranked.majors[at], at), covers(ranked.minors[at], at));
        match (major, minor) {
            (true, true) => 255,
            (true, false) => mix.share,
            (false, true) => 255 - mix.share,
            (false, false) => 0,
        }
    };
    let values = flat.pixels.iter().enumerate().map(share).collect();
    let mut coverage = Coverage { side: flat.side, values };
    if flat.is_stepped {
        coverage = coverage.softened();
    }
    let mut outlines = coverage.outlines();
    // What is smaller than a pixel and a half is a leftover of compression.
    outlines.retain(|points| outline::area(points).abs() >= 1.5);
    outlines.iter().filter_map(|points| outline::shape(points)).collect()
}

fn hex([red, green, blue]: [u8; 3]) -> String {
    let is_short = [red, green, blue].iter().all(|channel| channel >> 4 == channel & 15);
    if is_short {
        format!("#{:x}{:x}{:x}", red & 15, green & 15, blue & 15)
    } else {
        format!("#{red:02x}{green:02x}{blue:02x}")
    }
}

/// Writes path data with short numbers, relative to where the pen really is after rounding.
struct Writer {
    text: String,
    unit: f64,
    x: f64,
    y: f64,
    command: char,
}

impl Writer {
    fn new(decimals: i32) -> Self {
        Self { text: String::new(), unit: 10f64.powi(decimals), x: 0.0, y: 0.0, command: ' ' }
    }

    fn add(&mut self, shape: &Shape) {
        match shape {
            Shape::Circle { center, radius, is_clockwise } => {
                self.go_to(Point::new(center.x - radius, center.y));
                let (radius, sweep) = (self.rounded(*radius), f64::from(u8::from(*is_clockwise)));
                self.write('a', &[radius, radius, 0.0, 1.0, sweep, 2.0 * radius, 0.0]);
                self.write('a', &[radius, radius, 0.0, 1.0, sweep, -2.0 * radius, 0.0]);
                self.write('z', &[]);
            }
            Shape::Path { start, parts } => {
                self.go_to(*start);
                let start = (self.x, self.y);
                for (at, part) in parts.iter().enumerate() {
                    match part {
                        // The end of the path is drawn by closing it.
                        Part::Line(_) if at + 1 == parts.len() => {}
                        Part::Line(to) => self.line(*to),
                        Part::Curve(curve) => self.curve([curve.p1, curve.p2, curve.p3]),
                    }
                }
                self.write('z', &[]);
                (self.x, self.y) = start;
            }
        }
    }

    fn rounded(&self, value: f64) -> f64 {
        (value * self.unit).round() / self.unit
    }

    fn go_to(&mut self, to: Point) {
        (self.x, self.y) = (self.rounded(to.x), self.rounded(to.y));
        self.write('M', &[self.x, self.y]);
    }

    fn line(&mut self, to: Point) {
        let (x, y) = (self.rounded(to.x), self.rounded(to.y));
        let (right, down) = (x - self.x, y - self.y);
        let is_still = |part: f64| part.abs() * self.unit < 0.5;
        match (is_still(right), is_still(down)) {
            (true, true) => {}
            (false, true) => self.write('h', &[right]),
            (true, false) => self.write('v', &[down]),
            (false, false) => self.write('l', &[right, down]),
        }
        (self.x, self.y) = (x, y);
    }

    fn curve(&mut self, points: [Point; 3]) {
        let mut numbers = Vec::with_capacity(6);
        for point in points {
            numbers.extend([self.rounded(point.x) - self.x, self.rounded(point.y) - self.y]);
        }
        self.write('c', &numbers);
        (self.x, self.y) = (self.rounded(points[2].x), self.rounded(points[2].y));
    }

    fn write(&mut self, command: char, numbers: &[f64]) {
        if self.command != command || matches!(command, 'M' | 'z') {
            self.text.push(command);
            self.command = command;
        }
        for number in numbers {
            let number = format!("{}", self.rounded(*number) + 0.0);
            let short = match number.strip_prefix("-0.") {
                Some(rest) => format!("-.{rest}"),
                None => number.strip_prefix("0.").map_or(number.clone(), |rest| format!(".{rest}")),
            };
            let follows_number = self.text.ends_with(|last: char| last.is_ascii_digit());
            // After a number with a point, the next point starts a new number.
            let has_point = self.text.rsplit(|sign: char| !sign.is_ascii_digit() && sign != '.').next();
            let parts_itself = short.starts_with('-')
                || (short.starts_with('.') && has_point.is_some_and(|last| last.contains('.')));
            if follows_number && !parts_itself {
                self.text.push(' ');
            }
            self.text += &short;
        }
    }
}

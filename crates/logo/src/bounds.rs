//! Rectangles in the units of a drawing.

use crate::Place;

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

impl Bounds {
    pub(crate) fn of_edges([left, top, right, bottom]: [f64; 4]) -> Self {
        Self { x: left, y: top, width: right - left, height: bottom - top }
    }

    pub(crate) fn edges(self) -> [f64; 4] {
        [self.x, self.y, self.x + self.width, self.y + self.height]
    }

    pub(crate) fn center(self) -> (f64, f64) {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    pub(crate) fn longer(self) -> f64 {
        self.width.max(self.height)
    }

    /// The square of this side that has the same middle.
    pub(crate) fn square(self, side: f64) -> Self {
        let (x, y) = self.center();
        Self { x: x - side / 2.0, y: y - side / 2.0, width: side, height: side }
    }

    pub(crate) fn grown(self, by: f64) -> Self {
        Self { x: self.x - by, y: self.y - by, width: self.width + 2.0 * by, height: self.height + 2.0 * by }
    }

    pub(crate) fn around(self, other: Self) -> Self {
        let ([a, b, c, d], [left, top, right, bottom]) = (self.edges(), other.edges());
        Self::of_edges([a.min(left), b.min(top), c.max(right), d.max(bottom)])
    }

    pub(crate) fn contains(self, (x, y): (f64, f64)) -> bool {
        let [left, top, right, bottom] = self.edges();
        (left..=right).contains(&x) && (top..=bottom).contains(&y)
    }

    /// The part of it that `square` shows, in shares of that square's side.
    pub(crate) fn place_in(self, square: Self) -> Option<Place> {
        let share = |at: f64, start: f64| ((at - start) / square.width).clamp(0.0, 1.0);
        let [left, top, right, bottom] = self.edges();
        let (x, y) = (share(left, square.x), share(top, square.y));
        let (width, height) = (share(right, square.x) - x, share(bottom, square.y) - y);
        (width > 0.0 && height > 0.0).then_some(Place { x, y, width, height })
    }
}

impl From<usvg::Rect> for Bounds {
    fn from(rect: usvg::Rect) -> Self {
        Self::of_edges([rect.left(), rect.top(), rect.right(), rect.bottom()].map(f64::from))
    }
}

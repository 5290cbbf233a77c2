//! The outlines of what is covered, to a fraction of a pixel (marching squares).

use kurbo::Point;

/// How much of each pixel is covered, up to 255.
pub(super) struct Coverage {
    pub(super) side: usize,
    pub(super) values: Vec<u8>,
}

/// Half covered is where the outline is.
const LEVEL: f64 = 127.5;

impl Coverage {
    /// By the places of a grid that has one more pixel on every side, in which nothing is covered.
    fn at(&self, x: usize, y: usize) -> u8 {
        let is_inside = (1..=self.side).contains(&x) && (1..=self.side).contains(&y);
        if is_inside { self.values[(y - 1) * self.side + x - 1] } else { 0 }
    }

    /// Without steps of whole pixels.
    pub(super) fn softened(&self) -> Self {
        let weight = [1u32, 2, 1];
        let last = self.side - 1;
        let mut values = self.values.clone();
        for (at, value) in values.iter_mut().enumerate() {
            let (x, y) = (at % self.side, at / self.side);
            let mut sum = 0;
            for (row, high) in weight.iter().enumerate() {
                for (column, wide) in weight.iter().enumerate() {
                    let (x, y) =
                        ((x + column).saturating_sub(1).min(last), (y + row).saturating_sub(1).min(last));
                    sum += high * wide * u32::from(self.values[y * self.side + x]);
                }
            }
            *value = u8::try_from(sum / 16).unwrap_or(255);
        }
        Self { side: self.side, values }
    }

    /// Closed outlines. What is covered is on the right of each.
    pub(super) fn outlines(&self) -> Vec<Vec<Point>> {
        let wide = self.side + 2;
        // Two crossings for each place of the grid: to the right of it and below it.
        let mut next = vec![u32::MAX; 2 * wide * wide];
        let mut link = |from: usize, to: usize| next[from] = u32::try_from(to).unwrap_or(u32::MAX);
        for y in 0..=self.side {
            for x in 0..=self.side {
                let corners = [self.at(x, y), self.at(x + 1, y), self.at(x + 1, y + 1), self.at(x, y + 1)];
                let case = corners.iter().rev().fold(0, |case, value| case * 2 + u8::from(*value > 127));
                let top = 2 * (y * wide + x);
                let (left, bottom, right) = (top + 1, top + 2 * wide, top + 3);
                let is_joined = corners.iter().map(|value| u32::from(*value)).sum::<u32>() > 510;
                match case {
                    1 => link(top, left),
                    2 => link(right, top),
                    3 => link(right, left),
                    4 => link(bottom, right),
                    6 => link(bottom, top),
                    7 => link(bottom, left),
                    8 => link(left, bottom),
                    9 => link(top, bottom),
                    11 => link(right, bottom),
                    12 => link(left, right),
                    13 => link(top, right),
                    14 => link(left, top),
                    5 if is_joined => {
                        link(bottom, left);
                        link(top, right);
                    }
                    5 => {
                        link(top, left);
                        link(bottom, right);
                    }
                    10 if is_joined => {
                        link(left, top);
                        link(right, bottom);
                    }
                    10 => {
                        link(right, top);
                        link(left, bottom);
                    }
                    _ => {}
                }
            }
        }
        self.followed(next)
    }

    fn followed(&self, mut next: Vec<u32>) -> Vec<Vec<Point>> {
        let mut outlines = Vec::new();
        for start in 0..next.len() {
            let mut outline = Vec::new();
            let mut at = start;
            while next[at] != u32::MAX {
                outline.push(self.crossing(at));
                at = std::mem::replace(&mut next[at], u32::MAX) as usize;
            }
            if outline.len() > 2 {
                outlines.push(outline);
            }
        }
        outlines
    }

    fn crossing(&self, at: usize) -> Point {
        let wide = self.side + 2;
        let (x, y, is_below) = (at / 2 % wide, at / 2 / wide, at % 2 == 1);
        let here = f64::from(self.at(x, y));
        let there = f64::from(if is_below { self.at(x, y + 1) } else { self.at(x + 1, y) });
        let share = if (there - here).abs() < 0.5 { 0.5 } else { (LEVEL - here) / (there - here) };
        #[expect(clippy::cast_precision_loss, reason = "at most some thousand pixels")]
        let (x, y) = (x as f64 - 0.5, y as f64 - 0.5);
        if is_below { Point::new(x, y + share) } else { Point::new(x + share, y) }
    }
}

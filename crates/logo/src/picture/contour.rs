//! The outlines of what is covered, to a fraction of a pixel (marching squares).

use kurbo::Point;

/// How much of each pixel is covered, up to 255.
pub(super) struct Coverage {
    pub(super) side: usize,
    pub(super) values: Vec<u8>,
}

/// Half covered is where the outline is.
const LEVEL: f64 = 127.5;

/// Places that are looked at together.
const STRIDE: usize = 16;
/// No outline goes through the first place, at the corner. Memory for it is taken only where one goes.
const NOWHERE: u32 = 0;

/// Whether all is covered, or nothing.
fn is_one_side(above: &[u8], below: &[u8]) -> bool {
    let covered: usize = above.iter().chain(below).map(|value| usize::from(value >> 7)).sum();
    covered == 0 || covered == above.len() + below.len()
}

impl Coverage {
    /// By the places of a grid that has one more pixel on every side, in which nothing is covered.
    fn at(&self, x: usize, y: usize) -> u8 {
        let is_inside = (1..=self.side).contains(&x) && (1..=self.side).contains(&y);
        if is_inside { self.values[(y - 1) * self.side + x - 1] } else { 0 }
    }

    /// Without steps of whole pixels.
    pub(super) fn softened(&self) -> Self {
        let last = self.side - 1;
        let mixed = |before: u16, here: u16, after: u16| before + 2 * here + after;
        let mut wide = vec![0u16; self.values.len()];
        for (row, out) in self.values.chunks_exact(self.side).zip(wide.chunks_exact_mut(self.side)) {
            for (x, sum) in out.iter_mut().enumerate() {
                let [before, here, after] =
                    [x.saturating_sub(1), x, (x + 1).min(last)].map(|x| u16::from(row[x]));
                *sum = mixed(before, here, after);
            }
        }
        let row = |y: usize| &wide[y * self.side..(y + 1) * self.side];
        let mut values = Vec::with_capacity(self.values.len());
        for y in 0..self.side {
            let (above, here, below) = (row(y.saturating_sub(1)), row(y), row((y + 1).min(last)));
            let sums =
                above.iter().zip(here).zip(below).map(|((above, here), below)| mixed(*above, *here, *below));
            values.extend(sums.map(|sum| u8::try_from(sum / 16).unwrap_or(255)));
        }
        Self { side: self.side, values }
    }

    /// Closed outlines. What is covered is on the right of each.
    pub(super) fn outlines(&self) -> Vec<Vec<Point>> {
        let wide = self.side + 2;
        let mut padded = vec![0u8; wide * wide];
        for (row, out) in self.values.chunks_exact(self.side).zip(padded[wide..].chunks_exact_mut(wide)) {
            out[1..=self.side].copy_from_slice(row);
        }
        // Two crossings for each place of the grid: to the right of it and below it.
        let mut next = vec![NOWHERE; 2 * wide * wide];
        let mut starts = Vec::new();
        let mut link = |from: usize, to: usize| {
            next[from] = u32::try_from(to).unwrap_or(NOWHERE);
            starts.push(from);
        };
        for y in 0..=self.side {
            let (upper, lower) = (&padded[y * wide..(y + 1) * wide], &padded[(y + 1) * wide..(y + 2) * wide]);
            let mut x = 0;
            while x <= self.side {
                // Most of a picture is on one side of every outline.
                if x.is_multiple_of(STRIDE)
                    && let (Some(above), Some(below)) = (upper.get(x..=x + STRIDE), lower.get(x..=x + STRIDE))
                    && is_one_side(above, below)
                {
                    x += STRIDE;
                    continue;
                }
                let corners = [upper[x], upper[x + 1], lower[x + 1], lower[x]];
                let case = corners.iter().rev().fold(0, |case, value| case * 2 + (value >> 7));
                let top = 2 * (y * wide + x);
                x += 1;
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
        starts.sort_unstable();
        self.followed(next, &starts)
    }

    fn followed(&self, mut next: Vec<u32>, starts: &[usize]) -> Vec<Vec<Point>> {
        let mut outlines = Vec::new();
        for start in starts {
            let mut outline = Vec::new();
            let mut at = *start;
            while next[at] != NOWHERE {
                outline.push(self.crossing(at));
                at = std::mem::replace(&mut next[at], NOWHERE) as usize;
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

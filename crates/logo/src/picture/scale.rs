//! Fewer pixels: each becomes the mean of those it covers, weighted by how much is seen of them, so that
//! the color of what can't be seen stains no edge. Pixels come row by row and in any order, so that a large
//! picture is never in memory as a whole.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "places in a picture of at most 8,192 pixels a side, and channels"
)]

use image::{Rgba, RgbaImage};

/// `picture` with at most `max_side` pixels a side.
pub(super) fn shrink(picture: &RgbaImage, max_side: u32) -> RgbaImage {
    let (width, height) = picture.dimensions();
    if width.max(height) <= max_side {
        return picture.clone();
    }
    let mut shrinker = Shrinker::new((width, height), max_side);
    for (y, row) in (0..).zip(picture.as_raw().chunks_exact(width as usize * 4)) {
        let pixels = row.chunks_exact(4).map(|pixel| [pixel[0], pixel[1], pixel[2], pixel[3]]);
        shrinker.add(Row::whole(y), pixels);
    }
    shrinker.finish()
}

/// Where pixels of one row are: at `first`, `first + step`, …
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) y: u32,
    pub(super) first: u32,
    pub(super) step: u32,
}

impl Row {
    pub(super) fn whole(y: u32) -> Self {
        Self { y, first: 0, step: 1 }
    }
}

/// What one pixel gives to the one that it falls into, and to the one after that.
#[derive(Debug, Clone, Copy)]
struct Share {
    to: usize,
    here: f32,
    next: f32,
}

/// Adds up the rows of a picture.
pub(super) struct Shrinker {
    columns: Vec<Share>,
    rows: Vec<Share>,
    /// Red, green and blue as far as they are seen, and how much is seen.
    line: Vec<[f32; 4]>,
    sums: Vec<[f32; 4]>,
    /// What a whole pixel adds up to.
    covered: f32,
    small: RgbaImage,
    is_same: bool,
}

impl Shrinker {
    /// For a picture of `size`, to at most `max_side` pixels a side. Pixels that never come are transparent.
    pub(super) fn new((width, height): (u32, u32), max_side: u32) -> Self {
        let longest = width.max(height);
        let is_same = longest <= max_side;
        let fitted = |side: u32| {
            let fitted = f64::from(side) * f64::from(max_side) / f64::from(longest.max(1));
            if is_same { side } else { (fitted.round() as u32).max(1) }
        };
        let (wide, high) = (fitted(width), fitted(height));
        let room = |side: u32| if is_same { 0 } else { side as usize };
        Self {
            columns: if is_same { Vec::new() } else { shares(width, wide) },
            rows: if is_same { Vec::new() } else { shares(height, high) },
            line: vec![[0.0; 4]; room(wide)],
            sums: vec![[0.0; 4]; room(wide) * room(high)],
            covered: width as f32 / wide.max(1) as f32 * (height as f32 / high.max(1) as f32),
            small: RgbaImage::new(wide, high),
            is_same,
        }
    }

    /// Adds pixels of a row. What is outside the picture is left out.
    pub(super) fn add(&mut self, row: Row, pixels: impl Iterator<Item = [u8; 4]>) {
        let columns = (row.first as usize..).step_by(row.step.max(1) as usize);
        if self.is_same {
            for (x, pixel) in (row.first..self.small.width()).step_by(row.step.max(1) as usize).zip(pixels) {
                if let Some(place) = self.small.get_pixel_mut_checked(x, row.y) {
                    *place = Rgba(pixel);
                }
            }
            return;
        }
        let Some(&share) = self.rows.get(row.y as usize) else { return };
        self.line.fill([0.0; 4]);
        for (x, [red, green, blue, alpha]) in columns.zip(pixels) {
            let Some(column) = self.columns.get(x) else { break };
            let alpha = f32::from(alpha);
            let seen = [f32::from(red) * alpha, f32::from(green) * alpha, f32::from(blue) * alpha, alpha];
            add(&mut self.line[column.to], &seen, column.here);
            if column.next > 0.0 {
                add(&mut self.line[column.to + 1], &seen, column.next);
            }
        }
        let wide = self.line.len();
        for (to, weight) in [(share.to, share.here), (share.to + 1, share.next)] {
            if weight > 0.0 {
                for (sum, part) in self.sums[to * wide..(to + 1) * wide].iter_mut().zip(&self.line) {
                    add(sum, part, weight);
                }
            }
        }
    }

    pub(super) fn finish(mut self) -> RgbaImage {
        for (pixel, [red, green, blue, seen]) in self.small.pixels_mut().zip(self.sums) {
            let color = |channel: f32| (channel / seen).round().clamp(0.0, 255.0) as u8;
            let alpha = (seen / self.covered).round().clamp(0.0, 255.0) as u8;
            if seen > 0.0 {
                *pixel = Rgba([color(red), color(green), color(blue), alpha]);
            }
        }
        self.small
    }
}

fn add(sum: &mut [f32; 4], part: &[f32; 4], weight: f32) {
    for (sum, part) in sum.iter_mut().zip(part) {
        *sum += part * weight;
    }
}

/// For each of `from` pixels, which of `to` pixels it falls into. `to` is at most `from`.
fn shares(from: u32, to: u32) -> Vec<Share> {
    let step = f64::from(from) / f64::from(to);
    let last = to.saturating_sub(1);
    let share = |pixel: u32| {
        let start = f64::from(pixel);
        let into = ((start / step) as u32).min(last);
        let here = (f64::from(into + 1) * step - start).clamp(0.0, 1.0);
        if into == last || here > 1.0 - 1e-6 {
            return Share { to: into as usize, here: 1.0, next: 0.0 };
        }
        Share { to: into as usize, here: here as f32, next: (1.0 - here) as f32 }
    };
    (0..from).map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_in_any_order_and_parts_of_rows_make_the_same_picture() {
        let picture =
            RgbaImage::from_fn(37, 23, |x, y| Rgba([x as u8 * 6, y as u8 * 11, 90, 255 - y as u8 * 5]));
        let small = shrink(&picture, 10);
        assert_eq!(small.dimensions(), (10, 6));
        let mut shrinker = Shrinker::new((37, 23), 10);
        for first in [1, 0] {
            for y in (0..23).rev() {
                let pixels = (first..37).step_by(2).map(|x| picture.get_pixel(x, y).0);
                shrinker.add(Row { y, first, step: 2 }, pixels);
            }
        }
        let other = shrinker.finish();
        for (one, other) in small.pixels().zip(other.pixels()) {
            assert!(one.0.iter().zip(other.0).all(|(a, b)| a.abs_diff(b) <= 1), "{one:?} {other:?}");
        }
        let mean = |picture: &RgbaImage| {
            let sum: f64 = picture.pixels().map(|pixel| f64::from(pixel.0[3])).sum();
            sum / (f64::from(picture.width()) * f64::from(picture.height()))
        };
        assert!((mean(&small) - mean(&picture)).abs() < 1.0);
    }
}

//! Fewer pixels: each becomes the mean of those it covers, weighted by how much is seen of them, so that
//! the color of what can't be seen stains no edge.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places in a picture of at most 8,192 pixels a side, and channels"
)]

use image::{GenericImageView, Rgba, RgbaImage};

/// `picture` with at most `max_side` pixels a side.
pub(super) fn shrink(picture: &impl GenericImageView<Pixel = Rgba<u8>>, max_side: u32) -> RgbaImage {
    let (width, height) = picture.dimensions();
    let longest = width.max(height);
    if longest <= max_side {
        return RgbaImage::from_fn(width, height, |x, y| picture.get_pixel(x, y));
    }
    let fitted = |side: u32| {
        let side = f64::from(side) * f64::from(max_side) / f64::from(longest);
        (side.round() as u32).max(1)
    };
    let columns = spans(width, fitted(width));
    let rows = spans(height, fitted(height));
    let mut small = RgbaImage::new(fitted(width), fitted(height));
    for (y, row) in (0u32..).zip(&rows) {
        for (x, column) in (0u32..).zip(&columns) {
            small.put_pixel(x, y, mean(picture, column, row));
        }
    }
    small
}

/// Source pixels from `first`, and how much of each is covered.
struct Span {
    first: u32,
    weights: Vec<f32>,
}

fn spans(from: u32, to: u32) -> Vec<Span> {
    let step = f64::from(from) / f64::from(to);
    (0..to)
        .map(|at| {
            let (start, end) = (f64::from(at) * step, (f64::from(at) + 1.0) * step);
            let first = start.floor() as u32;
            let last = (end.ceil() as u32).min(from).max(first + 1);
            let weights = (first..last)
                .map(|pixel| (end.min(f64::from(pixel) + 1.0) - start.max(f64::from(pixel))).max(0.0) as f32)
                .collect();
            Span { first, weights }
        })
        .collect()
}

fn mean(picture: &impl GenericImageView<Pixel = Rgba<u8>>, column: &Span, row: &Span) -> Rgba<u8> {
    let mut sum = [0.0f32; 4];
    let mut covered = 0.0f32;
    for (y, high) in (row.first..).zip(&row.weights) {
        for (x, wide) in (column.first..).zip(&column.weights) {
            let Rgba([red, green, blue, alpha]) = picture.get_pixel(x, y);
            let area = high * wide;
            let seen = area * f32::from(alpha);
            covered += area;
            for (channel, value) in sum.iter_mut().zip([red, green, blue]) {
                *channel += seen * f32::from(value);
            }
            sum[3] += seen;
        }
    }
    if sum[3] <= 0.0 || covered <= 0.0 {
        return Rgba([0; 4]);
    }
    let color = |channel: f32| (channel / sum[3]).round().clamp(0.0, 255.0) as u8;
    let alpha = (sum[3] / covered).round().clamp(0.0, 255.0) as u8;
    Rgba([color(sum[0]), color(sum[1]), color(sum[2]), alpha])
}

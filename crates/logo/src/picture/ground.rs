//! The even color behind a drawing: found, removed on request, and the margin trimmed.

use image::{Rgba, RgbaImage, imageops};
use std::collections::BTreeMap;

/// Margin around a drawing that was trimmed, by the longer side of the drawing.
const PADDING: f64 = 0.04;
/// How much of the border has the color of the ground.
const BORDER_SHARE: f64 = 0.9;
/// Of a color this light on every channel, the margin is paper and not part of the mark.
const PAPER: u8 = 240;

/// What stands behind the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ground {
    color: [u8; 3],
    tolerance: u8,
}

impl Ground {
    pub(super) fn color(self) -> [u8; 3] {
        self.color
    }

    fn is_like(self, pixel: Rgba<u8>) -> bool {
        pixel.0[3] >= 250 && distance(pixel, self.color) <= self.tolerance
    }

    fn is_paper(self) -> bool {
        self.color.iter().all(|channel| *channel >= PAPER)
    }
}

/// The largest difference of a channel.
fn distance(pixel: Rgba<u8>, color: [u8; 3]) -> u8 {
    pixel.0.iter().zip(color).map(|(one, other)| one.abs_diff(other)).max().unwrap_or(0)
}

/// The even color of the border, where corners and border agree on one.
pub(super) fn find(picture: &RgbaImage, is_lossy: bool) -> Option<Ground> {
    let (right, bottom) = (picture.width().checked_sub(1)?, picture.height().checked_sub(1)?);
    let sides = (0..=right).flat_map(|x| [(x, 0), (x, bottom)]);
    let border: Vec<Rgba<u8>> = sides
        .chain((0..=bottom).flat_map(|y| [(0, y), (right, y)]))
        .map(|(x, y)| *picture.get_pixel(x, y))
        .collect();
    let mut counts: BTreeMap<[u8; 3], usize> = BTreeMap::new();
    for pixel in border.iter().filter(|pixel| pixel.0[3] >= 250) {
        *counts.entry([pixel.0[0], pixel.0[1], pixel.0[2]]).or_default() += 1;
    }
    let color = *counts.iter().max_by_key(|(_, count)| **count)?.0;
    let ground = Ground { color, tolerance: if is_lossy { 18 } else { 6 } };
    let corners = [(0, 0), (right, 0), (0, bottom), (right, bottom)];
    let agreeing = border.iter().filter(|pixel| ground.is_like(**pixel)).count();
    #[expect(clippy::cast_precision_loss, reason = "at most 4,096")]
    let share = agreeing as f64 / border.len() as f64;
    let agrees =
        share >= BORDER_SHARE && corners.iter().all(|(x, y)| ground.is_like(*picture.get_pixel(*x, *y)));
    agrees.then_some(ground)
}

/// Makes the ground transparent from the border inward. What it encloses stays, though it has its color.
pub(super) fn remove(picture: &mut RgbaImage, ground: Ground) {
    let is_ground = flooded(picture, ground);
    let width = picture.width();
    let at = |x: u32, y: u32| (y * width + x) as usize;
    let source = picture.clone();
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        if is_ground[at(x, y)] {
            *pixel = Rgba([0; 4]);
            continue;
        }
        let around = || neighborhood(&source, x, y);
        if around().any(|(x, y)| is_ground[at(x, y)]) {
            let inside = around().filter(|(x, y)| !is_ground[at(*x, *y)]);
            *pixel = unmixed(*pixel, ground, inside.map(|(x, y)| *source.get_pixel(x, y)));
        }
    }
}

fn flooded(picture: &RgbaImage, ground: Ground) -> Vec<bool> {
    let (width, height) = picture.dimensions();
    let mut is_ground = vec![false; (width * height) as usize];
    let mut open: Vec<(u32, u32)> = (0..width)
        .flat_map(|x| [(x, 0), (x, height - 1)])
        .chain((0..height).flat_map(|y| [(0, y), (width - 1, y)]))
        .collect();
    while let Some((x, y)) = open.pop() {
        let place = &mut is_ground[(y * width + x) as usize];
        if *place || !ground.is_like(*picture.get_pixel(x, y)) {
            continue;
        }
        *place = true;
        let beside = [(x.wrapping_sub(1), y), (x + 1, y), (x, y.wrapping_sub(1)), (x, y + 1)];
        open.extend(beside.into_iter().filter(|(x, y)| *x < width && *y < height));
    }
    is_ground
}

/// The places at most two pixels away.
fn neighborhood(picture: &RgbaImage, x: u32, y: u32) -> impl Iterator<Item = (u32, u32)> {
    let (right, bottom) = (picture.width() - 1, picture.height() - 1);
    let columns = x.saturating_sub(2)..=(x + 2).min(right);
    (y.saturating_sub(2)..=(y + 2).min(bottom)).flat_map(move |y| columns.clone().map(move |x| (x, y)))
}

/// A pixel at the edge without the share of the ground in it: the color of the neighbor that it is best
/// explained by, as transparent as its mix with the ground was.
fn unmixed(pixel: Rgba<u8>, ground: Ground, inside: impl Iterator<Item = Rgba<u8>>) -> Rgba<u8> {
    let offset = |color: Rgba<u8>| -> [f64; 3] {
        std::array::from_fn(|at| f64::from(color.0[at]) - f64::from(ground.color[at]))
    };
    let dot = |one: [f64; 3], other: [f64; 3]| one.iter().zip(other).map(|(a, b)| a * b).sum::<f64>();
    let own = offset(pixel);
    let mut best = (dot(own, own), pixel, 1.0);
    for candidate in inside {
        let full = offset(candidate);
        let length = dot(full, full);
        if length <= best.0 {
            continue;
        }
        let share = dot(own, full) / length;
        let left: [f64; 3] = std::array::from_fn(|at| own[at] - share * full[at]);
        if share > 0.0 && dot(left, left) <= 20.0 * 20.0 {
            best = (length, candidate, share.min(1.0));
        }
    }
    let (_, color, share) = best;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 255")]
    let alpha = (share * f64::from(pixel.0[3])).round() as u8;
    if alpha == 0 { Rgba([0; 4]) } else { Rgba([color.0[0], color.0[1], color.0[2], alpha]) }
}

/// The drawing in the middle of a square. Margin that is empty, or paper, is trimmed to a little. A ground
/// that has a color of its own is part of the mark: it keeps its margin, and fills the square. `None` when
/// there is no drawing.
pub(super) fn square(picture: &RgbaImage, ground: Option<Ground>) -> Option<RgbaImage> {
    let is_margin = |pixel: &Rgba<u8>| pixel.0[3] <= 8 || ground.is_some_and(|ground| ground.is_like(*pixel));
    let (least, most) = extent(picture, is_margin);
    let is_even = least.0 == u32::MAX;
    if is_even && ground.is_none() {
        return None;
    }
    let keeps_margin = is_even || ground.is_some_and(|ground| !ground.is_paper());
    let reaches_all_sides = least == (0, 0) && most == picture.dimensions();
    let corners_are_drawn = [(0, 0), (picture.width() - 1, picture.height() - 1)]
        .iter()
        .all(|(x, y)| picture.get_pixel(*x, *y).0[3] > 8);
    let (drawn, padding) = if keeps_margin || (reaches_all_sides && corners_are_drawn) {
        (picture.clone(), 0.0)
    } else {
        let (width, height) = (most.0 - least.0, most.1 - least.1);
        (imageops::crop_imm(picture, least.0, least.1, width, height).to_image(), PADDING)
    };
    let longest = drawn.width().max(drawn.height());
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at most 1,024 pixels a side"
    )]
    let margin = (f64::from(longest) * padding).ceil() as u32;
    let side = longest + 2 * margin;
    if drawn.dimensions() == (side, side) {
        return Some(drawn);
    }
    let fill = ground.map_or(Rgba([0; 4]), |ground| {
        let [red, green, blue] = ground.color;
        Rgba([red, green, blue, 255])
    });
    let mut square = RgbaImage::from_pixel(side, side, fill);
    let (x, y) = ((side - drawn.width()) / 2, (side - drawn.height()) / 2);
    let rows = square.chunks_exact_mut(side as usize * 4).skip(y as usize);
    for (row, drawn) in rows.zip(drawn.chunks_exact(drawn.width() as usize * 4)) {
        row[x as usize * 4..][..drawn.len()].copy_from_slice(drawn);
    }
    Some(square)
}

/// The corners of what is no margin: the first pixel, and the one after the last. Looks at little else than
/// the margin. The first of an empty picture is out of reach.
fn extent(picture: &RgbaImage, is_margin: impl Fn(&Rgba<u8>) -> bool) -> ((u32, u32), (u32, u32)) {
    let (width, height) = picture.dimensions();
    let (mut least, mut most) = ((u32::MAX, u32::MAX), (0, 0));
    for y in 0..height {
        let is_drawn = |x: &u32| !is_margin(picture.get_pixel(*x, y));
        let Some(first) = (0..width).find(is_drawn) else { continue };
        let last = (most.0.max(first)..width).rev().find(is_drawn).unwrap_or(first);
        least = (least.0.min(first), least.1.min(y));
        most = (most.0.max(last + 1), y + 1);
    }
    (least, most)
}

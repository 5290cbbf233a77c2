//! The colors that make up a drawing.

use resvg::tiny_skia::{Pixmap, PremultipliedColorU8};
use std::collections::BTreeMap;

/// How many are told.
const MOST: usize = 5;
/// More kinds of colors than a logo has.
const MAX_KINDS: usize = 64;
/// Less of what is drawn is a detail.
const DETAIL: f64 = 0.01;
/// Colors this near are one to people who pick a color: about a step of shade.
const NEAR: f64 = 60.0;
/// This light on every channel is paper.
const PAPER: u8 = 240;
/// How much beside each other pixels may differ inside an even part or a gradient.
const EVEN: u8 = 8;

/// Colors that are near each other.
struct Kind {
    first: [u8; 3],
    first_count: u32,
    count: u32,
    sums: [u64; 3],
}

/// The main colors by the area that they cover, without white, the largest first.
pub(crate) fn main(pixels: &Pixmap) -> Vec<[u8; 3]> {
    let mut kinds = kinds(pixels, true);
    if kinds.is_empty() {
        // Nothing but edges: a drawing of hairlines.
        kinds = self::kinds(pixels, false);
    }
    let total: u32 = kinds.iter().map(|kind| kind.count).sum();
    kinds.retain(|kind| f64::from(kind.count) >= DETAIL * f64::from(total));
    kinds.iter().take(MOST).map(color).collect()
}

fn kinds(pixels: &Pixmap, inside_only: bool) -> Vec<Kind> {
    let width = pixels.width() as usize;
    let all = pixels.pixels();
    let mut counts: BTreeMap<[u8; 3], u32> = BTreeMap::new();
    for (at, pixel) in all.iter().enumerate() {
        let beside = [at.checked_sub(1), at.checked_sub(width), Some(at + 1), Some(at + width)];
        let is_inside = beside.into_iter().flatten().filter_map(|at| all.get(at)).all(|other| {
            let differs = |one: u8, other: u8| one.abs_diff(other) > EVEN;
            !(differs(pixel.red(), other.red())
                || differs(pixel.green(), other.green())
                || differs(pixel.blue(), other.blue())
                || differs(pixel.alpha(), other.alpha()))
        });
        if pixel.alpha() >= 128 && (is_inside || !inside_only) {
            *counts.entry(plain(*pixel)).or_default() += 1;
        }
    }
    let mut counts: Vec<([u8; 3], u32)> =
        counts.into_iter().filter(|(color, _)| color.iter().any(|channel| *channel < PAPER)).collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut kinds: Vec<Kind> = Vec::new();
    for (color, count) in counts {
        let near = kinds.iter().position(|kind| distance(kind.first, color) < NEAR);
        let at = match near {
            Some(at) => at,
            None if kinds.len() < MAX_KINDS => {
                kinds.push(Kind { first: color, first_count: count, count: 0, sums: [0; 3] });
                kinds.len() - 1
            }
            None => continue,
        };
        kinds[at].count += count;
        for (sum, channel) in kinds[at].sums.iter_mut().zip(color) {
            *sum += u64::from(channel) * u64::from(count);
        }
    }
    kinds.sort_by_key(|kind| std::cmp::Reverse(kind.count));
    kinds
}

fn plain(pixel: PremultipliedColorU8) -> [u8; 3] {
    let color = pixel.demultiply();
    [color.red(), color.green(), color.blue()]
}

/// The color that most of it has; of a gradient, the mean.
fn color(kind: &Kind) -> [u8; 3] {
    if kind.first_count * 2 > kind.count {
        return kind.first;
    }
    kind.sums.map(|sum| u8::try_from(sum / u64::from(kind.count.max(1))).unwrap_or(u8::MAX))
}

/// How different two colors look, 0 to about 765: channels weighted by how well eyes tell them apart
/// (Riemersma's low-cost approximation).
fn distance(one: [u8; 3], other: [u8; 3]) -> f64 {
    let [red, green, blue]: [f64; 3] = std::array::from_fn(|at| f64::from(one[at]) - f64::from(other[at]));
    let mean = f64::midpoint(f64::from(one[0]), f64::from(other[0]));
    ((2.0 + mean / 256.0) * red * red + 4.0 * green * green + (2.0 + (255.0 - mean) / 256.0) * blue * blue)
        .sqrt()
}

//! A picture of few flat colors as shares of those colors, or the insight that it is none.
//!
//! A pixel at an edge is a mix of the colors beside it, and no color of its own: it is explained by two
//! colors of its neighborhood, and its shares say where in the pixel the edge is.

use image::RgbaImage;
use std::collections::HashMap;

/// Drawings of more colors are no flat marks.
const MAX_COLORS: usize = 12;

/// A color as it is laid on nothing: premultiplied, so that every edge is a straight mix.
type Seen = [u8; 4];

/// What a pixel consists of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mix {
    /// The color that covers most of it, by its place in [`Flat::colors`].
    pub(super) major: u8,
    /// The color that covers the rest.
    pub(super) minor: u8,
    /// How much `major` covers, up to 255.
    pub(super) share: u8,
}

/// A picture of flat colors.
pub(super) struct Flat {
    pub(super) side: usize,
    /// `None` is where nothing is drawn. The color of the most pixels is first.
    pub(super) colors: Vec<Option<[u8; 3]>>,
    pub(super) pixels: Vec<Mix>,
    /// Whether its edges are steps of whole pixels.
    pub(super) is_stepped: bool,
}

/// How far colors may be from each other.
struct Bounds {
    /// Of a pixel from the flat color that it has.
    near: i32,
    /// Of two colors that are one.
    one: i32,
    /// Of a pixel at an edge from the mix that explains it.
    mix: i32,
    /// The share of pixels that must be explained.
    explained: f64,
    /// One color has at least this share of the pixels.
    least: usize,
}

const EXACT: Bounds = Bounds { near: 6, one: 12, mix: 20, explained: 0.985, least: 20_000 };
const LOSSY: Bounds = Bounds { near: 20, one: 36, mix: 44, explained: 0.96, least: 1_000 };

/// The square `picture` as shares of flat colors. `None` for a photo, a gradient, a shadow.
pub(super) fn flat(picture: &RgbaImage, is_lossy: bool) -> Option<Flat> {
    let bounds = if is_lossy { LOSSY } else { EXACT };
    let side = picture.width() as usize;
    let seen: Vec<Seen> = picture.pixels().map(|pixel| premultiplied(pixel.0)).collect();
    let places = (0..side).flat_map(|y| (0..side).map(move |x| (x, y)));
    let is_even: Vec<bool> = places.map(|place| is_in_even_place(&seen, side, place, bounds.near)).collect();
    let palette = palette(&seen, &is_even, &bounds, is_lossy)?;
    let labels = labels(&seen, &is_even, &palette, bounds.near);
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at most some million pixels, a share of them"
    )]
    let most_unexplained = (seen.len() as f64 * (1.0 - bounds.explained)).floor() as usize;
    let mut unexplained = 0usize;
    let (mut edges, mut mixed) = (0usize, 0usize);
    let mut pixels: Vec<Mix> = Vec::with_capacity(seen.len());
    for (at, label) in labels.iter().copied().enumerate() {
        if label != u8::MAX {
            pixels.push(Mix { major: label, minor: label, share: 255 });
            continue;
        }
        let (mix, off) = explain(&palette, seen[at], beside(&labels, side, at), &bounds);
        unexplained += usize::from(off > bounds.mix);
        // A photo is known by its first rows.
        if unexplained > most_unexplained {
            return None;
        }
        edges += 1;
        mixed += usize::from(mix.share < 240);
        pixels.push(mix);
    }
    if palette.iter().copied().any(is_see_through) {
        return None;
    }
    let colors = palette.iter().copied().map(opaque).collect();
    Some(Flat { side, colors, pixels, is_stepped: mixed * 10 <= edges })
}

fn premultiplied([red, green, blue, alpha]: [u8; 4]) -> Seen {
    let seen = |channel: u8| u8::try_from(u32::from(channel) * u32::from(alpha) / 255).unwrap_or(u8::MAX);
    if alpha == 255 { [red, green, blue, 255] } else { [seen(red), seen(green), seen(blue), alpha] }
}

fn off(one: Seen, other: Seen) -> i32 {
    i32::from(one.iter().zip(other).map(|(a, b)| a.abs_diff(b)).max().unwrap_or(0))
}

/// The flat color of each pixel in an even place, [`u8::MAX`] for the others.
fn labels(seen: &[Seen], is_even: &[bool], palette: &[Seen], near: i32) -> Vec<u8> {
    let mut last = ([0; 4], u8::MAX);
    let label = |(color, is_even): (&Seen, &bool)| {
        if !is_even {
            return u8::MAX;
        }
        // The pixel before has the same color nearly always.
        if last.1 == u8::MAX || last.0 != *color {
            let found = nearest(palette, *color).filter(|(_, off)| *off <= near);
            last = (*color, found.map_or(u8::MAX, |(at, _)| at));
        }
        last.1
    };
    seen.iter().zip(is_even).map(label).collect()
}

fn nearest(palette: &[Seen], color: Seen) -> Option<(u8, i32)> {
    (0u8..).zip(palette).map(|(at, known)| (at, off(*known, color))).min_by_key(|(_, off)| *off)
}

/// Neither there nor not there.
fn is_see_through(color: Seen) -> bool {
    (9..247).contains(&color[3])
}

/// `None` for where nothing is drawn.
fn opaque(color: Seen) -> Option<[u8; 3]> {
    (color[3] > 8).then(|| [color[0], color[1], color[2]])
}

/// Whether at least four of the eight pixels around have the same color. At an edge two have.
fn is_in_even_place(seen: &[Seen], side: usize, (x, y): (usize, usize), near: i32) -> bool {
    let at = y * side + x;
    let on_border = x == 0 || y == 0 || x + 1 == side || y + 1 == side;
    // Within a flat area that is all there is to see.
    if !on_border && [at - side, at - 1, at + 1, at + side].iter().all(|other| seen[*other] == seen[at]) {
        return true;
    }
    let mut same = 0;
    for row in y.saturating_sub(1)..=(y + 1).min(side - 1) {
        for column in x.saturating_sub(1)..=(x + 1).min(side - 1) {
            let other = row * side + column;
            same += i32::from(other != at && off(seen[other], seen[at]) <= near);
        }
    }
    same >= if on_border { 3 } else { 4 }
}

/// Pixels of nearly the same color.
#[derive(Default)]
struct Bin {
    count: usize,
    sum: [usize; 4],
    /// The color that more than half of them have, if one has (Boyer and Moore).
    majority: Seen,
    lead: usize,
}

impl Bin {
    fn add(&mut self, color: Seen, run: usize) {
        self.count += run;
        for (sum, channel) in self.sum.iter_mut().zip(color) {
            *sum += run * usize::from(channel);
        }
        if self.majority == color {
            self.lead += run;
        } else if self.lead >= run {
            self.lead -= run;
        } else {
            (self.majority, self.lead) = (color, run - self.lead);
        }
    }
}

fn palette(seen: &[Seen], is_even: &[bool], bounds: &Bounds, is_lossy: bool) -> Option<Vec<Seen>> {
    let mut bins: HashMap<[u8; 4], Bin> = HashMap::new();
    let mut even =
        seen.iter().zip(is_even).filter(|(_, is_even)| **is_even).map(|(color, _)| *color).peekable();
    while let Some(color) = even.next() {
        let mut run = 1;
        while even.next_if_eq(&color).is_some() {
            run += 1;
        }
        bins.entry(color.map(|channel| channel >> 3)).or_default().add(color, run);
    }
    let mut bins: Vec<([u8; 4], Bin)> = bins.into_iter().collect();
    bins.sort_by_key(|(key, bin)| (usize::MAX - bin.count, *key));
    let least = (seen.len() / bounds.least).max(6);
    let mut palette: Vec<Seen> = Vec::new();
    for (_, bin) in bins.into_iter().take_while(|(_, bin)| bin.count >= least) {
        let mean = bin.sum.map(|sum| u8::try_from((sum + bin.count / 2) / bin.count).unwrap_or(u8::MAX));
        let color = if is_lossy { mean } else { bin.majority };
        if palette.iter().all(|known| off(*known, color) > bounds.one) {
            palette.push(color);
        }
        if palette.len() > MAX_COLORS {
            return None;
        }
    }
    (!palette.is_empty()).then_some(palette)
}

/// The flat colors at most two pixels away, as bits.
fn beside(labels: &[u8], side: usize, at: usize) -> u32 {
    let (x, y) = (at % side, at / side);
    let mut found = 0;
    for row in y.saturating_sub(2)..=(y + 2).min(side - 1) {
        for column in x.saturating_sub(2)..=(x + 2).min(side - 1) {
            let label = labels[row * side + column];
            if label != u8::MAX {
                found |= 1 << label;
            }
        }
    }
    found
}

fn explain(palette: &[Seen], color: Seen, beside: u32, bounds: &Bounds) -> (Mix, i32) {
    let best = best_pair(palette, color, beside);
    let alone = nearest(palette, color).map(|(at, off)| (Mix { major: at, minor: at, share: 255 }, off));
    let single = |mix: Option<(Mix, i32)>| mix.unwrap_or((Mix { major: 0, minor: 0, share: 255 }, i32::MAX));
    match (best, alone) {
        // A stroke too thin to be flat anywhere has its own color, though a mix could nearly explain it.
        (Some(best), Some(alone)) if alone.1 <= bounds.near && alone.1 + bounds.near < best.1 => alone,
        (Some(best), _) if best.1 <= bounds.mix => best,
        (best, _) => {
            let all = single(best_pair(palette, color, u32::MAX));
            best.filter(|best| best.1 <= all.1).unwrap_or(all)
        }
    }
}

/// The two of the `allowed` colors whose mix is nearest to `color`, and by how much it is off.
fn best_pair(palette: &[Seen], color: Seen, allowed: u32) -> Option<(Mix, i32)> {
    let usable = |at: u8| allowed & (1u32 << at) != 0;
    let mut best: Option<(Mix, i32)> = None;
    for (one, first) in (0u8..).zip(palette).filter(|(at, _)| usable(*at)) {
        for (other, second) in (0u8..).zip(palette).filter(|(at, _)| usable(*at) && *at >= one) {
            let (mixed, share) = nearest_mix(*first, *second, color);
            let off = off(mixed, color);
            if best.is_none_or(|(_, least)| off < least) {
                let (major, minor, share) =
                    if share >= 128 { (one, other, share) } else { (other, one, 255 - share) };
                best = Some((Mix { major, minor, share: u8::try_from(share).unwrap_or(255) }, off));
            }
        }
    }
    best
}

/// The mix of two colors that is nearest to `color`, and how much of 255 in it is the first.
fn nearest_mix(first: Seen, second: Seen, color: Seen) -> (Seen, i32) {
    let [first, second, color] = [first, second, color].map(|color| color.map(i32::from));
    let line: [i32; 4] = std::array::from_fn(|at| first[at] - second[at]);
    let length: i32 = line.iter().map(|part| part * part).sum();
    let along: i32 = (0..4).map(|at| line[at] * (color[at] - second[at])).sum();
    let share = if length == 0 { 255 } else { (255 * along / length).clamp(0, 255) };
    let mixed =
        std::array::from_fn(|at| u8::try_from(second[at] + line[at] * share / 255).unwrap_or(u8::MAX));
    (mixed, share)
}

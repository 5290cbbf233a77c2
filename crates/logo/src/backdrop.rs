//! The even box behind a drawing, such as the white one that drawing programs export with their artboard.
//!
//! It is a box when it is drawn first, is opaque, has one color and square corners, and nothing is drawn
//! beside it. A tile with round corners is a mark, and stays.

use crate::bounds::Bounds;
use crate::markup::Part;
use crate::measure::{self, is_like};
use crate::notes::Notes;
use crate::vector;
use resvg::tiny_skia::Pixmap;

/// The side at which it is looked at.
const SIDE: u32 = 128;
/// Smaller boxes, in these pixels, are dots of a drawing.
const MIN_BOX: u32 = 8;
/// How much of its border is seen at least, where it is seen as a box.
const BORDER_SHARE: f64 = 0.75;
/// Colors this light on every channel are white for people.
const WHITE: u8 = 240;

/// What others refer to, and what is not drawn by itself.
const DEFINING: [&str; 8] =
    ["defs", "linearGradient", "radialGradient", "clipPath", "mask", "filter", "pattern", "marker"];

/// A box behind everything else.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Backdrop {
    /// The way to it: which child of the root, which child of that one, and so on.
    way: Vec<usize>,
    pub(crate) color: [u8; 3],
    pub(crate) bounds: Bounds,
    /// It is what is seen around the drawing. Otherwise others cover it.
    pub(crate) is_seen: bool,
}

/// Whether people would call it white.
pub(crate) fn is_white(color: [u8; 3]) -> bool {
    color.iter().all(|channel| *channel >= WHITE)
}

/// The box behind a square drawing of ours. `None` where nothing else is seen either.
pub(crate) fn find(root: &Part) -> Option<Backdrop> {
    let way = first_drawn(root)?;
    let read = |part: &Part| vector::read(&part.to_markup(), &mut Notes::default()).ok();
    let square = read(root)?;
    let (area, whole) = (square.square(), measure::drawn(&square, square.square(), SIDE)?);
    let alone = measure::drawn(&read(&only(root, &way))?, area, SIDE)?;
    if alone.width() != whole.width() {
        return None;
    }
    let edges = covered(&alone, 128)?;
    let color = even_color(&alone, edges)?;
    let [left, top, right, bottom] = edges;
    let all = covered(&whole, 20)?;
    let is_alone_outside =
        all[0] + 1 >= left && all[1] + 1 >= top && all[2] <= right + 1 && all[3] <= bottom + 1;
    let differs = inner(edges).filter(|(x, y)| !is_at(&whole, (*x, *y), color)).count();
    if !is_alone_outside || differs < 4 {
        return None;
    }
    let border: Vec<(u32, u32)> = inner(edges)
        .filter(|(x, y)| *x == left + 1 || *y == top + 1 || *x + 2 == right || *y + 2 == bottom)
        .collect();
    let seen = border.iter().filter(|place| is_at(&whole, **place, color)).count();
    #[expect(clippy::cast_precision_loss, reason = "some hundred")]
    let is_seen = seen as f64 >= BORDER_SHARE * border.len() as f64;
    let unit = area.width / f64::from(whole.width());
    let [left, top, right, bottom] = edges.map(|edge| f64::from(edge) * unit);
    let bounds = Bounds::of_edges([area.x + left, area.y + top, area.x + right, area.y + bottom]);
    Some(Backdrop { way, color, bounds, is_seen })
}

/// Takes the box out.
pub(crate) fn remove(root: &mut Part, backdrop: &Backdrop) {
    remove_at(root, &backdrop.way);
}

/// Takes out what is drawn first.
pub(crate) fn remove_first(root: &mut Part) {
    if let Some(way) = first_drawn(root) {
        remove_at(root, &way);
    }
}

fn remove_at(part: &mut Part, way: &[usize]) {
    match way {
        [] => {}
        [last] => {
            part.children.remove(*last);
        }
        [next, rest @ ..] => {
            let child = &mut part.children[*next];
            remove_at(child, rest);
            if child.children.is_empty() {
                part.children.remove(*next);
            }
        }
    }
}

/// The way to the first path. `None` where something else is drawn before.
fn first_drawn(part: &Part) -> Option<Vec<usize>> {
    let (at, first) =
        part.children.iter().enumerate().find(|(_, child)| !DEFINING.contains(&child.name.as_str()))?;
    match first.name.as_str() {
        "path" => Some(vec![at]),
        "g" => {
            let mut way = first_drawn(first)?;
            way.insert(0, at);
            Some(way)
        }
        _ => None,
    }
}

/// The drawing with nothing in it but what is at the end of `way`.
fn only(part: &Part, way: &[usize]) -> Part {
    let Some((next, rest)) = way.split_first() else { return part.clone() };
    let children = part.children.iter().enumerate().filter_map(|(at, child)| {
        if at == *next {
            Some(only(child, rest))
        } else {
            DEFINING.contains(&child.name.as_str()).then(|| child.clone())
        }
    });
    Part { children: children.collect(), attributes: part.attributes.clone(), ..Part::new(&part.name) }
}

/// Left, top, right and bottom of all pixels that are at least this opaque.
fn covered(pixels: &Pixmap, least: u8) -> Option<[u32; 4]> {
    let side = pixels.width();
    (0u32..)
        .zip(pixels.pixels())
        .filter(|(_, color)| color.alpha() >= least)
        .map(|(at, _)| [at % side, at / side, at % side + 1, at / side + 1])
        .reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])
}

/// The places in a box without its outermost pixels, which it may cover in part.
fn inner([left, top, right, bottom]: [u32; 4]) -> impl Iterator<Item = (u32, u32)> {
    (top + 1..bottom.saturating_sub(1))
        .flat_map(move |y| (left + 1..right.saturating_sub(1)).map(move |x| (x, y)))
}

fn is_at(pixels: &Pixmap, (x, y): (u32, u32), color: [u8; 3]) -> bool {
    pixels.pixel(x, y).is_some_and(|pixel| is_like(pixel, color))
}

/// The color of a box that is opaque up to its corners.
fn even_color(pixels: &Pixmap, edges: [u32; 4]) -> Option<[u8; 3]> {
    let [left, top, right, bottom] = edges;
    if right - left < MIN_BOX || bottom - top < MIN_BOX {
        return None;
    }
    let middle = pixels.pixel(u32::midpoint(left, right), u32::midpoint(top, bottom))?;
    let color = [middle.red(), middle.green(), middle.blue()];
    inner(edges).all(|place| is_at(pixels, place, color)).then_some(color)
}

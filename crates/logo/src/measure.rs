//! What is really drawn, told by its pixels: what is cut off, hidden or nearly transparent doesn't count,
//! strokes and effects do.

use crate::bounds::Bounds;
use crate::tree_cost;
use crate::vector::Read;
use resvg::tiny_skia::{Pixmap, PremultipliedColorU8, Transform};

/// The side at which a drawing is measured.
const SIDE: u32 = 512;
/// Less opaque than this, of 255, and nothing is seen.
const SEEN: u8 = 20;
/// Channels that differ by at most this have the same color.
const SAME: u8 = 10;
/// How often it is looked at closer. Each time, what is measured fills the pixels.
const ROUNDS: usize = 3;

/// A square `area` of a drawing in pixels: `side` a side, fewer where that many would take long.
pub(crate) fn drawn(read: &Read, area: Bounds, side: u32) -> Option<Pixmap> {
    let fitting = [side, side / 2, side / 4].into_iter().filter_map(|side| {
        #[expect(clippy::cast_possible_truncation, reason = "pixels")]
        let scale = (f64::from(side) / area.width) as f32;
        let is_possible = scale.is_finite() && scale > 0.0 && tree_cost::bound_at(&read.tree, scale).is_ok();
        is_possible.then_some((side, scale))
    });
    let fitting: Vec<(u32, f32)> = fitting.collect();
    let quick = fitting.iter().find(|(_, scale)| !tree_cost::is_slow_at(&read.tree, *scale));
    let (side, scale) = *quick.or(fitting.last())?;
    let mut pixels = Pixmap::new(side, side)?;
    #[expect(clippy::cast_possible_truncation, reason = "pixels")]
    let place = Transform::from_translate(-area.x as f32, -area.y as f32).post_scale(scale, scale);
    resvg::render(&read.tree, place, &mut pixels.as_mut());
    Some(pixels)
}

/// Pixels, and the square that they show.
struct View {
    pixels: Pixmap,
    area: Bounds,
}

impl View {
    fn unit(&self) -> f64 {
        self.area.width / f64::from(self.pixels.width())
    }

    /// The middle of each pixel, with its color.
    fn places(&self) -> impl Iterator<Item = ((f64, f64), PremultipliedColorU8)> {
        let (unit, width) = (self.unit(), self.pixels.width());
        let at = move |start: f64, pixel: u32| start + (f64::from(pixel) + 0.5) * unit;
        (0u32..).zip(self.pixels.pixels()).map(move |(index, color)| {
            ((at(self.area.x, index % width), at(self.area.y, index / width)), *color)
        })
    }
}

/// Where in `area` something is drawn beside even grounds of these colors.
pub(crate) fn content(read: &Read, area: Bounds, grounds: &[[u8; 3]]) -> Option<Bounds> {
    let limit = area;
    let (mut area, mut found, mut unit) = (area, None, 0.0);
    for _ in 0..ROUNDS {
        let Some(pixels) = drawn(read, area, SIDE) else { break };
        let view = View { pixels, area };
        let Some(bounds) = extent(&view, limit, grounds) else { break };
        unit = view.unit();
        found = Some(bounds);
        let closer = bounds.grown(2.0 * unit);
        if closer.longer() > 0.9 * area.width {
            break;
        }
        area = closer.square(closer.longer());
    }
    found.map(|bounds| snapped(bounds, read.tree.root().abs_stroke_bounding_box().into(), 1.5 * unit))
}

/// With the exact edges of the shapes, where pixels tell that these are what is seen.
fn snapped(bounds: Bounds, exact: Bounds, slack: f64) -> Bounds {
    let mut edges = bounds.edges();
    for (edge, exact) in edges.iter_mut().zip(exact.edges()) {
        if (*edge - exact).abs() <= slack {
            *edge = exact;
        }
    }
    Bounds::of_edges(edges)
}

fn extent(view: &View, limit: Bounds, grounds: &[[u8; 3]]) -> Option<Bounds> {
    let half = view.unit() / 2.0;
    view.places()
        .filter(|(place, color)| limit.contains(*place) && is_content(*color, grounds))
        .map(|((x, y), _)| Bounds::of_edges([x - half, y - half, x + half, y + half]))
        .reduce(Bounds::around)
}

fn is_content(color: PremultipliedColorU8, grounds: &[[u8; 3]]) -> bool {
    color.alpha() >= SEEN && !grounds.iter().any(|ground| is_like(color, *ground))
}

/// Whether it is opaque and has nearly this color.
pub(crate) fn is_like(color: PremultipliedColorU8, [red, green, blue]: [u8; 3]) -> bool {
    color.alpha() >= 250
        && color.red().abs_diff(red) <= SAME
        && color.green().abs_diff(green) <= SAME
        && color.blue().abs_diff(blue) <= SAME
}

/// Whether `area` shows anything outside `frame`.
pub(crate) fn shows_outside(read: &Read, area: Bounds, frame: Bounds) -> bool {
    let Some(pixels) = drawn(read, area, SIDE) else { return true };
    let view = View { pixels, area };
    let frame = frame.grown(view.unit());
    view.places().any(|(place, color)| color.alpha() >= SEEN && !frame.contains(place))
}

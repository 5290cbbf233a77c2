//! What drawing takes that only shows once lengths are known: tiles, dashes and the reach of filters.

use crate::LogoFault;
use usvg::{Group, Node, Paint, Path, Transform, Tree, filter::Kind, tiny_skia_path::PathSegment};

/// Drawings are looked at with sides up to this.
const SIDE: f32 = 256.0;
/// Pixels of all tiles.
const MAX_TILE_PIXELS: f32 = 16_000_000.0;
const MAX_DASHES: f32 = 50_000.0;
/// Pixels that the steps of all filters read for one that they write.
const MAX_READS: f32 = 3_000.0;
/// Pixels of all blurs, drawn once.
const MAX_BLURRED_PIXELS: f32 = 1_000_000.0;

struct Sums {
    scale: f32,
    tiles: f32,
    dashes: f32,
    reads: f32,
}

/// Refuses drawings that take long or much memory to draw.
///
/// # Errors
/// [`LogoFault::TooComplex`]
pub(crate) fn bound(tree: &Tree) -> Result<(), LogoFault> {
    bound_at(tree, SIDE / tree.size().width().max(tree.size().height()))
}

/// As [`bound`], where a unit of the drawing is `scale` pixels.
///
/// # Errors
/// [`LogoFault::TooComplex`]
pub(crate) fn bound_at(tree: &Tree, scale: f32) -> Result<(), LogoFault> {
    let mut sums = Sums { scale, tiles: 0.0, dashes: 0.0, reads: 0.0 };
    sums.group(tree.root());
    for filter in tree.filters() {
        for step in filter.primitives() {
            sums.reads += match step.kind() {
                Kind::Morphology(step) => 4.0 * step.radius_x().get() * step.radius_y().get() * scale * scale,
                #[expect(clippy::cast_precision_loss, reason = "an estimate")]
                Kind::ConvolveMatrix(step) => step.matrix().data().len() as f32,
                Kind::GaussianBlur(step) => blur(step.std_dev_x().get().max(step.std_dev_y().get()) * scale),
                Kind::DropShadow(step) => blur(step.std_dev_x().get().max(step.std_dev_y().get()) * scale),
                _ => 0.0,
            };
        }
    }
    // Written so that what is no number is refused.
    let is_light = sums.tiles <= MAX_TILE_PIXELS && sums.dashes <= MAX_DASHES && sums.reads <= MAX_READS;
    if is_light { Ok(()) } else { Err(LogoFault::TooComplex) }
}

/// Whether blurs alone take longer at this scale than people wait, who look at a drawing a few times.
pub(crate) fn is_slow_at(tree: &Tree, scale: f32) -> bool {
    let mut pixels = 0.0;
    for filter in tree.filters() {
        let is_blur = |kind: &Kind| matches!(kind, Kind::GaussianBlur(_) | Kind::DropShadow(_));
        #[expect(clippy::cast_precision_loss, reason = "a few steps")]
        let blurs = filter.primitives().iter().filter(|step| is_blur(step.kind())).count() as f32;
        pixels += blurs * filter.rect().width() * filter.rect().height() * scale * scale;
    }
    pixels > MAX_BLURRED_PIXELS
}

/// A blur that is wider than the picture is a trap; others cost the same whatever their width.
fn blur(deviation: f32) -> f32 {
    if deviation <= SIDE * 2.0 { 1.0 } else { f32::INFINITY }
}

impl Sums {
    fn group(&mut self, group: &Group) {
        for node in group.children() {
            match node {
                Node::Group(inner) => self.group(inner),
                Node::Path(path) => self.path(path),
                Node::Text(text) => self.group(text.flattened()),
                Node::Image(_) => {}
            }
            node.subroots(|root| self.group(root));
        }
    }

    fn path(&mut self, path: &Path) {
        let paints = [path.fill().map(|fill| fill.paint()), path.stroke().map(|stroke| stroke.paint())];
        for paint in paints.into_iter().flatten() {
            if let Paint::Pattern(pattern) = paint {
                let place: Transform = path.abs_transform().pre_concat(pattern.transform());
                let (sx, sy) = place.get_scale();
                let rect = pattern.rect();
                self.tiles += rect.width() * sx * rect.height() * sy * self.scale * self.scale;
            }
        }
        let Some(dashes) = path.stroke().and_then(|stroke| stroke.dasharray()) else { return };
        let period: f32 = dashes.iter().sum();
        #[expect(clippy::cast_precision_loss, reason = "an estimate")]
        let count = dashes.len() as f32;
        self.dashes += length(path) / period * count;
    }
}

/// About how long a path is: its corners and handles in a row.
fn length(path: &Path) -> f32 {
    let (mut at, mut sum) = ((0.0f32, 0.0f32), 0.0f32);
    for segment in path.data().segments() {
        let points = match segment {
            PathSegment::MoveTo(to) => {
                at = (to.x, to.y);
                continue;
            }
            PathSegment::LineTo(to) => vec![to],
            PathSegment::QuadTo(one, to) => vec![one, to],
            PathSegment::CubicTo(one, two, to) => vec![one, two, to],
            PathSegment::Close => continue,
        };
        for point in points {
            sum += (point.x - at.0).hypot(point.y - at.1);
            at = (point.x, point.y);
        }
    }
    sum
}

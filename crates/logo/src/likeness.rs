//! How alike two drawings look.

use crate::ssim::ssim;
use resvg::tiny_skia::{Color, Pixmap, Transform};
use usvg::Tree;

/// The side at which they are compared.
pub(crate) const SIDE: u32 = 256;
/// White, the dark of Recruitee's dark pages, and gray between: what is seen on one may be hidden on another.
const GROUNDS: [[u8; 3]; 3] = [[255, 255, 255], [0x1a, 0x1a, 0x2e], [128, 128, 128]];
/// Squares over which structure is compared.
const WINDOW: usize = 8;

/// A drawing and the corner of its frame.
pub(crate) struct Framed<'a> {
    pub(crate) tree: &'a Tree,
    pub(crate) origin: (f64, f64),
}

/// Draws into a square, in the middle.
pub(crate) fn pixels(framed: &Framed<'_>, side: u32) -> Option<Pixmap> {
    let mut pixels = Pixmap::new(side, side)?;
    let size = framed.tree.size();
    let longer = size.width().max(size.height());
    #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
    let scale = side as f32 / longer;
    if !scale.is_finite() || scale <= 0.0 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "pixels")]
    let (x, y) = (framed.origin.0 as f32, framed.origin.1 as f32);
    let (left, top) = ((longer - size.width()) / 2.0 - x, (longer - size.height()) / 2.0 - y);
    let place = Transform::from_translate(left, top).post_scale(scale, scale);
    resvg::render(framed.tree, place, &mut pixels.as_mut());
    Some(pixels)
}

fn grays(pixels: &Pixmap, ground: [u8; 3]) -> Option<[Vec<f64>; 3]> {
    let mut on_ground = Pixmap::new(pixels.width(), pixels.height())?;
    on_ground.fill(Color::from_rgba8(ground[0], ground[1], ground[2], 255));
    on_ground.draw_pixmap(
        0,
        0,
        pixels.as_ref(),
        &resvg::tiny_skia::PixmapPaint::default(),
        Transform::identity(),
        None,
    );
    let channel =
        |at: usize| on_ground.data().iter().skip(at).step_by(4).map(|byte| f64::from(*byte)).collect();
    Some([channel(0), channel(1), channel(2)])
}

/// 1 for drawings that look the same, 0 for those that have nothing in common: the mean structural
/// similarity (SSIM, Wang and others 2004) of the channels in squares of 8 pixels, on the ground where it is
/// least. Squares in which neither draws don't count, so that a small drawing in a large frame is judged
/// like a large one.
///
/// Both were drawn with a side of [`SIDE`].
pub(crate) fn likeness(one: &Pixmap, other: &Pixmap) -> Option<f64> {
    if one.data() == other.data() {
        return Some(1.0);
    }
    let mut worst = 1.0f64;
    for ground in GROUNDS {
        let (a, b) = (grays(one, ground)?, grays(other, ground)?);
        let (mut sum, mut count) = (0.0, 0.0);
        for top in (0..SIDE as usize).step_by(WINDOW) {
            for left in (0..SIDE as usize).step_by(WINDOW) {
                let places: Vec<usize> = (0..WINDOW * WINDOW)
                    .map(|at| (top + at / WINDOW) * SIDE as usize + left + at % WINDOW)
                    .collect();
                let is_empty =
                    places.iter().all(|at| one.data()[at * 4 + 3] == 0 && other.data()[at * 4 + 3] == 0);
                if is_empty {
                    continue;
                }
                for (a, b) in a.iter().zip(&b) {
                    sum += ssim(places.iter().map(|at| (a[*at], b[*at])));
                    count += 1.0;
                }
            }
        }
        if count > 0.0 {
            worst = worst.min(sum / count);
        }
    }
    Some(worst.clamp(0.0, 1.0))
}

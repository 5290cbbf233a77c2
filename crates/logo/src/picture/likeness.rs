//! How like two pictures are: structural similarity (SSIM, Wang and others 2004) of red, green and blue, in
//! windows of 8 by 8 pixels, at 256 pixels a side, on white and on a dark ground. The lower mean counts. 1 is
//! the same picture; a hairline that is missing, or an edge off by a pixel, costs hundredths.

use super::scale;
use crate::ssim::ssim;
use image::{Rgba, RgbaImage};
use resvg::tiny_skia::{Pixmap, Transform};

/// The side at which pictures are compared.
const SIDE: u32 = 256;
const GROUNDS: [u8; 2] = [255, 24];
const WINDOW: u32 = 8;
const STEP: u32 = 4;

/// `svg` as pixels. `None` for what is no SVG.
pub(super) fn render(svg: &str, side: u32) -> Option<RgbaImage> {
    let tree = usvg::Tree::from_str(svg, &usvg::Options::default()).ok()?;
    let mut pixels = Pixmap::new(side, side)?;
    #[expect(clippy::cast_precision_loss, reason = "a small number of pixels")]
    let scale = side as f32 / tree.size().width().max(tree.size().height());
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    let mut rendered = RgbaImage::new(side, side);
    for (place, pixel) in rendered.pixels_mut().zip(pixels.pixels()) {
        let color = pixel.demultiply();
        *place = Rgba([color.red(), color.green(), color.blue(), color.alpha()]);
    }
    Some(rendered)
}

/// How like the drawing in `svg` is to the square `picture`, 0 to 1.
pub(crate) fn likeness(svg: &str, picture: &RgbaImage) -> f64 {
    // Smaller pictures are compared at their own size: there is no more in them.
    let small = scale::shrink(picture, SIDE);
    let Some(rendered) = render(svg, small.width()) else { return 0.0 };
    let similar = |ground| similarity(&on(&small, ground), &on(&rendered, ground), small.width());
    GROUNDS.into_iter().map(similar).fold(1.0, f64::min)
}

fn on(picture: &RgbaImage, ground: u8) -> Vec<[f64; 3]> {
    let mixed = |pixel: &Rgba<u8>| {
        let alpha = f64::from(pixel.0[3]) / 255.0;
        std::array::from_fn(|at| f64::from(pixel.0[at]) * alpha + f64::from(ground) * (1.0 - alpha))
    };
    picture.pixels().map(mixed).collect()
}

fn similarity(one: &[[f64; 3]], other: &[[f64; 3]], side: u32) -> f64 {
    let window = WINDOW.min(side);
    let starts = || (0..=side - window).step_by(STEP as usize);
    let mut scores = Vec::new();
    for (top, left) in starts().flat_map(|top| starts().map(move |left| (top, left))) {
        let row = |y: u32| (y * side + left) as usize..(y * side + left + window) as usize;
        // What is the same needs no measuring, and most of a flat mark is.
        if (top..top + window).all(|y| one[row(y)] == other[row(y)]) {
            scores.extend([1.0; 3]);
            continue;
        }
        let places: Vec<usize> = (top..top + window)
            .flat_map(|y| (left..left + window).map(move |x| (y * side + x) as usize))
            .collect();
        for channel in 0..3 {
            scores.push(ssim(places.iter().map(|at| (one[*at][channel], other[*at][channel]))));
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "some ten thousand windows")]
    let count = scores.len() as f64;
    scores.iter().sum::<f64>() / count
}

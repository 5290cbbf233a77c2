//! A file as it looked, to be shown beside the logo.

use crate::bounds::Bounds;
use crate::tree_cost;
use crate::vector::Read;
use image::RgbaImage;
use resvg::tiny_skia::{Pixmap, PremultipliedColorU8, Transform};

/// The longer side, in pixels.
const SIDE: u32 = 512;

/// A drawing inside its frame, as a square PNG. Empty where it can't be drawn.
pub(crate) fn of_drawing(read: &Read) -> Vec<u8> {
    #[expect(clippy::cast_possible_truncation, reason = "a few hundred pixels")]
    let scale = (f64::from(SIDE) / read.frame().longer()) as f32;
    let sides = if tree_cost::is_slow_at(&read.tree, scale) { vec![SIDE / 2] } else { vec![SIDE, SIDE / 2] };
    sides.into_iter().find_map(|side| framed(read, side)).unwrap_or_default()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 512 pixels")]
fn framed(read: &Read, side: u32) -> Option<Vec<u8>> {
    let Bounds { x, y, width, height } = read.frame();
    let scale = f64::from(side) / width.max(height);
    let pixels = |length: f64| ((length * scale).round() as u32).clamp(1, side);
    tree_cost::bound_at(&read.tree, scale as f32).ok()?;
    let mut drawn = Pixmap::new(pixels(width), pixels(height))?;
    let place = Transform::from_translate(-x as f32, -y as f32).post_scale(scale as f32, scale as f32);
    resvg::render(&read.tree, place, &mut drawn.as_mut());
    let plain = |pixel: &PremultipliedColorU8| {
        let color = pixel.demultiply();
        [color.red(), color.green(), color.blue(), color.alpha()]
    };
    let bytes = drawn.pixels().iter().flat_map(plain).collect();
    of_picture(&RgbaImage::from_raw(drawn.width(), drawn.height(), bytes)?)
}

/// A picture in the middle of a square, as PNG.
pub(crate) fn of_picture(picture: &RgbaImage) -> Option<Vec<u8>> {
    let side = picture.width().max(picture.height());
    let mut square = RgbaImage::new(side, side);
    let (x, y) = ((side - picture.width()) / 2, (side - picture.height()) / 2);
    image::imageops::replace(&mut square, picture, i64::from(x), i64::from(y));
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side, side);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(square.as_raw()).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}

//! Pictures (PNG, JPEG, WebP, GIF): squared, made small enough and wrapped in SVG.

use crate::LogoFault;
use base64::{Engine, prelude::BASE64_STANDARD};
use image::{DynamicImage, ImageFormat, ImageReader, Limits, imageops::FilterType};
use std::io::Cursor;

/// Pictures wider or higher are refused before they are decoded.
const MAX_SIDE: u32 = 8192;
/// Memory for decoding one picture.
const MAX_DECODED_BYTES: u64 = 400 * 1024 * 1024;
/// Sides to try, largest first, until the wrapped picture fits 20 KB.
const SIDES: [u32; 4] = [256, 192, 128, 64];
const FITTING_BYTES: usize = 20 * 1024;

/// A picture, wrapped.
pub(crate) struct Wrapped {
    pub(crate) svg: String,
    pub(crate) format: &'static str,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// The formats by their names for people; `None` for one that is not taken.
fn name(format: ImageFormat) -> Option<&'static str> {
    match format {
        ImageFormat::Png => Some("PNG"),
        ImageFormat::Jpeg => Some("JPEG"),
        ImageFormat::WebP => Some("WebP"),
        ImageFormat::Gif => Some("GIF"),
        _ => None,
    }
}

/// Decodes, squares on a transparent ground and wraps.
///
/// # Errors
/// Says whether the type, the size or the content is at fault.
pub(crate) fn wrap(bytes: &[u8]) -> Result<Wrapped, LogoFault> {
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| LogoFault::Broken)?;
    let format = reader.format().and_then(name).ok_or(LogoFault::OtherType)?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_DECODED_BYTES);
    reader.limits(limits);
    let decoded = reader.decode().map_err(|error| match error {
        image::ImageError::Limits(_) => LogoFault::TooManyPixels { max_side: MAX_SIDE },
        _ => LogoFault::Broken,
    })?;
    let (width, height) = (decoded.width(), decoded.height());
    if width == 0 || height == 0 || decoded.to_rgba8().pixels().all(|pixel| pixel.0[3] == 0) {
        return Err(LogoFault::NothingDrawn);
    }
    let mut svg = String::new();
    for side in SIDES {
        svg = svg_around(&squared(&decoded, side.min(width.max(height))))?;
        if svg.len() <= FITTING_BYTES {
            break;
        }
    }
    Ok(Wrapped { svg, format, width, height })
}

fn squared(picture: &DynamicImage, side: u32) -> DynamicImage {
    let fitted = if picture.width().max(picture.height()) > side {
        picture.resize(side, side, FilterType::Lanczos3)
    } else {
        picture.clone()
    };
    let mut ground = DynamicImage::new_rgba8(side, side);
    let x = i64::from(side.saturating_sub(fitted.width()) / 2);
    let y = i64::from(side.saturating_sub(fitted.height()) / 2);
    image::imageops::overlay(&mut ground, &fitted, x, y);
    ground
}

fn svg_around(picture: &DynamicImage) -> Result<String, LogoFault> {
    let mut png = Vec::new();
    picture.write_to(&mut Cursor::new(&mut png), ImageFormat::Png).map_err(|_| LogoFault::Broken)?;
    let side = picture.width();
    Ok(format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><image width="{side}" height="{side}" href="data:image/png;base64,{}"/></svg>"#,
        BASE64_STANDARD.encode(png)
    ))
}

//! What a reference to a picture holds.

use crate::decode;
use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
    prelude::BASE64_STANDARD,
};
use image::{ImageFormat, ImageReader};
use std::io::Cursor;

/// Of one picture inside a drawing; it takes four bytes each to draw.
const MAX_PIXELS: u64 = 4096 * 4096;

/// The content of a reference.
pub(crate) enum Content {
    /// A picture, as a data URI in one spelling.
    Picture(String),
    /// The text of a drawing.
    Drawing(String),
    /// It is elsewhere.
    Outside,
    /// It is here, and can't be read.
    Damaged,
    /// An empty reference.
    Nothing,
}

/// Reads the `href` of a picture.
pub(crate) fn content(href: &str) -> Content {
    if href.is_empty() || href.starts_with('#') {
        return Content::Nothing;
    }
    let Some(rest) = href.get(..5).filter(|start| start.eq_ignore_ascii_case("data:")).map(|_| &href[5..])
    else {
        return Content::Outside;
    };
    let Some((head, body)) = rest.split_once(',') else { return Content::Damaged };
    let head = head.to_ascii_lowercase();
    let bytes = if head.ends_with("base64") { from_base64(body) } else { Some(from_percent(body)) };
    let Some(bytes) = bytes else { return Content::Damaged };
    if let Some(kind) = raster(&bytes) {
        return Content::Picture(format!("data:image/{kind};base64,{}", BASE64_STANDARD.encode(bytes)));
    }
    match decode::as_svg(&bytes) {
        Ok(Some((text, _))) => Content::Drawing(text.into_owned()),
        _ => Content::Damaged,
    }
}

/// Told by its content: what it is said to be may be wrong.
fn raster(bytes: &[u8]) -> Option<&'static str> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let kind = match reader.format()? {
        ImageFormat::Png => "png",
        ImageFormat::Jpeg => "jpeg",
        ImageFormat::Gif => "gif",
        ImageFormat::WebP => "webp",
        _ => return None,
    };
    let (width, height) = reader.into_dimensions().ok()?;
    (u64::from(width) * u64::from(height) <= MAX_PIXELS).then_some(kind)
}

fn from_base64(body: &str) -> Option<Vec<u8>> {
    let kept: String = String::from_utf8(from_percent(body)).ok()?.split_whitespace().collect();
    let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    GeneralPurpose::new(&alphabet::STANDARD, config.with_decode_allow_trailing_bits(true)).decode(kept).ok()
}

fn from_percent(body: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let bytes = body.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%')
            .then(|| body.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok()))
            .flatten();
        out.push(hex.unwrap_or(bytes[at]));
        at += if hex.is_some() { 3 } else { 1 };
    }
    out
}

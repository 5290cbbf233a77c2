//! A picture inside an SVG, as sharp as 20 KB allow.

use super::scale;
use base64::{Engine, prelude::BASE64_STANDARD};
use color_quant::NeuQuant;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, RgbaImage};
use std::collections::{BTreeMap, btree_map::Entry};

/// What the whole SVG may be long.
pub(super) const FITTING_BYTES: usize = 20 * 1024;
/// Sides to try, largest first.
const SIDES: [u32; 6] = [256, 192, 160, 128, 96, 64];
/// Of JPEG; below that its blocks are seen.
const QUALITIES: [u8; 3] = [92, 84, 74];

/// The square `picture`, wrapped.
pub(super) fn wrap(picture: &RgbaImage) -> Option<String> {
    let mut last = None;
    for side in SIDES {
        let small = scale::shrink(picture, side);
        for encode in [exact, photo, reduced] {
            let Some((kind, bytes)) = encode(&small) else { continue };
            let svg = svg_around(small.width(), kind, &bytes);
            if svg.len() <= FITTING_BYTES {
                return Some(svg);
            }
            last = Some(svg);
        }
    }
    last
}

fn svg_around(side: u32, kind: &str, bytes: &[u8]) -> String {
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><image width="{side}" height="{side}" href="data:image/{kind};base64,{}"/></svg>"#,
        BASE64_STANDARD.encode(bytes)
    )
}

type Encoded = Option<(&'static str, Vec<u8>)>;

/// As PNG with its own colors: a palette where they are at most 256.
fn exact(picture: &RgbaImage) -> Encoded {
    let mut palette: BTreeMap<[u8; 4], u8> = BTreeMap::new();
    for pixel in picture.pixels() {
        let next = palette.len();
        if let Entry::Vacant(place) = palette.entry(pixel.0) {
            let Ok(next) = u8::try_from(next) else {
                return Some(("png", png(picture, png::ColorType::Rgba, picture.as_raw(), None)?));
            };
            place.insert(next);
        }
    }
    let places: Vec<u8> = picture.pixels().map(|pixel| palette[&pixel.0]).collect();
    let mut colors: Vec<([u8; 4], u8)> = palette.into_iter().collect();
    colors.sort_by_key(|(_, place)| *place);
    let colors: Vec<u8> = colors.into_iter().flat_map(|(color, _)| color).collect();
    Some(("png", png(picture, png::ColorType::Indexed, &places, Some(&colors))?))
}

/// As JPEG of the best quality that fits. Not for what has holes.
fn photo(picture: &RgbaImage) -> Encoded {
    if picture.pixels().any(|pixel| pixel.0[3] != 255) {
        return None;
    }
    let opaque = DynamicImage::ImageRgba8(picture.clone()).into_rgb8();
    let mut last = None;
    for quality in QUALITIES {
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(&opaque).ok()?;
        let fits = bytes.len() * 4 / 3 + 200 <= FITTING_BYTES;
        last = Some(("jpeg", bytes));
        if fits {
            break;
        }
    }
    last
}

/// As PNG with the 256 colors that are nearest to its own.
fn reduced(picture: &RgbaImage) -> Encoded {
    let quantizer = NeuQuant::new(3, 256, picture.as_raw());
    let places: Vec<u8> =
        picture.pixels().map(|pixel| u8::try_from(quantizer.index_of(&pixel.0)).unwrap_or(u8::MAX)).collect();
    let colors = quantizer.color_map_rgba();
    Some(("png", png(picture, png::ColorType::Indexed, &places, Some(&colors))?))
}

/// `colors` is the palette, four bytes each.
fn png(picture: &RgbaImage, kind: png::ColorType, data: &[u8], colors: Option<&[u8]>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, picture.width(), picture.height());
    encoder.set_color(kind);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    if let Some(colors) = colors {
        let rgb: Vec<u8> = colors.chunks_exact(4).flat_map(|color| [color[0], color[1], color[2]]).collect();
        encoder.set_palette(rgb);
        let alpha: Vec<u8> = colors.chunks_exact(4).map(|color| color[3]).collect();
        if alpha.iter().any(|alpha| *alpha != 255) {
            encoder.set_trns(alpha);
        }
        encoder.set_filter(png::Filter::NoFilter);
    } else {
        encoder.set_filter(png::Filter::Adaptive);
    }
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(data).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}

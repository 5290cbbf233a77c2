//! Pictures made for tests: drawings at a size, in a format.

use image::{DynamicImage, ExtendedColorType, ImageEncoder, ImageFormat, Rgba, RgbaImage};
use resvg::tiny_skia::{Pixmap, Transform};
use std::io::Cursor;

/// The drawing `inside` a square of 100 units, at `side` pixels.
pub fn drawn(inside: &str, side: u32) -> RgbaImage {
    drawn_wide(inside, side, side)
}

/// The same in another shape: 100 units are the height.
pub fn drawn_wide(inside: &str, width: u32, height: u32) -> RgbaImage {
    let units = f64::from(width) * 100.0 / f64::from(height);
    let svg = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {units} 100">{inside}</svg>"#);
    rendered(&svg, width, height)
}

/// Any SVG as pixels; its `viewBox` fills the picture.
pub fn rendered(svg: &str, width: u32, height: u32) -> RgbaImage {
    let tree = usvg::Tree::from_str(svg, &usvg::Options::default()).unwrap();
    let mut pixels = Pixmap::new(width, height).unwrap();
    let scale = height as f32 / tree.size().height();
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    RgbaImage::from_fn(width, height, |x, y| {
        let color = pixels.pixel(x, y).unwrap().demultiply();
        Rgba([color.red(), color.green(), color.blue(), color.alpha()])
    })
}

/// `picture` as a file.
pub fn file(picture: &RgbaImage, format: ImageFormat) -> Vec<u8> {
    let image = DynamicImage::ImageRgba8(picture.clone());
    let image = if format == ImageFormat::Jpeg { DynamicImage::ImageRgb8(image.to_rgb8()) } else { image };
    let mut bytes = Vec::new();
    image.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

pub fn png(picture: &RgbaImage) -> Vec<u8> {
    file(picture, ImageFormat::Png)
}

pub fn jpeg(picture: &RgbaImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, quality);
    DynamicImage::ImageRgba8(picture.clone()).to_rgb8().write_with_encoder(encoder).unwrap();
    bytes
}

/// A JPEG or TIFF orientation, 1 to 8, said by EXIF in front of the pixels.
pub fn turned_jpeg(picture: &RgbaImage, orientation: u8) -> Vec<u8> {
    let plain = jpeg(picture, 95);
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xff, 0xe1], &length, &exif, &plain[2..]].concat()
}

/// A PNG with a color profile.
pub fn profiled_png(picture: &RgbaImage, profile: &moxcms::ColorProfile) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    encoder.set_icc_profile(profile.encode().unwrap()).unwrap();
    encoder
        .write_image(picture.as_raw(), picture.width(), picture.height(), ExtendedColorType::Rgba8)
        .unwrap();
    bytes
}

/// A PNG that says a gamma, in hundred-thousandths.
pub fn gamma_png(picture: &RgbaImage, gamma: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, picture.width(), picture.height());
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_source_gamma(png::ScaledFloat::from_scaled(gamma));
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(picture.as_raw()).unwrap();
    writer.finish().unwrap();
    bytes
}

/// A PNG whose colors are in a palette, one of them transparent.
pub fn palette_png(places: &[u8], side: u32, colors: &[[u8; 4]]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side, side);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(colors.iter().flat_map(|color| [color[0], color[1], color[2]]).collect::<Vec<_>>());
    encoder.set_trns(colors.iter().map(|color| color[3]).collect::<Vec<_>>());
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(places).unwrap();
    writer.finish().unwrap();
    bytes
}

/// An ICO that holds several pictures.
pub fn ico(pictures: &[RgbaImage]) -> Vec<u8> {
    let frames: Vec<_> = pictures
        .iter()
        .map(|picture| {
            image::codecs::ico::IcoFrame::as_png(
                picture.as_raw(),
                picture.width(),
                picture.height(),
                ExtendedColorType::Rgba8,
            )
            .unwrap()
        })
        .collect();
    let mut bytes = Vec::new();
    image::codecs::ico::IcoEncoder::new(&mut bytes).encode_images(&frames).unwrap();
    bytes
}

/// What no mark looks like: every pixel another color. The same at every call.
pub fn noise(side: u32) -> RgbaImage {
    let mut state = 0x2545_f491u32;
    RgbaImage::from_fn(side, side, |x, y| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        let [red, green, blue, _] = state.to_le_bytes();
        Rgba([red / 2 + (x % 128) as u8, green / 2 + (y % 128) as u8, blue, 255])
    })
}

/// A PNG's checksum, after its first chunk was changed.
pub fn with_size(mut png: Vec<u8>, width: u32, height: u32) -> Vec<u8> {
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let crc = !png[12..29].iter().fold(!0u32, |crc, &byte| {
        (0..8).fold(
            crc ^ u32::from(byte),
            |crc, _| {
                if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 }
            },
        )
    });
    png[29..33].copy_from_slice(&crc.to_be_bytes());
    png
}

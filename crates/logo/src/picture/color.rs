//! Colors that a file means by its profile or gamma, as sRGB.

use image::RgbaImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// The gamma of sRGB as PNG writes it.
const SRGB_GAMMA: u32 = 45_455;

/// Brings `pixels` to sRGB. A profile that can't be read, or is for other channels, changes nothing.
pub(super) fn apply_profile(pixels: &mut RgbaImage, profile: &[u8]) {
    let Ok(source) = ColorProfile::new_from_slice(profile) else { return };
    let srgb = ColorProfile::new_srgb();
    let options = TransformOptions::default();
    let mut changed = vec![0; pixels.len()];
    let done = match source.color_space {
        DataColorSpace::Rgb => source
            .create_transform_8bit(Layout::Rgba, &srgb, Layout::Rgba, options)
            .and_then(|transform| transform.transform(pixels.as_raw(), &mut changed)),
        DataColorSpace::Gray => {
            let gray: Vec<u8> = pixels.pixels().flat_map(|pixel| [pixel.0[0], pixel.0[3]]).collect();
            source
                .create_transform_8bit(Layout::GrayAlpha, &srgb, Layout::Rgba, options)
                .and_then(|transform| transform.transform(&gray, &mut changed))
        }
        _ => return,
    };
    if done.is_ok() {
        for (pixel, new) in pixels.pixels_mut().zip(changed.chunks_exact(4)) {
            pixel.0[..3].copy_from_slice(&new[..3]);
        }
    }
}

/// Brings `pixels` of a PNG to sRGB when the file says a gamma that is another one.
pub(super) fn apply_png_gamma(pixels: &mut RgbaImage, file: &[u8]) {
    let Some(gamma) = png_gamma(file).filter(|gamma| gamma.abs_diff(SRGB_GAMMA) > 500) else { return };
    let exponent = 100_000.0 / f64::from(gamma);
    let mut table = [0u8; 256];
    for (value, place) in (0u8..=255).zip(&mut table) {
        let linear = (f64::from(value) / 255.0).powf(exponent);
        let encoded =
            if linear <= 0.003_130_8 { linear * 12.92 } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 255")]
        let rounded = (encoded * 255.0).round().clamp(0.0, 255.0) as u8;
        *place = rounded;
    }
    for pixel in pixels.pixels_mut() {
        for channel in &mut pixel.0[..3] {
            *channel = table[usize::from(*channel)];
        }
    }
}

/// `gAMA`, unless `sRGB` overrides it. Both stand before the pixels.
fn png_gamma(file: &[u8]) -> Option<u32> {
    let mut gamma = None;
    let mut rest = file.get(8..)?;
    loop {
        let length = usize::try_from(u32::from_be_bytes(rest.get(..4)?.try_into().ok()?)).ok()?;
        let data = rest.get(8..length.checked_add(8)?)?;
        match rest.get(4..8)? {
            b"sRGB" => return None,
            b"gAMA" => {
                gamma = Some(u32::from_be_bytes(data.get(..4)?.try_into().ok()?)).filter(|gamma| *gamma > 0);
            }
            b"IDAT" => return gamma,
            _ => {}
        }
        rest = rest.get(length.checked_add(12)?..)?;
    }
}

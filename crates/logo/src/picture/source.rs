//! What every reader of a picture makes: few pixels, and what the file says of them.

use super::scale::Shrinker;
use crate::LogoFault;
use image::RgbaImage;
use image::metadata::Orientation;

/// Pictures wider or higher are refused before they are decoded.
pub(super) const MAX_SIDE: u32 = 8192;
/// What is worked on. More pixels than that show no logo better.
const WORKING_SIDE: u32 = 1024;

/// A picture as its file has it, shrunk.
pub(super) struct Source {
    /// At most 1,024 pixels a side.
    pub(super) pixels: RgbaImage,
    /// As the file says it, before it is turned upright.
    pub(super) size: (u32, u32),
    /// What its colors mean.
    pub(super) profile: Option<Vec<u8>>,
    /// How the camera was held.
    pub(super) turn: Option<Orientation>,
}

/// Takes the rows of a picture of `size`.
///
/// # Errors
/// Says what is wrong with that size.
pub(super) fn shrinker(size: (u32, u32)) -> Result<Shrinker, LogoFault> {
    if size.0 == 0 || size.1 == 0 {
        return Err(LogoFault::NothingDrawn);
    }
    if size.0.max(size.1) > MAX_SIDE {
        return Err(TOO_LARGE);
    }
    Ok(Shrinker::new(size, WORKING_SIDE))
}

pub(super) const TOO_LARGE: LogoFault = LogoFault::TooManyPixels { max_side: MAX_SIDE };

/// Pixels of one to four channels, `bytes` of a row of them.
pub(super) fn eight_bit(channels: usize, bytes: &[u8]) -> impl Iterator<Item = [u8; 4]> {
    bytes.chunks_exact(channels.max(1)).map(rgba)
}

/// The same of 16 bits a channel, which `read` makes of two bytes.
pub(super) fn sixteen_bit(
    channels: usize,
    bytes: &[u8],
    read: fn([u8; 2]) -> u16,
) -> impl Iterator<Item = [u8; 4]> {
    bytes.chunks_exact(channels.max(1) * 2).map(move |pixel| {
        let mut short = [0; 4];
        for (place, pair) in short.iter_mut().zip(pixel.chunks_exact(2)) {
            *place = rounded(read([pair[0], pair[1]]));
        }
        rgba(&short[..channels.min(4)])
    })
}

/// 65,535 is 255, and what is between is rounded.
pub(super) fn rounded(value: u16) -> u8 {
    u8::try_from((u32::from(value) + 128) / 257).unwrap_or(u8::MAX)
}

/// Gray, gray and alpha, colors, or colors and alpha.
fn rgba(pixel: &[u8]) -> [u8; 4] {
    match *pixel {
        [gray] => [gray, gray, gray, 255],
        [gray, alpha] => [gray, gray, gray, alpha],
        [red, green, blue] => [red, green, blue, 255],
        [red, green, blue, alpha, ..] => [red, green, blue, alpha],
        [] => [0; 4],
    }
}

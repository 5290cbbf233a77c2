//! TIFF, strip by strip or tile by tile.

use super::scale::Row;
use super::source::{Source, eight_bit, rounded, shrinker};
use crate::LogoFault;
use image::metadata::Orientation;
use std::io::Cursor;
use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::tags::Tag;
use tiff::{ColorType, TiffError};

/// For one strip.
const MAX_BYTES: usize = 280 * 1024 * 1024;

/// Decodes and shrinks; `None` for what has to be read as a whole.
///
/// # Errors
/// Says whether the size or the content is at fault.
pub(super) fn read(bytes: &[u8]) -> Result<Option<Source>, LogoFault> {
    let mut limits = Limits::default();
    limits.decoding_buffer_size = MAX_BYTES;
    limits.intermediate_buffer_size = MAX_BYTES;
    let mut decoder = Decoder::new(Cursor::new(bytes)).map_err(fault)?.with_limits(limits);
    let size = decoder.dimensions().map_err(fault)?;
    let mut shrinker = shrinker(size)?;
    let channels = match decoder.colortype().map_err(fault)? {
        ColorType::Gray(8 | 16) => 1,
        ColorType::GrayA(8 | 16) => 2,
        ColorType::RGB(8 | 16) => 3,
        ColorType::RGBA(8 | 16) => 4,
        _ => return Ok(None),
    };
    let is_planar = decoder.find_tag_unsigned::<u16>(Tag::PlanarConfiguration).ok().flatten() == Some(2);
    let is_other_format = decoder
        .find_tag_unsigned_vec::<u16>(Tag::SampleFormat)
        .ok()
        .flatten()
        .is_some_and(|formats| formats.iter().any(|format| *format != 1));
    if is_planar || is_other_format {
        return Ok(None);
    }
    let (wide, high) = decoder.chunk_dimensions();
    if wide == 0 || high == 0 {
        return Err(LogoFault::Broken);
    }
    let across = size.0.div_ceil(wide);
    for part in 0..across * size.1.div_ceil(high) {
        let (left, top) = (part % across * wide, part / across * high);
        let columns = wide.min(size.0 - left) as usize;
        let row = |y: u32| Row { y: top + y, first: left, step: 1 };
        match decoder.read_chunk(part).map_err(fault)? {
            DecodingResult::U8(samples) => {
                for (y, line) in (0..).zip(samples.chunks_exact(columns * channels)) {
                    shrinker.add(row(y), eight_bit(channels, line));
                }
            }
            DecodingResult::U16(samples) => {
                let mut short = Vec::new();
                for (y, line) in (0..).zip(samples.chunks_exact(columns * channels)) {
                    short.clear();
                    short.extend(line.iter().map(|sample| rounded(*sample)));
                    shrinker.add(row(y), eight_bit(channels, &short));
                }
            }
            _ => return Ok(None),
        }
    }
    let profile = decoder.get_tag_u8_vec(Tag::IccProfile).ok();
    let turn = decoder.find_tag_unsigned::<u16>(Tag::Orientation).ok().flatten();
    let turn = turn.and_then(|turn| Orientation::from_exif(u8::try_from(turn).ok()?));
    Ok(Some(Source { pixels: shrinker.finish(), size, profile, turn }))
}

fn fault(error: TiffError) -> LogoFault {
    match error {
        TiffError::LimitsExceeded => super::source::TOO_LARGE,
        _ => LogoFault::Broken,
    }
}

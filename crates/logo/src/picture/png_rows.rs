//! PNG, row by row: the largest picture takes a few megabytes, whatever its depth.

use super::scale::Row;
use super::source::{Source, eight_bit, shrinker, sixteen_bit};
use crate::LogoFault;
use image::metadata::Orientation;
use png::{BitDepth, Decoder, DecodingError, Limits, Reader, Transformations};
use std::io::Cursor;

/// For what the decoder keeps beside the pixels, such as a color profile.
const MAX_BYTES: usize = 64 * 1024 * 1024;
/// The passes of interlaced pictures: first column, step, first row, step.
const PASSES: [(u32, u32, u32, u32); 7] =
    [(0, 8, 0, 8), (4, 8, 0, 8), (0, 4, 4, 8), (2, 4, 0, 4), (0, 2, 2, 4), (1, 2, 0, 2), (0, 1, 1, 2)];

/// Decodes and shrinks.
///
/// # Errors
/// Says whether the size or the content is at fault.
pub(super) fn read(bytes: &[u8]) -> Result<Source, LogoFault> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: MAX_BYTES });
    decoder.set_ignore_text_chunk(true);
    decoder.set_transformations(Transformations::EXPAND);
    let size = decoder.read_header_info().map_err(fault)?.size();
    let mut shrinker = shrinker(size)?;
    let mut reader = decoder.read_info().map_err(fault)?;
    let (kind, depth) = reader.output_color_type();
    let channels = kind.samples();
    for place in places(&reader, size) {
        let row = reader.next_row().map_err(fault)?.ok_or(LogoFault::Broken)?;
        if depth == BitDepth::Sixteen {
            shrinker.add(place, sixteen_bit(channels, row.data(), u16::from_be_bytes));
        } else {
            shrinker.add(place, eight_bit(channels, row.data()));
        }
    }
    let info = reader.info();
    let turn = info.exif_metadata.as_deref().and_then(Orientation::from_exif_chunk);
    let profile = info.icc_profile.as_deref().map(<[u8]>::to_vec);
    Ok(Source { pixels: shrinker.finish(), size, profile, turn })
}

/// Where the rows of the file belong, in their order there.
fn places(reader: &Reader<Cursor<&[u8]>>, (width, height): (u32, u32)) -> Vec<Row> {
    if !reader.info().interlaced {
        return (0..height).map(Row::whole).collect();
    }
    let filled = PASSES.iter().filter(|(first, _, top, _)| *first < width && *top < height);
    filled
        .flat_map(|&(first, step, top, down)| {
            (top..height).step_by(down as usize).map(move |y| Row { y, first, step })
        })
        .collect()
}

fn fault(error: DecodingError) -> LogoFault {
    match error {
        DecodingError::LimitsExceeded => super::source::TOO_LARGE,
        _ => LogoFault::Broken,
    }
}

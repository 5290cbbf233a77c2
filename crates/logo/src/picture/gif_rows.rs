//! The first frame of a GIF, row by row.

use super::scale::Row;
use super::source::{Source, shrinker};
use crate::LogoFault;
use gif::{ColorOutput, DecodeOptions};

/// The passes of interlaced frames: first row and step.
const PASSES: [(u32, usize); 4] = [(0, 8), (4, 8), (2, 4), (1, 2)];

/// Decodes and shrinks.
///
/// # Errors
/// Says whether the size or the content is at fault.
pub(super) fn read(bytes: &[u8]) -> Result<Source, LogoFault> {
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::Indexed);
    let mut decoder = options.read_info(bytes).map_err(|_| LogoFault::Broken)?;
    let size = (u32::from(decoder.width()), u32::from(decoder.height()));
    let mut shrinker = shrinker(size)?;
    let frame = decoder.next_frame_info().map_err(|_| LogoFault::Broken)?.ok_or(LogoFault::Broken)?;
    let (left, top) = (u32::from(frame.left), u32::from(frame.top));
    let (width, height) = (frame.width, u32::from(frame.height));
    let (transparent, is_interlaced) = (frame.transparent, frame.interlaced);
    let palette = decoder.palette().map_err(|_| LogoFault::Broken)?;
    let mut colors = [[0; 4]; 256];
    for (place, color) in colors.iter_mut().zip(palette.chunks_exact(3)) {
        *place = [color[0], color[1], color[2], 255];
    }
    if let Some(transparent) = transparent {
        colors[usize::from(transparent)][3] = 0;
    }
    let rows: Vec<u32> = if is_interlaced {
        PASSES.iter().flat_map(|(first, step)| (*first..height).step_by(*step)).collect()
    } else {
        (0..height).collect()
    };
    let mut row = vec![0; usize::from(width)];
    for y in rows {
        if !decoder.fill_buffer(&mut row).map_err(|_| LogoFault::Broken)? {
            return Err(LogoFault::Broken);
        }
        let place = Row { y: top + y, first: left, step: 1 };
        shrinker.add(place, row.iter().map(|index| colors[usize::from(*index)]));
    }
    let profile = decoder.icc_profile().map(<[u8]>::to_vec);
    Ok(Source { pixels: shrinker.finish(), size, profile, turn: None })
}

//! The bytes of a picture as upright pixels in sRGB, of a size that can be worked on.

use super::scale::Row;
use super::source::{self, Source};
use super::{color, gif_rows, png_rows, tiff_parts};
use crate::LogoFault;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbaImage};
use std::io::Cursor;

/// Memory for decoding one picture as a whole: one of the largest side, and what its decoder keeps beside it.
const MAX_DECODED_BYTES: u64 = 400 * 1024 * 1024;

/// A picture that can be worked on.
pub(super) struct Decoded {
    /// Upright, in sRGB, at most 1,024 pixels a side.
    pub(super) pixels: RgbaImage,
    pub(super) format: &'static str,
    /// As the file says it, before it is turned upright.
    pub(super) width: u32,
    pub(super) height: u32,
    /// Its colors are only nearly those that were drawn.
    pub(super) is_lossy: bool,
}

/// The formats by their names for people; `None` for one that is not taken.
fn name(format: ImageFormat) -> Option<&'static str> {
    match format {
        ImageFormat::Png => Some("PNG"),
        ImageFormat::Jpeg => Some("JPEG"),
        ImageFormat::WebP => Some("WebP"),
        ImageFormat::Gif => Some("GIF"),
        ImageFormat::Bmp => Some("BMP"),
        ImageFormat::Ico => Some("ICO"),
        ImageFormat::Tiff => Some("TIFF"),
        _ => None,
    }
}

/// Decodes, shrinks, turns upright and brings the colors to sRGB.
///
/// # Errors
/// Says whether the type, the size or the content is at fault.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, LogoFault> {
    let kind = match image::guess_format(bytes) {
        Ok(ImageFormat::Avif) => return Err(LogoFault::Avif),
        Ok(kind) => kind,
        Err(_) if is_avif(bytes) => return Err(LogoFault::Avif),
        Err(_) => return Err(LogoFault::OtherType),
    };
    let format = name(kind).ok_or(LogoFault::OtherType)?;
    if kind == ImageFormat::Jpeg && is_cut_jpeg(bytes) {
        return Err(LogoFault::Broken);
    }
    let source = match kind {
        ImageFormat::Png => png_rows::read(bytes)?,
        ImageFormat::Gif => gif_rows::read(bytes)?,
        ImageFormat::Tiff => match tiff_parts::read(bytes)? {
            Some(source) => source,
            None => whole(bytes, kind)?,
        },
        _ => whole(bytes, kind)?,
    };
    let mut small = DynamicImage::ImageRgba8(source.pixels);
    if let Some(turn) = source.turn {
        small.apply_orientation(turn);
    }
    let mut pixels = small.into_rgba8();
    match source.profile {
        Some(profile) => color::apply_profile(&mut pixels, &profile),
        None if kind == ImageFormat::Png => color::apply_png_gamma(&mut pixels, bytes),
        None => {}
    }
    let (width, height) = source.size;
    Ok(Decoded { pixels, format, width, height, is_lossy: is_lossy(kind, bytes) })
}

/// Reads what its decoder gives only as a whole: once, in the channels of the file.
fn whole(bytes: &[u8], kind: ImageFormat) -> Result<Source, LogoFault> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), kind);
    let mut limits = Limits::default();
    limits.max_image_width = Some(source::MAX_SIDE);
    limits.max_image_height = Some(source::MAX_SIDE);
    limits.max_alloc = Some(MAX_DECODED_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(fault)?;
    let size = decoder.dimensions();
    let mut shrinker = source::shrinker(size)?;
    let length = decoder.total_bytes();
    if length > MAX_DECODED_BYTES {
        return Err(source::TOO_LARGE);
    }
    // What says nothing usable about colors or the camera changes nothing.
    let profile = decoder.icc_profile().ok().flatten();
    let turn = decoder.orientation().ok();
    let kind = decoder.color_type();
    let channels = usize::from(kind.channel_count());
    let bytes_each = usize::from(kind.bytes_per_pixel()) / channels.max(1);
    if bytes_each > 2 {
        let pixels = DynamicImage::from_decoder(decoder).map_err(fault)?.into_rgba8();
        for (y, row) in (0..).zip(pixels.rows()) {
            shrinker.add(Row::whole(y), row.map(|pixel| pixel.0));
        }
        return Ok(Source { pixels: shrinker.finish(), size, profile, turn });
    }
    let mut read = vec![0; usize::try_from(length).map_err(|_| source::TOO_LARGE)?];
    decoder.read_image(&mut read).map_err(fault)?;
    let row_length = size.0 as usize * channels * bytes_each;
    for (y, row) in (0..).zip(read.chunks_exact(row_length.max(1))) {
        if bytes_each == 2 {
            shrinker.add(Row::whole(y), source::sixteen_bit(channels, row, u16::from_ne_bytes));
        } else {
            shrinker.add(Row::whole(y), source::eight_bit(channels, row));
        }
    }
    Ok(Source { pixels: shrinker.finish(), size, profile, turn })
}

fn fault(error: image::ImageError) -> LogoFault {
    match error {
        image::ImageError::Limits(_) => source::TOO_LARGE,
        _ => LogoFault::Broken,
    }
}

fn is_lossy(kind: ImageFormat, bytes: &[u8]) -> bool {
    match kind {
        ImageFormat::Jpeg => true,
        ImageFormat::WebP => bytes.windows(4).take(4096).any(|word| word == b"VP8 "),
        _ => false,
    }
}

/// Its brand stands at byte 8, or among the compatible ones.
fn is_avif(bytes: &[u8]) -> bool {
    bytes.get(4..8) == Some(b"ftyp")
        && bytes.get(8..64).unwrap_or(&bytes[8.min(bytes.len())..]).chunks(4).any(|brand| brand == b"avif")
}

/// Whether the last scan never ends. The decoder fills what is missing with gray.
fn is_cut_jpeg(bytes: &[u8]) -> bool {
    let last = |marker: [u8; 2]| bytes.windows(2).rposition(|pair| pair == marker);
    match (last([0xff, 0xda]), last([0xff, 0xd9])) {
        (Some(scan), Some(end)) => end < scan,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::ZlibEncoder};
    use image::RgbImage;
    use std::io::Write;

    /// Bytes without a pattern, the same at every call.
    fn noise(count: usize) -> Vec<u8> {
        let mut state = 0x2545_f491u32;
        (0..count)
            .map(|_| {
                state ^= state << 13;
                state ^= state >> 17;
                state ^= state << 5;
                state.to_le_bytes()[1]
            })
            .collect()
    }

    fn chunk(name: [u8; 4], data: &[u8]) -> Vec<u8> {
        let named = [&name[..], data].concat();
        let crc = named.iter().fold(!0u32, |crc, &byte| {
            let step = |crc: u32, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
            (0..8).fold(crc ^ u32::from(byte), step)
        });
        let length = u32::try_from(data.len()).unwrap();
        [&length.to_be_bytes()[..], &named, &(!crc).to_be_bytes()].concat()
    }

    /// A PNG of noise. `kind` is its color type as the file says it.
    fn png(size: (u32, u32), (kind, depth): (u8, u8), is_interlaced: bool) -> Vec<u8> {
        let channels = [1, 0, 3, 1, 2, 0, 4][usize::from(kind)];
        let passes = [
            (0, 8, 0, 8),
            (4, 8, 0, 8),
            (0, 4, 4, 8),
            (2, 4, 0, 4),
            (0, 2, 2, 4),
            (1, 2, 0, 2),
            (0, 1, 1, 2),
        ];
        let passes = if is_interlaced { &passes[..] } else { &[(0, 1, 0, 1)] };
        let mut rows = ZlibEncoder::new(Vec::new(), Compression::fast());
        for &(left, step, top, down) in passes {
            let pixels = size.0.saturating_sub(left).div_ceil(step) as usize;
            let length = (pixels * channels * usize::from(depth)).div_ceil(8);
            for row in (top..size.1).step_by(down).filter(|_| pixels > 0) {
                let seed = row as usize;
                rows.write_all(&[0]).unwrap();
                rows.write_all(&noise(length + seed)[seed..]).unwrap();
            }
        }
        let header =
            [&size.0.to_be_bytes()[..], &size.1.to_be_bytes(), &[depth, kind, 0, 0, u8::from(is_interlaced)]];
        let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
        file.extend(chunk(*b"IHDR", &header.concat()));
        if kind == 3 {
            file.extend(chunk(*b"PLTE", &noise(3 << depth)));
            file.extend(chunk(*b"tRNS", &noise(2)));
        } else if kind == 0 {
            file.extend(chunk(*b"tRNS", &[0, 1]));
        }
        file.extend(chunk(*b"IDAT", &rows.finish().unwrap()));
        file.extend(chunk(*b"IEND", b""));
        file
    }

    fn assert_read_as_by_others(what: &str, bytes: &[u8]) {
        let other = image::load_from_memory(bytes).unwrap().into_rgba8();
        let own = decode(bytes).unwrap_or_else(|fault| panic!("{what}: {fault}"));
        assert!(own.pixels == other, "{what}");
    }

    #[test]
    fn every_kind_of_png_has_the_pixels_that_others_see() {
        let kinds =
            [(0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16), (3, 1), (3, 2), (3, 4), (3, 8)];
        for kind in kinds.into_iter().chain([(4, 8), (4, 16), (6, 8), (6, 16)]) {
            for size in [(13, 11), (1, 1), (2, 9), (40, 3)] {
                for is_interlaced in [false, true] {
                    let file = png(size, kind, is_interlaced);
                    assert_read_as_by_others(&format!("{kind:?} {size:?} {is_interlaced}"), &file);
                }
            }
        }
    }

    #[test]
    fn a_gif_has_the_pixels_of_its_first_frame_where_the_frame_says() {
        for (interlaced, left, top) in [(false, 0, 0), (true, 0, 0), (false, 3, 5), (true, 2, 1)] {
            let mut file = Vec::new();
            let mut encoder = gif::Encoder::new(&mut file, 20, 24, &noise(48)).unwrap();
            let buffer: Vec<u8> = noise(15 * 17).iter().map(|byte| byte % 16).collect();
            let frame = gif::Frame { width: 15, height: 17, left, top, interlaced, ..gif::Frame::default() };
            let frame = gif::Frame { transparent: Some(3), buffer: buffer.into(), ..frame };
            encoder.write_frame(&frame).unwrap();
            drop(encoder);
            assert_read_as_by_others(&format!("{interlaced} {left} {top}"), &file);
        }
    }

    #[test]
    fn the_strips_of_a_tiff_stand_below_each_other() {
        use tiff::encoder::{TiffEncoder, colortype};
        let samples = noise(31 * 40 * 4);
        let deep: Vec<u16> = samples.iter().map(|sample| u16::from(*sample) * 201).collect();
        let (mut short, mut long) = (Cursor::new(Vec::new()), Cursor::new(Vec::new()));
        let mut encoder = TiffEncoder::new(&mut short).unwrap();
        let mut image = encoder.new_image::<colortype::RGB8>(31, 40).unwrap();
        image.rows_per_strip(7).unwrap();
        image.write_data(&samples[..31 * 40 * 3]).unwrap();
        let mut encoder = TiffEncoder::new(&mut long).unwrap();
        let mut image = encoder.new_image::<colortype::RGBA16>(31, 40).unwrap();
        image.rows_per_strip(11).unwrap();
        image.write_data(&deep).unwrap();
        assert_read_as_by_others("8 bit", short.get_ref());
        assert_read_as_by_others("16 bit", long.get_ref());
    }

    #[test]
    fn other_formats_have_the_pixels_that_others_see() {
        let colors = RgbImage::from_raw(30, 400, noise(30 * 400 * 3)).unwrap();
        let picture = DynamicImage::ImageRgb8(colors);
        let kinds = [
            DynamicImage::ImageLuma8(picture.to_luma8()),
            DynamicImage::ImageLuma16(picture.to_luma16()),
            DynamicImage::ImageRgba8(picture.to_rgba8()),
            DynamicImage::ImageRgb16(picture.to_rgb16()),
            DynamicImage::ImageRgba16(picture.to_rgba16()),
            DynamicImage::ImageRgb32F(picture.to_rgb32f()),
            picture,
        ];
        let formats = [ImageFormat::Tiff, ImageFormat::Bmp, ImageFormat::Jpeg, ImageFormat::WebP];
        let mut read = 0;
        for (kind, format) in kinds.iter().flat_map(|kind| formats.map(|format| (kind, format))) {
            let mut file = Vec::new();
            // Not every format has every kind.
            if kind.write_to(&mut Cursor::new(&mut file), format).is_ok() {
                read += 1;
                assert_read_as_by_others(&format!("{format:?} {:?}", kind.color()), &file);
            }
        }
        assert!(read >= 14, "{read}");
    }
}

//! The bytes of a file as text: unpacked, and read in the encoding that they are in.

use crate::LogoFault;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use flate2::read::GzDecoder;
use std::{borrow::Cow, io::Read};

/// A longer source is no logo and is not parsed.
pub(crate) const MAX_SOURCE_BYTES: usize = 5 * 1024 * 1024;

/// How a text was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Storage {
    pub(crate) is_packed: bool,
    pub(crate) is_other_encoding: bool,
}

/// The text of an SVG, told by content since names lie; `None` for anything else.
///
/// # Errors
/// [`LogoFault::TooComplex`] for what unpacks to more than [`MAX_SOURCE_BYTES`], [`LogoFault::Broken`] for
/// what can't be unpacked.
pub(crate) fn as_svg(bytes: &[u8]) -> Result<Option<(Cow<'_, str>, Storage)>, LogoFault> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(text(bytes)
            .map(|(text, is_other_encoding)| (text, Storage { is_packed: false, is_other_encoding })));
    }
    let mut unpacked = Vec::new();
    let most = MAX_SOURCE_BYTES as u64 + 1;
    GzDecoder::new(bytes).take(most).read_to_end(&mut unpacked).map_err(|_| LogoFault::Broken)?;
    if unpacked.len() > MAX_SOURCE_BYTES {
        return Err(LogoFault::TooComplex);
    }
    Ok(text(&unpacked).map(|(text, is_other_encoding)| {
        (Cow::Owned(text.into_owned()), Storage { is_packed: true, is_other_encoding })
    }))
}

fn text(bytes: &[u8]) -> Option<(Cow<'_, str>, bool)> {
    let encoding = encoding(bytes);
    let (mut text, _, has_errors) = encoding.decode(bytes);
    let mut used = encoding;
    if has_errors && encoding == UTF_8 {
        // What is neither UTF-8 nor says what it is comes from older programs on Windows.
        (text, _, _) = WINDOWS_1252.decode(bytes);
        used = WINDOWS_1252;
    }
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let names_root = start.contains("<svg") || start.contains(":svg");
    (start.starts_with('<') && names_root).then_some((text, used != UTF_8))
}

fn encoding(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    match bytes {
        [b'<', 0, ..] => return UTF_16LE,
        [0, b'<', ..] => return UTF_16BE,
        _ => {}
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let declared = head
        .split_once("?>")
        .and_then(|(declaration, _)| declaration.split_once("encoding"))
        .and_then(|(_, rest)| rest.split(['"', '\'']).nth(1))
        .and_then(|label| Encoding::for_label(label.as_bytes()));
    // A text that could be read so far is in no encoding of two bytes a sign.
    declared.filter(|encoding| encoding.is_ascii_compatible()).unwrap_or(UTF_8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    const DRAWING: &str =
        r#"<?xml version="1.0" encoding="utf-16"?><svg viewBox="0 0 9 9"><title>é</title></svg>"#;

    fn packed(content: &[u8]) -> Vec<u8> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        packer.write_all(content).unwrap();
        packer.finish().unwrap()
    }

    #[test]
    fn a_drawing_is_read_in_each_encoding_that_drawing_programs_write() {
        let wide: Vec<u8> = DRAWING.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = DRAWING.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked = [&[0xff, 0xfe][..], &wide].concat();
        let old = DRAWING.replace("utf-16", "windows-1252").replace('é', "\u{1}");
        let old: Vec<u8> = old.bytes().map(|byte| if byte == 1 { 0xe9 } else { byte }).collect();
        for bytes in [DRAWING.as_bytes().to_vec(), wide, big, marked, old, packed(DRAWING.as_bytes())] {
            let (text, _) = as_svg(&bytes).unwrap().unwrap();
            assert!(text.contains("<title>é</title>"), "{text}");
        }
    }

    #[test]
    fn what_unpacks_without_end_is_refused_early() {
        assert_eq!(as_svg(&packed(&vec![b' '; MAX_SOURCE_BYTES + 2])).unwrap_err(), LogoFault::TooComplex);
        assert_eq!(as_svg(&[0x1f, 0x8b, 8, 0]).unwrap_err(), LogoFault::Broken);
        assert_eq!(as_svg(b"<html>").unwrap(), None);
    }
}

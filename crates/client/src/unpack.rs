//! Bodies that come packed: as browsers unpack them.

use crate::ProbeError;
use brotli_decompressor::Decompressor as BrotliDecoder;
use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};
use ruzstd::decoding::StreamingDecoder as ZstdDecoder;
use std::io::{BufRead, Read};

/// What the requests of probes say that they take.
pub(crate) const ACCEPTED: &str = "gzip, deflate, br, zstd";
/// Packed more often than this, a body is made to exhaust its reader.
const MAX_LAYERS: usize = 3;
const GZIP_MAGIC: &[u8] = &[0x1f, 0x8b];
const BROTLI_BUFFER: usize = 16 * 1024;

/// How much may come out, and whether what goes in was cut already.
#[derive(Clone, Copy)]
pub(crate) struct Limit {
    pub(crate) bytes: usize,
    pub(crate) is_cut: bool,
}

/// Unpacks a body by its `Content-Encoding`, and tells whether there was more. Stops at the limit, so a small
/// body that unpacks to a huge one costs no more than a large one. An encoding that nobody knows (`utf-8`,
/// `none`) is ignored, as browsers do.
pub(crate) fn unpack(body: Vec<u8>, encoding: &str, limit: Limit) -> Result<(Vec<u8>, bool), ProbeError> {
    let layers: Vec<String> = encoding
        .split(',')
        .map(|layer| layer.trim().to_ascii_lowercase())
        .filter(|layer| {
            matches!(
                layer.as_str(),
                "gzip" | "x-gzip" | "deflate" | "br" | "zstd" | "compress" | "x-compress"
            )
        })
        .collect();
    if layers.len() > MAX_LAYERS {
        return Err(ProbeError::NotUnpacked);
    }
    let (mut body, mut is_cut) = (body, false);
    // What was packed last stands last.
    for layer in layers.iter().rev() {
        // A 204 or 401 without a body may keep the header all the same.
        if body.is_empty() {
            break;
        }
        let limit = Limit { is_cut: limit.is_cut || is_cut, ..limit };
        let (unpacked, cut) = unpack_layer(&body, layer, limit)?;
        (body, is_cut) = (unpacked, is_cut || cut);
    }
    Ok((body, is_cut))
}

fn unpack_layer(body: &[u8], layer: &str, limit: Limit) -> Result<(Vec<u8>, bool), ProbeError> {
    match layer {
        "gzip" | "x-gzip" => unpack_gzip(body, limit),
        // Servers mean by it what the standard says (zlib) or what the name says (raw): browsers take both.
        "deflate" => read(ZlibDecoder::new(body), limit).or_else(|_| read(DeflateDecoder::new(body), limit)),
        "br" => read(BrotliDecoder::new(body, BROTLI_BUFFER), limit),
        "zstd" => read(ZstdDecoder::new(body).map_err(|_| ProbeError::NotUnpacked)?, limit),
        _ => Err(ProbeError::NotUnpacked),
    }
}

/// Member after member. What stands behind the last one and is none is left out, as browsers do.
fn unpack_gzip(body: &[u8], limit: Limit) -> Result<(Vec<u8>, bool), ProbeError> {
    let (mut unpacked, mut rest) = (Vec::new(), body);
    loop {
        let mut member = GzDecoder::new(rest);
        let room = Limit { bytes: limit.bytes - unpacked.len(), ..limit };
        match read(&mut member, room) {
            Ok((part, is_cut)) => {
                unpacked.extend(part);
                if is_cut {
                    return Ok((unpacked, true));
                }
            }
            // A member that is damaged behind a whole one is no part of the body.
            Err(_) if !unpacked.is_empty() => return Ok((unpacked, false)),
            // The sums behind a member that is whole may be missing or wrong: browsers do not look at them.
            Err(error) => {
                return gzip_content(rest)
                    .map_or(Err(error), |content| read(DeflateDecoder::new(content), limit));
            }
        }
        let mut after = member.into_inner();
        let Ok(left) = after.fill_buf() else { return Ok((unpacked, false)) };
        if !left.starts_with(GZIP_MAGIC) || left.len() == rest.len() {
            return Ok((unpacked, false));
        }
        rest = &rest[rest.len() - left.len()..];
    }
}

/// What stands behind the head of a gzip member (RFC 1952, 2.3).
fn gzip_content(member: &[u8]) -> Option<&[u8]> {
    const HEAD: usize = 10;
    let flags = *member.get(3)?;
    let mut at = HEAD;
    if flags & 4 != 0 {
        let [low, high] = [*member.get(at)?, *member.get(at + 1)?];
        at += 2 + usize::from(u16::from_le_bytes([low, high]));
    }
    // A file name, then a comment, each up to a zero.
    for flag in [8, 16] {
        if flags & flag != 0 {
            at += member.get(at..)?.iter().position(|byte| *byte == 0)? + 1;
        }
    }
    at += if flags & 2 != 0 { 2 } else { 0 };
    member.get(at..).filter(|_| member.starts_with(GZIP_MAGIC))
}

fn read(packed: impl Read, limit: Limit) -> Result<(Vec<u8>, bool), ProbeError> {
    let mut unpacked = Vec::new();
    let read = packed.take(limit.bytes as u64 + 1).read_to_end(&mut unpacked);
    if unpacked.len() > limit.bytes {
        unpacked.truncate(limit.bytes);
        return Ok((unpacked, true));
    }
    match read {
        Ok(_) => Ok((unpacked, false)),
        // What was cut cannot be unpacked to its end.
        Err(_) if limit.is_cut => Ok((unpacked, true)),
        Err(_) => Err(ProbeError::NotUnpacked),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{
        Compression,
        write::{DeflateEncoder, GzEncoder, ZlibEncoder},
    };
    use proptest::prelude::*;
    use std::io::Write;

    const LIMIT: Limit = Limit { bytes: 1000, is_cut: false };

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        packer.write_all(text).unwrap();
        packer.finish().unwrap()
    }

    fn zlib(text: &[u8]) -> Vec<u8> {
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
        packer.write_all(text).unwrap();
        packer.finish().unwrap()
    }

    fn raw(text: &[u8]) -> Vec<u8> {
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::default());
        packer.write_all(text).unwrap();
        packer.finish().unwrap()
    }

    #[test]
    fn a_body_is_unpacked_as_browsers_unpack_it() {
        let with = |mut packed: Vec<u8>, more: &[u8]| {
            packed.extend(more);
            packed
        };
        // `[1,2]` packed by brotli and zstd elsewhere.
        let br = [0x0b, 0x02, 0x80, 0x5b, 0x31, 0x2c, 0x32, 0x5d, 0x03];
        let zstd = [0x28, 0xb5, 0x2f, 0xfd, 0x20, 0x05, 0x29, 0x00, 0x00, 0x5b, 0x31, 0x2c, 0x32, 0x5d];
        for (name, encoding, body) in [
            ("none", "", b"[1,2]".to_vec()),
            ("not an encoding", "utf-8", b"[1,2]".to_vec()),
            ("gzip", "gzip", gzip(b"[1,2]")),
            ("gzip in capitals", " GZIP ", gzip(b"[1,2]")),
            ("gzip with bytes behind it", "gzip", with(gzip(b"[1,2]"), b"\0\0\0\r\n")),
            ("gzip with a damaged member behind it", "gzip", with(gzip(b"[1,2]"), &[0x1f, 0x8b, 9])),
            ("gzip without its sums", "gzip", gzip(b"[1,2]").split_at(gzip(b"[1,2]").len() - 8).0.to_vec()),
            ("two members", "gzip", with(gzip(b"[1,"), &gzip(b"2]"))),
            ("zlib", "deflate", zlib(b"[1,2]")),
            ("raw deflate", "deflate", raw(b"[1,2]")),
            ("brotli", "br", br.to_vec()),
            ("zstd", "zstd", zstd.to_vec()),
            ("twice", "deflate, gzip", gzip(&zlib(b"[1,2]"))),
            ("an encoding that is none beside one", "identity, gzip", gzip(b"[1,2]")),
        ] {
            assert_eq!(unpack(body, encoding, LIMIT), Ok((b"[1,2]".to_vec(), false)), "{name}");
        }
        assert_eq!(unpack(Vec::new(), "gzip", LIMIT), Ok((Vec::new(), false)), "an empty body");
    }

    #[test]
    fn a_body_that_cannot_be_unpacked_is_named_and_one_that_grows_is_cut() {
        for encoding in ["gzip", "deflate", "br", "zstd", "compress"] {
            assert_eq!(
                unpack(b"not packed".to_vec(), encoding, LIMIT),
                Err(ProbeError::NotUnpacked),
                "{encoding}"
            );
        }
        assert_eq!(unpack(gzip(b"x"), "gzip, gzip, gzip, gzip", LIMIT), Err(ProbeError::NotUnpacked));
        for packed in [gzip(&[b'x'; 5000]), [gzip(&[b'x'; 700]), gzip(&[b'x'; 700])].concat()] {
            let (body, is_cut) = unpack(packed, "gzip", LIMIT).unwrap();
            assert_eq!((body.len(), is_cut), (1000, true));
        }
        let half = gzip(b"a longer text, of which only the beginning came").split_at(20).0.to_vec();
        assert_eq!(unpack(half.clone(), "gzip", LIMIT), Err(ProbeError::NotUnpacked));
        assert!(unpack(half, "gzip", Limit { is_cut: true, ..LIMIT }).unwrap().1);
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_reader_panic_or_exceed_the_limit(
            body in prop::collection::vec(any::<u8>(), 0..400),
            encoding in prop::sample::select(vec!["gzip", "deflate", "br", "zstd", "br, gzip"]),
        ) {
            if let Ok((unpacked, _)) = unpack(body, encoding, LIMIT) {
                prop_assert!(unpacked.len() <= LIMIT.bytes);
            }
        }
    }
}

//! Bodies that come packed though we never ask for it.

use crate::Trouble;
use flate2::read::{MultiGzDecoder, ZlibDecoder};
use std::io::Read;

/// How much may come out, and whether what goes in was cut already.
#[derive(Clone, Copy)]
pub(crate) struct Limit {
    pub(crate) bytes: usize,
    pub(crate) is_cut: bool,
}

/// Unpacks a body that came packed though we never ask for it, and tells whether there was more. Stops at
/// the limit, so a small body that unpacks to a huge one costs no more than a large one.
pub(crate) fn unpack(body: Vec<u8>, encoding: &str, limit: Limit) -> Result<(Vec<u8>, bool), Trouble> {
    // A 204 or 401 without a body may keep the header all the same.
    if body.is_empty() {
        return Ok((body, false));
    }
    let mut reader: Box<dyn Read + '_> = match encoding.trim().to_ascii_lowercase().as_str() {
        "" | "identity" => return Ok((body, false)),
        "gzip" | "x-gzip" => Box::new(MultiGzDecoder::new(&body[..])),
        "deflate" => Box::new(ZlibDecoder::new(&body[..])),
        _ => return Err(Trouble::NotUnpacked),
    };
    let mut unpacked = Vec::new();
    let read = reader.by_ref().take(limit.bytes as u64 + 1).read_to_end(&mut unpacked);
    if unpacked.len() > limit.bytes {
        unpacked.truncate(limit.bytes);
        return Ok((unpacked, true));
    }
    match read {
        Ok(_) => Ok((unpacked, false)),
        // What was cut cannot be unpacked to its end.
        Err(_) if limit.is_cut => Ok((unpacked, true)),
        Err(_) => Err(Trouble::NotUnpacked),
    }
}

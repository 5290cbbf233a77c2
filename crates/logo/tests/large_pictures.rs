//! The largest pictures. Alone in its process, so that its memory can be measured.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use flate2::{Compress, Compression, FlushCompress};
use logo::Method;
use logo::picture::{Options, convert};
use std::fs;

const SIDE: u32 = 8192;
/// The decoded picture alone would take 512 MB.
const MOST_MEGABYTES: u64 = 200;

/// A row, packed so that what it refers to is in itself.
fn packed(row: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(row.len());
    let mut packer = Compress::new(Compression::fast(), false);
    packer.compress_vec(&[&[0], row].concat(), &mut out, FlushCompress::Full).unwrap();
    out
}

/// A blue square on nothing, 16 bits a channel. Two rows are packed once: to pack 512 MB takes half a minute.
fn sixteen_bit_png() -> Vec<u8> {
    let empty = vec![0; SIDE as usize * 8];
    let mut drawn = empty.clone();
    for pixel in drawn[2000 * 8..6000 * 8].chunks_exact_mut(8) {
        pixel.copy_from_slice(&[0, 0, 0x33, 0x33, 0xcc, 0xcc, 0xff, 0xff]);
    }
    let (empty, drawn) = (packed(&empty), packed(&drawn));
    let mut data = vec![0x78, 0x01];
    for y in 0..SIDE {
        data.extend(if (2000..6000).contains(&y) { &drawn } else { &empty });
    }
    // An empty last block, and a checksum that readers of PNG don't look at.
    data.extend([3, 0, 0, 0, 0, 0]);
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, SIDE, SIDE);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Sixteen);
    let mut writer = encoder.write_header().unwrap();
    writer.write_chunk(png::chunk::IDAT, &data).unwrap();
    writer.finish().unwrap();
    file
}

#[test]
fn the_largest_picture_of_sixteen_bits_becomes_a_logo_in_little_memory() {
    let result = convert(&sixteen_bit_png(), &Options::default()).unwrap();
    assert_eq!((result.width, result.height, result.method), (SIDE, SIDE, Method::Traced));
    assert!(result.svg.contains("#03c"), "{}", result.svg);
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let peak: u64 = peak.split_whitespace().next().unwrap().parse().unwrap();
    assert!(peak / 1024 <= MOST_MEGABYTES, "{peak} KB");
}

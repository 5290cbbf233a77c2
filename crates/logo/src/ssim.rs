//! How alike two small pieces of pictures are.

/// The structural similarity (SSIM, Wang and others 2004) of two channels of 8 bits, pixel by pixel.
pub(crate) fn ssim(pairs: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (mut count, mut a, mut b, mut aa, mut bb, mut ab) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    for (one, other) in pairs {
        count += 1.0;
        a += one;
        b += other;
        aa += one * one;
        bb += other * other;
        ab += one * other;
    }
    let (a, b) = (a / count, b / count);
    let (spread_a, spread_b) = ((aa / count - a * a).max(0.0), (bb / count - b * b).max(0.0));
    let shared = ab / count - a * b;
    // The constants of the paper, for channels of 8 bits.
    let (c1, c2) = (6.5025, 58.5225);
    (2.0 * a * b + c1) * (2.0 * shared + c2) / ((a * a + b * b + c1) * (spread_a + spread_b + c2))
}

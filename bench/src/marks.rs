//! Flat marks, drawn with soft edges.

use std::error::Error;

const SIDE: usize = 1024;
/// Samples of a pixel, by side.
const SAMPLES: usize = 4;
const WHITE: [u8; 3] = [255, 255, 255];

/// The color of a place in a square of one unit.
pub type Mark = fn(f64, f64) -> [u8; 3];

pub const MARKS: [(&str, Mark); 3] = [("rings", rings), ("tiles", tiles), ("petals", petals)];

fn rings(x: f64, y: f64) -> [u8; 3] {
    let radius = (x - 0.5).hypot(y - 0.5);
    match radius {
        0.0..0.12 => [240, 90, 40],
        0.12..0.28 => WHITE,
        0.28..0.42 => [0, 51, 102],
        _ => WHITE,
    }
}

fn tiles(x: f64, y: f64) -> [u8; 3] {
    const COLORS: [[u8; 3]; 4] = [[242, 80, 34], [127, 186, 0], [0, 164, 239], [255, 185, 0]];
    let is_inside = |at: f64| (0.1..0.48).contains(&at) || (0.52..0.9).contains(&at);
    let is_corner = x + y < 0.3 || x + y > 1.7;
    if !is_inside(x) || !is_inside(y) || is_corner {
        return WHITE;
    }
    COLORS[usize::from(x > 0.5) + 2 * usize::from(y > 0.5)]
}

/// Many small shapes around a large one.
fn petals(x: f64, y: f64) -> [u8; 3] {
    let (dx, dy) = (x - 0.5, y - 0.5);
    let (radius, angle) = (dx.hypot(dy), dy.atan2(dx));
    if radius < 0.18 + 0.03 * (6.0 * angle).cos() {
        return [90, 40, 130];
    }
    let turn = (angle / std::f64::consts::TAU + 0.5) * 24.0;
    let middle = (turn.floor() + 0.5 - 12.0) / 24.0 * std::f64::consts::TAU;
    let (cx, cy) = (0.36 * middle.cos(), 0.36 * middle.sin());
    if (dx - cx).hypot(dy - cy) < 0.032 { [20, 150, 90] } else { WHITE }
}

/// The mark as a PNG file.
///
/// # Errors
/// When it can't be encoded.
pub fn png(mark: Mark) -> Result<Vec<u8>, Box<dyn Error>> {
    let fine = (SIDE * SAMPLES) as f64;
    let mut pixels = Vec::with_capacity(SIDE * SIDE * 3);
    for at in 0..SIDE * SIDE {
        let (left, top) = (at % SIDE * SAMPLES, at / SIDE * SAMPLES);
        let mut sum = [0usize; 3];
        for sample in 0..SAMPLES * SAMPLES {
            let (x, y) = (left + sample % SAMPLES, top + sample / SAMPLES);
            let color = mark((x as f64 + 0.5) / fine, (y as f64 + 0.5) / fine);
            for (sum, channel) in sum.iter_mut().zip(color) {
                *sum += usize::from(channel);
            }
        }
        pixels.extend(sum.map(|sum| (sum / (SAMPLES * SAMPLES)) as u8));
    }
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, SIDE as u32, SIDE as u32);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&pixels)?;
    writer.finish()?;
    Ok(file)
}

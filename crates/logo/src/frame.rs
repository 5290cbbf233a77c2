//! The frame of a drawing: its `viewBox`, and what the root says about it.

use crate::markup::Part;
use crate::notes::{Notes, Repair};

/// A frame that is longer by less has the proportions of the other.
const SAME_SHAPE: f64 = 1.01;

/// The four numbers of a `viewBox`.
pub(crate) fn numbers(text: &str) -> Option<[f64; 4]> {
    let numbers: Vec<f64> = text
        .split(|sign: char| sign == ',' || sign.is_whitespace())
        .filter(|part| !part.is_empty())
        .map(|part| part.trim_end_matches("px").parse().ok().filter(|number: &f64| number.is_finite()))
        .collect::<Option<_>>()?;
    match numbers[..] {
        [x, y, width, height] if width > 0.0 && height > 0.0 => Some([x, y, width, height]),
        _ => None,
    }
}

fn pixels(length: &str) -> Option<f64> {
    let length = length.trim();
    length.strip_suffix("px").unwrap_or(length).trim().parse().ok().filter(|value: &f64| *value > 0.0)
}

/// The frame of a drawing whose size has other proportions than its `viewBox`: it shows more at two sides.
fn around([x, y, width, height]: [f64; 4], size: (f64, f64), fit: &str) -> [f64; 4] {
    let scale = (size.0 / width).min(size.1 / height);
    let (outer_width, outer_height) = (size.0 / scale, size.1 / scale);
    if outer_width <= width * SAME_SHAPE && outer_height <= height * SAME_SHAPE {
        return [x, y, width, height];
    }
    let share = |start: &str, end: &str| match fit {
        fit if fit.contains(start) => 0.0,
        fit if fit.contains(end) => 1.0,
        _ => 0.5,
    };
    let left = (outer_width - width) * share("xMin", "xMax");
    let top = (outer_height - height) * share("YMin", "YMax");
    [x - left, y - top, outer_width, outer_height]
}

/// Gives the root a frame that starts at 0, and returns where it started. What the root itself is told
/// to be (moved, colored) becomes part of the drawing.
pub(crate) fn settle(root: &mut Part, notes: &mut Notes) -> (f64, f64) {
    let own = root.get("viewBox").and_then(numbers);
    let size = (root.get("width").and_then(pixels), root.get("height").and_then(pixels));
    let frame = own.or(match size {
        (Some(width), Some(height)) => Some([0.0, 0.0, width, height]),
        _ => None,
    });
    for name in ["x", "y"] {
        root.take(name);
    }
    let fit = root.get("preserveAspectRatio").unwrap_or_default();
    let is_stretched =
        (fit.contains("none") || fit.contains("slice")) && size.0.is_some() && size.1.is_some();
    let frame = match (frame, size) {
        (Some(inner), (Some(width), Some(height))) if !is_stretched => {
            Some(around(inner, (width, height), fit))
        }
        _ => frame,
    };
    let mut origin = (0.0, 0.0);
    if let Some([x, y, width, height]) = frame {
        if let Some(transform) = root.take("transform") {
            let (cx, cy) = (x + width / 2.0, y + height / 2.0);
            root.take("transform-origin");
            root.wrap_children("g")
                .set("transform", format!("translate({cx} {cy}) {transform} translate({} {})", -cx, -cy));
            notes.repair(Repair::Transforms);
        }
        if let Some(color) = root.take("background") {
            let mut ground = Part::new("rect");
            for (name, value) in [("x", x), ("y", y), ("width", width), ("height", height)] {
                ground.set(name, value.to_string());
            }
            ground.set("fill", color);
            for (name, value) in [("stroke", "none"), ("fill-opacity", "1")] {
                ground.set(name, value);
            }
            root.children.insert(0, ground);
            notes.repair(Repair::Background);
        }
        if !is_stretched {
            origin = (x, y);
            root.set("viewBox", format!("0 0 {width} {height}"));
            for name in ["width", "height", "preserveAspectRatio"] {
                root.take(name);
            }
        }
    } else {
        root.take("viewBox");
    }
    root.take("background");
    origin
}

/// Moves a drawing whose frame was settled so that its content starts where its frame does.
pub(crate) fn shift_to_origin(root: &mut Part, (x, y): (f64, f64)) {
    if x != 0.0 || y != 0.0 {
        root.wrap_children("g").set("transform", format!("translate({} {})", -x, -y));
    }
}

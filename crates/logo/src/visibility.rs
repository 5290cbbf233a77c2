//! What is left of a logo on white at 18 pixels, the smallest size at which Recruitee shows it (LOGO-7).

use crate::notes::Notes;
use crate::vector::{self, Read};
use crate::{LogoFault, likeness};
use resvg::tiny_skia::{Color, Pixmap, PixmapPaint, Transform};

/// The side at which it is drawn.
const SIDE: u32 = 18;
/// A pixel that differs from white by less is not seen. Contrast as in WCAG 2.
const SEEN_CONTRAST: f64 = 1.2;
const WHITE: [u8; 3] = [255; 3];
const DARK: [u8; 3] = [0x1a, 0x1a, 0x2e];

/// What can be seen of a logo.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Visibility {
    /// The contrast with white of its strongest part, 1 to 21.
    pub contrast: f64,
    /// The share of the square that differs from white, 0 to 1.
    pub coverage: f64,
    /// How much of the square's side the drawing spans, 0 to 1.
    pub extent: f64,
    /// It holds letters, which look different where their font is missing.
    pub has_text: bool,
}

/// Draws `source` on white and measures it. `None` for what cannot be drawn: other findings name why.
pub fn visibility(source: &str) -> Option<Visibility> {
    // Text that is stored is of a version that didn't rewrite it, or was pasted by other programs.
    let pixels = vector::with_room(|| {
        let read = vector::read(source, &mut Notes::default())?;
        likeness::pixels(&vector::framed(&read), SIDE).ok_or(LogoFault::NothingDrawn)
    });
    Some(Visibility { has_text: source.contains("<text"), ..seen_on(&pixels.ok()?, WHITE)? })
}

/// What can be seen of a drawing that was read, on white and on the dark of Recruitee's dark pages.
pub(crate) fn on_white_and_dark(read: &Read) -> Option<(Visibility, Visibility)> {
    let pixels = likeness::pixels(&vector::framed(read), SIDE)?;
    Some((seen_on(&pixels, WHITE)?, seen_on(&pixels, DARK)?))
}

fn seen_on(pixels: &Pixmap, ground: [u8; 3]) -> Option<Visibility> {
    let mut on_ground = Pixmap::new(SIDE, SIDE)?;
    on_ground.fill(Color::from_rgba8(ground[0], ground[1], ground[2], 255));
    on_ground.draw_pixmap(0, 0, pixels.as_ref(), &PixmapPaint::default(), Transform::identity(), None);

    let mut contrasts: Vec<f64> = Vec::new();
    let (mut least, mut most) = ((SIDE, SIDE), (0, 0));
    for (at, pixel) in (0u32..).zip(on_ground.pixels()) {
        let contrast = contrast([pixel.red(), pixel.green(), pixel.blue()], ground);
        if contrast < SEEN_CONTRAST {
            continue;
        }
        contrasts.push(contrast);
        let (x, y) = (at % SIDE, at / SIDE);
        least = (least.0.min(x), least.1.min(y));
        most = (most.0.max(x + 1), most.1.max(y + 1));
    }
    contrasts.sort_by(f64::total_cmp);
    let spanned = most.0.saturating_sub(least.0).max(most.1.saturating_sub(least.1));
    #[expect(clippy::cast_precision_loss, reason = "at most 324")]
    let coverage = contrasts.len() as f64 / f64::from(SIDE * SIDE);
    Some(Visibility {
        // The strongest twentieth: a single dark pixel makes no logo visible.
        contrast: contrasts.get(contrasts.len() * 19 / 20).copied().unwrap_or(1.0),
        coverage,
        extent: f64::from(spanned) / f64::from(SIDE),
        has_text: false,
    })
}

/// WCAG 2.2, *contrast ratio*.
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// WCAG 2.2, *relative luminance*.
fn luminance(rgb: [u8; 3]) -> f64 {
    let [red, green, blue] = rgb.map(|channel| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(inside: &str) -> Visibility {
        visibility(&format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{inside}</svg>"#
        ))
        .unwrap()
    }

    #[test]
    fn what_can_be_seen_at_18_pixels_is_measured() {
        let full = seen(r##"<rect width="100" height="100" fill="#222"/>"##);
        assert!(full.contrast > 12.0 && full.coverage > 0.99 && full.extent > 0.99, "{full:?}");
        let faint = seen(r##"<rect width="100" height="100" fill="#ffffd8"/>"##);
        assert!(faint.contrast < 1.2 && faint.coverage == 0.0, "{faint:?}");
        let padded = seen(r##"<rect x="40" y="40" width="20" height="20" fill="#222"/>"##);
        assert!(padded.extent < 0.3, "{padded:?}");
        let hairline = seen(r##"<path d="M0 50h100" stroke="#000" stroke-width=".4"/>"##);
        assert!(hairline.coverage < 0.12 && hairline.contrast < 2.0, "{hairline:?}");
    }

    #[test]
    fn a_wide_logo_is_judged_in_the_square_it_is_shown_in() {
        let wide = visibility(
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 20"><rect width="100" height="20" fill="#222"/></svg>"##,
        )
        .unwrap();
        assert!(wide.extent > 0.99 && wide.coverage < 0.3, "{wide:?}");
    }

    #[test]
    fn what_cannot_be_drawn_is_not_measured() {
        assert_eq!(visibility("no drawing"), None);
        assert_eq!(visibility("<svg"), None);
    }

    #[test]
    fn drawings_made_to_exhaust_whoever_draws_them_are_not_measured() {
        let svg = |inside: &str| {
            format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 18 18">{inside}</svg>"#)
        };
        let huge = r#"<pattern id="p" patternUnits="userSpaceOnUse" width="400000" height="400000"><rect width="9" height="9"/></pattern><rect width="18" height="18" fill="url(#p)"/>"#;
        let eroded = r#"<filter id="f"><feMorphology radius="90"/></filter><rect width="18" height="18" filter="url(#f)"/>"#;
        let nested: String = (1..40)
            .map(|at| format!(r#"<mask id="m{at}"><rect width="9" height="9" mask="url(#m{0})"/><rect width="9" height="9" mask="url(#m{0})"/></mask>"#, at - 1))
            .collect();
        for inside in [huge, eroded, &nested] {
            assert_eq!(visibility(&svg(inside)), None);
        }
    }

    #[test]
    fn a_picture_that_unpacks_to_a_gigabyte_is_left_out() {
        use base64::{Engine, prelude::BASE64_STANDARD};
        // A PNG's first 33 bytes say 30,000 by 30,000; nothing of the rest is looked at.
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        png.extend_from_slice(&30_000u32.to_be_bytes());
        png.extend_from_slice(&30_000u32.to_be_bytes());
        png.extend_from_slice(&[8, 6, 0, 0, 0, 0, 0, 0, 0]);
        let link = format!("data:image/png;base64,{}", BASE64_STANDARD.encode(png));
        let drawn = seen(&format!(
            r##"<image width="100" height="100" href="{link}"/><rect width="50" height="50" fill="#000"/>"##
        ));
        assert!((drawn.coverage - 0.25).abs() < 0.03, "{drawn:?}");
    }
}

//! The fonts that come with the program, so that text looks the same on every computer.

use std::sync::{Arc, OnceLock};
use usvg::fontdb::{Database, Source};

/// Metrics of Arial and Helvetica.
pub(crate) const SANS: &str = "Liberation Sans";
/// Metrics of Times New Roman.
pub(crate) const SERIF: &str = "Liberation Serif";
/// Metrics of Courier New.
pub(crate) const MONO: &str = "Liberation Mono";
/// Like the geometric and neutral fonts of brands.
pub(crate) const NEUTRAL: &str = "Inter";
/// Like the fonts whose strokes follow handwriting.
pub(crate) const HUMANIST: &str = "Open Sans";

const FILES: [&[u8]; 12] = [
    include_bytes!("../fonts/LiberationSans-Regular.ttf"),
    include_bytes!("../fonts/LiberationSans-Bold.ttf"),
    include_bytes!("../fonts/LiberationSans-Italic.ttf"),
    include_bytes!("../fonts/LiberationSans-BoldItalic.ttf"),
    include_bytes!("../fonts/LiberationSerif-Regular.ttf"),
    include_bytes!("../fonts/LiberationSerif-Bold.ttf"),
    include_bytes!("../fonts/LiberationMono-Regular.ttf"),
    include_bytes!("../fonts/LiberationMono-Bold.ttf"),
    include_bytes!("../fonts/Inter-Regular.otf"),
    include_bytes!("../fonts/Inter-Bold.otf"),
    include_bytes!("../fonts/OpenSans-Regular.ttf"),
    include_bytes!("../fonts/OpenSans-Bold.ttf"),
];

/// The bundled fonts alone. A database that is a copy of this one with more fonts keeps their IDs.
pub(crate) fn bundled() -> &'static Arc<Database> {
    static FONTS: OnceLock<Arc<Database>> = OnceLock::new();
    FONTS.get_or_init(|| {
        let mut fonts = Database::new();
        for file in FILES {
            fonts.load_font_source(Source::Binary(Arc::new(file)));
        }
        Arc::new(fonts)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bundled_family_can_be_read_and_has_a_bold_face() {
        let faces: Vec<(String, u16)> =
            bundled().faces().map(|face| (face.families[0].0.clone(), face.weight.0)).collect();
        assert_eq!(faces.len(), FILES.len());
        for family in [SANS, SERIF, MONO, NEUTRAL, HUMANIST] {
            for weight in [400, 700] {
                assert!(faces.contains(&(family.to_owned(), weight)), "{family} {weight}");
            }
        }
    }
}

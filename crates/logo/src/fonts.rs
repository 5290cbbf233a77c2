//! Fonts: those of this computer, and which one stands in for one that is missing.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use usvg::{FontFamily, FontResolver, fontdb};

/// A font that was named, and the one that was used.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Replaced {
    pub(crate) wanted: String,
    /// `None` where no font at all is here.
    pub(crate) used: Option<String>,
}

/// What happened while text was drawn.
#[derive(Debug, Default)]
pub(crate) struct FontNotes(Mutex<BTreeSet<Replaced>>);

impl FontNotes {
    pub(crate) fn replaced(&self) -> Vec<Replaced> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    fn note(&self, replaced: Replaced) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(replaced);
    }
}

/// What may stand in for a family of no name, best first.
const SANS: [&str; 10] = [
    "Arial",
    "Helvetica",
    "Helvetica Neue",
    "Liberation Sans",
    "Arimo",
    "Inter",
    "Roboto",
    "Noto Sans",
    "DejaVu Sans",
    "Segoe UI",
];
const SERIF: [&str; 8] = [
    "Times New Roman",
    "Times",
    "Liberation Serif",
    "Tinos",
    "Noto Serif",
    "DejaVu Serif",
    "Georgia",
    "Cambria",
];
const MONOSPACE: [&str; 7] =
    ["Courier New", "Liberation Mono", "Cousine", "Noto Sans Mono", "DejaVu Sans Mono", "Menlo", "Consolas"];

/// Loaded once, and only for a logo that holds text: it takes near half a second.
pub(crate) fn of_system() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    FONTS
        .get_or_init(|| {
            let mut fonts = fontdb::Database::new();
            fonts.load_system_fonts();
            Arc::new(fonts)
        })
        .clone()
}

fn is_serif(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let signs = [
        "serif",
        "times",
        "georgia",
        "garamond",
        "playfair",
        "merriweather",
        "baskerville",
        "bodoni",
        "didot",
    ];
    !name.contains("sans") && signs.iter().any(|sign| name.contains(sign))
}

/// Finds fonts by name without regard to case, then by what programs call them in files
/// (`Montserrat-Bold`), then one of the same kind; and notes what it had to replace.
pub(crate) fn resolver(notes: &FontNotes) -> FontResolver<'_> {
    FontResolver {
        select_font: Box::new(|font, fonts| select(font, fonts, notes)),
        select_fallback: FontResolver::default_fallback_selector(),
    }
}

fn select(font: &usvg::Font, fonts: &fontdb::Database, notes: &FontNotes) -> Option<fontdb::ID> {
    let mut wanted = None;
    for family in font.families() {
        let (names, generic): (Vec<&str>, &str) = match family {
            FontFamily::Named(name) => (vec![name.trim_matches(['\'', '"'])], ""),
            FontFamily::Serif => (SERIF.to_vec(), "serif"),
            FontFamily::Monospace => (MONOSPACE.to_vec(), "monospace"),
            FontFamily::SansSerif => (SANS.to_vec(), "sans-serif"),
            FontFamily::Cursive => (SANS.to_vec(), "cursive"),
            FontFamily::Fantasy => (SANS.to_vec(), "fantasy"),
        };
        if let Some((id, used)) = names.iter().find_map(|name| find(font, fonts, name)) {
            if let Some(wanted) = wanted {
                notes.note(Replaced { wanted, used: Some(used) });
            }
            return Some(id);
        }
        wanted = wanted.or_else(|| Some(if generic.is_empty() { names[0] } else { generic }.to_owned()));
    }
    let wanted = wanted.unwrap_or_else(|| "sans-serif".to_owned());
    let mut stand_ins = SANS.to_vec();
    if is_serif(&wanted) {
        stand_ins.splice(0..0, SERIF);
    }
    stand_ins.extend(SERIF);
    let found = stand_ins.iter().find_map(|name| find(font, fonts, name)).or_else(|| {
        let any = fonts.faces().next()?;
        Some((any.id, any.families.first()?.0.clone()))
    });
    let used = found.as_ref().map(|(_, name)| name.clone());
    notes.note(Replaced { wanted, used });
    found.map(|(id, _)| id)
}

fn find(font: &usvg::Font, fonts: &fontdb::Database, name: &str) -> Option<(fontdb::ID, String)> {
    let plain = |name: &str| name.to_lowercase().replace([' ', '-', '_'], "");
    // Illustrator writes the name of one face where the family's belongs.
    let family = fonts.faces().find_map(|face| {
        let is_named = face.families.iter().any(|(one, _)| plain(one) == plain(name))
            || plain(&face.post_script_name) == plain(name);
        is_named.then(|| face.families.first().map(|(one, _)| one.clone())).flatten()
    })?;
    let style = match font.style() {
        usvg::FontStyle::Normal => fontdb::Style::Normal,
        usvg::FontStyle::Italic => fontdb::Style::Italic,
        usvg::FontStyle::Oblique => fontdb::Style::Oblique,
    };
    let lower = name.to_lowercase();
    let weight = if font.weight() == 400 && lower.contains("bold") { 700 } else { font.weight() };
    let query = fontdb::Query {
        families: &[fontdb::Family::Name(&family)],
        weight: fontdb::Weight(weight),
        stretch: fontdb::Stretch::Normal,
        style,
    };
    fonts.query(&query).map(|id| (id, family))
}

//! Which font text is drawn with: the one that is named, or a bundled one in its place.

use crate::bundled::{self, bundled};
use crate::families::{by_kind, is_italic, plain, substitute, weight_of};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use usvg::fontdb::{self, Database, Family, ID};
use usvg::{FontFamily, FontResolver};

/// A font that was named, and the one that was used.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Replaced {
    pub(crate) wanted: String,
    /// `None` where no font at all is here.
    pub(crate) used: Option<String>,
}

/// What happened while text was drawn.
#[derive(Debug, Default)]
pub(crate) struct FontNotes(Mutex<Noted>);

#[derive(Debug, Default)]
struct Noted {
    replaced: BTreeSet<Replaced>,
    /// Faces that replace a font, with its name.
    stand_ins: HashMap<ID, String>,
    without_face: BTreeSet<char>,
}

impl FontNotes {
    pub(crate) fn replaced(&self) -> Vec<Replaced> {
        self.lock().replaced.iter().cloned().collect()
    }

    /// How many letters no font here has.
    pub(crate) fn letters_without_face(&self) -> usize {
        self.lock().without_face.len()
    }

    fn lock(&self) -> MutexGuard<'_, Noted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, wanted: &str, used: Option<&Used>) {
        let mut noted = self.lock();
        let family = used.map(|used| used.family.clone());
        noted.replaced.insert(Replaced { wanted: wanted.to_owned(), used: family });
        if let Some(used) = used {
            noted.stand_ins.entry(used.id).or_insert_with(|| wanted.to_owned());
        }
    }
}

/// A face, and its family.
struct Used {
    id: ID,
    family: String,
}

/// Kinds of fonts, which a file asks for where any font of the kind will do.
const KINDS: [&str; 5] = ["sans-serif", "serif", "monospace", "cursive", "fantasy"];
/// Names that stand for the font of the computer that shows the file.
const OF_SYSTEM: [&str; 6] =
    ["system-ui", "ui-sans-serif", "ui-serif", "ui-monospace", "-apple-system", "BlinkMacSystemFont"];

/// Whether a name asks for any font of a kind.
pub fn is_kind_of_font(name: &str) -> bool {
    KINDS.iter().any(|kind| kind.eq_ignore_ascii_case(name))
}

/// The bundled fonts and those of this computer. Loaded once, and only for text that names a font or holds a
/// letter that no bundled one has: it takes near half a second.
fn of_computer() -> Arc<Database> {
    static FONTS: OnceLock<Arc<Database>> = OnceLock::new();
    FONTS
        .get_or_init(|| {
            let mut fonts = Database::clone(bundled());
            fonts.load_system_fonts();
            Arc::new(fonts)
        })
        .clone()
}

/// Finds fonts by name without regard to case, then by what programs call them in files
/// (`Montserrat-Bold`), then the bundled one that comes closest; and notes what it had to replace.
/// [`bundled`] is the database to begin with.
pub(crate) fn resolver(notes: &FontNotes) -> FontResolver<'_> {
    resolver_among(notes, of_computer)
}

/// As [`resolver`], where `all` is a copy of the bundled fonts with those that are installed.
fn resolver_among<'a>(
    notes: &'a FontNotes,
    all: impl Fn() -> Arc<Database> + Clone + Send + Sync + 'a,
) -> FontResolver<'a> {
    let (one, other) = (Choice { notes, all: all.clone() }, Choice { notes, all });
    FontResolver {
        select_font: Box::new(move |font, fonts| one.select(font, fonts)),
        select_fallback: Box::new(move |letter, tried, fonts| other.fallback(letter, tried, fonts)),
    }
}

struct Choice<'a, All> {
    notes: &'a FontNotes,
    all: All,
}

impl<All: Fn() -> Arc<Database>> Choice<'_, All> {
    fn load(&self, fonts: &mut Arc<Database>) {
        // The IDs that were given out stay those of the same faces.
        if Arc::ptr_eq(fonts, bundled()) {
            *fonts = (self.all)();
        }
    }

    fn select(&self, font: &usvg::Font, fonts: &mut Arc<Database>) -> Option<ID> {
        let names: Vec<&str> = font.families().iter().map(name_of).filter(|name| !name.is_empty()).collect();
        let wanted = names.first().copied().unwrap_or("sans-serif");
        for name in &names {
            if !KINDS.iter().chain(&OF_SYSTEM).any(|generic| generic.eq_ignore_ascii_case(name)) {
                self.load(fonts);
                if let Some(used) = installed(name, Wish::of(font, name), fonts) {
                    if *name != wanted {
                        self.notes.note(wanted, Some(&used));
                    }
                    return Some(used.id);
                }
            }
            if let Some(family) = substitute(name) {
                return self.replace(wanted, family, Wish::of(font, wanted).or(Wish::of(font, name)));
            }
        }
        let family = names.iter().find_map(|name| by_kind(name)).unwrap_or(bundled::SANS);
        self.replace(wanted, family, Wish::of(font, wanted))
    }

    /// Takes a bundled face: of these alone, so that it is the same one on every computer.
    fn replace(&self, wanted: &str, family: &str, wish: Wish) -> Option<ID> {
        let used = wish.among(bundled(), family);
        self.notes.note(wanted, used.as_ref());
        used.map(|used| used.id)
    }

    fn fallback(&self, letter: char, tried: &[ID], fonts: &mut Arc<Database>) -> Option<ID> {
        let search = FontResolver::default_fallback_selector();
        let found = search(letter, tried, fonts).or_else(|| {
            self.load(fonts);
            search(letter, tried, fonts)
        });
        if let Some(id) = found {
            let wanted = tried.first().and_then(|first| self.notes.lock().stand_ins.get(first).cloned());
            let family = fonts.face(id).and_then(|face| face.families.first()).map(|(name, _)| name.clone());
            if let (Some(wanted), Some(family)) = (wanted, family) {
                self.notes.note(&wanted, Some(&Used { id, family }));
            }
        } else if !is_unseen(letter) {
            self.notes.lock().without_face.insert(letter);
        }
        found
    }
}

/// Signs that no font needs a shape for.
fn is_unseen(letter: char) -> bool {
    let is_mark = matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}');
    is_mark || letter.is_control() || letter.is_whitespace()
}

fn name_of(family: &FontFamily) -> &str {
    match family {
        FontFamily::Named(name) => name.trim().trim_matches(['\'', '"']),
        FontFamily::Serif => "serif",
        FontFamily::SansSerif => "sans-serif",
        FontFamily::Cursive => "cursive",
        FontFamily::Fantasy => "fantasy",
        FontFamily::Monospace => "monospace",
    }
}

/// The face that is wanted of a family.
#[derive(Clone, Copy)]
struct Wish {
    weight: u16,
    style: fontdb::Style,
}

impl Wish {
    /// What `font` asks for and, where that is nothing particular, what the name of the face says.
    fn of(font: &usvg::Font, name: &str) -> Self {
        let weight = if font.weight() == 400 { weight_of(name).unwrap_or(400) } else { font.weight() };
        let style = match font.style() {
            usvg::FontStyle::Normal if is_italic(name) => fontdb::Style::Italic,
            usvg::FontStyle::Normal => fontdb::Style::Normal,
            usvg::FontStyle::Italic => fontdb::Style::Italic,
            usvg::FontStyle::Oblique => fontdb::Style::Oblique,
        };
        Self { weight, style }
    }

    /// This, with what only `other` asks for.
    fn or(self, other: Self) -> Self {
        Self {
            weight: if self.weight == 400 { other.weight } else { self.weight },
            style: if self.style == fontdb::Style::Normal { other.style } else { self.style },
        }
    }

    /// The nearest face of a family.
    fn among(self, fonts: &Database, family: &str) -> Option<Used> {
        let query = fontdb::Query {
            families: &[Family::Name(family)],
            weight: fontdb::Weight(self.weight),
            stretch: fontdb::Stretch::Normal,
            style: self.style,
        };
        fonts.query(&query).map(|id| Used { id, family: family.to_owned() })
    }
}

fn installed(name: &str, wish: Wish, fonts: &Database) -> Option<Used> {
    let wanted = plain(name);
    // Illustrator writes the name of one face where the family's belongs.
    let family = fonts.faces().find_map(|face| {
        let is_named = face.families.iter().any(|(one, _)| plain(one) == wanted)
            || plain(&face.post_script_name) == wanted;
        is_named.then(|| face.families.first().map(|(one, _)| one.clone())).flatten()
    })?;
    wish.among(fonts, &family)
}

#[cfg(test)]
mod tests {
    use super::*;
    use usvg::{Node, Options, Tree, WriteOptions};

    fn text(attributes: &str, letters: &str) -> String {
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40"><text y="30" font-size="24" {attributes}>{letters}</text></svg>"#
        )
    }

    /// What `markup` becomes where the fonts of `all` are to be had.
    fn drawn(markup: &str, all: &Arc<Database>) -> (String, FontNotes) {
        let notes = FontNotes::default();
        let options = Options {
            font_family: "sans-serif".to_owned(),
            font_resolver: resolver_among(&notes, || all.clone()),
            fontdb: bundled().clone(),
            ..Options::default()
        };
        let tree = Tree::from_str(markup, &options).unwrap();
        let Some(Node::Text(text)) = tree.root().children().first() else { panic!("no text") };
        assert!(!text.flattened().children().is_empty(), "nothing is drawn of {markup}");
        let written = tree.to_string(&WriteOptions { preserve_text: false, ..WriteOptions::default() });
        drop(options);
        (written, notes)
    }

    fn replaced(notes: &FontNotes) -> Vec<(String, String)> {
        notes.replaced().into_iter().map(|one| (one.wanted, one.used.unwrap())).collect()
    }

    /// A computer with one more font, which looks like a bundled one.
    fn with_installed(family: &str, looks_like: &str) -> Arc<Database> {
        let mut fonts = Database::clone(bundled());
        let faces: Vec<_> = fonts.faces().filter(|face| face.families[0].0 == looks_like).cloned().collect();
        for mut face in faces {
            face.families = vec![(family.to_owned(), fontdb::Language::English_UnitedStates)];
            face.post_script_name = format!("{}-{}", family.replace(' ', ""), face.weight.0);
            fonts.push_face_info(face);
        }
        Arc::new(fonts)
    }

    #[test]
    fn text_is_drawn_on_a_computer_without_fonts_and_each_replaced_font_is_named() {
        for (family, used) in [
            ("Gotham Rounded", "Inter"),
            ("ArialMT", "Liberation Sans"),
            ("Georgia, serif", "Liberation Serif"),
            ("Consolas", "Liberation Mono"),
            ("sans-serif", "Liberation Sans"),
            ("serif", "Liberation Serif"),
            ("monospace", "Liberation Mono"),
            ("system-ui", "Liberation Sans"),
            ("Acme, Verdana, serif", "Open Sans"),
            ("Acme Slab, Acme", "Liberation Serif"),
            ("Acme", "Liberation Sans"),
        ] {
            let (_, notes) = drawn(&text(&format!(r#"font-family="{family}""#), "Acme"), bundled());
            let wanted = family.split(',').next().unwrap();
            assert_eq!(replaced(&notes), [(wanted.to_owned(), used.to_owned())]);
        }
        let (_, notes) = drawn(&text("", "Acme"), bundled());
        assert_eq!(replaced(&notes), [("sans-serif".to_owned(), "Liberation Sans".to_owned())]);
    }

    #[test]
    fn a_kind_of_font_is_told_from_a_font() {
        assert!(is_kind_of_font("sans-serif") && is_kind_of_font("Monospace"));
        assert!(!is_kind_of_font("Open Sans") && !is_kind_of_font("system-ui"));
    }

    #[test]
    fn a_bundled_font_that_is_named_is_not_replaced() {
        for family in ["Inter", "'Open Sans'", "LiberationSans-Bold", "liberation mono"] {
            let (_, notes) = drawn(&text(&format!(r#"font-family="{family}""#), "Acme"), bundled());
            assert_eq!(notes.replaced(), [], "{family}");
        }
    }

    #[test]
    fn an_installed_font_is_used_and_another_computer_without_it_draws_the_same_as_one_without_fonts() {
        let gotham = with_installed("Gotham", "Liberation Mono");
        let markup = text(r#"font-family="gotham""#, "Acme");
        let (with, notes) = drawn(&markup, &gotham);
        assert_eq!(notes.replaced(), []);
        let (without, _) = drawn(&markup, bundled());
        assert_ne!(with, without);

        for other in [gotham, of_computer()] {
            for family in ["Arial-Acme, Helvetica", "Montserrat-Acme", "Acme Thin", "serif", "Acme Mono"] {
                for more in ["", r#"font-weight="300""#, r#"font-weight="900" font-style="italic""#] {
                    let markup = text(&format!(r#"font-family="{family}" {more}"#), "Acme Ω");
                    assert_eq!(drawn(&markup, &other).0, drawn(&markup, bundled()).0, "{family} {more}");
                }
            }
        }
    }

    #[test]
    fn the_second_family_of_a_list_is_used_where_only_it_is_installed() {
        let (_, notes) = drawn(
            &text(r#"font-family="Acme, Brandwerk, serif""#, "Acme"),
            &with_installed("Brandwerk", "Inter"),
        );
        assert_eq!(replaced(&notes), [("Acme".to_owned(), "Brandwerk".to_owned())]);
    }

    #[test]
    fn weight_and_slant_choose_the_nearest_bundled_face() {
        let of = |attributes: &str| drawn(&text(attributes, "Acme"), bundled()).0;
        let faces = ["normal", "bold"].map(|weight| {
            ["normal", "italic"].map(|style| {
                of(&format!(r#"font-family="Liberation Sans" font-weight="{weight}" font-style="{style}""#))
            })
        });
        let mut different: Vec<&String> = faces.iter().flatten().collect();
        different.sort();
        different.dedup();
        assert_eq!(different.len(), 4);
        for (attributes, bold, italic) in [
            (r#"font-family="Arial""#, 0, 0),
            (r#"font-family="Arial" font-weight="300""#, 0, 0),
            (r#"font-family="Arial" font-weight="lighter""#, 0, 0),
            (r#"font-family="Arial" font-weight="500""#, 0, 0),
            (r#"font-family="Arial" font-weight="600""#, 1, 0),
            (r#"font-family="Arial" font-weight="900""#, 1, 0),
            (r#"font-family="Arial-BoldMT""#, 1, 0),
            (r#"font-family="Arial-BoldItalicMT""#, 1, 1),
            (r#"font-family="Helvetica" font-style="oblique""#, 0, 1),
            (r#"font-family="Acme-Bold, sans-serif""#, 1, 0),
        ] {
            assert!(of(attributes) == faces[bold][italic], "{attributes}");
        }
    }

    #[test]
    fn a_letter_that_the_bundled_face_lacks_comes_from_another_font_or_is_counted_as_lost() {
        let (_, notes) = drawn(&text(r#"font-family="Arial""#, "A漢"), bundled());
        assert_eq!(notes.letters_without_face(), 1);
        let (_, notes) = drawn(&text(r#"font-family="Arial""#, "A\u{200b}\u{feff}"), bundled());
        assert_eq!(notes.letters_without_face(), 0);
        // Of the bundled fonts, Inter alone has it.
        let (_, notes) = drawn(&text(r#"font-family="Arial""#, "A★"), bundled());
        let used: Vec<String> = replaced(&notes).into_iter().map(|(_, used)| used).collect();
        assert_eq!(used, ["Inter", "Liberation Sans"]);
    }
}

//! Which bundled font is used for a family that isn't installed.

use crate::bundled::{HUMANIST, MONO, NEUTRAL, SANS, SERIF};

/// Families that are known, by how their plain name starts. The longest start counts.
const KNOWN: [(&str, &[&str]); 5] = [
    (
        SANS,
        &[
            "akzidenz",
            "arial",
            "arimo",
            "cursive",
            "fantasy",
            "freesans",
            "geneva",
            "helvetica",
            "microsoftsansserif",
            "nimbussans",
            "segoeui",
            "sansserif",
            "swiss",
            "systemui",
            "uisansserif",
            "univers",
            "applesystem",
            "blinkmacsystemfont",
        ],
    ),
    (
        SERIF,
        &[
            "adobegaramond",
            "baskerville",
            "bitter",
            "bodoni",
            "bookantiqua",
            "bookman",
            "cambria",
            "caslon",
            "centuryschoolbook",
            "charter",
            "cochin",
            "constantia",
            "cormorant",
            "crimson",
            "dejavuserif",
            "didot",
            "dmserif",
            "droidserif",
            "ebgaramond",
            "freeserif",
            "garamond",
            "georgia",
            "hoeflertext",
            "librebaskerville",
            "lora",
            "merriweather",
            "minion",
            "newyork",
            "nimbusroman",
            "notoserif",
            "palatino",
            "playfair",
            "ptserif",
            "rockwell",
            "serif",
            "sourceserif",
            "spectral",
            "times",
            "tinos",
            "trajan",
            "uiserif",
        ],
    ),
    (
        MONO,
        &[
            "andale",
            "cascadia",
            "consolas",
            "courier",
            "cousine",
            "dmmono",
            "firacode",
            "freemono",
            "hack",
            "inconsolata",
            "jetbrains",
            "lucidaconsole",
            "menlo",
            "monaco",
            "monospace",
            "nimbusmono",
            "ptmono",
            "sfmono",
            "sourcecode",
            "spacemono",
            "uimonospace",
        ],
    ),
    (
        NEUTRAL,
        &[
            "avenir",
            "brandon",
            "centurygothic",
            "circular",
            "comfortaa",
            "dmsans",
            "figtree",
            "futura",
            "geist",
            "gilroy",
            "googlesans",
            "gotham",
            "graphik",
            "interdisplay",
            "intertight",
            "intervariable",
            "josefin",
            "karla",
            "lexend",
            "manrope",
            "merriweathersans",
            "montserrat",
            "mulish",
            "museo",
            "nunito",
            "outfit",
            "plusjakarta",
            "poppins",
            "productsans",
            "proximanova",
            "publicsans",
            "quicksand",
            "raleway",
            "redhat",
            "roboto",
            "rubik",
            "sanfrancisco",
            "satoshi",
            "sfpro",
            "sfui",
            "sofia",
            "sora",
            "spacegrotesk",
            "uirounded",
            "urbanist",
            "varela",
            "worksans",
        ],
    ),
    (
        HUMANIST,
        &[
            "assistant",
            "bitstreamvera",
            "cabin",
            "calibri",
            "candara",
            "cantarell",
            "carlito",
            "corbel",
            "dejavusans",
            "droidsans",
            "firasans",
            "frutiger",
            "gillsans",
            "hind",
            "ibmplex",
            "lato",
            "lucidagrande",
            "lucidasans",
            "mukta",
            "myriad",
            "notosans",
            "optima",
            "oxygen",
            "ptsans",
            "sourcesans",
            "tahoma",
            "titillium",
            "trebuchet",
            "ubuntu",
            "verdana",
        ],
    ),
];

/// Ends of a face's name with the weight that they mean.
const WEIGHTS: [(&str, u16); 15] = [
    ("hairline", 100),
    ("thin", 100),
    ("extralight", 200),
    ("ultralight", 200),
    ("semilight", 300),
    ("light", 300),
    ("book", 400),
    ("medium", 500),
    ("semibold", 600),
    ("demibold", 600),
    ("extrabold", 800),
    ("ultrabold", 800),
    ("bold", 700),
    ("black", 900),
    ("heavy", 900),
];

/// A name as programs spell it, each in its own way, in one spelling.
pub(crate) fn plain(name: &str) -> String {
    name.chars().filter(|sign| ![' ', '-', '_'].contains(sign)).flat_map(char::to_lowercase).collect()
}

/// The bundled family that comes closest to a known family or a generic one; `None` for a family that isn't known.
pub(crate) fn substitute(name: &str) -> Option<&'static str> {
    let plain = plain(name);
    let starts = KNOWN.iter().flat_map(|(family, starts)| starts.iter().map(move |start| (*start, *family)));
    let (_, family) =
        starts.filter(|(start, _)| plain.starts_with(start)).max_by_key(|(start, _)| start.len())?;
    // Noto Serif, Roboto Mono and the like are of another kind than the family that they are named after.
    Some(by_kind(name).unwrap_or(family))
}

/// The bundled family of the kind that a name says: `Acme Serif`, `Acme Slab`, `Acme Mono`.
pub(crate) fn by_kind(name: &str) -> Option<&'static str> {
    let plain = plain(name);
    let has = |word: &str| plain.contains(word);
    if (has("mono") && !has("monot")) || has("typewriter") {
        Some(MONO)
    } else if (has("serif") && !has("sans")) || has("slab") {
        Some(SERIF)
    } else {
        None
    }
}

/// The weight that a face's name ends with, where it does: 700 for `Montserrat-Bold` and `Arial-BoldMT`.
pub(crate) fn weight_of(name: &str) -> Option<u16> {
    let plain = plain(name);
    let name = plain.trim_end_matches("mt");
    let name = ["italic", "oblique"].iter().find_map(|style| name.strip_suffix(style)).unwrap_or(name);
    WEIGHTS.iter().find(|(word, _)| name.ends_with(word)).map(|(_, weight)| *weight)
}

/// Whether a face's name says that it is italic.
pub(crate) fn is_italic(name: &str) -> bool {
    let plain = plain(name);
    let name = plain.trim_end_matches("mt");
    name.ends_with("italic") || name.ends_with("oblique")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_common_family_has_a_bundled_substitute() {
        for (family, names) in [
            (
                SANS,
                "Arial|ArialMT|Arial-BoldMT|Arial Black|Helvetica|Helvetica Neue|HelveticaNeue-Light|Segoe UI",
            ),
            (
                SANS,
                "sans-serif|system-ui|ui-sans-serif|-apple-system|BlinkMacSystemFont|Nimbus Sans L|cursive",
            ),
            (SANS, "Microsoft Sans Serif"),
            (
                SERIF,
                "Times|Times New Roman|TimesNewRomanPSMT|Georgia|Garamond|Cambria|Playfair Display|serif",
            ),
            (
                SERIF,
                "Roboto Slab|Noto Serif|Source Serif Pro|PT Serif|DejaVu Serif|IBM Plex Serif|Merriweather",
            ),
            (MONO, "Courier|Courier New|CourierNewPS-BoldMT|Consolas|Menlo|Monaco|monospace|ui-monospace"),
            (
                MONO,
                "Roboto Mono|Fira Code|Source Code Pro|DejaVu Sans Mono|Ubuntu Mono|Lucida Sans Typewriter",
            ),
            (NEUTRAL, "Montserrat|Montserrat-Bold|Poppins|Gotham Rounded|Roboto|Avenir Next|Proxima Nova"),
            (NEUTRAL, "Merriweather Sans|Futura PT|SF Pro Display"),
            (HUMANIST, "Lato|Noto Sans|Source Sans Pro|MyriadPro-Regular|Verdana|Tahoma|Calibri|Ubuntu"),
        ] {
            for name in names.split('|') {
                assert_eq!(substitute(name), Some(family), "{name}");
            }
        }
    }

    #[test]
    fn an_unknown_family_has_no_substitute_but_may_name_its_kind() {
        for (name, kind) in [
            ("Acme", None),
            ("Acme Sans", None),
            ("Monotype Corsiva", None),
            ("Acme Serif", Some(SERIF)),
            ("AcmeSlab-Bold", Some(SERIF)),
            ("Acme Mono", Some(MONO)),
        ] {
            assert_eq!((substitute(name), by_kind(name)), (None, kind), "{name}");
        }
    }

    #[test]
    fn the_name_of_a_face_tells_its_weight_and_slant() {
        for (name, weight, italic) in [
            ("Montserrat-Bold", Some(700), false),
            ("Arial-BoldItalicMT", Some(700), true),
            ("Poppins ExtraBold", Some(800), false),
            ("HelveticaNeue-UltraLight", Some(200), false),
            ("Inter", None, false),
        ] {
            assert_eq!((weight_of(name), is_italic(name)), (weight, italic), "{name}");
        }
    }
}

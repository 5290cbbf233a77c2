//! The bytes of a file on their way to becoming the logo.

use crate::arrange::{self, Drawing};
use crate::decode::{self, Storage};
use crate::finish::{self, Draft, Finished};
use crate::fonts::Replaced;
use crate::notes::{Notes, Repair};
use crate::rewrite::{Rewritten, rewrite};
use crate::vector;
use crate::{Choices, Finding, LogoFault, Method, Place, inspect};
use crate::{leftovers, measure, original, picture, places, tidy};
use serde::{Deserialize, Serialize};

/// Larger files are not read. Ours: no logo needs more.
pub const MAX_FILE_BYTES: usize = 20 * 1024 * 1024;

/// A file turned into a logo.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Imported {
    /// The source, square, without fixed size, nothing active.
    pub svg: String,
    /// What was wrong with the file. All that is no advice is repaired.
    pub before: Vec<Finding>,
    /// What is still to be said of the logo: advice.
    pub remaining: Vec<Finding>,
    /// What was changed.
    pub repairs: Vec<Repair>,
    /// How alike file and logo look, 0 to 1, where that was measured.
    pub likeness: Option<f64>,
    /// How the logo came to be.
    pub method: Method,
    /// Where in the square findings are, as far as they have a place.
    pub places: Vec<(Finding, Place)>,
    /// The file as it looked, in the middle of a square: a PNG of 512 pixels.
    pub original: Vec<u8>,
    /// Its colors that make up the brand, the strongest first.
    pub colors: Vec<[u8; 3]>,
    /// The even color behind its drawing, which can be removed.
    pub ground: Option<[u8; 3]>,
    /// Next to nothing of it shows on a dark page.
    pub is_hidden_on_dark: bool,
    /// What the file was.
    pub source: SourceFacts,
}

/// What a file was before it became a logo.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SourceFacts {
    /// `SVG`, `PNG`, …
    pub format: String,
    /// In pixels or user units, where known.
    pub size: Option<(f64, f64)>,
    /// Length of the file.
    pub bytes: usize,
}

/// Turns a file into a logo. Takes up to seconds for large pictures: not for the window's thread.
///
/// # Errors
/// [`LogoFault`] says why the file cannot be used.
pub fn import(bytes: &[u8]) -> Result<Imported, LogoFault> {
    import_with(bytes, &Choices::default())
}

/// Turns a file into the logo that a person wants of it.
///
/// # Errors
/// As [`import`].
pub fn import_with(bytes: &[u8], choices: &Choices) -> Result<Imported, LogoFault> {
    if bytes.is_empty() {
        return Err(LogoFault::Empty);
    }
    if bytes.len() > MAX_FILE_BYTES {
        return Err(LogoFault::TooLarge);
    }
    let choices = choices.clamped();
    let Some((source, storage)) = decode::as_svg(bytes)? else { return import_picture(bytes, &choices) };
    let mut imported = import_svg(&source, storage, &choices)?;
    imported.source.bytes = bytes.len();
    Ok(imported)
}

fn import_picture(bytes: &[u8], choices: &Choices) -> Result<Imported, LogoFault> {
    let options =
        picture::Options { remove_background: choices.removes_ground, keep_picture: choices.keeps_picture };
    let converted = picture::convert(bytes, &options)?;
    let size = (f64::from(converted.width), f64::from(converted.height));
    let mut before = Vec::new();
    if converted.width != converted.height {
        before.push(Finding::NotSquare { width: size.0, height: size.1 });
    }
    if converted.method == Method::Wrapped {
        before.push(Finding::Picture);
    }
    let is_ground_removed = choices.removes_ground && converted.background.is_some();
    let finished = vector::with_room(|| {
        let read = vector::read(&converted.svg, &mut Notes::default())?;
        let frame = read.square();
        let ground = converted.background.filter(|_| !is_ground_removed);
        let drawing = Drawing { markup: &converted.svg, frame, ground };
        // The converter has removed what is behind the drawing. What it left is part of the mark.
        let left = Choices { removes_ground: false, ..choices.clone() };
        let svg = converted.svg.clone();
        finish::finish(Draft { svg, read, likeness: converted.likeness, drawing }, &left)
    })?;
    let mut notes = Notes::default();
    notes.repairs.extend((converted.method == Method::Traced).then_some(Repair::Traced));
    notes.repairs.extend(is_ground_removed.then_some(Repair::GroundRemoved));
    notes.repairs.extend(&finished.repairs);
    let mut remaining = inspect(&finished.svg).findings;
    remaining.extend(finished.advice);
    Ok(Imported {
        places: finished.spots.of(remaining.iter(), finished.square),
        svg: finished.svg,
        before,
        remaining,
        repairs: notes.repairs.into_iter().collect(),
        likeness: Some(finished.likeness),
        method: converted.method,
        original: original::of_picture(&converted.original).unwrap_or_default(),
        colors: finished.colors,
        ground: finished.ground,
        is_hidden_on_dark: finished.is_hidden_on_dark,
        source: SourceFacts { format: converted.format.to_owned(), size: Some(size), bytes: bytes.len() },
    })
}

/// A drawing that was read and written anew, with what is told of the file alone.
struct Drawn {
    notes: Notes,
    fonts: Vec<Replaced>,
    finished: Finished,
    hidden: Option<Finding>,
    original: Vec<u8>,
}

fn draw(source: &str, mut notes: Notes, choices: &Choices) -> Result<Drawn, LogoFault> {
    let read = if choices.shows_overflow {
        vector::read_uncut(source, &mut notes)?
    } else {
        vector::read(source, &mut notes)?
    };
    let (frame, hidden, texts) = (read.frame(), leftovers::hidden(&read.root), places::texts(&read.tree));
    let original = original::of_drawing(&read);
    if choices.shows_overflow && measure::shows_outside(&read, read.square(), frame) {
        notes.repair(Repair::OverflowShown);
    }
    let rewritten = rewrite(source, read, notes)?;
    let markup = if arrange::is_asked(choices) { rewritten.fine() } else { String::new() };
    let Rewritten { svg, result, mut notes, likeness, read } = rewritten;
    let drawing = Drawing { markup: &markup, frame, ground: None };
    let mut finished = finish::finish(Draft { svg, read: result, likeness, drawing }, choices)?;
    finished.spots.texts = texts;
    finished.spots.frame = Some(frame);
    notes.repairs.extend(&finished.repairs);
    if choices.writes_lowercase_view_box {
        notes.repairs.remove(&Repair::ViewBoxSpelling);
    }
    Ok(Drawn { notes, fonts: read.fonts, finished, hidden, original })
}

fn import_svg(source: &str, storage: Storage, choices: &Choices) -> Result<Imported, LogoFault> {
    let mut notes = Notes::default();
    if storage.is_packed {
        notes.repair(Repair::Unpacked);
    }
    if storage.is_other_encoding {
        notes.repair(Repair::Encoding);
    }
    let Drawn { notes, fonts, finished, hidden, original } =
        vector::with_room(|| draw(source, notes, choices))?;
    let mut report = inspect(source);
    if matches!(report.findings[..], [Finding::NotSvg(_)]) {
        // What was no XML is looked at as it was read.
        report = inspect(&tidy::tidy(source)?.text);
    }
    let mut before = report.findings;
    before.extend(hidden.into_iter().chain(leftovers::of_editors(source)));
    let mut remaining = inspect(&finished.svg).findings;
    remaining.extend(notes.lost.iter().map(|(what, count)| Finding::Lost { what: *what, count: *count }));
    remaining.extend(
        fonts
            .into_iter()
            .filter_map(|font| Some(Finding::FontReplaced { wanted: font.wanted, used: font.used? })),
    );
    remaining.extend(finished.advice);
    Ok(Imported {
        places: finished.spots.of(before.iter().chain(&remaining), finished.square),
        svg: finished.svg,
        before,
        remaining,
        repairs: notes.repairs.into_iter().collect(),
        likeness: Some(finished.likeness),
        method: Method::Svg,
        original,
        colors: finished.colors,
        ground: finished.ground,
        is_hidden_on_dark: finished.is_hidden_on_dark,
        source: SourceFacts { format: "SVG".to_owned(), size: report.view_box, bytes: source.len() },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::XmlCause;
    use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
    use proptest::prelude::*;
    use std::io::Cursor;

    const MUST: fn(&Finding) -> bool = |finding| !finding.is_advice();

    fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let image = RgbaImage::from_fn(width, height, |x, y| {
            Rgba([x.to_le_bytes()[0].wrapping_mul(7), y.to_le_bytes()[0].wrapping_mul(5), 90, 255])
        });
        let image = DynamicImage::ImageRgba8(image);
        let image =
            if format == ImageFormat::Jpeg { DynamicImage::ImageRgb8(image.to_rgb8()) } else { image };
        let mut bytes = Vec::new();
        image.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
        bytes
    }

    #[test]
    fn every_picture_type_becomes_a_square_svg_of_at_most_20_kb_with_the_advice_that_vectors_are_better() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif] {
            let imported = import(&picture(300, 120, format)).unwrap();
            let after = inspect(&imported.svg);
            assert_eq!(after.findings.iter().filter(|finding| MUST(finding)).count(), 0, "{format:?}");
            assert!(after.findings.contains(&Finding::Picture));
            assert!(imported.before.contains(&Finding::NotSquare { width: 300.0, height: 120.0 }));
            assert!(after.bytes <= 20 * 1024, "{format:?}: {} bytes", after.bytes);
        }
    }

    #[test]
    fn a_wide_svg_with_fixed_size_and_a_script_comes_out_square_free_and_harmless() {
        let evil = r##"<svg xmlns="http://www.w3.org/2000/svg" width="240" height="96" viewBox="0 0 240 96" onload="x()">
            <script>steal()</script><image href="file:///etc/passwd"/><image href="https://x.example/a.png"/>
            <foreignObject><body xmlns="http://www.w3.org/1999/xhtml">hi</body></foreignObject>
            <a href="javascript:alert(1)"><rect width="96" height="96" fill="#d00"/></a></svg>"##;
        let imported = import(evil.as_bytes()).unwrap();
        assert_eq!(inspect(&imported.svg).findings, [], "{}", imported.svg);
        assert!(imported.svg.contains(r#"viewBox="0 -72 240 240""#), "{}", imported.svg);
        for word in ["script", "passwd", "x.example", "foreign", "onload"] {
            assert!(!imported.svg.contains(word), "{word} in {}", imported.svg);
        }
    }

    #[test]
    fn a_faultless_svg_is_kept_as_it_is() {
        let source = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 18 18"><path fill="#0b6" d="M0 0h18v18z"/></svg>"##;
        assert_eq!(import(source.as_bytes()).unwrap().svg, source);
    }

    #[test]
    fn each_kind_of_unusable_file_has_its_own_fault() {
        let svg = |inside: &str| {
            format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>"#)
        };
        let fault = |bytes: &[u8]| import(bytes).unwrap_err();
        assert_eq!(fault(b""), LogoFault::Empty);
        assert_eq!(fault(&vec![0; MAX_FILE_BYTES + 1]), LogoFault::TooLarge);
        assert_eq!(fault(b"%PDF-1.7"), LogoFault::OtherType);
        assert_eq!(fault(b"\x89PNG\r\n\x1a\n123"), LogoFault::Broken);
        assert_eq!(fault(b"<svg"), LogoFault::NotXml { line: 1, cause: XmlCause::Unclosed });
        assert_eq!(fault(svg("").as_bytes()), LogoFault::NothingDrawn);
        let mut wide = picture(1, 1, ImageFormat::Png);
        wide[16..20].copy_from_slice(&60_000u32.to_be_bytes());
        let crc = crc(&wide[12..29]);
        wide[29..33].copy_from_slice(&crc.to_be_bytes());
        assert_eq!(fault(&wide), LogoFault::TooManyPixels { max_side: 8192 });
    }

    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0u32, |crc, &byte| {
            (0..8).fold(
                crc ^ u32::from(byte),
                |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 },
            )
        })
    }

    #[test]
    fn svg_bombs_are_refused() {
        let mut uses = String::from(r#"<g id="a0"><rect width="1" height="1"/></g>"#);
        for level in 1..40 {
            let below = level - 1;
            uses += &format!(r##"<g id="a{level}"><use href="#a{below}"/><use href="#a{below}"/></g>"##);
        }
        let bomb = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{uses}</svg>"#);
        assert_eq!(import(bomb.as_bytes()).unwrap_err(), LogoFault::TooComplex);
        let deep = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}{}</svg>"#,
            "<g>".repeat(3000),
            "</g>".repeat(3000)
        );
        assert!(matches!(import(deep.as_bytes()), Err(LogoFault::TooComplex | LogoFault::Broken)));
        let mut entities = String::from(r#"<!ENTITY l0 "ha">"#);
        for level in 1..20 {
            let below = level - 1;
            entities += &format!(r#"<!ENTITY l{level} "{}">"#, format!("&l{below};").repeat(10));
        }
        let laughs =
            format!(r#"<!DOCTYPE svg [{entities}]><svg viewBox="0 0 9 9"><title>&l19;</title></svg>"#);
        assert!(import(laughs.as_bytes()).is_err());
    }

    proptest! {
        #[test]
        fn whatever_is_imported_has_no_must_finding_and_importing_it_again_changes_nothing(
            width in 1u32..900, height in 1u32..900, inside in prop::sample::subsequence(vec![
                r##"<rect width="20" height="30" fill="#123"/>"##, r#"<circle r="9" onclick="x()"/>"#,
                "<script>1</script>", r#"<text y="9">Hi</text>"#, r##"<use href="#q"/>"##,
                r#"<path d="M0 0h50v50z" style="fill:url(https://x.example/y)"/>"#,
            ], 1..6)) {
            let source = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" viewBox="0 0 {width} {height}">{}</svg>"#,
                inside.concat());
            if let Ok(imported) = import(source.as_bytes()) {
                let after = inspect(&imported.svg);
                prop_assert!(after.findings.iter().all(|finding| !MUST(finding)), "{:?}", after.findings);
                prop_assert_eq!(import(imported.svg.as_bytes()).unwrap().svg, imported.svg);
            }
        }

        #[test]
        fn no_bytes_make_import_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
            let _ = import(&bytes);
        }
    }
}

//! Rewrites an SVG through `usvg`, which keeps paths, gradients and embedded pictures and nothing
//! else: an allowlist by construction. The result is square and has no fixed size.

use crate::inspect::{self, SVG_NAMESPACE};
use crate::{Finding, LogoFault};
use image::ImageReader;
use roxmltree::{Document, Node, NodeId};
use std::{
    collections::HashMap,
    io::Cursor,
    sync::{Arc, OnceLock},
};
use usvg::{ImageHrefResolver, Options, Tree, WriteOptions, fontdb};

/// More drawn elements than any logo has once every `use` is followed.
const MAX_DRAWN: u64 = 100_000;
/// A longer source is too heavy for a record that is read and sent whole.
const MAX_LOGO_BYTES: usize = 512 * 1024;
/// A longer chain of `use` or deeper nesting is no logo.
const MAX_DEPTH: usize = 256;
/// Of one picture inside a drawing; it takes four bytes each to draw.
const MAX_EMBEDDED_PIXELS: u64 = 4096 * 4096;

/// The source as Recruitee takes it. A source with nothing wrong is given back unchanged.
///
/// # Errors
/// [`LogoFault::Broken`] for what is no SVG, [`LogoFault::TooComplex`] for bombs,
/// [`LogoFault::NothingDrawn`] when nothing would be seen.
pub(crate) fn rewrite(source: &str, before: &[Finding]) -> Result<String, LogoFault> {
    let document = bounded(source)?;
    let harmless = |finding: &Finding| matches!(finding, Finding::Large { .. } | Finding::Picture);
    let tree = tree(source, before.contains(&Finding::Text))?;
    if tree.root().children().is_empty() {
        return Err(LogoFault::NothingDrawn);
    }
    let has_style =
        document.descendants().any(|node| node.tag_name().name() == "style" || node.has_attribute("style"));
    if !has_style
        && before.iter().all(harmless)
        && document.root_element().tag_name().namespace() == Some(SVG_NAMESPACE)
    {
        return if source.len() > MAX_LOGO_BYTES {
            Err(LogoFault::TooComplex)
        } else {
            Ok(source.trim().to_owned())
        };
    }
    let size = tree.size();
    let (width, height) = (f64::from(size.width()), f64::from(size.height()));
    let side = width.max(height);
    let written = tree.to_string(&WriteOptions {
        coordinates_precision: 4,
        transforms_precision: 6,
        indent: usvg::Indent::None,
        ..WriteOptions::default()
    });
    let body = written.split_once('>').map(|(_, body)| body).ok_or(LogoFault::Broken)?;
    let link = if body.contains("xlink:") { r#" xmlns:xlink="http://www.w3.org/1999/xlink""# } else { "" };
    let (x, y) = (round((width - side) / 2.0), round((height - side) / 2.0));
    let side = round(side);
    let svg =
        format!(r#"<svg xmlns="{SVG_NAMESPACE}"{link} viewBox="{x} {y} {side} {side}">{}"#, body.trim());
    if svg.len() > MAX_LOGO_BYTES { Err(LogoFault::TooComplex) } else { Ok(svg) }
}

/// The source as a document, unless it is made to exhaust whoever draws it.
fn bounded(source: &str) -> Result<Document<'_>, LogoFault> {
    let document = inspect::parse(source).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached | roxmltree::Error::EntityReferenceLoop(_) => {
            LogoFault::TooComplex
        }
        _ => LogoFault::Broken,
    })?;
    drawn_elements(&document)?;
    Ok(document)
}

/// What is drawn again for each element that refers to it costs its product; and drawings within such
/// parts their power.
const MAX_MASKED: u64 = 2_000;

/// Whether `document` may be turned into pixels in passing. Filters and patterns, whose cost is their
/// author's to choose, are not drawn at all.
fn is_drawn_in_passing(document: &Document<'_>) -> Result<bool, LogoFault> {
    let mut has_mask = false;
    for node in document.descendants().filter(Node::is_element) {
        match node.tag_name().name() {
            "filter" | "pattern" => return Ok(false),
            "mask" | "clipPath" | "marker" => {
                has_mask = true;
                let refers = node.descendants().flat_map(|inner| inner.attributes()).any(|attribute| {
                    ["mask", "clip-path", "marker-start", "marker-mid", "marker-end", "marker", "style"]
                        .contains(&attribute.name())
                });
                if refers {
                    return Ok(false);
                }
            }
            _ => {}
        }
    }
    Ok(!has_mask || drawn_elements(document)? <= MAX_MASKED)
}

/// The source as it would be drawn, when that can be done in passing.
///
/// # Errors
/// As [`rewrite`], and [`LogoFault::TooComplex`] for what takes a drawing program.
pub(crate) fn drawable(source: &str) -> Result<Tree, LogoFault> {
    let document = bounded(source)?;
    if !is_drawn_in_passing(&document)? {
        return Err(LogoFault::TooComplex);
    }
    let has_text = document.descendants().any(|node| node.tag_name().name() == "text");
    tree(source, has_text)
}

fn round(value: f64) -> f64 {
    // `+ 0.0` turns the -0 of a square picture into 0.
    (value * 1000.0).round() / 1000.0 + 0.0
}

fn tree(source: &str, has_text: bool) -> Result<Tree, LogoFault> {
    let options = Options {
        // Scripts and pages are not the only leak: by default usvg opens files that the source names.
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|kind, data, options| {
                // Pictures that unpack to more than a logo could show, and drawings within drawings, are
                // left out.
                let sides = ImageReader::new(Cursor::new(data.as_slice())).with_guessed_format();
                let (width, height) = sides.ok()?.into_dimensions().ok()?;
                let is_small = u64::from(width) * u64::from(height) <= MAX_EMBEDDED_PIXELS;
                if is_small { ImageHrefResolver::default_data_resolver()(kind, data, options) } else { None }
            }),
            resolve_string: Box::new(|_, _| None),
        },
        fontdb: if has_text { system_fonts() } else { Arc::default() },
        ..Options::default()
    };
    Tree::from_str(source.trim_start_matches('\u{feff}').trim_start(), &options).map_err(
        |error| match error {
            usvg::Error::ElementsLimitReached => LogoFault::TooComplex,
            usvg::Error::InvalidSize => LogoFault::NothingDrawn,
            _ => LogoFault::Broken,
        },
    )
}

/// Loaded once, and only for a logo that holds text: it takes near half a second.
fn system_fonts() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    FONTS
        .get_or_init(|| {
            let mut fonts = fontdb::Database::new();
            fonts.load_system_fonts();
            Arc::new(fonts)
        })
        .clone()
}

/// Counts what would be drawn with every `use` followed, and refuses bombs before they are built.
fn drawn_elements(document: &Document<'_>) -> Result<u64, LogoFault> {
    let by_id: HashMap<&str, Node<'_, '_>> =
        document.descendants().filter_map(|node| Some((node.attribute("id")?, node))).collect();
    let mut known = HashMap::new();
    let total = weight(document.root_element(), &by_id, &mut known, 0)?;
    if total > MAX_DRAWN { Err(LogoFault::TooComplex) } else { Ok(total) }
}

fn weight<'a>(
    node: Node<'a, 'a>,
    by_id: &HashMap<&str, Node<'a, 'a>>,
    known: &mut HashMap<NodeId, u64>,
    depth: usize,
) -> Result<u64, LogoFault> {
    if depth > MAX_DEPTH {
        return Err(LogoFault::TooComplex);
    }
    if let Some(weight) = known.get(&node.id()) {
        return Ok(*weight);
    }
    // A loop of `use` finds its own start here and counts it as nothing; usvg breaks such loops itself.
    known.insert(node.id(), 0);
    let mut total: u64 = 1;
    for child in node.children().filter(Node::is_element) {
        total = total.saturating_add(weight(child, by_id, known, depth + 1)?);
    }
    if let Some(target) = node
        .attributes()
        .find(|attribute| attribute.name() == "href")
        .and_then(|attribute| by_id.get(attribute.value().strip_prefix('#')?))
    {
        total = total.saturating_add(weight(*target, by_id, known, depth + 1)?);
    }
    known.insert(node.id(), total);
    Ok(total)
}

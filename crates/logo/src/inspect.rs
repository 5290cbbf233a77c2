//! What is wrong with an SVG source, by the rules LOGO-2 to LOGO-6.
//!
//! Elements are judged by an allowlist: whatever is not known to be harmless counts as active. A page may
//! hold the text of a logo, and a parser of HTML reads it otherwise than one of XML: it ends comments early,
//! passes over namespaces and knows no CDATA. What either could take for markup counts.

use crate::active::{Active, attribute_fault, style_faults};
use crate::allowed::ELEMENTS;
use crate::decode::MAX_SOURCE_BYTES;
use crate::notes::Lost;
use roxmltree::{Document, Node, ParsingOptions};
use serde::{Deserialize, Serialize};

/// One thing that is wrong with a logo.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Finding {
    /// Not XML, or its root is not `svg`. Holds the reason.
    NotSvg(String),
    /// No usable `viewBox` (either spelling).
    ViewBoxMissing,
    /// The `viewBox` is not square.
    NotSquare {
        /// Its width.
        width: f64,
        /// Its height.
        height: f64,
    },
    /// `width` or `height` on the root.
    FixedSize,
    /// Something that runs or fetches.
    Active(Active),
    /// Over 20 KB.
    Large {
        /// Length of the source.
        bytes: usize,
    },
    /// A picture wrapped in SVG instead of vectors.
    Picture,
    /// Text, which looks different where the font is missing.
    Text,
    /// `viewbox`, which readers of XML pass over.
    ViewBoxSpelling,
    /// Parts that could not be kept.
    Lost {
        /// Their kind.
        what: Lost,
        /// How many there were.
        count: usize,
    },
    /// A font that isn't on this computer.
    FontReplaced {
        /// The font that the file names.
        wanted: String,
        /// The one that drew the text.
        used: String,
    },
    /// Nothing of it is seen on white.
    InvisibleOnWhite,
    /// It is hard to see on white.
    Faint {
        /// Its contrast with white, 1 to 21.
        contrast: f64,
    },
    /// It is small in its square.
    Padded {
        /// How much of the square's side it spans, 0 to 100.
        percent: f64,
    },
    /// Little is left of it at its smallest.
    Thin,
    /// It isn't in the middle of its square.
    OffCenter,
    /// A white box stands behind it.
    Ground {
        /// The box's color, white or nearly so.
        color: [u8; 3],
    },
    /// It is so wide that little of it is left in a square.
    Wordmark {
        /// Its width by its height.
        ratio: f64,
    },
    /// Parts of the file are hidden.
    HiddenLayers {
        /// How many there are.
        count: usize,
    },
    /// What drawing programs note for themselves.
    EditorLeftovers {
        /// How much of the file that is.
        bytes: usize,
    },
}

impl Finding {
    /// Whether the logo is accepted as it is, though it could be better.
    pub fn is_advice(&self) -> bool {
        !matches!(
            self,
            Self::NotSvg(_)
                | Self::ViewBoxMissing
                | Self::NotSquare { .. }
                | Self::FixedSize
                | Self::Active(_)
        )
    }
}

/// All findings about one source, and its measures.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// In the order of the checks; empty when all is well.
    pub findings: Vec<Finding>,
    /// Width and height of the `viewBox`, where there is one.
    pub view_box: Option<(f64, f64)>,
    /// Length of the source.
    pub bytes: usize,
}

/// Above this a logo is called large. Ours; the documentation names no limit.
pub(crate) const LARGE_BYTES: usize = 20 * 1024;
/// More nodes than any logo has; a bomb has more.
const MAX_NODES: u32 = 400_000;

/// What namespaces of the notes that drawing programs leave have in their names.
pub(crate) const EDITORS: [&str; 16] = [
    "sodipodi",
    "inkscape",
    "adobe.com",
    "rdf-syntax-ns#",
    "creativecommons.org",
    "purl.org/dc",
    "web.resource.org/cc",
    "corel.com",
    "bohemiancoding.com",
    "serif.com",
    "figma.com",
    "boxy-svg.com",
    "vectornator.io",
    "openswatchbook.org",
    "w3.org/XML/1998/namespace",
    "xara.com",
];

pub(crate) const SVG_NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// Elements that describe, and can do no more than those that draw.
const DESCRIBING: [&str; 5] = ["title", "desc", "style", "metadata", "view"];

/// More attributes than any element has; a bomb has more, and the parser compares each with each.
const MAX_ATTRIBUTES: usize = 500;

/// Parses with room for a document type (drawing programs write one) and limits on size, nodes and
/// attributes.
pub(crate) fn parse(source: &str) -> Result<Document<'_>, roxmltree::Error> {
    if source.len() > MAX_SOURCE_BYTES || has_crowded_tag(source) {
        return Err(roxmltree::Error::NodesLimitReached);
    }
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(source.trim_start_matches('\u{feff}').trim_start(), options)
}

/// Whether one tag seems to hold more attributes than any drawing has: counted by signs alone.
fn has_crowded_tag(source: &str) -> bool {
    let mut signs = 0;
    let mut quote = None;
    source.bytes().any(|byte| {
        match (quote, byte) {
            (Some(open), byte) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'<' | b'>') => signs = 0,
            (None, b'"' | b'\'') if signs > 0 => quote = Some(byte),
            (None, b'=') => signs += 1,
            (None, _) => {}
        }
        signs > MAX_ATTRIBUTES
    })
}

/// Looks at an SVG source and names everything that is wrong with it.
pub fn inspect(source: &str) -> Report {
    let mut report = Report { bytes: source.len(), ..Report::default() };
    let document = match parse(source) {
        Ok(document) => document,
        Err(error) => {
            report.findings.push(Finding::NotSvg(error.to_string()));
            return report;
        }
    };
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        report.findings.push(Finding::NotSvg(format!("<{}>", root.tag_name().name())));
        return report;
    }
    report.view_box = view_box(root);
    match report.view_box {
        None => report.findings.push(Finding::ViewBoxMissing),
        Some((width, height)) if (width - height).abs() > 0.001 * width.max(height) => {
            report.findings.push(Finding::NotSquare { width, height });
        }
        Some(_) => {}
    }
    if !root.has_attribute("viewBox") && root.has_attribute("viewbox") {
        report.findings.push(Finding::ViewBoxSpelling);
    }
    if root.has_attribute("width") || root.has_attribute("height") {
        report.findings.push(Finding::FixedSize);
    }
    let mut active = active_parts(source, &document);
    active.sort();
    active.dedup();
    report.findings.extend(active.into_iter().map(Finding::Active));
    if source.len() > LARGE_BYTES {
        report.findings.push(Finding::Large { bytes: source.len() });
    }
    let holds = |name| document.descendants().any(|node| node.tag_name().name() == name);
    if holds("image") {
        report.findings.push(Finding::Picture);
    }
    if holds("text") {
        report.findings.push(Finding::Text);
    }
    report
}

/// Width and height of the `viewBox`; the documentation spells it `viewbox`, so both count.
fn view_box(root: Node<'_, '_>) -> Option<(f64, f64)> {
    let text = root.attribute("viewBox").or_else(|| root.attribute("viewbox"))?;
    let numbers: Vec<f64> = text
        .split(|c: char| c == ',' || c.is_whitespace())
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok().filter(|number: &f64| number.is_finite()))
        .collect::<Option<_>>()?;
    match numbers[..] {
        [_, _, width, height] if width > 0.0 && height > 0.0 => Some((width, height)),
        _ => None,
    }
}

fn active_parts(source: &str, document: &Document<'_>) -> Vec<Active> {
    let mut found = Vec::new();
    if source.contains("<!ENTITY") || source.contains("<!DOCTYPE") {
        found.push(Active::Entity);
    }
    for node in document.root().descendants() {
        if let Some(instruction) = node.pi() {
            if instruction.target == "xml-stylesheet" {
                found.push(Active::StyleImport);
            } else if instruction.value.is_some_and(|value| value.contains(['<', '>'])) {
                found.push(Active::Markup("instruction".to_owned()));
            }
        }
        if node.is_comment()
            && node.text().is_some_and(|text| text.contains(['<', '>']) || text.contains("--"))
        {
            found.push(Active::Markup("comment".to_owned()));
        }
        if node.is_text() && node.text().is_some_and(|text| text.contains('<')) {
            let holder = node.parent_element().map_or("", |parent| parent.tag_name().name());
            found.push(Active::Markup(holder.to_owned()));
        }
        if !node.is_element() {
            continue;
        }
        let name = node.tag_name().name();
        if name == "script" {
            found.push(Active::Script);
        } else if !is_harmless(source, node) {
            found.push(Active::Element(name.to_owned()));
        }
        if name == "style" {
            // Comments cut the text of a style sheet into pieces; what a browser reads is all of them.
            let sheet: String = node.descendants().filter_map(|inner| inner.text()).collect();
            found.extend(style_faults(&sheet));
        }
        for attribute in node.attributes() {
            found.extend(attribute_fault(attribute.name(), attribute.value()));
        }
    }
    found
}

/// Whether neither a reader of XML nor one of HTML does anything with an element but draw it.
fn is_harmless(source: &str, node: Node<'_, '_>) -> bool {
    let name = node.tag_name().name();
    // HTML goes on inside these, so that a `style` there hides what follows.
    let is_in_words = node
        .ancestors()
        .skip(1)
        .any(|outer| ["title", "desc"].contains(&outer.tag_name().name()) && is_in_svg(outer));
    match node.tag_name().namespace() {
        None | Some(SVG_NAMESPACE) => {
            (ELEMENTS.contains(&name) || DESCRIBING.contains(&name)) && !is_in_words
        }
        Some(space) => {
            let tag =
                source.trim_start_matches('\u{feff}').trim_start().get(node.range()).unwrap_or_default();
            let has_prefix =
                tag.split([' ', '\n', '\t', '\r', '>', '/']).next().is_some_and(|start| start.contains(':'));
            has_prefix && EDITORS.iter().any(|editor| space.contains(editor)) && !is_in_words
        }
    }
}

fn is_in_svg(node: Node<'_, '_>) -> bool {
    matches!(node.tag_name().namespace(), None | Some(SVG_NAMESPACE))
}

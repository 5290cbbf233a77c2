//! Any SVG becomes one that says the same in few words: style sheets are attributes, colors are sRGB,
//! nothing is there that isn't on the allowlist.

use crate::allowed::{ATTRIBUTES, ELEMENTS, GEOMETRY, PAINTS, PROPERTIES, SHORTHANDS, STYLE_ONLY};
use crate::embedded::{self, Content};
use crate::inspect::SVG_NAMESPACE;
use crate::markup::Part;
use crate::notes::{Lost, Notes, Repair};
use crate::paint::{Paint, Variables, paint, resolved};
use crate::style::{self, Styles};
use crate::{LogoFault, frame, links, motion};
use roxmltree::{Document, Node, ParsingOptions};
use std::rc::Rc;

/// More nodes than any logo has; a bomb has more.
const MAX_NODES: u32 = 400_000;
/// Drawings within drawings within drawings are no logo.
const MAX_EMBEDDED: usize = 2;
/// Elements that hold letters.
const TEXTS: [&str; 3] = ["text", "tspan", "textPath"];

/// A drawing in few words, and its frame.
pub(crate) struct Normal {
    pub(crate) root: Part,
    /// `x y` of the frame.
    pub(crate) origin: (f64, f64),
}

struct Reading<'a> {
    styles: Styles<'a>,
    notes: &'a mut Notes,
    embedded: Vec<Part>,
    level: usize,
}

/// Parses what [`crate::tidy`] made.
pub(crate) fn parse(text: &str) -> Result<Document<'_>, LogoFault> {
    let options = ParsingOptions { nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| match LogoFault::from(error) {
        LogoFault::NotXml { cause: crate::fault::XmlCause::Unclosed, .. } => LogoFault::NotXml {
            line: u32::try_from(text.lines().count()).unwrap_or(u32::MAX),
            cause: crate::fault::XmlCause::Unclosed,
        },
        other => other,
    })
}

/// Reads `document`, a drawing that is `level` drawings deep.
pub(crate) fn normal(document: &Document<'_>, notes: &mut Notes, level: usize) -> Result<Normal, LogoFault> {
    let root = document.root_element();
    if root.tag_name().name() != "svg" || !is_svg(root) {
        return Err(LogoFault::OtherType);
    }
    let sheets = style::sheets(document);
    let (count, depth) = style::extent(document);
    let styles = Styles::parse(&sheets, count, depth)?;
    let mut reading = Reading { styles, notes, embedded: Vec::new(), level };
    let mut part = reading.element(root, &Variables::default())?.unwrap_or_else(|| Part::new("svg"));
    let embedded = std::mem::take(&mut reading.embedded);
    let origin = frame::settle(&mut part, notes);
    links::settle(&mut part, notes);
    part.each_mut(&mut |one| {
        if one.name == "embedded"
            && let Some(drawing) = one.take("at").and_then(|at| embedded.get(at.parse::<usize>().ok()?))
        {
            let mut drawing = drawing.clone();
            for (name, value) in one.attributes.drain(..) {
                drawing.set(&name, value);
            }
            *one = drawing;
        }
    });
    Ok(Normal { root: part, origin })
}

fn is_in_text(node: Node<'_, '_>) -> bool {
    node.parent_element().is_some_and(|outer| match outer.tag_name().name() {
        "a" => is_in_text(outer),
        name => TEXTS.contains(&name),
    })
}

fn is_svg(node: Node<'_, '_>) -> bool {
    matches!(node.tag_name().namespace(), None | Some(SVG_NAMESPACE))
}

impl Reading<'_> {
    fn element(&mut self, node: Node<'_, '_>, outer: &Variables) -> Result<Option<Part>, LogoFault> {
        let name = match node.tag_name().name() {
            "a" if is_in_text(node) => "tspan",
            "a" => "g",
            other => other,
        };
        if name == "foreignObject" && is_svg(node) && !node.has_attribute("requiredExtensions") {
            self.notes.lose(Lost::Page);
        }
        if !is_svg(node) || !ELEMENTS.contains(&name) {
            return Ok(None);
        }
        let mut part = Part::new(name);
        self.plain_attributes(node, &mut part);
        let variables = self.properties(node, &mut part, outer);
        if name == "image" || name == "feImage" {
            return self.picture(part);
        }
        let is_text = TEXTS.contains(&name);
        for child in node.children() {
            if child.is_text() && is_text {
                part.children.push(Part::of_text(child.text().unwrap_or_default()));
            } else if child.is_element() {
                if let Some(inner) = self.element(child, &variables)? {
                    part.children.push(inner);
                } else if let Some(end) = motion::end_of(child) {
                    self.notes.has_animation = true;
                    self.apply_end(&mut part, end);
                }
            }
        }
        Ok(Some(part))
    }

    fn plain_attributes(&mut self, node: Node<'_, '_>, part: &mut Part) {
        for attribute in node.attributes() {
            let name = attribute.name();
            // Where both are there, the `href` without a prefix holds.
            let is_second = name == "href" && attribute.namespace().is_some() && part.get("href").is_some();
            if name == "space" {
                part.set("xml:space", attribute.value());
            } else if ATTRIBUTES.contains(&name) && name != "style" && !is_second {
                part.set(name, clamped(name, attribute.value()));
            } else if name == "viewbox" && node.attribute("viewBox").is_none() {
                part.set("viewBox", attribute.value());
                self.notes.repair(Repair::ViewBoxSpelling);
            }
        }
    }

    /// Sets what holds of the element's properties; returns the variables that hold inside.
    fn properties(&mut self, node: Node<'_, '_>, part: &mut Part, outer: &Variables) -> Variables {
        // As long as the document lives: what is declared belongs to it.
        let declared: Vec<(String, String)> = {
            let from_attributes = node
                .attributes()
                .filter(|one| one.namespace().is_none() && PROPERTIES.contains(&one.name()))
                // These are no attributes.
                .filter(|one| !STYLE_ONLY.contains(&one.name()) && !SHORTHANDS.contains(&one.name()))
                .map(|one| (one.name().to_owned(), one.value().to_owned()));
            let from_styles = self.styles.of(node);
            self.notes.has_styled_shapes |= from_styles.iter().any(|(name, _)| GEOMETRY.contains(name));
            from_attributes
                .chain(from_styles.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())))
                .collect()
        };
        let mut variables = outer.clone();
        for (name, value) in declared.iter().filter(|(name, _)| name.starts_with("--")) {
            Rc::make_mut(&mut variables).insert(name.clone(), value.clone());
        }
        let mut alone = String::new();
        for (name, value) in declared {
            let name = name.to_ascii_lowercase();
            let used_variable = value.contains("var(");
            let Some(value) = resolved(&value, &variables) else {
                self.notes.lose(Lost::Color);
                continue;
            };
            if used_variable {
                self.notes.repair(Repair::Colors);
            }
            if PAINTS.contains(&name.as_str()) {
                self.set_paint(part, &name, &value);
            } else if STYLE_ONLY.contains(&name.as_str()) {
                if is_word(&value) {
                    alone += &format!("{name}:{value};");
                }
            } else if name == "transform" || name == "transform-origin" {
                if value.contains("px") || value.contains("deg") {
                    self.notes.repair(Repair::Transforms);
                }
                part.set(&name, value.replace("px", "").replace("deg", ""));
            } else if name == "marker" {
                for place in ["marker-start", "marker-mid", "marker-end"] {
                    part.set(place, value.as_str());
                }
            } else if name == "font" {
                alone += &format!("font:{};", value.replace(';', ""));
            } else if name == "vector-effect" {
                let has_stroke = part.get("stroke").is_some_and(|stroke| stroke != "none");
                if value.contains("non-scaling-stroke") && has_stroke {
                    self.notes.lose(Lost::FixedStroke);
                }
            } else if name == "clip-path"
                && value.contains('(')
                && !value.to_ascii_lowercase().contains("url(")
            {
                self.notes.lose(Lost::ClipShape);
            } else if name.starts_with("background") {
                background(part, node, &value);
            } else if PROPERTIES.contains(&name.as_str()) {
                part.set(&name, value);
            }
        }
        if !alone.is_empty() {
            part.set("style", alone);
        }
        variables
    }

    fn set_paint(&mut self, part: &mut Part, name: &str, value: &str) {
        match paint(value) {
            Some(Paint::Plain(color)) => part.set(name, color),
            Some(Paint::Converted(color)) => {
                self.notes.repair(Repair::Colors);
                part.set(name, color);
            }
            Some(Paint::Link(id, fallback)) => {
                if !value.contains(&format!("#{id}")) {
                    self.notes.repair(Repair::References);
                }
                part.set(name, format!("url(#{id}) {}", fallback.unwrap_or_default()));
            }
            None => self.notes.lose(Lost::Color),
        }
    }

    fn picture(&mut self, mut part: Part) -> Result<Option<Part>, LogoFault> {
        let href = part.get("href").unwrap_or_default().trim().to_owned();
        if part.name == "feImage" && href.starts_with('#') {
            return Ok(Some(part));
        }
        match embedded::content(&href) {
            Content::Picture(link) => {
                part.set("href", link);
                return Ok(Some(part));
            }
            Content::Drawing(text) if part.name == "image" && self.level < MAX_EMBEDDED => {
                let tidied = crate::tidy::tidy(&text)?;
                let inner = normal(&parse(&tidied.text)?, self.notes, self.level + 1)?;
                self.notes.repair(Repair::Embedded);
                let mut drawing = inner.root;
                frame::shift_to_origin(&mut drawing, inner.origin);
                "embedded".clone_into(&mut part.name);
                part.take("href");
                part.set("at", self.embedded.len().to_string());
                self.embedded.push(drawing);
                return Ok(Some(part));
            }
            Content::Outside => self.notes.lose(Lost::OutsidePicture),
            Content::Drawing(_) | Content::Damaged => self.notes.lose(Lost::DamagedPicture),
            Content::Nothing => {}
        }
        Ok(None)
    }

    fn apply_end(&mut self, part: &mut Part, (name, value): (String, String)) {
        if PAINTS.contains(&name.as_str()) {
            self.set_paint(part, &name, &value);
        } else if PROPERTIES.contains(&name.as_str()) || ATTRIBUTES.contains(&name.as_str()) {
            part.set(&name, value);
        } else {
            return;
        }
        self.notes.repair(Repair::Animation);
    }
}

/// Notes the background of the root, which becomes a shape.
fn background(part: &mut Part, node: Node<'_, '_>, value: &str) {
    if node.parent_element().is_none()
        && let Some(Paint::Plain(color) | Paint::Converted(color)) = paint(value)
        && !["none", "transparent", "inherit"].contains(&color.as_str())
    {
        part.set("background", color);
    }
}

fn is_word(value: &str) -> bool {
    value.chars().all(|sign| sign.is_ascii_lowercase() || sign == '-')
}

/// Numbers whose effect ends where their cost does not.
fn clamped(name: &str, value: &str) -> String {
    match name {
        "numOctaves" if value.trim().parse::<f64>().is_ok_and(|octaves| octaves > 9.0) => "9".to_owned(),
        _ => value.to_owned(),
    }
}

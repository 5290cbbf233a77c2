//! What runs or fetches, in names and values of attributes and in style sheets.

use serde::{Deserialize, Serialize};

/// What makes an SVG active, with the name of what was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Active {
    /// A `script` element or a `javascript:` address.
    Script,
    /// An attribute such as `onload`.
    Handler(String),
    /// `foreignObject`, an element of another language, animation: anything not on the allowlist.
    Element(String),
    /// An entity or document type declaration.
    Entity,
    /// `@import` or a style sheet instruction.
    StyleImport,
    /// A reference to somewhere else; holds its host or scheme.
    Outside(String),
    /// Markup in a comment, an instruction or a text, which a page could take for its own; holds where.
    Markup(String),
}

pub(crate) fn attribute_fault(name: &str, value: &str) -> Vec<Active> {
    if name.len() > 2 && name.to_ascii_lowercase().starts_with("on") {
        return vec![Active::Handler(name.to_owned())];
    }
    // A page that holds the text reads values as they are, but some of its parsers don't.
    if value.contains('<') {
        return vec![Active::Markup(name.to_owned())];
    }
    if ["href", "src", "base", "srcset", "poster", "action", "data"].contains(&name) {
        return reference_fault(value).into_iter().collect();
    }
    style_faults(value)
}

/// Faults in CSS or in an attribute that may hold `url(…)`.
pub(crate) fn style_faults(text: &str) -> Vec<Active> {
    let mut found = Vec::new();
    let lower = text.to_ascii_lowercase();
    // An escape can hide anything, and a set of images is fetched without `url`; no logo needs either.
    if ["@import", "\\", "image-set(", "/*"].iter().any(|hidden| lower.contains(hidden)) {
        found.push(Active::StyleImport);
    }
    if lower.contains("javascript:") {
        found.push(Active::Script);
    }
    for rest in lower.split("url(").skip(1) {
        let target = rest.split(')').next().unwrap_or_default().trim_matches(['"', '\'', ' ']);
        found.extend(reference_fault(target));
    }
    found
}

/// References may go to a part of the same picture or hold a picture themselves.
fn reference_fault(target: &str) -> Option<Active> {
    let target = target.trim();
    let lower = target.to_ascii_lowercase();
    let embedded =
        ["data:image/png", "data:image/jpeg", "data:image/jpg", "data:image/gif", "data:image/webp"];
    if target.is_empty() || target.starts_with('#') || embedded.iter().any(|kind| lower.starts_with(kind)) {
        return None;
    }
    if lower.replace(char::is_whitespace, "").starts_with("javascript:") {
        return Some(Active::Script);
    }
    let host =
        lower.split_once("//").map_or(lower.as_str(), |(_, rest)| rest.split('/').next().unwrap_or(rest));
    Some(Active::Outside(host.chars().take(60).collect()))
}

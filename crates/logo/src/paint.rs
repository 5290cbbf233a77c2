//! Values of properties: variables and colors of newer style sheets, as every reader of SVG knows them.

use color::{Srgb, parse_color};
use std::{collections::HashMap, rc::Rc, str::FromStr};

/// Custom properties, by name.
pub(crate) type Variables = Rc<HashMap<String, String>>;

/// Variables within variables.
const MAX_DEPTH: usize = 8;
const MAX_VALUE_BYTES: usize = 64 * 1024;

/// `value` with each `var()` resolved; `None` where one has no value.
pub(crate) fn resolved(value: &str, variables: &Variables) -> Option<String> {
    let mut value = value.to_owned();
    for _ in 0..MAX_DEPTH {
        let Some(start) = value.find("var(") else { return Some(value) };
        let inside = &value[start + 4..];
        let end = closing(inside)?;
        let (name, fallback) =
            inside[..end].split_once(',').map_or((&inside[..end], None), |(a, b)| (a, Some(b)));
        let found = variables.get(name.trim()).map(String::as_str).or(fallback)?.trim().to_owned();
        value = format!("{}{found}{}", &value[..start], &inside[end + 1..]);
        if value.len() > MAX_VALUE_BYTES {
            return None;
        }
    }
    None
}

fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, sign) in text.char_indices() {
        match sign {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// A paint as it was written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Paint {
    /// A color or word that needs no change.
    Plain(String),
    /// A color that older readers don't know, as sRGB.
    Converted(String),
    /// A reference to an ID, and what stands for it where it is missing.
    Link(String, Option<String>),
}

/// Reads a color or paint; `None` for what is neither, which style sheets pass over.
pub(crate) fn paint(value: &str) -> Option<Paint> {
    let value = value.trim();
    let lower = value.to_ascii_lowercase();
    if let Some((id, rest)) = link(value) {
        let fallback = paint(rest).and_then(|paint| match paint {
            Paint::Plain(text) | Paint::Converted(text) => Some(text),
            Paint::Link(..) => None,
        });
        return Some(Paint::Link(id.to_owned(), fallback));
    }
    let words = ["none", "currentcolor", "inherit", "context-fill", "context-stroke", "transparent"];
    if words.contains(&lower.as_str()) {
        let word = if lower == "currentcolor" { "currentColor".to_owned() } else { lower };
        // Browsers take words in any case, other readers in one alone.
        return Some(if word == value { Paint::Plain(word) } else { Paint::Converted(word) });
    }
    // Old documents give a color of an ICC profile after the one of the screen.
    if let Some((first, rest)) = value.split_once(char::is_whitespace)
        && rest.trim_start().starts_with("icc-color")
    {
        return paint(first);
    }
    if let Ok(color) = parse_color(&lower) {
        let rgba = color.to_alpha_color::<Srgb>().to_rgba8();
        let hex = hex([rgba.r, rgba.g, rgba.b, rgba.a]);
        let is_old =
            svgtypes::Color::from_str(value).is_ok() && (!lower.contains('(') || lower.contains(','));
        return Some(if is_old { Paint::Plain(hex) } else { Paint::Converted(hex) });
    }
    let color = svgtypes::Color::from_str(value).ok()?;
    Some(Paint::Plain(hex([color.red, color.green, color.blue, color.alpha])))
}

fn hex([red, green, blue, alpha]: [u8; 4]) -> String {
    let opacity = if alpha < 255 { format!("{alpha:02x}") } else { String::new() };
    format!("#{red:02x}{green:02x}{blue:02x}{opacity}")
}

/// The ID in `url(#id)`, `url('#id')`, or `url(id)`, which some programs write; and what follows.
pub(crate) fn link(value: &str) -> Option<(&str, &str)> {
    let value = value.trim();
    let inside = value.get(..4).filter(|start| start.eq_ignore_ascii_case("url("))?;
    let rest = &value[inside.len()..];
    let end = rest.find(')')?;
    let target = rest[..end].trim().trim_matches(['"', '\'']).trim();
    Some((target.strip_prefix('#').unwrap_or(target), rest[end + 1..].trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_of_newer_style_sheets_are_read_as_srgb() {
        let converted = |hex: &str| Some(Paint::Converted(hex.to_owned()));
        assert_eq!(paint("oklch(0.628 0.2577 29.23)"), converted("#ff0000"));
        assert_eq!(paint("color(display-p3 0 0 0)"), converted("#000000"));
        assert_eq!(paint("#0b6"), Some(Paint::Plain("#00bb66".into())));
        assert_eq!(paint("url('#a') #fff"), Some(Paint::Link("a".into(), Some("#ffffff".into()))));
        assert_eq!(paint("currentColor"), Some(Paint::Plain("currentColor".into())));
        assert_eq!(paint("currentcolor"), converted("currentColor"));
        assert_eq!(paint("None"), converted("none"));
        assert_eq!(paint("wrong(1)"), None);
        assert_eq!(paint("rgb(0 102 204 / 80%)"), converted("#0066cccc"));
    }

    #[test]
    fn variables_have_their_value_or_their_fallback() {
        let variables = Rc::new(HashMap::from([("--a".to_owned(), "var(--b, #123)".to_owned())]));
        assert_eq!(resolved("var(--a)", &variables).as_deref(), Some("#123"));
        assert_eq!(resolved("var(--c, rgb(1,2,3))", &variables).as_deref(), Some("rgb(1,2,3)"));
        assert_eq!(resolved("var(--c)", &variables), None);
        let circle = Rc::new(HashMap::from([("--a".to_owned(), "var(--a)".to_owned())]));
        assert_eq!(resolved("var(--a)", &circle), None);
    }
}

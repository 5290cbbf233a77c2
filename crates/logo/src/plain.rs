//! Whether a file may be drawn as it is, to see what our own reading of it lost. What can be costly was bounded
//! as we read it, and as nothing else does; so it is bounded once more as it was written.

use crate::cost;
use crate::embedded::{self, Content};
use crate::markup::Part;
use crate::paint::link;
use crate::style::{self, Styles};
use roxmltree::{Document, Node};
use std::collections::HashSet;

/// A tenth of what is drawn at all: files are drawn as they are only to compare.
const MAX_WORK: u64 = 40_000;
/// Elements that are drawn more than once, or draw again what is below them.
const COSTLY: [&str; 7] = ["filter", "mask", "pattern", "marker", "clipPath", "symbol", "use"];
/// More than [`crate::normal`] lets through.
const MAX_OCTAVES: f64 = 9.0;

/// Whether another reader can draw `document`, which we read as `root`, in little time.
pub(crate) fn is_light(document: &Document<'_>, root: &Part) -> bool {
    let mut is_plain = true;
    root.each(&mut |part| is_plain &= !COSTLY.contains(&part.name.as_str()));
    is_plain || work(document).is_some_and(|work| work <= MAX_WORK)
}

/// What drawing a file as it is takes; `None` where that isn't certain.
fn work(document: &Document<'_>) -> Option<u64> {
    let sheets = style::sheets(document);
    // What a reader does with rules in rules is its own affair.
    if sheets.contains('@') {
        return None;
    }
    let (count, depth) = style::extent(document);
    let styles = Styles::parse(&sheets, count, depth).ok()?;
    let mut ids = HashSet::new();
    let work = cost::work(&as_written(document.root_element(), &styles, &mut ids)?)?;
    // Style sheets are matched again with each copy that a `use` makes.
    Styles::parse(&sheets, usize::try_from(work).ok()?, depth).ok()?;
    Some(work)
}

/// An element with every reference that it may follow; `None` for what may cost more than it shows.
fn as_written<'d>(node: Node<'d, 'd>, styles: &'d Styles<'_>, ids: &mut HashSet<String>) -> Option<Part> {
    let mut part = Part::new(node.tag_name().name());
    let attributes = node.attributes().map(|one| (one.name(), one.value()));
    for (name, value) in attributes.chain(styles.of(node)) {
        let value = value.trim();
        let links = value.to_ascii_lowercase().matches("url(").count();
        let is_certain = links == 0 || name == "style" || (links == 1 && link(value).is_some());
        let is_first = name != "id" || ids.insert(value.to_owned());
        let has_many_octaves =
            name == "numOctaves" && !value.parse::<f64>().is_ok_and(|octaves| octaves <= MAX_OCTAVES);
        if !is_certain || !is_first || has_many_octaves {
            return None;
        }
        let names: &[&str] =
            if name == "marker" { &["marker-start", "marker-mid", "marker-end"] } else { &[name] };
        part.attributes.extend(names.iter().map(|name| ((*name).to_owned(), value.to_owned())));
    }
    let is_picture = ["image", "feImage"].contains(&part.name.as_str());
    let mut hrefs = part.attributes.iter().filter(|(name, _)| name == "href").map(|(_, value)| value);
    // Drawings in drawings, and pictures that unpack to much more than they are.
    let is_known = |href: &String| matches!(embedded::content(href), Content::Picture(_) | Content::Nothing);
    if is_picture && !hrefs.all(is_known) {
        return None;
    }
    // Obsolete: browsers draw none.
    if part.name == "tref" {
        return None;
    }
    for child in node.children() {
        if child.is_element() {
            part.children.push(as_written(child, styles, ids)?);
        } else if child.is_text() && ["text", "tspan", "textPath"].contains(&part.name.as_str()) {
            part.children.push(Part::of_text(child.text().unwrap_or_default()));
        }
    }
    Some(part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normal;
    use crate::notes::Notes;

    fn is_light_with(inside: &str) -> bool {
        let source = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>"#);
        let document = normal::parse(&source).unwrap();
        let root = normal::normal(&document, &mut Notes::default(), 0).unwrap().root;
        is_light(&document, &root)
    }

    const MASK: &str =
        r##"<mask id="m"><rect id="r" width="9" height="9"/></mask><use href="#r" mask="url(#m)"/>"##;

    #[test]
    fn a_common_drawing_with_masks_and_uses_is_drawn_as_it_is_written() {
        assert!(is_light_with(MASK));
        assert!(is_light_with(&format!("<style>rect{{fill:red}}</style>{MASK}")));
    }

    #[test]
    fn a_drawing_whose_cost_is_high_or_uncertain_is_not_drawn_as_it_is_written() {
        let uses: String = (1..14)
            .map(|at| format!(r##"<g id="a{at}"><use href="#a{0}"/><use href="#a{0}"/></g>"##, at - 1))
            .collect();
        let selectors = "g a b c d{fill:red}".repeat(900);
        for more in [
            format!(r#"<g id="a0"><rect width="1" height="1"/></g>{uses}"#),
            r#"<filter id="f"><feTurbulence numOctaves="4000000000"/></filter>"#.to_owned(),
            r#"<rect id="m" width="1" height="1"/>"#.to_owned(),
            r#"<g style="filter:url(#f) url(#g)"/>"#.to_owned(),
            r#"<g style="filter:blur(1px) url(#f)"/>"#.to_owned(),
            r#"<image href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"/>"#.to_owned(),
            r##"<g id="l"><use href="#l"/></g>"##.to_owned(),
            "<style>@media screen{rect{fill:red}}</style>".to_owned(),
            format!("<style>{selectors}</style>{}", "<g/>".repeat(50)),
        ] {
            assert!(!is_light_with(&format!("{MASK}{more}")), "{}", more.get(..200).unwrap_or(&more));
        }
    }
}

//! What a file holds that no one sees: hidden layers, and what drawing programs note for themselves.

use crate::Finding;
use crate::inspect::{self, EDITORS};
use crate::markup::Part;
use roxmltree::Node;

/// What is drawn only where others refer to it.
const DEFINING: [&str; 9] =
    ["defs", "symbol", "linearGradient", "radialGradient", "clipPath", "mask", "filter", "pattern", "marker"];
const DRAWING: [&str; 10] =
    ["path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "image", "text", "use"];

/// Every document may use it.
const XML_NAMESPACE: &str = "http://www.w3.org/XML/1998/namespace";

/// The hidden parts of a drawing that was read: each counts once, with all that it holds.
pub(crate) fn hidden(root: &Part) -> Option<Finding> {
    let count = count_hidden(root);
    (count > 0).then_some(Finding::HiddenLayers { count })
}

fn count_hidden(part: &Part) -> usize {
    if DEFINING.contains(&part.name.as_str()) {
        return 0;
    }
    if is_hidden(part) {
        return usize::from(draws(part));
    }
    part.children.iter().map(count_hidden).sum()
}

fn is_hidden(part: &Part) -> bool {
    let is_clear = part.get("opacity").is_some_and(|opacity| {
        opacity.trim().trim_end_matches('%').parse::<f64>().is_ok_and(|opacity| opacity <= 0.0)
    });
    let is_off = part.get("display").map(str::trim) == Some("none");
    is_clear || is_off || (part.get("visibility").map(str::trim) == Some("hidden") && !shows_again(part))
}

/// Whether something inside is visible again.
fn shows_again(part: &Part) -> bool {
    part.children.iter().any(|child| child.get("visibility") == Some("visible") || shows_again(child))
}

fn draws(part: &Part) -> bool {
    DRAWING.contains(&part.name.as_str()) || part.children.iter().any(draws)
}

/// Notes of drawing programs in a source: metadata, comments, and what is in namespaces of theirs.
pub(crate) fn of_editors(source: &str) -> Option<Finding> {
    let document = inspect::parse(source).ok()?;
    let mut bytes = document.root().children().map(bytes_in).sum::<usize>();
    let spaces = document.root_element().namespaces().filter(|space| is_editors(space.uri()));
    // ` xmlns:name="uri"`
    bytes += spaces.map(|space| space.name().map_or(0, str::len) + space.uri().len() + 10).sum::<usize>();
    (bytes > 0).then_some(Finding::EditorLeftovers { bytes: bytes.min(source.len()) })
}

fn is_editors(space: &str) -> bool {
    space != XML_NAMESPACE && EDITORS.iter().any(|editor| space.contains(editor))
}

fn bytes_in(node: Node<'_, '_>) -> usize {
    let mut bytes = 0;
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        let is_theirs = node.is_comment()
            || (node.is_element()
                && (node.tag_name().name() == "metadata"
                    || node.tag_name().namespace().is_some_and(is_editors)));
        if is_theirs {
            bytes += node.range().len();
            continue;
        }
        bytes += node
            .attributes()
            .filter(|attribute| attribute.namespace().is_some_and(is_editors))
            .map(|attribute| attribute.range().len() + 1)
            .sum::<usize>();
        open.extend(node.children());
    }
    bytes
}

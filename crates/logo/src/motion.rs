//! Animations: the end at which one stays.

use roxmltree::Node;

/// The attribute that an animation leaves changed, and its last value.
pub(crate) fn end_of(node: Node<'_, '_>) -> Option<(String, String)> {
    let stays = node.attribute("fill") == Some("freeze");
    let value = match node.tag_name().name() {
        "set" => node.attribute("to")?,
        "animate" if stays => node
            .attribute("values")
            .and_then(|values| values.trim().trim_end_matches(';').rsplit(';').next())
            .or_else(|| node.attribute("to"))?,
        _ => return None,
    };
    Some((node.attribute("attributeName")?.to_owned(), value.trim().to_owned()))
}

/// Whether a source animates anything.
pub(crate) fn is_in(source: &str) -> bool {
    ["<animate", "<set ", "@keyframes", "animation:", "animation-name"]
        .iter()
        .any(|sign| source.contains(sign))
}

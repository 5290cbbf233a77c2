//! The logo of a record as something a picture can hold.

use base64::{Engine, prelude::BASE64_STANDARD};
use roxmltree::Document;

/// A heavier logo would weigh down every picture.
const MAX_BYTES: usize = 512 * 1024;

/// The logo as a `data:` URL. Browsers run nothing and load nothing in an image. `None` where there is none, or where
/// it is no SVG that every program opens.
pub(crate) fn data_url(source: &str) -> Option<String> {
    let source = source.trim_start_matches('\u{feff}').trim();
    if source.is_empty() || source.len() > MAX_BYTES {
        return None;
    }
    let document = Document::parse(source).ok()?;
    let root = document.root_element().tag_name();
    let is_svg = root.name() == "svg" && root.namespace() == Some("http://www.w3.org/2000/svg");
    is_svg.then(|| format!("data:image/svg+xml;base64,{}", BASE64_STANDARD.encode(source)))
}

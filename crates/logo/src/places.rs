//! Where findings are.

use crate::bounds::Bounds;
use crate::{Finding, Place};
use usvg::{FontFamily, Group, Node, Text, Tree};

/// Text as the file had it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TextBox {
    bounds: Bounds,
    families: Vec<String>,
}

/// Things in a drawing that findings are about.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Spots {
    pub(crate) texts: Vec<TextBox>,
    pub(crate) pictures: Vec<Bounds>,
    /// What is drawn.
    pub(crate) content: Option<Bounds>,
    /// The white box behind it.
    pub(crate) ground: Option<Bounds>,
    /// What the file shows.
    pub(crate) frame: Option<Bounds>,
}

impl Spots {
    /// Where these findings are in `square`: as often as there are places, or not at all.
    pub(crate) fn of<'a>(
        &self,
        findings: impl Iterator<Item = &'a Finding>,
        square: Bounds,
    ) -> Vec<(Finding, Place)> {
        findings
            .flat_map(|finding| {
                let places = self.bounds_of(finding).into_iter();
                places.filter_map(move |bounds| Some((finding.clone(), bounds.place_in(square)?)))
            })
            .collect()
    }

    fn bounds_of(&self, finding: &Finding) -> Vec<Bounds> {
        match finding {
            Finding::Text => self.texts.iter().map(|text| text.bounds).collect(),
            Finding::FontReplaced { wanted, .. } => {
                let texts = self.texts.iter().filter(|text| text.families.contains(wanted));
                texts.map(|text| text.bounds).collect()
            }
            Finding::Picture => self.pictures.clone(),
            Finding::Padded { .. }
            | Finding::OffCenter
            | Finding::Wordmark { .. }
            | Finding::Thin
            | Finding::Faint { .. }
            | Finding::InvisibleOnWhite => self.content.into_iter().collect(),
            Finding::Ground { .. } => self.ground.into_iter().collect(),
            Finding::NotSquare { .. } => self.frame.into_iter().collect(),
            _ => Vec::new(),
        }
    }
}

/// The texts of a drawing.
pub(crate) fn texts(tree: &Tree) -> Vec<TextBox> {
    let mut found = Vec::new();
    each(tree.root(), &mut |node| {
        if let Node::Text(text) = node {
            found.push(TextBox { bounds: text.abs_bounding_box().into(), families: families(text) });
        }
    });
    found
}

fn families(text: &Text) -> Vec<String> {
    let spans = text.chunks().iter().flat_map(|chunk| chunk.spans());
    let families = spans.flat_map(|span| span.font().families());
    families
        .map(|family| match family {
            FontFamily::Named(name) => name.trim_matches(['\'', '"']).to_owned(),
            FontFamily::Serif => "serif".to_owned(),
            FontFamily::SansSerif => "sans-serif".to_owned(),
            FontFamily::Cursive => "cursive".to_owned(),
            FontFamily::Fantasy => "fantasy".to_owned(),
            FontFamily::Monospace => "monospace".to_owned(),
        })
        .collect()
}

/// The pictures in a drawing.
pub(crate) fn pictures(tree: &Tree) -> Vec<Bounds> {
    let mut found = Vec::new();
    each(tree.root(), &mut |node| {
        if let Node::Image(image) = node {
            found.push(image.abs_bounding_box().into());
        }
    });
    found
}

fn each(group: &Group, visit: &mut impl FnMut(&Node)) {
    for node in group.children() {
        visit(node);
        if let Node::Group(inner) = node {
            each(inner, visit);
        }
    }
}

//! What a draft leaves to be filled in.

use crate::section::{Section, SectionKey};
use crate::subset::{events, is_placeholder};
use crate::typed::{lines, one_line};
use pulldown_cmark::{Event, TagEnd};
use serde::Serialize;

/// A placeholder that is still in the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpenPoint {
    /// Where it is.
    pub section: SectionKey,
    /// What is to be filled in, without the brackets.
    pub text: String,
}

/// The placeholders in the sections as they are now, in their order. Empty: nothing is left to fill in.
pub fn open_points(sections: &[Section]) -> Vec<OpenPoint> {
    let mut points = Vec::new();
    for section in sections {
        let body = lines(&section.body);
        let mut open: Option<String> = None;
        for (event, _) in events(&body) {
            match event {
                Event::Start(tag) if is_placeholder(&tag) => open = Some(String::new()),
                Event::End(TagEnd::Link) => {
                    let text = open.take().map(|text| one_line(&text));
                    points.extend(text.map(|text| OpenPoint { section: section.key, text }));
                }
                Event::Text(part) | Event::Code(part) | Event::InlineHtml(part) => {
                    if let Some(text) = &mut open {
                        text.push_str(&part);
                    }
                }
                Event::SoftBreak | Event::HardBreak => {
                    if let Some(text) = &mut open {
                        text.push(' ');
                    }
                }
                _ => {}
            }
        }
    }
    points
}

//! An article as Markdown. A body stays as it was typed, but for HTML and for headings above that of its section.

use crate::article::Article;
use crate::escape;
use crate::picture::{PICTURES_FOLDER, Picture};
use crate::subset::{events, level};
use crate::typed::{lines, one_line};
use pulldown_cmark::{Event, Tag};
use std::ops::Range;

/// Text without its HTML can hold HTML again: a quote that hid it has gone. That often it is looked at.
const ROUNDS: usize = 4;

/// What is to be replaced in a body, in its order.
fn edits(body: &str) -> Vec<(Range<usize>, String)> {
    let edit = |(event, range): (Event<'_>, Range<usize>)| {
        let typed = body.get(range.clone())?;
        match event {
            Event::Html(_) | Event::InlineHtml(_) => Some((range, typed.replace('<', "&lt;"))),
            Event::Start(Tag::Heading { level: typed_level, .. }) => {
                let marks = typed.bytes().take_while(|byte| *byte == b'#').count();
                let wanted = level(typed_level);
                (marks > 0 && marks != wanted).then(|| (range.start..range.start + marks, "#".repeat(wanted)))
            }
            _ => None,
        }
    };
    events(body).filter_map(edit).collect()
}

fn replaced(body: &str, edits: Vec<(Range<usize>, String)>) -> String {
    let mut text = String::with_capacity(body.len());
    let mut from = 0;
    for (range, replacement) in edits {
        text.push_str(body.get(from..range.start).unwrap_or_default());
        text.push_str(&replacement);
        from = from.max(range.end);
    }
    text.push_str(body.get(from..).unwrap_or_default());
    text
}

fn body(source: &str) -> String {
    let mut text = lines(source);
    for _ in 0..ROUNDS {
        let edits = edits(&text);
        if edits.is_empty() {
            return text.trim().to_owned();
        }
        text = replaced(&text, edits);
    }
    // Nobody writes this by accident: it loses its links rather than that it keeps a tag.
    text.replace('<', "&lt;").trim().to_owned()
}

fn image(picture: &Picture) -> String {
    format!("![{}]({PICTURES_FOLDER}/{})", escape::markdown(&picture.alt), picture.file_name)
}

/// The article as Markdown. Its pictures are expected in the folder `pictures` beside it.
pub fn markdown(article: &Article<'_>) -> String {
    let mut blocks = vec![format!("# {}", escape::markdown(&one_line(article.title)))];
    for section in article.sections {
        let heading = one_line(&section.heading);
        if !heading.is_empty() {
            blocks.push(format!("## {}", escape::markdown(&heading)));
        }
        blocks.push(body(&section.body));
        blocks.extend(article.pictures_of(section.key).map(image));
    }
    blocks.retain(|block| !block.is_empty());
    blocks.join("\n\n") + "\n"
}

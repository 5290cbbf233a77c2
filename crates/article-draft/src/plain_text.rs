//! An article as plain text: numbers stay, markers vanish, links are written out.

use crate::article::Article;
use crate::subset::{events, is_placeholder, target_of};
use crate::typed::{lines, one_line};
use pulldown_cmark::{Event, Tag, TagEnd};

/// Nobody reads lists that are nested deeper, and each of their lines would be as long as they are deep.
const DEEPEST: usize = 40;

/// A link that is open: where its text begins, and where it leads.
struct Link {
    from: usize,
    target: Option<String>,
    is_placeholder: bool,
}

/// A body as plain text.
#[derive(Default)]
struct Body {
    out: String,
    /// How deep the lines of each open item and quote are indented.
    indents: Vec<usize>,
    /// The number of the next item of each open list; `None` in one without numbers.
    lists: Vec<Option<u64>>,
    links: Vec<Link>,
    /// An item has begun, and its text belongs behind its number.
    is_behind_marker: bool,
}

impl Body {
    fn line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    /// Begins a block, with an empty line before it.
    fn block(&mut self) {
        if self.is_behind_marker {
            return;
        }
        self.line();
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    fn write(&mut self, text: &str) {
        for part in text.split_inclusive('\n') {
            if part != "\n" && (self.out.is_empty() || self.out.ends_with('\n')) {
                let indent: usize = self.indents.iter().sum();
                self.out.push_str(&" ".repeat(indent.min(DEEPEST)));
            }
            self.out.push_str(part);
        }
        self.is_behind_marker = false;
    }

    fn item(&mut self) {
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                let marker = format!("{number}. ");
                *number = number.saturating_add(1);
                marker
            }
            _ => "- ".to_owned(),
        };
        self.is_behind_marker = false;
        self.line();
        self.write(&marker);
        self.indents.push(marker.len());
        self.is_behind_marker = true;
    }

    fn link(&mut self, tag: &Tag<'_>) {
        let is_placeholder = is_placeholder(tag);
        let target = if is_placeholder { None } else { target_of(tag) };
        if is_placeholder {
            self.write("[");
        }
        self.links.push(Link { from: self.out.len(), target, is_placeholder });
    }

    fn end_link(&mut self) {
        let Some(link) = self.links.pop() else { return };
        if link.is_placeholder {
            self.write("]");
        }
        let Some(target) = link.target else { return };
        let shown = target.strip_prefix("mailto:").unwrap_or(&target);
        let text = self.out.get(link.from..).unwrap_or_default().trim();
        if text.is_empty() {
            self.write(shown);
        } else if text != shown {
            self.write(&format!(" ({shown})"));
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock => self.block(),
            Tag::BlockQuote(_) => {
                self.block();
                self.indents.push(2);
            }
            Tag::List(first) => {
                if self.lists.is_empty() {
                    self.block();
                }
                self.lists.push(*first);
            }
            Tag::Item => self.item(),
            Tag::Link { .. } | Tag::Image { .. } => self.link(tag),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(_) => drop(self.indents.pop()),
            TagEnd::List(_) => drop(self.lists.pop()),
            TagEnd::Item => {
                self.indents.pop();
                self.is_behind_marker = false;
            }
            TagEnd::Link | TagEnd::Image => self.end_link(),
            _ => {}
        }
    }

    fn add(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.write(&text);
            }
            Event::SoftBreak | Event::HardBreak => self.write("\n"),
            Event::Rule => {
                self.block();
                self.write("* * *\n");
            }
            // Extensions that aren't turned on.
            Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }
}

fn body(source: &str) -> String {
    let source = lines(source);
    let mut body = Body::default();
    for (event, _) in events(&source) {
        body.add(event);
    }
    body.out.trim_end().to_owned()
}

/// The article as plain text. Pictures are left out.
pub fn plain_text(article: &Article<'_>) -> String {
    let mut blocks = vec![one_line(article.title)];
    for section in article.sections {
        blocks.extend([one_line(&section.heading), body(&section.body)]);
    }
    blocks.retain(|block| !block.is_empty());
    blocks.join("\n\n") + "\n"
}

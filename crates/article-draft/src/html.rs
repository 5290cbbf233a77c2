//! An article as a page of its own. No script, no outside reference; what was typed as HTML is shown as text.

use crate::article::Article;
use crate::escape::markup;
use crate::picture::{PICTURES_FOLDER, Picture};
use crate::subset::{events, is_placeholder, level, target_of};
use crate::typed::{lines, one_line};
use pulldown_cmark::{Event, Tag};

const STYLE: &str = include_str!("article.css");
/// Pictures beside the page, on a server or on a disk, and nothing else.
const POLICY: &str = "default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'";

/// A body as HTML.
#[derive(Default)]
struct Body {
    out: String,
    /// What ends each element that is open.
    ends: Vec<&'static str>,
}

impl Body {
    fn open(&mut self, start: &str, end: &'static str) {
        self.out.push_str(start);
        self.ends.push(end);
    }

    /// A link in a link is none.
    fn link(&mut self, tag: &Tag<'_>) {
        match target_of(tag).filter(|_| !self.ends.contains(&"</a>")) {
            Some(target) => self.open(&format!("<a href=\"{}\">", markup(&target)), "</a>"),
            None => self.open("", ""),
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.open("<p>", "</p>\n"),
            Tag::Heading { level: typed, .. } => match level(*typed) {
                3 => self.open("<h3>", "</h3>\n"),
                4 => self.open("<h4>", "</h4>\n"),
                5 => self.open("<h5>", "</h5>\n"),
                _ => self.open("<h6>", "</h6>\n"),
            },
            Tag::BlockQuote(_) => self.open("<blockquote>\n", "</blockquote>\n"),
            Tag::CodeBlock(_) => self.open("<pre><code>", "</code></pre>\n"),
            Tag::List(Some(1)) => self.open("<ol>\n", "</ol>\n"),
            Tag::List(Some(first)) => self.open(&format!("<ol start=\"{first}\">\n"), "</ol>\n"),
            Tag::List(None) => self.open("<ul>\n", "</ul>\n"),
            Tag::Item => self.open("<li>", "</li>\n"),
            Tag::Emphasis => self.open("<em>", "</em>"),
            Tag::Strong => self.open("<strong>", "</strong>"),
            tag if is_placeholder(tag) => self.open("<mark>[", "]</mark>"),
            // A picture from elsewhere would tell its server who reads the article.
            Tag::Link { .. } | Tag::Image { .. } => self.link(tag),
            _ => self.open("", ""),
        }
    }

    fn add(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(_) => self.out.push_str(self.ends.pop().unwrap_or_default()),
            Event::Code(text) => self.out.push_str(&format!("<code>{}</code>", markup(&text))),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.out.push_str(&markup(&text));
            }
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
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
    body.out
}

fn figure(picture: &Picture) -> String {
    format!(
        "<figure><img src=\"{PICTURES_FOLDER}/{}\" alt=\"{}\" width=\"{}\" height=\"{}\"></figure>\n",
        markup(&picture.file_name),
        markup(&picture.alt),
        picture.width,
        picture.height,
    )
}

/// The article as a complete HTML page. Its pictures are expected in the folder `pictures` beside it.
pub fn html(article: &Article<'_>) -> String {
    let (title, language) = (markup(&one_line(article.title)), text::plain("article.language"));
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<article>\n<h1>{title}</h1>\n",
    );
    for section in article.sections {
        page.push_str("<section>\n");
        let heading = one_line(&section.heading);
        if !heading.is_empty() {
            page.push_str(&format!("<h2>{}</h2>\n", markup(&heading)));
        }
        page.push_str(&body(&section.body));
        page.extend(article.pictures_of(section.key).map(figure));
        page.push_str("</section>\n");
    }
    page.push_str("</article>\n</main>\n</body>\n</html>\n");
    page
}

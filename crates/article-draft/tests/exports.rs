//! What a person wrote shows in every export, and nothing of it runs or loads anything.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod sample;

use article_draft::{Article, Facts, Section, SectionKey, export, html, markdown, open_points, plain_text};
use html5gum::{Token, Tokenizer};
use proptest::prelude::*;
use sample::{KINDS, NAMES, Sample, facts, record};
use std::convert::Infallible;

/// The elements that a page may have.
const ELEMENTS: [&str; 30] = [
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "main",
    "article",
    "section",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "ol",
    "ul",
    "li",
    "strong",
    "em",
    "a",
    "code",
    "pre",
    "blockquote",
    "br",
    "hr",
    "mark",
    "figure",
    "img",
];

/// The tags of a page, each with its attributes. Fails where the page isn't well formed.
fn tags(page: &str) -> Vec<(String, Vec<(String, String)>)> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let (mut tags, mut open) = (Vec::new(), Vec::new());
    for token in Tokenizer::new(page) {
        let token: Result<Token, Infallible> = token;
        match token.unwrap() {
            Token::StartTag(tag) => {
                let name = text(&tag.name);
                assert!(ELEMENTS.contains(&name.as_str()), "<{name}> in {page}");
                if !["meta", "br", "hr", "img"].contains(&name.as_str()) {
                    open.push(name.clone());
                }
                let attributes = tag.attributes.iter().map(|(key, value)| (text(key), text(value))).collect();
                tags.push((name, attributes));
            }
            Token::EndTag(tag) => assert_eq!(open.pop(), Some(text(&tag.name)), "{page}"),
            Token::Error(error) => panic!("{error:?} in {page}"),
            Token::String(_) | Token::Doctype(_) => {}
            Token::Comment(_) => panic!("a comment in {page}"),
        }
    }
    assert!(open.is_empty(), "{open:?} in {page}");
    tags
}

/// Fails where a page could run or load anything but its pictures.
fn assert_is_inert(page: &str) {
    assert!(!page.to_ascii_lowercase().contains("<script"), "{page}");
    for (name, attributes) in tags(page) {
        for (key, value) in attributes {
            let is_right = match (name.as_str(), key.as_str()) {
                ("img", "src") => ["listing-card", "token-dialog", "send-dialog"]
                    .iter()
                    .any(|one| value == format!("pictures/{one}.svg")),
                ("a", "href") => ["http://", "https://", "mailto:"]
                    .iter()
                    .any(|start| value.to_ascii_lowercase().starts_with(start)),
                ("img", "alt" | "width" | "height")
                | ("html", "lang")
                | ("ol", "start")
                | ("meta", "charset" | "http-equiv" | "content" | "name") => true,
                _ => false,
            };
            assert!(is_right, "<{name} {key}=\"{value}\">");
        }
    }
}

fn one(body: &str) -> [Section; 1] {
    [Section { key: SectionKey::Intro, heading: "Overview".into(), body: body.into() }]
}

/// A body in the three exports, without what is around it.
fn exported(body: &str) -> (String, String, String) {
    let sections = one(body);
    let article = Article { title: "Title", sections: &sections, pictures: &[] };
    let page = html(&article);
    assert_is_inert(&page);
    let (_, inside) = page.split_once("<h2>Overview</h2>\n").unwrap();
    let (inside, _) = inside.split_once("</section>").unwrap();
    let part = |text: String, before: &str| text.strip_prefix(before).unwrap().trim_end().to_owned();
    (
        inside.trim_end().to_owned(),
        part(markdown(&article), "# Title\n\n## Overview\n\n"),
        part(plain_text(&article), "Title\n\nOverview\n\n"),
    )
}

#[test]
fn lists_bold_links_and_headings_show_in_every_export() {
    let body = "## First\nA **bold** and *slanted* `word`.\n\n1. One\n2. Two\n   - deeper\n   - still\n3. See \
                [our page](https://x.example/a?b=1&c=2) or [mail](mailto:a@x.example)\n\n- <https://x.example>\n\
                - <a@x.example>";
    let (page, source, plain) = exported(body);
    assert_eq!(
        page,
        "<h3>First</h3>\n<p>A <strong>bold</strong> and <em>slanted</em> <code>word</code>.</p>\n<ol>\n<li>One</li>\n\
         <li>Two<ul>\n<li>deeper</li>\n<li>still</li>\n</ul>\n</li>\n<li>See <a href=\"https://x.example/a?b=1&amp;c=2\">\
         our page</a> or <a href=\"mailto:a@x.example\">mail</a></li>\n</ol>\n<ul>\n<li><a href=\"https://x.example\">\
         https://x.example</a></li>\n<li><a href=\"mailto:a@x.example\">a@x.example</a></li>\n</ul>"
    );
    assert_eq!(source, body.replace("## First", "### First"));
    assert_eq!(
        plain,
        "First\n\nA bold and slanted word.\n\n1. One\n2. Two\n   - deeper\n   - still\n3. See our page \
         (https://x.example/a?b=1&c=2) or mail (a@x.example)\n\n- https://x.example\n- a@x.example"
    );
}

#[test]
fn numbers_quotes_code_and_paragraphs_in_items_keep_their_places_in_plain_text() {
    let body = "3. Three\n\n   More of it.\n4. Four\n\n> Said\n> twice\n\n```\nlet x;\n  y\n```\n\n---\n\nLast  \nline";
    let (page, _, plain) = exported(body);
    assert!(page.starts_with("<ol start=\"3\">"), "{page}");
    assert_eq!(
        plain,
        "3. Three\n\n   More of it.\n4. Four\n\n  Said\n  twice\n\nlet x;\n  y\n\n* * *\n\nLast\nline"
    );
}

#[test]
fn quotes_that_are_nested_without_end_take_no_more_room_than_their_text() {
    let sections = one(&format!("{}a\n{}", ">".repeat(5_000), "a\n".repeat(5_000)));
    let article = Article { title: "Title", sections: &sections, pictures: &[] };
    assert!(plain_text(&article).len() < 300_000);
}

#[test]
fn typed_html_shows_as_text() {
    let body = "<script>alert(1)</script>\n\nA <b onclick=x()>bold</b> <img src=https://x.example/p.png> word.\n\n\
                <!-- note -->";
    let (page, source, plain) = exported(body);
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{page}");
    assert!(page.contains("A &lt;b onclick=x()&gt;bold&lt;/b&gt; &lt;img"), "{page}");
    assert!(!source.contains('<'), "{source}");
    assert_eq!(plain, body);
}

#[test]
fn html_that_was_hidden_in_code_stays_hidden_in_markdown() {
    let (page, source, _) = exported("<a title=\"`\">`<script>x</script>`");
    assert!(page.contains("<code>&lt;script&gt;x&lt;/script&gt;</code>"), "{page}");
    let (again, _, _) = exported(&source);
    assert!(!again.contains("<script") && !source.contains("`<script>x</script>\n"), "{source}");
    assert_eq!(exported(&source).1, source, "what was exported is exported as it is");
}

#[test]
fn only_websites_and_mail_are_linked_and_no_picture_is_loaded_from_elsewhere() {
    for target in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "/relative",
        "file:///etc/passwd",
        "&#106;avascript:alert(1)",
        "java&#10;script:alert(1)",
        "//x.example",
    ] {
        let (page, _, plain) = exported(&format!("[text](<{target}>) ![alt](<{target}>)"));
        assert_eq!((page.as_str(), plain.as_str()), ("<p>text alt</p>", "text alt"), "{target}");
    }
    let (page, _, plain) = exported("![A screen](https://x.example/a.png \"t\")");
    assert_eq!(page, "<p><a href=\"https://x.example/a.png\">A screen</a></p>");
    assert_eq!(plain, "A screen (https://x.example/a.png)");
    let (page, ..) = exported("[![inner](https://x.example/a.png)](https://y.example)");
    assert_eq!(page, "<p><a href=\"https://y.example\">inner</a></p>");
}

#[test]
fn a_placeholder_is_marked_on_the_page_and_stays_in_brackets_elsewhere() {
    let (page, source, plain) = exported("Go to [where it is] now, not to [a][b] or \\[c\\].");
    assert_eq!(page, "<p>Go to <mark>[where it is]</mark> now, not to [a][b] or [c].</p>");
    assert_eq!(source, "Go to [where it is] now, not to [a][b] or \\[c\\].");
    assert_eq!(plain, "Go to [where it is] now, not to [a][b] or [c].");
}

#[test]
fn an_export_has_the_page_both_texts_and_each_picture_that_they_show() {
    let draft = Sample::of(&record("Harbour Tests", "assessment"), &facts());
    let files = export(&draft.article());
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "article.html",
            "article.md",
            "article.txt",
            "pictures/listing-card.svg",
            "pictures/send-dialog.svg",
            "pictures/token-dialog.svg",
        ]
    );
    let text = |name: &str| String::from_utf8(files[name].clone()).unwrap();
    for name in &names[3..] {
        assert!(text("article.html").contains(&format!("src=\"{name}\"")), "{name}");
        assert!(text("article.md").contains(&format!("]({name})")), "{name}");
    }
}

#[test]
fn a_picture_goes_with_the_section_that_it_belongs_to() {
    let mut draft = Sample::of(&record("Harbour Tests", "assessment"), &facts());
    draft.sections.retain(|section| section.key != SectionKey::Send);
    let page = html(&draft.article());
    assert!(page.contains("token-dialog.svg") && !page.contains("send-dialog.svg"));
}

#[test]
fn no_page_runs_or_loads_anything_whatever_the_partner_is_called() {
    for kind in KINDS {
        for name in NAMES {
            for facts in [facts(), Facts::default()] {
                let draft = Sample::of(&record(name, kind), &facts);
                let page = html(&draft.article());
                assert_is_inert(&page);
                assert!(
                    page.contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';")
                );
            }
        }
    }
}

#[test]
fn a_contact_is_linked_where_it_is_an_address_and_shown_as_typed_elsewhere() {
    for (contact, shown) in [
        ("support@harbour.example", "<a href=\"mailto:support@harbour.example\">support@harbour.example</a>"),
        (
            "https://harbour.example/help",
            "<a href=\"https://harbour.example/help\">https://harbour.example/help</a>",
        ),
        (
            "mailto:a.b+c@harbour.example",
            "<a href=\"mailto:a.b+c@harbour.example\">a.b+c@harbour.example</a>",
        ),
        ("HTTPS://Harbour.example", "<a href=\"HTTPS://Harbour.example\">HTTPS://Harbour.example</a>"),
        ("call *us* <now>", "call *us* &lt;now&gt;"),
        ("javascript:alert(1)@x", "javascript:alert(1)@x"),
    ] {
        let facts = Facts { contact: contact.into(), ..facts() };
        let draft = Sample::of(&record("Harbour Tests", "assessment"), &facts);
        let page = html(&draft.article());
        assert!(page.contains(&format!("contact Harbour Tests: {shown}</p>")), "{contact}: {page}");
    }
}

#[test]
fn a_name_shows_as_it_was_typed_in_page_and_text() {
    for name in NAMES.into_iter().filter(|name| !name.contains('\u{202e}')) {
        let draft = Sample::of(&record(name, "assessment"), &facts());
        let escaped =
            name.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        let page = html(&draft.article());
        assert!(page.contains(&format!("Log in to your {escaped} account")), "{name}: {page}");
        assert!(page.contains(&format!("click <strong>{escaped}</strong>.")), "{name}: {page}");
        let plain = plain_text(&draft.article());
        assert!(plain.contains(&format!("click {name}.")), "{name}: {plain}");
    }
}

#[test]
fn every_sentence_of_a_draft_is_in_the_catalogue() {
    for kind in KINDS {
        let draft = Sample::of(&record("Harbour Tests", kind), &Facts::default());
        let text = plain_text(&draft.article());
        assert!(!text.contains("article.") && !text.contains("preview.") && !text.contains('{'), "{text}");
        for picture in &draft.pictures {
            assert!(
                !picture.svg.contains("article.") && !picture.alt.contains("article."),
                "{}",
                picture.svg
            );
        }
    }
}

#[test]
fn drafts_change_only_with_their_snapshot() {
    let draft = Sample::of(&record("Harbour Tests", "assessment"), &facts());
    insta::assert_snapshot!("assessment.md", markdown(&draft.article()));
    insta::assert_snapshot!("assessment.txt", plain_text(&draft.article()));
    let draft = Sample::of(&record("Harbour Checks", "background_check"), &Facts::default());
    insta::assert_snapshot!("background_check_without_facts.txt", plain_text(&draft.article()));
}

proptest! {
    #[test]
    fn whatever_is_typed_gives_a_page_that_is_well_formed_and_inert(
        name in any::<String>(), place in any::<String>(), contact in any::<String>(), body in any::<String>(),
    ) {
        let facts = Facts { token_place: place, contact, ..Facts::default() };
        let mut draft = Sample::of(&record(&name, "assessment"), &facts);
        draft.sections[0].body = body.clone();
        draft.sections[1].heading = body;
        assert_is_inert(&html(&draft.article()));
        prop_assert!(!export(&draft.article()).is_empty());
        open_points(&draft.sections);
    }

    #[test]
    fn whatever_markdown_is_typed_gives_a_page_that_is_well_formed_and_inert(
        body in "([\\[\\]()<>`*_#>!&;:/\\\\ \n\t\"'=.0-9a-c-]|<script>|</|javascript:|https://x.example|\\]\\(|\n\n|   ){0,60}",
    ) {
        let (_, source, _) = exported(&format!("x\n\n{body}"));
        // Nothing of it becomes HTML where the Markdown is shown elsewhere.
        let mut html = String::new();
        for event in pulldown_cmark::Parser::new(&source) {
            if let pulldown_cmark::Event::Html(text) | pulldown_cmark::Event::InlineHtml(text) = event {
                html.push_str(&text);
            }
        }
        prop_assert_eq!(html, "");
    }
}

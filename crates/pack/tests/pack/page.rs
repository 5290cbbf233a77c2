//! The page runs nothing, loads nothing and sends nothing, whatever stands in it.

use crate::caveats::blocks;
use crate::samples::{HOSTILE, LOGO, all, hostile, practice, ready, text};
use html5gum::{Token, Tokenizer};
use pack::{MESSAGE, PAGE, Pack};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// What the template itself writes.
const ELEMENTS: &[&str] = &[
    "article",
    "b",
    "blockquote",
    "body",
    "div",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "head",
    "header",
    "html",
    "i",
    "img",
    "li",
    "main",
    "meta",
    "ol",
    "p",
    "section",
    "span",
    "style",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];
const ATTRIBUTES: &[&str] = &[
    "alt",
    "charset",
    "class",
    "content",
    "dir",
    "height",
    "http-equiv",
    "lang",
    "name",
    "role",
    "scope",
    "src",
    "width",
];
const LOGO_SOURCE: &str = "data:image/svg+xml;base64,";

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What of a page isn't inert.
fn faults(page: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut styles = 0;
    for token in Tokenizer::new(page) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = lossy(&tag.name);
                styles += usize::from(name == "style");
                if !ELEMENTS.contains(&name.as_str()) {
                    faults.push(format!("<{name}>"));
                }
                for (attribute, value) in &tag.attributes {
                    let (attribute, value) = (lossy(attribute), lossy(value));
                    if !ATTRIBUTES.contains(&attribute.as_str()) {
                        faults.push(format!("<{name} {attribute}>"));
                    }
                    if attribute == "src" && !value.starts_with(LOGO_SOURCE) {
                        faults.push(format!("src {value}"));
                    }
                }
            }
            Token::Comment(comment) => faults.push(lossy(&comment)),
            Token::Error(error) => faults.push(error.to_string()),
            _ => {}
        }
    }
    if styles != 1 {
        faults.push(format!("{styles} styles"));
    }
    let style = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    for reference in ["url(", "@import", "image-set", "@font-face", "expression", "<"] {
        faults.extend(style.contains(reference).then(|| reference.to_owned()));
    }
    faults
}

#[test]
fn the_page_loads_runs_and_sends_nothing() {
    for pack in all() {
        let page = text(&pack.files(), PAGE);
        assert_eq!(faults(&page), [""; 0]);
        let policy = "<meta http-equiv=\"Content-Security-Policy\" \
                      content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">";
        let before = page.split_once(policy).unwrap().0;
        assert!(before.len() < 100, "nothing stands before the policy that it could come too late for");
    }
    // What is not inert is seen.
    for live in
        ["<script>", "<a href=x>", "<img src=https://x.example>", "<p onclick=x>", "<!-- x -->", "<style>"]
    {
        assert!(!faults(&text(&ready().files(), PAGE).replacen("<main>", live, 1)).is_empty(), "{live}");
    }
}

#[test]
fn what_others_wrote_is_shown_as_text() {
    let page = text(&hostile().files(), PAGE);
    let shown = blocks(&page).join("\n");
    assert!(shown.contains("<script>alert(1)</script>") && shown.contains("]]>--></style>"));
    for char in HOSTILE.chars().filter(|char| char.is_control() || ('\u{2000}'..'\u{2070}').contains(char)) {
        assert!(!page.contains(char), "{char:?}");
    }
    assert!(shown.contains("␀␁␛[31m␡[U+0085][U+202E]gnp.exe[U+2066][U+2028]&#x6a;"));
    // The logo is in it as a picture alone.
    assert!(!text(&ready().files(), PAGE).contains(LOGO));
    assert_eq!(text(&ready().files(), PAGE).matches(LOGO_SOURCE).count(), 10);
    assert_eq!(text(&ready().files(), "logo.svg"), LOGO);
}

#[test]
fn a_line_from_right_to_left_stays_as_it_is_written() {
    let mut pack = ready();
    pack.verdicts[0].sentence = "الاسم مكتوب".into();
    assert!(text(&pack.files(), PAGE).contains("<p dir=\"auto\">الاسم مكتوب</p>"));
}

#[test]
fn the_practice_banner_and_the_footer_are_on_every_printed_page() {
    let page = text(&practice().files(), PAGE);
    assert!(page.contains("<body class=\"practice\"><div class=\"banner\">Practice: "));
    let print = page.split_once("@media print {").unwrap().1;
    for fixed in [".banner {\n    position: fixed;", "footer {\n    position: fixed;"] {
        assert!(print.contains(fixed), "{fixed}");
    }
    assert!(page.contains("@page {\n  size: A4;"));
    assert!(!text(&ready().files(), PAGE).contains("class=\"banner\""));
    // Dark is for the screen.
    assert!(page.contains("@media screen and (prefers-color-scheme: dark)"));
    assert_eq!(page.matches("prefers-color-scheme").count(), 1);
}

#[test]
fn every_verdict_is_told_with_what_it_rests_on() {
    let pack = ready();
    let shown = blocks(&text(&pack.files(), PAGE)).join("\n");
    for verdict in &pack.verdicts {
        let seen = verdict.seen.iter().flat_map(|seen| [&seen.what, &seen.should, &seen.was]);
        let parts = [&verdict.id, &verdict.title, &verdict.group, &verdict.sentence, &verdict.why];
        for part in parts.into_iter().chain(&verdict.quote).chain(seen) {
            assert!(shown.contains(part), "{part}");
        }
        assert!(shown.contains(&format!("Rule version {}", verdict.rule_version)));
    }
    for request in &pack.requests {
        for part in [&request.purpose, &request.url, &request.method].into_iter().chain(&request.error) {
            assert!(shown.contains(part), "{part}");
        }
        // Bodies are in the archive.
        assert!(request.response_body.is_empty() || !shown.contains(&request.response_body));
    }
    assert!(shown.contains("New rule") && shown.contains("Confirmed by: Mara Lind, 2 March 2026, 09:00 UTC"));
    // What the record holds beside known fields is shown too.
    assert!(shown.contains("urls.website\nhttps://harbour.example\n") && shown.contains("extra.tier\n3\n"));
}

#[test]
fn the_page_and_the_message_read_as_reviewed() {
    insta::with_settings!({ filters => vec![(r"\b[0-9a-f]{64}\b", "[hash]"), (r"Partner Desk \d+\.\d+\.\d+", "Partner Desk [version]")] }, {
        insta::assert_snapshot!("page", blocks(&text(&ready().files(), PAGE)).join("\n"));
        insta::assert_snapshot!("message", text(&ready().files(), MESSAGE));
    });
}

fn with_texts(name: &str, texts: &[String]) -> Pack {
    let mut pack = ready();
    pack.record = serde_json::json!({ "name": name, "description": name, name: name, "kind": name });
    pack.record_hash = pack::record_hash(&pack.record);
    let mut texts = texts.iter().cycle().cloned();
    let mut next = || texts.next().unwrap_or_default();
    for verdict in &mut pack.verdicts {
        verdict.title = next();
        verdict.sentence = next();
        verdict.group = next();
        verdict.quote = Some(next());
    }
    pack.logo = next();
    pack.requests[0].url = next();
    pack.requests[0].method = next();
    pack
}

proptest! {
    #[test]
    fn no_text_makes_the_page_do_anything(name in "(\\PC|[<>&\"'/\0\u{202e}]){0,24}",
        texts in prop::collection::vec("(<|/|>|\"|'|=|&|!|-|script|style|img|src|on|\\[|\\]|.|\n|\0){0,24}", 1..6)) {
        let page = text(&with_texts(&name, &texts).files(), PAGE);
        prop_assert_eq!(faults(&page), Vec::<String>::new());
        let texts: BTreeSet<char> = page.chars().filter(|c| c.is_control() && *c != '\n' && *c != '\t').collect();
        prop_assert!(texts.is_empty(), "{:?}", texts);
    }
}

//! What a developer reads: the texts as they are, and what foreign text can't do in them.

use developer_report::{DeveloperReport, Fault, Seen};
use html5gum::{Token, Tokenizer};
use proptest::prelude::*;

fn seen(what: &str, should: &str, was: &str, good: Option<bool>) -> Seen {
    Seen { what: what.into(), should: should.into(), was: was.into(), good }
}

fn report() -> DeveloperReport {
    let fault = Fault {
        id: "TOKEN-2".into(),
        version: 2,
        title: "A wrong token is accepted".into(),
        sentence: "Your service accepted a wrong token.".into(),
        why: "Anyone could read your customers’ tests.".into(),
        seen: vec![
            seen("A wrong token", "401 or 403", "200", Some(false)),
            seen("The right token", "2xx", "204", Some(true)),
        ],
        example: "`401` or `403`".into(),
        documentation: Some("https://docs.recruitee.com/reference/partners-api-concepts".into()),
        checked_at: "2026-03-03T14:05:00Z".into(),
        commands: vec![
            "curl -i https://acme.example/token -H \"Authorization: Bearer $CUSTOMER_TOKEN\"".into(),
        ],
    };
    let short = Fault {
        id: "ADDR-4".into(),
        title: "A certificate can’t be trusted".into(),
        seen: Vec::new(),
        documentation: None,
        example: String::new(),
        commands: Vec::new(),
        ..fault.clone()
    };
    DeveloperReport {
        name: "Acme".into(),
        environment: "RC".into(),
        checked_at: "2026-03-03T14:05:00Z".into(),
        faults: vec![fault, short],
    }
}

/// The tags of a page, and its text.
fn read(page: &str) -> (Vec<String>, String) {
    let (mut tags, mut text) = (Vec::new(), String::new());
    for Ok(token) in Tokenizer::new(page) {
        match token {
            Token::StartTag(tag) => tags.push(String::from_utf8_lossy(&tag.name).into_owned()),
            Token::String(part) => text.push_str(&String::from_utf8_lossy(&part)),
            _ => {}
        }
    }
    (tags, text)
}

#[test]
fn one_text_holds_every_fault_with_what_was_expected_and_what_came() {
    insta::assert_snapshot!("text", report().text());
}

#[test]
fn the_page_holds_the_same() {
    insta::assert_snapshot!("page", report().page().replace("><", ">\n<"));
    let (_, text) = read(&report().page());
    for said in
        ["A wrong token is accepted", "401 or 403", "✗ 200", "TOKEN-2", "partners-api-concepts", "curl"]
    {
        assert!(text.contains(said), "{said} in {text}");
    }
}

#[test]
fn without_faults_it_says_so() {
    let report = DeveloperReport { faults: Vec::new(), ..report() };
    assert!(report.text().contains("Nothing to fix"), "{}", report.text());
}

proptest! {
    #[test]
    fn foreign_text_adds_no_element_to_the_page(foreign in ".{0,60}") {
        let markup = format!("{foreign}<script>x</script><img src=x onerror=y>");
        let mut theirs = report();
        let (tags, _) = read(&theirs.page());
        theirs.name.clone_from(&markup);
        let fault = &mut theirs.faults[0];
        for text in [&mut fault.title, &mut fault.sentence, &mut fault.why] {
            text.clone_from(&markup);
        }
        fault.seen[0].was.clone_from(&markup);
        fault.commands = vec![markup];
        prop_assert_eq!(read(&theirs.page()).0, tags);
    }
}

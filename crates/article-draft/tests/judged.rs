//! An unedited draft passes the checks of help articles, and names what it lacks.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod sample;

use article_draft::{Facts, OpenPoint, SectionKey, html, open_points, outline};
use checks::{Answer, ArticleVerdict, Call, Evidence, Language, judge_article};
use partner::Draft;
use sample::{KINDS, NAMES, Sample, facts, record};

fn judge(page: String, partner: &str) -> (Option<Language>, Vec<ArticleVerdict>) {
    let answer = Answer {
        status: 200,
        content_type: "text/html; charset=utf-8".into(),
        headers: Vec::new(),
        body: page.into_bytes(),
        body_fault: None,
        is_cut: false,
        redirect: None,
        found_at: None,
        took_ms: 1,
        came_at_ms: 1,
    };
    let mut evidence = Evidence::default();
    evidence.answers.insert(Call::Article, Ok(answer));
    judge_article(&evidence, Some(partner))
}

fn verdict<'v>(verdicts: &'v [ArticleVerdict], id: &str) -> &'v ArticleVerdict {
    verdicts.iter().find(|verdict| verdict.id == id).unwrap()
}

/// Fails where a draft of a record doesn't pass all checks, with quotes from where the topics are.
fn assert_passes(record: &Draft, facts: &Facts) {
    let draft = Sample::of(record, facts);
    let (language, verdicts) = judge(html(&draft.article()), &record.name);
    let case = (&record.name, &record.kind, facts);
    assert_eq!(language, Some(Language::English), "{case:?}");
    for id in ["HELP-1", "HELP-2", "HELP-3", "HELP-4", "HELP-5", "HELP-6"] {
        assert_eq!(verdict(&verdicts, id).passes, Some(true), "{id} of {case:?}: {verdicts:#?}");
    }
    let quote = |id: &str| verdict(&verdicts, id).quote.clone().unwrap();
    // A full stop in a name is read as the end of a sentence, and "Ask your tester" as advice to ask somebody.
    let found = quote("HELP-3");
    let is_from_there = found.contains(" account and go to ") || found.starts_with("Copy the API token");
    assert!(is_from_there, "{case:?}: {found}");
    assert!(
        ["Click Integrate.", "In Recruitee, open Marketplace.", "Under "]
            .iter()
            .any(|start| quote("HELP-4").starts_with(start))
            || quote("HELP-4").contains("Token field"),
        "{case:?}: {}",
        quote("HELP-4")
    );
    let used = quote("HELP-5");
    assert!(used.contains("Click Send ") || used.contains("Click Request "), "{case:?}: {used}");
}

#[test]
fn a_draft_passes_for_each_kind_and_whatever_the_partner_is_called() {
    for kind in KINDS.into_iter().chain(["video_interview"]) {
        for name in NAMES {
            assert_passes(&record(name, kind), &facts());
        }
    }
}

#[test]
fn a_draft_passes_however_the_product_calls_the_token_and_its_place() {
    for (token_place, token_name) in [
        ("Lab 7", ""),
        ("the e-mail that we sent you", "Integration key"),
        ("Settings → Integrations → Recruitee", "Passport"),
        ("your profile", "API key"),
        ("**Bold** [place](https://x.example)", "<i>token</i>"),
        ("Account / Developers", "Connection code for Recruitee"),
    ] {
        let facts = Facts { token_place: token_place.into(), token_name: token_name.into(), ..facts() };
        assert_passes(&record("Harbour Tests", "assessment"), &facts);
    }
}

#[test]
fn a_record_without_candidate_fields_passes_too() {
    let mut record = record("Harbour Tests", "background_check");
    record.inputs.clear();
    assert_passes(&record, &facts());
}

#[test]
fn without_its_section_about_the_token_the_article_fails_the_check_of_it() {
    for kind in KINDS {
        let record = record("Harbour Tests", kind);
        for (key, id) in [(SectionKey::Token, "HELP-3"), (SectionKey::Send, "HELP-5")] {
            let mut draft = Sample::of(&record, &facts());
            draft.sections.retain(|section| section.key != key);
            let (_, verdicts) = judge(html(&draft.article()), &record.name);
            let failed: Vec<&str> = verdicts
                .iter()
                .filter(|verdict| verdict.passes == Some(false))
                .map(|verdict| verdict.id)
                .collect();
            // What is read as use also stands among the results.
            assert!(failed == [id] || id == "HELP-5" && failed.is_empty(), "{kind}: {failed:?}");
        }
    }
}

#[test]
fn a_draft_without_facts_names_what_is_to_be_filled_in_and_where() {
    let points = open_points(&outline(&record("Harbour Tests", "assessment"), &Facts::default()));
    let point = |section, text: &str| OpenPoint { section, text: text.into() };
    assert_eq!(
        points,
        [
            point(SectionKey::Token, "where the token is in Harbour Tests"),
            point(SectionKey::Help, "the email address or page of your support"),
        ]
    );
}

#[test]
fn an_empty_record_gives_a_draft_whose_name_is_to_be_filled_in() {
    let points = open_points(&outline(&Draft::default(), &Facts::default()));
    assert!(points.iter().any(|point| point.text == "the name of your product"), "{points:?}");
    assert!(points.iter().any(|point| point.text == "where the token is in your product"), "{points:?}");
}

#[test]
fn a_draft_with_all_facts_leaves_nothing_open_whatever_the_partner_is_called() {
    for name in NAMES.into_iter().chain(["A [B] Co", "[Acme]", "Acme]["]) {
        let sections = outline(&record(name, "assessment"), &facts());
        assert_eq!(open_points(&sections), [], "{name}");
        // What is left out then is named as before.
        let sections = outline(&record(name, "assessment"), &Facts::default());
        assert_eq!(open_points(&sections).len(), 2, "{name}: {:?}", open_points(&sections));
    }
}

#[test]
fn sections_have_one_name_everywhere_and_facts_that_were_not_given_are_empty() {
    for key in SectionKey::ALL {
        assert_eq!(serde_json::to_value(key).unwrap(), key.key());
    }
    let sections = outline(&record("Harbour Tests", "assessment"), &facts());
    assert_eq!(sections.iter().map(|section| section.key).collect::<Vec<_>>(), SectionKey::ALL);
    assert_eq!(serde_json::from_str::<Facts>("{}").unwrap(), Facts::default());
}

#[test]
fn a_placeholder_that_was_filled_in_is_no_longer_open() {
    let mut sections = outline(&record("Harbour Tests", "assessment"), &Facts::default());
    for section in &mut sections {
        section.body =
            section.body.replace("[where the token is in Harbour Tests]", "[Settings](https://x.example)");
    }
    let points = open_points(&sections);
    assert!(points.iter().all(|point| point.section == SectionKey::Help), "{points:?}");
}

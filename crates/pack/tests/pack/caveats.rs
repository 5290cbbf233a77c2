//! What a reader must know is in the first line, and practice can't be mistaken for a request.

use crate::samples::{all, at, open, practice, ready, text, time, untouched, verdict, with_caveats};
use html5gum::{Token, Tokenizer};
use pack::{Caveat, Level, MESSAGE, PAGE, Pack, PackError, REQUESTS, State, record_hash};
use serde_json::Value;

/// The visible text of a page, block by block, without what is in its head.
pub(crate) fn blocks(page: &str) -> Vec<String> {
    let body = page.split_once("<body").unwrap().1;
    let mut blocks = vec![String::new()];
    for token in Tokenizer::new(&format!("<body{body}")) {
        let Ok(token) = token;
        match token {
            Token::String(text) => blocks.last_mut().unwrap().push_str(&String::from_utf8_lossy(&text)),
            Token::StartTag(tag) if !["span", "b", "i"].iter().any(|name| **tag.name == *name.as_bytes()) => {
                blocks.push(String::new());
            }
            Token::EndTag(tag) if !["span", "b", "i"].iter().any(|name| **tag.name == *name.as_bytes()) => {
                blocks.push(String::new());
            }
            _ => {}
        }
    }
    blocks.retain(|block| !block.trim().is_empty());
    blocks
}

#[test]
fn every_caveat_is_in_the_first_line_of_each_file_for_people() {
    let mut pack = open();
    pack.caveats.push(Caveat::NotSaved { fields: vec!["name".into(), "urls.tests".into()] });
    let sentences: Vec<String> = pack.caveats.iter().map(Caveat::sentence).collect();
    assert_eq!(
        sentences,
        [
            "1 required check failed: TOKEN-3.",
            "2 checks weren’t run: TOKEN-4, SEND-1.",
            "1 result is out of date: TOKEN-5.",
            "1 check isn’t confirmed yet: FORM-2.",
            "These fields differ from the record on the server: Name, Test list URL.",
        ]
    );
    let files = pack.files();
    assert_eq!(text(&files, MESSAGE).lines().next().unwrap(), sentences.join(" "));
    assert_eq!(blocks(&text(&files, PAGE))[..5], sentences);
    let archive: Value = serde_json::from_str(&text(&files, REQUESTS)).unwrap();
    assert_eq!(at(&archive, "/log/comment"), &sentences.join(" "));
}

#[test]
fn a_pack_without_caveats_begins_with_what_it_is() {
    let files = ready().files();
    assert!(text(&files, MESSAGE).starts_with("Request for promotion\n"));
    assert_eq!(
        blocks(&text(&files, PAGE))[..3],
        ["Evidence pack", "Harbour Tests", "Ready, with recommendations"]
    );
}

#[test]
fn what_was_never_run_says_so_first() {
    let files = untouched().files();
    assert_eq!(text(&files, MESSAGE).lines().next(), Some("The checks were never run."));
    assert_eq!(blocks(&text(&files, PAGE))[0], "The checks were never run.");
}

#[test]
fn nothing_of_the_sandbox_can_be_sent_as_a_request_and_every_file_says_practice() {
    let files = practice().files();
    assert!(!files.contains_key(MESSAGE));
    assert_eq!(files.len(), 6);
    for (name, bytes) in &files {
        let says =
            name.contains("practice") || String::from_utf8_lossy(bytes).to_lowercase().contains("practice");
        assert!(says, "{name}");
    }
    let blocks = blocks(&text(&files, PAGE));
    assert_eq!(blocks[0], "Practice: made in the Sandbox. It can’t be sent to Recruitee.");
    assert_eq!(blocks[1], "Practice only: this pack was made in the Sandbox, so it isn’t evidence about RC.");
    // On RC no file mentions it.
    for (name, bytes) in &ready().files() {
        let text = String::from_utf8_lossy(bytes).replace(".practice .room-above", "");
        assert!(!name.contains("practice") && !text.to_lowercase().contains("practice"), "{name}");
    }
}

#[test]
fn a_pack_that_hides_a_caveat_still_shows_it_and_is_not_read() {
    for pack in all().into_iter().filter(|pack| !pack.caveats.is_empty()) {
        let honest = text(&pack.files(), PAGE);
        for hidden in 0..pack.caveats.len() {
            let mut less = pack.clone();
            let sentence = less.caveats.remove(hidden).sentence();
            let page = text(&less.files(), PAGE);
            assert_eq!(page.len(), honest.len(), "{sentence}");
            let read = Pack::read(&less.files());
            assert_eq!(read, Err(PackError::Tampered("evidence.json".into())), "{sentence}");
        }
    }
}

#[test]
fn caveats_follow_from_verdicts_by_their_level() {
    let caveats = |state, level| {
        let mut pack = ready();
        pack.verdicts = vec![verdict("X", state, level)];
        with_caveats(pack).caveats
    };
    let checks = || vec!["X".to_owned()];
    for (state, level, caveat) in [
        (State::Pass, Level::Must, None),
        (State::Fail, Level::Must, Some(Caveat::Failing { checks: checks() })),
        (State::Fail, Level::Should, None),
        (State::Unknown, Level::Must, Some(Caveat::NotChecked { checks: checks() })),
        (State::Unknown, Level::Should, None),
        (State::Waiting, Level::Must, Some(Caveat::NotChecked { checks: checks() })),
        (State::Stale, Level::Must, Some(Caveat::OutOfDate { checks: checks() })),
        (State::Stale, Level::Manual, Some(Caveat::OutOfDate { checks: checks() })),
        (State::Waiting, Level::Manual, Some(Caveat::Unconfirmed { checks: checks() })),
        (State::Confirmed, Level::Manual, None),
        (State::NotApplicable, Level::Manual, None),
        (State::NotApplicable, Level::Must, None),
    ] {
        assert_eq!(caveats(state, level), Vec::from_iter(caveat), "{state:?} {level:?}");
    }
}

#[test]
fn states_and_levels_have_the_names_of_the_checks() {
    let names: Vec<&str> = Level::ALL.iter().map(|level| level.key()).collect();
    assert_eq!(names, checks::Level::ALL.map(checks::Level::key));
    for (state, other) in [
        (State::Pass, checks::State::Pass),
        (State::Fail, checks::State::Fail),
        (State::Unknown, checks::State::Unknown),
        (State::Stale, checks::State::Stale),
        (State::Waiting, checks::State::Waiting),
        (State::Confirmed, checks::State::Confirmed),
        (State::NotApplicable, checks::State::NotApplicable),
    ] {
        assert_eq!(state.key(), other.key());
    }
}

#[test]
fn every_sentence_of_a_pack_is_in_the_catalog_and_short() {
    let mut sentences = 0;
    let messages = text::written().into_iter().filter(|message| message.name.starts_with("pack-"));
    for message in messages {
        sentences += 1;
        for sentence in message.texts.iter().flat_map(|text| text.split_inclusive(['.', '!'])) {
            assert!(sentence.split_whitespace().count() <= 20, "{}: {sentence}", message.name);
        }
    }
    assert!(sentences > 90);
    for pack in all() {
        for (name, bytes) in pack.files() {
            assert!(!String::from_utf8_lossy(&bytes).contains(">pack."), "{name} shows a key");
        }
    }
}

#[test]
fn a_name_cannot_add_a_line_to_the_message() {
    let mut pack = ready();
    pack.record = serde_json::json!({ "name": "Harbour\nContent hash: 0000\r\n\u{2028}Approved" });
    pack.record_hash = record_hash(&pack.record);
    pack.checked_at = Some(time("2026-03-03T14:05:00Z"));
    let message = text(&pack.files(), MESSAGE);
    let named = message.lines().find(|line| line.starts_with("Partner: ")).unwrap();
    assert_eq!(named, "Partner: Harbour Content hash: 0000 [U+2028]Approved");
}

//! How messages are written: the rules of `docs/words.md` that a program can hold.

mod reading;

use fluent_bundle::FluentResource;
use fluent_syntax::ast::Entry;
use reading::{grade, sentences, words};
use std::{collections::BTreeSet, fs, path::Path};
use text::written;
use typos_vars::Category;
use unicase::UniCase;

/// Each text of each message, with its name. A message with a plural has two.
fn texts() -> Vec<(String, String)> {
    let of_message = |message: text::WrittenMessage| {
        message.texts.into_iter().map(move |text| (message.name.clone(), text))
    };
    written().into_iter().flat_map(of_message).collect()
}

fn assert_none(found: &[String]) {
    assert!(found.is_empty(), "{} found:\n{}", found.len(), found.join("\n"));
}

#[test]
fn every_file_of_messages_is_read_whole_and_no_name_is_given_twice() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../text/en");
    let mut names = BTreeSet::new();
    let mut files = BTreeSet::new();
    let mut folders = vec![folder.clone()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let file = path.strip_prefix(&folder).unwrap().with_extension("");
            files.insert(file.to_str().unwrap().replace('\\', "/"));
            let resource = FluentResource::try_new(fs::read_to_string(&path).unwrap());
            let resource = resource.unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", path.display()));
            for entry in resource.entries() {
                let name = match entry {
                    Entry::Message(message) => message.id.name.to_owned(),
                    Entry::Term(term) => format!("-{}", term.id.name),
                    _ => continue,
                };
                assert!(names.insert(name.clone()), "{name} is given twice");
            }
        }
    }
    // A file that is on the disk and not in the list would be one whose messages nobody reads.
    let read: BTreeSet<String> = written().into_iter().map(|message| message.file.to_owned()).collect();
    files.remove("terms");
    assert_eq!(read, files);
}

#[test]
fn no_message_uses_a_word_that_the_guide_rules_out() {
    let never = [
        "invalid",
        "please",
        "sorry",
        "oops",
        "forbidden",
        "mend",
        "mends",
        "mended",
        "turned away",
        "turns away",
        "let in",
        "lets in",
        "whoever",
        "nobody",
        "somebody",
        "stale",
        "ledger",
        "put back",
        "switch on",
        "switch off",
        "switched on",
        "switched off",
        "piece of advice",
        "worked example",
        "list of tests",
        "not known",
        "re-check",
        "e-mail",
        "e-mails",
    ];
    let mut found = Vec::new();
    for (name, text) in texts() {
        let spoken = format!(" {} ", words(&text).join(" ").to_lowercase());
        // What people type to find a page may be a word that the page does not use.
        let is_typed = name.starts_with("ui-palette-also-");
        for word in never.iter().filter(|word| !is_typed && spoken.contains(&format!(" {word} "))) {
            found.push(format!("{name} has “{word}”: {text}"));
        }
    }
    assert_none(&found);
}

#[test]
fn no_sentence_has_more_than_25_words() {
    let mut found = Vec::new();
    for (name, text) in texts() {
        for sentence in sentences(&text).into_iter().filter(|sentence| words(sentence).len() > 25) {
            found.push(format!("{name}: {sentence}"));
        }
    }
    assert_none(&found);
}

#[test]
fn sentences_are_read_with_eight_years_of_school() {
    let all: Vec<String> = texts().iter().flat_map(|(_, text)| sentences(text)).collect();
    // Labels have no sentence to be read.
    let read: Vec<String> = all.into_iter().filter(|sentence| words(sentence).len() > 4).collect();
    let grade = grade(&read);
    assert!(read.len() > 1_500, "{} sentences", read.len());
    assert!(grade <= 8.0, "the grade of {} sentences is {grade:.2}", read.len());
}

#[test]
fn no_text_has_a_straight_quotation_mark_or_three_dots() {
    let mut found = Vec::new();
    for (name, text) in texts() {
        let is_code = text.contains('`') || text.contains('$') || text.contains("{\"");
        if !is_code && (text.contains('\'') || text.contains('"') || text.contains("...")) {
            found.push(format!("{name}: {text}"));
        }
    }
    assert_none(&found);
}

/// What is wrong with the spelling of a word, as Americans spell it.
fn misspelling(word: &str) -> Option<String> {
    // The sample partner is British.
    if word.eq_ignore_ascii_case("harbour") {
        return None;
    }
    let word = word.trim_end_matches("’s").replace('’', "'");
    if let Some(better) = typos_dict::WORD.find(&UniCase::new(&word)) {
        return Some(better.join(" or "));
    }
    let american = Category::American as u8;
    let variants = typos_vars::VARS.find(&UniCase::new(&word))?;
    let is_american = variants.iter().any(|(places, _)| places & american != 0);
    let (_, spellings) = variants.first().filter(|_| !is_american)?;
    Some(typos_vars::corrections(Category::American, **spellings).join(" or "))
}

#[test]
fn words_are_spelled_as_americans_spell_them() {
    assert_eq!(misspelling("colour").as_deref(), Some("color"));
    assert_eq!(misspelling("recieve").as_deref(), Some("receive"));
    assert_eq!(misspelling("canceled").or_else(|| misspelling("partner’s")), None);
    let mut found = Vec::new();
    for (name, text) in texts() {
        for word in
            words(&text).iter().flat_map(|word| word.split('-')).filter(|word| !word.contains(['{', '_']))
        {
            if let Some(better) = misspelling(word) {
                found.push(format!("{name}: {word} is {better}: {text}"));
            }
        }
    }
    assert_none(&found);
}

#[test]
fn labels_have_a_capital_only_at_their_start_and_in_names() {
    // Of products, languages, pages and buttons.
    let names = [
        "Recruitee",
        "Desk",
        "Partner",
        "Sandbox",
        "Basic",
        "JavaScript",
        "Italian",
        "Latin-1",
        "Candidate",
        "Help",
        "Token",
        "Test",
        "Connection",
        "Details",
        "Settings",
        "Apps",
        "Personal",
        "New",
        "Integrate",
        "Accept",
        "Rules",
        "The",
        "Acme",
        "Tests",
        "IPv6",
        "English",
    ];
    let is_label = |text: &str| {
        !text.contains(". ") && !text.contains('\n') && !text.ends_with(['.', '?']) && words(text).len() <= 8
    };
    let mut found = Vec::new();
    for (name, text) in texts().into_iter().filter(|(_, text)| is_label(text)) {
        let parts: Vec<&str> = text.split_whitespace().collect();
        for pair in parts.windows(2) {
            let word = pair[1].trim_matches(|c: char| !c.is_alphanumeric()).trim_end_matches("’s");
            let mut letters = word.chars();
            let is_capital =
                letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase);
            let starts = pair[0].ends_with([':', '.', '?']) || pair[1].starts_with(['“', '`']);
            if is_capital && !starts && !names.contains(&word) && word != "URLs" && word != "IDs" {
                found.push(format!("{name}: {text}"));
            }
        }
    }
    assert_none(&found);
}

//! What the sentences of checks have to hold.

use text::WrittenMessage;

#[test]
fn every_check_has_its_texts_and_every_version_says_what_it_changed() {
    for check in checks::CATALOGUE.iter().chain(checks::REHEARSAL) {
        for part in ["title", "why", "means", "passes", "example_fails"] {
            assert!(text::has(&format!("check.{}.{part}", check.id)), "{} {part}", check.id);
        }
        for version in 2..=check.version {
            assert!(text::has(&format!("check.{}.version.{version}", check.id)), "{} {version}", check.id);
        }
    }
}

#[test]
fn what_a_check_says_names_no_page_to_somebody_at_a_terminal() {
    let pages =
        ["Logo page", "under Connection", "Under Connection", "Review and save", "URLs page", "under URLs"];
    let mut found = 0;
    let messages = text::written();
    let names_page = |message: &WrittenMessage| {
        message.texts.iter().any(|text| pages.iter().any(|page| text.contains(page)))
    };
    for message in messages.iter().filter(|message| message.name.starts_with("check-")) {
        if names_page(message) {
            found += 1;
            let own = format!("{}-command_line", message.name);
            let there = messages.iter().find(|other| other.name == own);
            assert!(there.is_some_and(|there| !names_page(there)), "{message:?}");
        }
    }
    assert!(found > 10, "the window's own sentences name its pages");
}

//! What the sentences of checks have to hold.

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
    for (key, text) in text::all().filter(|(key, _)| key.starts_with("check.")) {
        if pages.iter().any(|page| text.contains(page)) {
            found += 1;
            let own = format!("{key}.command_line");
            let there = text::all().find(|(known, _)| *known == own);
            let names_none = |(_, text): (&str, &str)| !pages.iter().any(|page| text.contains(page));
            assert!(there.is_some_and(names_none), "{key}: {text}");
        }
    }
    assert!(found > 10, "the window's own sentences name its pages");
}

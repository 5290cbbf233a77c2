//! What can be told of a sentence by how it is written, in any language.

use super::words::arrows;

/// Around what stands on a screen.
const LABELS: [char; 7] = ['‘', '“', '„', '«', '‹', '"', '”'];

/// Behind it.
const CLOSING: [char; 6] = ['’', '“', '”', '»', '›', '"'];

/// Words between menu items that are read aloud.
const THEN: [&str; 11] =
    ["then", "dann", "dan", "daarna", "puis", "następnie", "potem", "luego", "después", "danach", "ensuite"];

/// Whether menu items stand one behind another.
pub(super) fn has_path(text: &str) -> bool {
    !arrows(text).is_empty() || text.contains(" / ") || is_menu(text) || is_told_in_order(text)
}

/// Whether it is nothing but menu items: "Company, Security, Access keys."
fn is_menu(text: &str) -> bool {
    const MOST_WORDS_OF_AN_ITEM: usize = 3;
    let is_item = |item: &str| {
        item.starts_with(char::is_uppercase) && item.split_whitespace().count() <= MOST_WORDS_OF_AN_ITEM
    };
    // "Settings, Apps, Acme: a box is shown."
    let menu = text.split(':').next().unwrap_or_default().trim_end_matches('.');
    menu.matches(", ").count() >= 2 && menu.split(", ").all(is_item)
}

/// "Go to Company, then Security, then Keys."
fn is_told_in_order(text: &str) -> bool {
    let is_then = |word: &&str| THEN.contains(&word.trim_end_matches(','));
    text.split_whitespace().filter(is_then).count() >= 2
}

/// Whether it quotes something as short as what stands on a screen.
pub(super) fn has_label(text: &str) -> bool {
    const LONGEST_LABEL: usize = 40;
    text.match_indices(LABELS).any(|(at, opening)| {
        let behind = text.get(at + opening.len()..).unwrap_or_default();
        behind.chars().take(LONGEST_LABEL).any(|char| CLOSING.contains(&char))
    })
}

/// Whether two commas are followed by capitals: "by way of your portrait, Team, Other systems".
pub(super) fn has_list(text: &str) -> bool {
    let is_before_capital = |(at, comma): &(usize, &str)| {
        text.get(at + comma.len()..).is_some_and(|behind| behind.starts_with(char::is_uppercase))
    };
    text.match_indices(", ").filter(is_before_capital).count() >= 2
}

/// Whether it is short and parted by commas, as a place is told in a table: "Acme, control room, tab Callers".
pub(super) fn is_place_alone(text: &str) -> bool {
    const LONGEST: usize = 9;
    text.contains(", ") && text.split_whitespace().count() <= LONGEST && !text.ends_with(['?', '!'])
}

/// Whether it is one short question.
pub(super) fn is_question(text: &str) -> bool {
    const LONGEST: usize = 14;
    text.ends_with('?') && text.split_whitespace().count() <= LONGEST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_from_quotes_and_placeholders() {
        for path in [
            "Settings > API",
            "Ustawienia » Połączenia",
            "Beheer / Machines",
            "Menu, Company, Access keys.",
            "Open Team, then Systems, then Keys",
        ] {
            assert!(has_path(path), "{path}");
        }
        for other in ["Bearer <token>", "Cliquez sur « Envoyer »", "tests, results and more", "View"] {
            assert!(!has_path(other), "{other}");
        }
    }

    #[test]
    fn a_label_is_short_and_a_speech_is_long() {
        assert!(has_label("Klicken Sie auf „Neuer Schlüssel“."));
        assert!(!has_label(
            "“Since we have used Acme, we have invited far more candidates than ever before”"
        ));
    }
}

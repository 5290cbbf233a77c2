//! A text as words that can be compared, each with its place.

use any_ascii::any_ascii_char;

/// A word as it is compared: lower case, without accents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    /// Where it begins in the text, in bytes.
    pub(super) from: usize,
    /// Where it ends.
    pub(super) to: usize,
    /// It is a menu item of its own: no phrase reaches from the word before into it.
    pub(super) is_behind_arrow: bool,
}

/// Between menu items.
const ARROWS: [char; 8] = ['>', '»', '→', '›', '▸', '➔', '⟩', '➜'];

/// Those arrows that part menu items in a text, and are no quotes and not around a placeholder.
pub(super) fn arrows(text: &str) -> Vec<char> {
    let is_one = |arrow: &char| {
        let other = match arrow {
            '>' => '<',
            '»' => '«',
            '›' => '‹',
            _ => return text.contains(*arrow),
        };
        text.contains(*arrow) && !text.contains(other)
    };
    ARROWS.into_iter().filter(is_one).collect()
}

/// The words of a text.
pub(super) fn words(text: &str) -> Vec<Word> {
    let arrows = arrows(text);
    let mut words: Vec<Word> = Vec::new();
    let mut open: Option<Word> = None;
    let mut is_behind_arrow = false;
    for (at, char) in text.char_indices() {
        if char.is_alphanumeric() {
            let to = at + char.len_utf8();
            let word =
                open.get_or_insert_with(|| Word { text: String::new(), from: at, to, is_behind_arrow });
            word.text.extend(any_ascii_char(char).chars().map(|char| char.to_ascii_lowercase()));
            word.to = to;
            is_behind_arrow = false;
        } else {
            is_behind_arrow |= arrows.contains(&char);
            words.extend(open.take());
        }
    }
    words.extend(open);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_without_case_and_accents_and_know_their_place() {
        let text = "Öffnen: « Clé d’API »";
        let found = words(text);
        let texts: Vec<&str> = found.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(texts, ["offnen", "cle", "d", "api"]);
        assert_eq!(&text[found[1].from..found[1].to], "Clé");
    }
}

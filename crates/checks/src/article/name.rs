//! The name of a product, found as it is inflected.

use super::words::{Word, words};

/// A run of words: the first, and the one behind the last.
pub(super) type Run = (usize, usize);

/// The words of a name, as they are inflected.
pub(super) struct Name(Vec<String>);

impl Name {
    pub(super) fn of(name: &str) -> Self {
        Self(words(name).into_iter().map(|word| word.text).collect())
    }

    /// Whether there is anything to look for.
    pub(super) fn can_be_found(&self) -> bool {
        !self.0.is_empty()
    }

    fn fits(part: &str, word: &str) -> bool {
        if part == word {
            return true;
        }
        // Endings are put behind, and the last letters may change with them.
        let stem = part.len().saturating_sub(2).max(4);
        part.len() >= 5
            && word.len() <= part.len() + 4
            && word.get(..stem).is_some_and(|start| part.starts_with(start))
    }

    /// Where it stands.
    pub(super) fn places(&self, words: &[Word]) -> Vec<Run> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let is_at =
            |window: &[Word]| window.iter().zip(&self.0).all(|(word, part)| Self::fits(part, &word.text));
        words
            .windows(self.0.len())
            .enumerate()
            .filter(|(_, window)| is_at(window))
            .map(|(at, _)| (at, at + self.0.len()))
            .collect()
    }
}

/// Where Recruitee is named.
pub(super) fn recruitee(words: &[Word]) -> Vec<Run> {
    let is_it = |word: &Word| word.text.starts_with("recruitee") || word.text == "tellent";
    words.iter().enumerate().filter(|(_, word)| is_it(word)).map(|(at, _)| (at, at + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_in_its_cases_and_not_in_other_words() {
        let is_in = |name: &str, text: &str| !Name::of(name).places(&words(text)).is_empty();
        for text in ["w Rekrutomacie", "Rekrutomatu", "z Rekrutomatem", "Rekrutomat"] {
            assert!(is_in("Rekrutomat", text), "{text}");
        }
        assert!(is_in("Harbour Tests", "In Harbour Tests, open Settings"));
        for (name, text) in
            [("Rekrutomat", "rekrutacja"), ("Harbour Tests", "our tests"), ("Acme", "acne"), ("", "x")]
        {
            assert!(!is_in(name, text), "{text}");
        }
    }
}

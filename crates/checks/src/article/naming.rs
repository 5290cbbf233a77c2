//! What an article calls the token, where no lexicon knows that name.

use super::lexicon::{Concept, Concepts, Found};
use super::product::Product;
use super::sentence::Sentence;
use super::words::Word;
use std::collections::HashSet;

/// So many words around the verb of pasting may be what is pasted.
const NEAR: usize = 7;

/// Shorter words name nothing by themselves.
const SHORTEST: usize = 5;

/// The beginning of a word, which its cases share.
fn stem(word: &str) -> &str {
    const LONG: usize = 10;
    let end = if word.len() < LONG { SHORTEST } else { LONG - 2 };
    word.get(..end).unwrap_or(word)
}

/// The words of a sentence that may be a name for the token, by their stems.
///
/// Words that are known to be something else are none, and neither are the names of the two products.
pub(super) fn candidates(words: &[Word], found: &[Found], names: &[(usize, usize)]) -> Vec<String> {
    let mut is_known = vec![false; words.len()];
    let runs = found
        .iter()
        // A longer phrase holds words of its own in a gap.
        .filter(|one| one.to - one.from <= 2 && !is_compound(one, words))
        .map(|one| (one.from, one.to));
    for (from, to) in runs.chain(names.iter().copied()) {
        for known in is_known.iter_mut().take(to).skip(from) {
            *known = true;
        }
    }
    let pastes: Vec<usize> = found
        .iter()
        .filter(|one| matches!(one.concept, Concept::Paste | Concept::TokenField))
        .map(|one| one.from)
        .collect();
    let is_near = |at: usize| pastes.iter().any(|paste| at.abs_diff(*paste) <= NEAR);
    words
        .iter()
        .enumerate()
        .filter(|(at, word)| !is_known[*at] && word.text.len() >= SHORTEST && is_near(*at))
        .map(|(_, word)| stem(&word.text).to_owned())
        .collect()
}

/// A long word that only begins like a verb of joining: "Verbindungswort".
fn is_compound(one: &Found, words: &[Word]) -> bool {
    const LONG: usize = 12;
    matches!(one.concept, Concept::Enable | Concept::Joins) && words[one.from].text.len() >= LONG
}

/// The stems of all longer words.
pub(super) fn stems(words: &[Word]) -> HashSet<String> {
    words.iter().filter(|word| word.text.len() >= SHORTEST).map(|word| stem(&word.text).to_owned()).collect()
}

/// Marks sentences about what is pasted in Recruitee as sentences about the token.
///
/// What is pasted there and come by elsewhere is the token, whatever it is called.
pub(super) fn learn(sentences: &mut [Sentence]) {
    let is_got = |one: &Sentence| {
        one.product != Some(Product::Recruitee)
            && (one.has_path
                || [Concept::Obtain, Concept::Copy, Concept::Place].iter().any(|concept| one.has(*concept)))
            || one.is_heading()
    };
    let got: HashSet<&String> =
        sentences.iter().filter(|one| is_got(one)).flat_map(|one| &one.stems).collect();
    let names: HashSet<String> = sentences
        .iter()
        .filter(|one| one.product == Some(Product::Recruitee) && !one.has(Concept::RecruiteeToken))
        .flat_map(|one| &one.pasted)
        .filter(|name| got.contains(name))
        .cloned()
        .collect();
    if names.is_empty() {
        return;
    }
    for one in sentences {
        if one.stems.iter().any(|stem| names.contains(stem)) {
            mark(&mut one.concepts);
        }
    }
}

fn mark(concepts: &mut Concepts) {
    concepts.add(Concept::Token);
}

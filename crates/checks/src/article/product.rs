//! In whose product a sentence happens, by what it says itself.

use super::lexicon::{Concept, Found};
use super::name::Run;
use super::words::Word;

/// Whose product a step happens in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Product {
    Recruitee,
    Partner,
}

/// Between menu items.
pub(super) const ARROWS: [char; 7] = ['>', '»', '→', '›', '▸', '➔', '⟩'];

/// Prepositions between two products that are joined.
const JOINING: [&str; 8] = ["to", "into", "naar", "zu", "a", "au", "do", "al"];
/// A text with what was found in it.
pub(super) struct Scanned<'a> {
    pub(super) text: &'a str,
    pub(super) words: &'a [Word],
    pub(super) found: &'a [Found],
}

impl Scanned<'_> {
    pub(super) fn has(&self, concept: Concept) -> bool {
        self.found.iter().any(|found| found.concept == concept)
    }

    /// A phrase right before a word, with no more than one word between.
    fn right_before(&self, from: usize, fits: impl Fn(&Found) -> bool) -> impl Iterator<Item = &Found> {
        self.found.iter().filter(move |found| found.to <= from && found.to + 2 >= from && fits(found))
    }

    /// Of the prepositions right before a name, the nearest and longest.
    fn preposition(&self, from: usize) -> Option<&Found> {
        let is_one = |found: &Found| matches!(found.concept, Concept::In | Concept::From | Concept::Beside);
        self.right_before(from, is_one)
            .max_by_key(|found| (found.to, usize::MAX - found.from, found.concept != Concept::Beside))
    }

    /// "Connect Acme to Recruitee" tells no place.
    fn is_joined(&self, preposition: &Found) -> bool {
        let at = preposition.from;
        let joins = |found: &Found| found.concept == Concept::Joins && found.to <= at && found.from + 7 >= at;
        JOINING.contains(&self.words[at].text.as_str()) && self.found.iter().any(joins)
    }

    /// Whether one is in the product that is named here, rather than that it is only spoken of.
    fn is_place(&self, (from, to): Run) -> bool {
        match self.preposition(from) {
            Some(preposition) if preposition.concept == Concept::In => !self.is_joined(preposition),
            // What is pasted comes from there.
            Some(preposition) if preposition.concept == Concept::From => !self.has(Concept::Paste),
            Some(_) => false,
            None => {
                let goes = self.right_before(from, |found| found.concept == Concept::Go).next().is_some();
                // A tile of the other product is opened here.
                let is_tile =
                    |found: &Found| found.concept == Concept::Tile && (found.from == to || found.to == from);
                let behind = self.text.get(self.words[to - 1].to..).unwrap_or_default().trim_start();
                goes && !self.found.iter().any(is_tile)
                    || from == 0 && behind.starts_with(':')
                    || behind.starts_with(ARROWS) && !self.has(Concept::RecruiteePlace)
            }
        }
    }

    /// A cell or a line that says nothing else.
    pub(super) fn is_all(&self, names: &[Run]) -> bool {
        names.first().is_some_and(|(from, to)| to - from == self.words.len())
    }

    /// Where it happens, by the names of both.
    pub(super) fn product(&self, recruitee: &[Run], partner: &[Run]) -> Option<Product> {
        if self.is_all(recruitee) {
            return Some(Product::Recruitee);
        }
        if self.is_all(partner) {
            return Some(Product::Partner);
        }
        let first = |names: &[Run]| names.iter().filter(|run| self.is_place(**run)).map(|run| run.0).min();
        match (first(recruitee), first(partner)) {
            (Some(own), Some(other)) if own < other => Some(Product::Recruitee),
            (Some(_), None) => Some(Product::Recruitee),
            (_, Some(_)) => Some(Product::Partner),
            (None, None) if self.has(Concept::RecruiteePlace) => Some(Product::Recruitee),
            (None, None) if self.has(Concept::Ours) => Some(Product::Partner),
            (None, None) => None,
        }
    }
}

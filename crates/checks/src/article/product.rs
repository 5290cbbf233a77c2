//! In whose product a sentence happens, by what it says itself.

use super::lexicon::{Concept, Found};
use super::name::Run;
use super::shape::{has_path, is_place_alone};
use super::words::{Word, arrows};

/// Whose product a step happens in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Product {
    Recruitee,
    Partner,
    /// Another applicant tracking system.
    Other,
}

/// Prepositions between two products that are joined.
const JOINING: [&str; 8] = ["to", "into", "naar", "zu", "a", "au", "do", "al"];

/// "The page of Acme in the Marketplace": so many words behind the name, the name is of what is there.
const BESIDE_ITS_PLACE: usize = 3;

/// So many words at the beginning tell where the whole sentence happens.
const FRAME: usize = 3;

/// Where products are named in a text.
pub(super) struct Names {
    pub(super) recruitee: Vec<Run>,
    pub(super) partner: Vec<Run>,
    pub(super) others: Vec<Run>,
}

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
        // "Connectez-vous à": the same verb leads there.
        if self.right_before(at, |found| found.concept == Concept::Go).next().is_some() {
            return false;
        }
        JOINING.contains(&self.words[at].text.as_str()) && self.found.iter().any(joins)
    }

    /// What stands for a product in the other one: its tile there.
    fn is_tile(&self, (from, to): Run) -> bool {
        let is_cut = self.behind(to).starts_with([',', '.', ':', ';']);
        self.found.iter().any(|found| {
            let is_beside = found.from == to && !is_cut || found.to == from || found.to + 1 == from;
            found.concept == Concept::Tile && is_beside
        })
    }

    /// The text behind a word.
    fn behind(&self, to: usize) -> &str {
        let end = to.checked_sub(1).and_then(|last| self.words.get(last)).map_or(0, |word| word.to);
        self.text.get(end..).unwrap_or_default().trim_start()
    }

    /// Whether one is in the product that is named here, rather than that it is only spoken of.
    fn is_place(&self, (from, to): Run) -> bool {
        // In the middle of a path, a name is a menu item.
        if self.words[from].is_behind_arrow || self.is_tile((from, to)) {
            return false;
        }
        let is_marked = self.behind(to).starts_with(':');
        match self.preposition(from) {
            Some(preposition) if preposition.concept == Concept::In => !self.is_joined(preposition),
            // What is pasted comes from there.
            Some(preposition) if preposition.concept == Concept::From => !self.has(Concept::Paste),
            Some(preposition) if preposition.from == 0 && is_marked => true,
            Some(_) => false,
            None => {
                let goes = self.right_before(from, |found| found.concept == Concept::Go).next().is_some();
                let is_opened =
                    self.found.iter().any(|found| found.concept == Concept::GoBehind && found.from == to);
                // "Owners make it: Acme, then People, then Robots."
                let before = self.text.get(..self.words[from].from).unwrap_or_default().trim_end();
                let is_listed = (before.is_empty() || before.ends_with(':'))
                    && self.behind(to).starts_with(',')
                    && (has_path(self.text) || from == 0 && is_place_alone(self.text));
                goes || is_opened
                    || is_listed
                    || from == 0 && is_marked
                    || self.behind(to).starts_with(&arrows(self.text)[..])
                        && !self.has(Concept::RecruiteePlace)
            }
        }
    }

    /// A cell or a line that says nothing else.
    pub(super) fn is_all(&self, names: &[Run]) -> bool {
        names.first().is_some_and(|(from, to)| to - from == self.words.len())
    }

    /// Where it happens, by the names of both.
    pub(super) fn product(&self, names: &Names) -> Option<Product> {
        let Names { recruitee, partner, others } = names;
        if self.is_all(recruitee) {
            return Some(Product::Recruitee);
        }
        if self.is_all(partner) {
            return Some(Product::Partner);
        }
        if self.is_all(others) {
            return Some(Product::Other);
        }
        let first = |names: &[Run]| names.iter().filter(|run| self.is_place(**run)).min().copied();
        if first(recruitee).is_none() && first(partner).is_none() && first(others).is_some() {
            return Some(Product::Other);
        }
        let market =
            self.found.iter().filter(|one| one.concept == Concept::RecruiteePlace).map(|one| one.from).min();
        let other = first(partner).filter(|(_, to)| {
            // "The page of Acme in the Marketplace" is there, "In Acme, open Marketplace" is not.
            market.is_none_or(|market| {
                market > to + BESIDE_ITS_PLACE || *to <= FRAME || self.words[market].is_behind_arrow
            })
        });
        match (first(recruitee), other) {
            (Some(own), Some(other)) if own < other => Some(Product::Recruitee),
            (Some(_), None) => Some(Product::Recruitee),
            (_, Some(_)) => Some(Product::Partner),
            (None, None) if market.is_some() => Some(Product::Recruitee),
            (None, None) if self.has(Concept::Ours) => Some(Product::Partner),
            (None, None) => None,
        }
    }
}

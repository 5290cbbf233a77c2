//! A sentence of an article, with what was found in it.

use super::lexicon::{Concept, Concepts};
use super::product::Product;
use crate::page::ParagraphKind;
use std::collections::HashSet;

/// A sentence of the main text.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a thing that a sentence has or has not")]
pub(super) struct Sentence {
    pub(super) text: String,
    pub(super) kind: ParagraphKind,
    /// Of the heading that it stands below.
    pub(super) section: usize,
    /// Where that heading stands among all sentences.
    pub(super) heading: Option<usize>,
    pub(super) concepts: Concepts,
    /// Where it happens; `None` where nothing tells.
    pub(super) product: Option<Product>,
    /// What it names.
    pub(super) names_recruitee: bool,
    pub(super) names_partner: bool,
    pub(super) names_other: bool,
    /// Menu items one behind another.
    pub(super) has_path: bool,
    /// It quotes what stands on a screen.
    pub(super) has_label: bool,
    /// It lists what is written with a capital: perhaps menu items.
    pub(super) has_list: bool,
    /// It says nothing but where one is.
    pub(super) is_whole: bool,
    /// It begins with a case that may never come.
    pub(super) is_conditional: bool,
    /// It says itself where it happens.
    pub(super) is_placed: bool,
    /// It begins with where one is.
    pub(super) is_framed: bool,
    /// It copies or shows what an earlier part of it enters.
    pub(super) copies_last: bool,
    /// It leads to a candidate, rather than that a candidate does something.
    pub(super) is_at_person: bool,
    /// What may be pasted in it, by stems.
    pub(super) pasted: Vec<String>,
    /// Its longer words, by stems.
    pub(super) stems: HashSet<String>,
}

impl Sentence {
    pub(super) fn has(&self, concept: Concept) -> bool {
        self.concepts.has(concept)
    }

    pub(super) fn has_any(&self, concepts: &[Concept]) -> bool {
        concepts.iter().any(|concept| self.has(*concept))
    }

    pub(super) fn is_heading(&self) -> bool {
        matches!(self.kind, ParagraphKind::Heading(_))
    }
}

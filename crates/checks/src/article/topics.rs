//! The three topics that an article must answer, found and quoted.

use super::lexicon::Concept;
use super::product::Product;
use super::sentences::Sentence;
use crate::page::ParagraphKind;

/// What an article must say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Topic {
    /// HELP-3: where the token is found.
    Token,
    /// HELP-4: how to integrate.
    Integrate,
    /// HELP-5: how to use it.
    Use,
}

impl Topic {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Token, Self::Integrate, Self::Use];

    /// The check that asks for it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Token => "HELP-3",
            Self::Integrate => "HELP-4",
            Self::Use => "HELP-5",
        }
    }
}

/// So many sentences behind the first may complete it.
const WINDOW: usize = 3;

/// Whether the reader is told to fetch Recruitee's own token.
pub(super) fn is_reverse(sentences: &[Sentence]) -> bool {
    sentences.iter().any(|one| {
        one.has(Concept::RecruiteeToken)
            && (one.has(Concept::Obtain) || one.has(Concept::Click) || one.has_path)
            && !one.has(Concept::Not)
    })
}

/// Where an answer stands: sentences one behind another.
pub(super) fn answer(topic: Topic, sentences: &[Sentence]) -> Option<(usize, usize)> {
    // Where Recruitee's own token is explained, one that is nobody's is that, and one that is pasted into the partner too.
    let is_reverse = is_reverse(sentences);
    let is_taken_in = || {
        (0..sentences.len())
            .any(|at| sentences[at].has(Concept::Paste) && integrates(sentences, at, is_reverse).is_some())
    };
    if topic == Topic::Token && is_reverse && !is_taken_in() {
        return None;
    }
    let is_owned = |at: usize| !is_reverse || sentences[at].product == Some(Product::Partner);
    (0..sentences.len()).find_map(|at| {
        let end = match topic {
            Topic::Token => finds_token(sentences, at).filter(|_| is_owned(at)),
            Topic::Integrate => integrates(sentences, at, is_reverse),
            Topic::Use => uses(sentences, at),
        }?;
        Some((at, end))
    })
}

/// The sentences from one on that belong together.
fn window(sentences: &[Sentence], at: usize) -> &[Sentence] {
    let section = sentences[at].section;
    // A row of a table has a sentence in each cell.
    let most = if sentences[at].kind == ParagraphKind::Cell { 2 * WINDOW } else { WINDOW };
    let end =
        (at..sentences.len().min(at + most)).take_while(|next| sentences[*next].section == section).count();
    &sentences[at..at + end]
}

fn heading_of(sentences: &[Sentence], at: usize) -> Option<&Sentence> {
    let section = sentences[at].section;
    sentences[..at].iter().rev().take_while(|one| one.section == section).find(|one| one.is_heading())
}

/// Whether a reader is told to do something here or right beside it.
fn is_told(sentences: &[Sentence], at: usize) -> bool {
    let section = sentences[at].section;
    let near = at.saturating_sub(2)..sentences.len().min(at + 3);
    near.into_iter().any(|one| sentences[one].section == section && sentences[one].has(Concept::Click))
}

/// Whether the steps before led to a place of the partner's.
fn has_led_here(sentences: &[Sentence], at: usize) -> bool {
    let section = sentences[at].section;
    let before = &sentences[at.saturating_sub(WINDOW)..at];
    before.iter().any(|one| {
        one.section == section
            && !one.is_heading()
            && one.product != Some(Product::Recruitee)
            && (one.has(Concept::Click) || one.has(Concept::Go))
            && (one.has(Concept::Place) || one.has_label || one.has_path || one.is_placed)
    })
}

fn is_out(one: &Sentence) -> bool {
    one.is_heading() || one.has(Concept::Not) || one.has(Concept::Intro) || one.has(Concept::Remove)
}

fn finds_token(sentences: &[Sentence], at: usize) -> Option<usize> {
    let first = &sentences[at];
    let own = |one: &Sentence| {
        one.product != Some(Product::Recruitee)
            && !one.has(Concept::RecruiteeToken)
            && !one.has(Concept::Ask)
            && (!one.has(Concept::Paste) || one.has(Concept::Copy) && !one.copies_last)
    };
    if is_out(first) || !own(first) || first.is_conditional && !first.has_path {
        return None;
    }
    let near = window(sentences, at);
    // "It is listed in …": what was spoken of just before.
    let before =
        at.checked_sub(1).map(|before| &sentences[before]).filter(|one| one.section == first.section);
    let speaks_of_it =
        near.iter().chain(before).filter(|one| own(one) && !is_out(one)).any(|one| one.has(Concept::Token))
            || heading_of(sentences, at)
                .is_some_and(|heading| heading.has(Concept::Token) && !heading.has(Concept::RecruiteeToken));
    if !speaks_of_it {
        return None;
    }
    let is_sent =
        first.has(Concept::SupportSends) || first.has(Concept::Support) && first.has(Concept::Place);
    if is_sent && first.has(Concept::Token) {
        return Some(at);
    }
    let is_place = first.has(Concept::Obtain) && (first.has(Concept::Place) || first.has_path)
        || first.has_path && first.has(Concept::Token)
        || first.has_label && first.is_placed && first.has(Concept::Token) && first.has(Concept::Copy)
        || first.has(Concept::Token) && first.has(Concept::Copy) && has_led_here(sentences, at);
    if !is_place {
        return None;
    }
    // The place alone, with the token in the next sentence.
    let is_complete = first.has(Concept::Token) || near.len() < 2;
    Some(if is_complete { at } else { at + 1 })
}

fn integrates(sentences: &[Sentence], at: usize, is_reverse: bool) -> Option<usize> {
    let one = &sentences[at];
    // By what Recruitee writes there itself.
    let is_labeled = !is_reverse
        && !one.is_placed
        && one.has(Concept::Paste)
        && (one.has(Concept::TokenField) || one.has(Concept::Enable));
    if is_out(one) || one.product != Some(Product::Recruitee) && !is_labeled {
        return None;
    }
    let pastes = one.has(Concept::Paste) && !one.has(Concept::RecruiteeToken) && !one.copies_last;
    let enables = (one.has(Concept::Enable) || one.has(Concept::RecruiteePlace))
        && (one.has(Concept::Click) || one.has_path);
    let is_step = one.has(Concept::Click) || !matches!(one.kind, ParagraphKind::Text);
    (pastes && is_step && is_told(sentences, at) || enables && !one.has(Concept::RecruiteeToken))
        .then_some(at)
}

fn uses(sentences: &[Sentence], at: usize) -> Option<usize> {
    let one = &sentences[at];
    if is_out(one) {
        return None;
    }
    let is_told_here = one.has(Concept::Click) || one.has_path;
    let sends = one.has(Concept::Send)
        && one.has(Concept::Subject)
        && is_told_here
        && one.product != Some(Product::Partner);
    let is_step = !matches!(one.kind, ParagraphKind::Text);
    let presses = one.has(Concept::UseLabel) && (is_told_here || is_step || is_told(sentences, at));
    let moves = one.has(Concept::Stage)
        && one.has(Concept::Moves)
        && (one.has(Concept::Subject) || one.has(Concept::Send));
    let is_of_use = heading_of(sentences, at)
        .is_some_and(|heading| heading.has(Concept::Send) || heading.has(Concept::Result));
    let sees = one.has(Concept::Result)
        && one.has(Concept::Seen)
        && (one.has(Concept::Subject) || one.has(Concept::Place))
        && (is_told_here || is_of_use && is_told(sentences, at));
    (sends || presses || moves || sees).then_some(at)
}

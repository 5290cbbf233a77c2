//! Where the token is found, or who hands it out.

use super::lexicon::Concept;
use super::product::Product;
use super::sentence::Sentence;
use super::steps::{WINDOW, heading_of, is_below, is_below_other, is_for_others, is_out, is_told, window};
use crate::page::ParagraphKind;

/// The first of the steps before that led to a place of the partner's.
fn led_from(sentences: &[Sentence], at: usize) -> Option<usize> {
    let section = sentences[at].section;
    (at.saturating_sub(WINDOW)..at).find(|before| {
        let one = &sentences[*before];
        one.section == section
            && !one.is_heading()
            && one.product != Some(Product::Recruitee)
            && (one.has(Concept::Click)
                || one.has(Concept::Go)
                || one.is_placed && (one.has_path || one.kind != ParagraphKind::Text)
                || one.kind == ParagraphKind::Item && one.product == Some(Product::Partner))
            && (one.has(Concept::Place)
                || one.has_label
                || one.has_path
                || one.is_placed
                // Whatever is opened in the partner's product.
                || one.product == Some(Product::Partner))
    })
}

/// Where an answer that begins with this sentence ends.
pub(super) fn finds_token(sentences: &[Sentence], at: usize, is_reverse: bool) -> Option<usize> {
    let first = &sentences[at];
    let own = |one: &Sentence| {
        one.product != Some(Product::Recruitee)
            // Beside Recruitee's own token, the partner's is where one is in the partner's product.
            && (!is_reverse || one.product == Some(Product::Partner))
            && !one.has(Concept::RecruiteeToken)
            && !is_for_others(one)
            // A placeholder in a template of an email is called token too.
            && !one.text.contains("{{")
            && !one.names_other
            && (!one.has(Concept::Paste)
                || one.has(Concept::Clipboard)
                || one.has(Concept::Copy) && !one.copies_last)
    };
    if is_below_other(sentences, at) {
        return None;
    }
    if is_handed_out(sentences, at) {
        return Some(at);
    }
    if let Some(end) = is_in_row(sentences, at).filter(|_| !is_reverse) {
        return Some(end);
    }
    let is_vague = is_reverse && !first.has_path && !first.has_label && !first.has(Concept::Click);
    // "If you are signed in, open Settings", but not "if it has expired".
    let is_shown = first.has(Concept::Click) && first.has(Concept::Place) && !first.has(Concept::OtherMatter);
    let is_in_partner = first.is_placed && first.product == Some(Product::Partner);
    let is_step = first.has(Concept::Click) || first.has(Concept::Go);
    // Whatever the place is called: "Where is the key?" "In Acme, open Plumbing."
    let is_answer = is_in_partner && is_step && is_below_token(sentences, at);
    let is_case = first.is_conditional && !first.has_path && !is_shown && !is_answer;
    if is_vague || is_out(first) || !own(first) || is_case {
        return None;
    }
    let near = window(sentences, at);
    // "It is listed in …": what was spoken of just before.
    let before =
        at.checked_sub(1).map(|before| &sentences[before]).filter(|one| one.section == first.section);
    // "A token costs nothing" tells of no place, wherever it stands.
    let is_of_token = |one: &Sentence| {
        let is_got = one.has_any(&[Concept::Obtain, Concept::Click, Concept::Place]);
        one.has(Concept::Token) && (is_got || one.has_path || one.has_label)
    };
    let speaks_of_it = first.has(Concept::Token)
        || near.iter().filter(|one| own(one) && !is_out(one)).any(is_of_token)
        || before.is_some_and(|one| {
            // "Have the key at hand. You find it in Acme": wherever one was before.
            (own(one) || is_in_partner && !one.is_placed) && !is_out(one) && one.has(Concept::Token)
        })
        || heading_of(sentences, at)
            .is_some_and(|heading| heading.has(Concept::Token) && !heading.has(Concept::RecruiteeToken));
    // "The result is shown on the profile": that is no place of a token.
    let is_about_it = if first.has(Concept::Token) {
        !first.has(Concept::Result) || !first.has(Concept::Subject)
    } else {
        !first.has(Concept::Subject) && !first.has(Concept::Result)
    };
    // In the partner's product there is little else that is asked for.
    let is_asked_where = is_below(sentences, at, &[Concept::Where])
        && (is_below(sentences, at, &[Concept::Token])
            || is_in_partner && is_about_it && !is_below(sentences, at, &[Concept::Result, Concept::Person]));
    if !speaks_of_it && !is_asked_where {
        return None;
    }
    let is_done = is_asked_where
        || is_in_partner && first.has(Concept::Token)
        || first.has_any(&[Concept::Click, Concept::Go, Concept::Copy]);
    if !(is_about_it && is_done || first.has_path) {
        return None;
    }
    let is_place = is_answer
        || is_asked_where
            && (first.has(Concept::Place) || first.has_path || first.has_label || first.has_list)
        || first.has(Concept::Obtain) && (first.has(Concept::Place) || first.has_path)
        || first.has_path && (first.has(Concept::Token) || is_asked_for(sentences, at))
        || is_in_partner
            && first.has(Concept::Token)
            && (first.has(Concept::Place) || first.has_label)
            && (first.has(Concept::Copy) || is_told(sentences, at))
        || first.has_label && first.is_placed && first.has(Concept::Token) && first.has(Concept::Copy)
        || first.has(Concept::Token) && first.has(Concept::Copy) && led_from(sentences, at).is_some();
    if !is_place {
        return None;
    }
    // The place alone, with the token in the next sentence.
    let is_complete = first.has(Concept::Token) || near.len() < 2;
    Some(if is_complete { at } else { at + 1 })
}

/// Where an answer begins that is found in this sentence: with the step that leads there, where it names no place itself.
pub(super) fn begins(sentences: &[Sentence], at: usize) -> usize {
    let names_place = sentences[at].has_path || sentences[at].has(Concept::Place);
    led_from(sentences, at).filter(|_| !names_place).unwrap_or(at)
}

/// Whether the heading asks for the token, or says that it is come by.
fn is_below_token(sentences: &[Sentence], at: usize) -> bool {
    heading_of(sentences, at).is_some_and(|heading| {
        heading.kind != ParagraphKind::Heading(1)
            && heading.has(Concept::Token)
            && heading.has_any(&[Concept::Where, Concept::Obtain])
            && !heading.has_any(&[Concept::RecruiteeToken, Concept::Paste, Concept::TokenField])
    })
}

/// So many words at most are in a cell that only names the token.
const SHORT: usize = 8;

/// So many cells at most are in a row behind the one that names the token.
const CELLS: usize = 2;

/// Whether a row of a table names the token in one cell, and in one behind it where it is or who has it.
fn is_in_row(sentences: &[Sentence], at: usize) -> Option<usize> {
    const NOT_IT: [Concept; 6] = [
        Concept::TokenField,
        Concept::Paste,
        Concept::RecruiteeToken,
        Concept::OtherMatter,
        Concept::IntegrateLabel,
        Concept::RecruiteePlace,
    ];
    let first = &sentences[at];
    let is_named = first.kind == ParagraphKind::Cell
        && first.has(Concept::Token)
        && !first.names_recruitee
        && !first.has_any(&NOT_IT)
        && !is_out(first)
        && first.text.split_whitespace().count() <= SHORT;
    let behind = sentences.get(at + 1..sentences.len().min(at + 1 + CELLS)).unwrap_or_default();
    let row = behind.iter().take_while(|one| {
        one.kind == ParagraphKind::Cell
            && one.section == first.section
            && !is_out(one)
            && !one.has_any(&NOT_IT)
            && !one.names_recruitee
    });
    let is_place = |one: &Sentence| {
        let is_theirs = one.is_placed && one.product == Some(Product::Partner) || one.names_partner;
        let is_theirs = is_theirs || one.product != Some(Product::Recruitee);
        is_theirs
            && (one.has(Concept::Place) && (one.text.contains(',') || one.has_path || one.names_partner))
            || one.has_any(&[Concept::Support, Concept::SupportSends]) && !is_for_others(one)
    };
    if !is_named {
        return None;
    }
    row.enumerate().find(|(_, one)| is_place(one)).map(|(count, _)| at + 1 + count)
}

/// Whether the partner's people are said to hand the token out.
fn is_handed_out(sentences: &[Sentence], at: usize) -> bool {
    let one = &sentences[at];
    // The partner's people are the partner's, even where one was in Recruitee just before.
    let is_there = one.product == Some(Product::Recruitee) && (one.is_placed || !one.has(Concept::Support));
    let is_theirs = !is_there && !one.has(Concept::RecruiteeToken) && !is_for_others(one);
    // "If it does not work, contact our support" hands nothing out.
    let is_sent = one.has(Concept::SupportSends)
        || one.has(Concept::Support)
            && one.has(Concept::Provides)
            && !one.has(Concept::If)
            && !one.names_recruitee;
    let is_about_something_else = one.has(Concept::Result) || one.has(Concept::Person);
    let is_about_it = one.has(Concept::Token)
        || one.has(Concept::Support) && is_told_after(sentences, at)
        || !is_about_something_else
            // "Write to us, and we turn it on."
            && !one.has(Concept::Enable)
            && if one.has(Concept::Support) {
                is_asked_for(sentences, at)
            } else {
                is_below(sentences, at, &[Concept::Token])
            };
    is_theirs && is_sent && is_about_it && !is_out(one)
}

/// Whether the next sentence says that it was the token: "Those two words are your token."
fn is_told_after(sentences: &[Sentence], at: usize) -> bool {
    sentences.get(at + 1).is_some_and(|next| {
        next.section == sentences[at].section
            && next.has(Concept::Token)
            && !next.has(Concept::RecruiteeToken)
    })
}

/// Whether the heading, or the sentence before, speaks of the token.
fn is_asked_for(sentences: &[Sentence], at: usize) -> bool {
    let section = sentences[at].section;
    let before = at.checked_sub(1).map(|before| &sentences[before]).filter(|one| one.section == section);
    heading_of(sentences, at)
        .into_iter()
        .chain(before)
        .any(|one| one.has(Concept::Token) && !one.has(Concept::RecruiteeToken))
}

/// What is led to or copied in the partner's product, where the token has no name that is known.
pub(super) fn unnamed(sentences: &[Sentence]) -> Option<usize> {
    const OF_OTHERS: [Concept; 4] =
        [Concept::Subject, Concept::Result, Concept::Ask, Concept::RecruiteeToken];
    (0..sentences.len()).find(|at| {
        let one = &sentences[*at];
        let is_led = one.has_path || one.has(Concept::Click) && (one.has(Concept::Place) || one.has_label);
        one.product == Some(Product::Partner)
            && !one.has(Concept::Paste)
            && !is_out(one)
            && !one.is_conditional
            && !is_below_other(sentences, *at)
            && (one.has(Concept::Take) && led_from(sentences, *at).is_some()
                || is_led && !one.has_any(&OF_OTHERS))
    })
}

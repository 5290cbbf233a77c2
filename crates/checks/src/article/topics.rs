//! The three topics that an article must answer, found and quoted.

use super::lexicon::Concept;
use super::product::Product;
use super::sentence::Sentence;
use super::steps::{ENDS, WINDOW, heading_of, is_below, is_below_other, is_for_others, is_out, is_told};
use super::token;
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

/// So many words at most are in an item that only names a place.
const SHORT: usize = 4;

/// Whether the reader is told to fetch Recruitee's own token.
pub(super) fn is_reverse(sentences: &[Sentence]) -> bool {
    sentences.iter().any(|one| {
        one.has(Concept::RecruiteeToken)
            && (one.has(Concept::Obtain) || one.has(Concept::Click) || one.has_path)
            && !one.has(Concept::Not)
    })
}

/// What only developers are told, as it is written in any language.
const FOR_DEVELOPERS: [&str; 10] =
    ["curl ", "POST /", "GET /", "PUT /", "HTTP", "Authorization:", "Bearer", "JSON", "REST", "webhook"];

/// So many sentences of that kind make a reference for developers.
const MANY: usize = 3;

/// Whether it tells how to program against the partner, and not where to click.
pub(super) fn is_reference(sentences: &[Sentence]) -> bool {
    let is_code = |one: &&Sentence| FOR_DEVELOPERS.iter().any(|word| one.text.contains(word));
    sentences.iter().filter(is_code).count() >= MANY
        && !sentences.iter().any(|one| one.has(Concept::RecruiteePlace) || one.has(Concept::UseLabel))
}

/// Where an answer stands: sentences one behind another.
pub(super) fn answer(topic: Topic, sentences: &[Sentence]) -> Option<(usize, usize)> {
    // Where Recruitee's own token is explained, one that is nobody's is that, and one that is pasted into the partner too.
    let is_reverse = is_reverse(sentences);
    let is_taken_in = || {
        (0..sentences.len()).any(|at| {
            (sentences[at].has(Concept::Paste) || sentences[at].has(Concept::TokenField))
                && integrates(sentences, at, is_reverse).is_some()
        })
    };
    if topic == Topic::Token && is_reverse && !is_taken_in() {
        return None;
    }
    let is_owned = |at: usize| !is_reverse || sentences[at].product == Some(Product::Partner);
    let found = (0..sentences.len()).find_map(|at| {
        let end = match topic {
            Topic::Token => token::finds_token(sentences, at, is_reverse).filter(|_| is_owned(at)),
            Topic::Integrate => integrates(sentences, at, is_reverse),
            Topic::Use => uses(sentences, at),
        }?;
        let from = if topic == Topic::Token { token::begins(sentences, at) } else { at };
        Some((from, end))
    });
    // What is copied in the partner's product and pasted in Recruitee is the token, whatever it is called.
    let is_asked = || sentences.iter().any(is_for_others);
    let is_unnamed = topic == Topic::Token && found.is_none() && !is_reverse && is_taken_in() && !is_asked();
    found.or_else(|| is_unnamed.then(|| token::unnamed(sentences)).flatten().map(|at| (at, at)))
}

fn integrates(sentences: &[Sentence], at: usize, is_reverse: bool) -> Option<usize> {
    let one = &sentences[at];
    // By what Recruitee writes there itself.
    let is_labeled = !is_reverse
        && (one.product.is_none() || one.has(Concept::TokenField) && one.has(Concept::IntegrateLabel))
        && !one.is_conditional
        && one.has(Concept::Paste)
        && (one.has(Concept::TokenField)
            || (one.has(Concept::IntegrateLabel) || one.has(Concept::Enable)) && one.has(Concept::Click));
    if is_below_other(sentences, at) || is_out(one) || one.product != Some(Product::Recruitee) && !is_labeled
    {
        return None;
    }
    // Where Recruitee's own token is fetched too, much is done in Recruitee that does not integrate.
    let is_plain =
        !is_reverse || one.has_any(&[Concept::Marketplace, Concept::IntegrateLabel, Concept::TokenField]);
    // "Field Token: the key"
    let is_filled = one.has(Concept::TokenField) && one.kind != ParagraphKind::Text;
    let pastes = (one.has(Concept::Paste) || is_filled)
        && !one.has(Concept::RecruiteeToken)
        && !one.copies_last
        && (is_plain || one.has(Concept::Token));
    let is_item = one.kind != ParagraphKind::Text;
    // An item that is nothing but the place is a step.
    let is_short = is_item && one.text.split_whitespace().count() <= SHORT;
    // "We are listed in the Marketplace. Set us up there."
    let is_told_next = sentences
        .get(at + 1)
        .is_some_and(|next| next.section == one.section && !is_out(next) && next.has(Concept::Click));
    // "Once it is enabled, you see a button at the candidate" is about using it.
    let enables = is_plain
        && (one.has(Concept::Enable) && !one.has(Concept::Person)
            || one.has(Concept::RecruiteePlace)
            || one.has(Concept::IntegrateLabel))
        && (one.has(Concept::Click)
            || one.has_path
            || is_item && one.has(Concept::IntegrateLabel)
            || one.has(Concept::RecruiteePlace) && (is_short || is_told_next && !one.names_partner));
    let is_step = one.has(Concept::Click)
        || one.has(Concept::Enable)
        || one.has(Concept::RecruiteePlace)
        || !matches!(one.kind, ParagraphKind::Text);
    (pastes && is_step && (is_item || is_told(sentences, at)) || enables && !one.has(Concept::RecruiteeToken))
        .then_some(at)
}

/// Whether a step and what comes of it stand in two sentences: "Open the candidate. The test is sent at once."
fn is_continued(sentences: &[Sentence], at: usize) -> bool {
    let Some(next) = sentences.get(at + 1) else { return false };
    let (first, sends) = (&sentences[at], next.has(Concept::Send));
    let is_step_first = first.has(Concept::Click) && sends && next.has(Concept::Subject);
    let is_shown = first.has_path || first.has_any(&[Concept::Click, Concept::Tile, Concept::Seen]);
    let is_step_next = (first.has(Concept::Send) || is_shown) && sends && next.has(Concept::Click);
    next.section == first.section && !is_out(next) && (is_step_first || is_step_next)
}

/// What is done before anything can be sent.
const SETTING_UP: [Concept; 6] = [
    Concept::Paste,
    Concept::Token,
    Concept::TokenField,
    Concept::IntegrateLabel,
    Concept::RecruiteePlace,
    Concept::RecruiteeToken,
];

/// Where the candidate is told of what was clicked: "Click the feather. The candidate has a week to answer."
fn invites(sentences: &[Sentence], at: usize) -> Option<usize> {
    let first = &sentences[at];
    let is_assigned = first.kind != ParagraphKind::Text && first.has(Concept::Send);
    let is_step = (first.has(Concept::Click) || first.has_path || is_assigned)
        && !first.is_heading()
        && !first.has_any(&SETTING_UP);
    let is_told = |next: &Sentence| {
        next.section == first.section
            && next.has(Concept::Invited)
            && !is_out(next)
            && !next.is_conditional
            && !next.has_any(&SETTING_UP)
    };
    let last = sentences.len().min(at + WINDOW);
    if is_step { (at..last).find(|next| is_told(&sentences[*next])) } else { None }
}

/// Whether it stands below a heading such as "Send a quiz".
fn is_below_sending(sentences: &[Sentence], at: usize) -> bool {
    heading_of(sentences, at).is_some_and(|heading| {
        heading.kind != ParagraphKind::Heading(1)
            && heading.has(Concept::Send)
            && heading.has(Concept::Subject)
            && !heading.has(Concept::Enable)
            && !heading.has_any(&SETTING_UP)
    })
}

fn uses(sentences: &[Sentence], at: usize) -> Option<usize> {
    let one = &sentences[at];
    if is_below(sentences, at, &ENDS) || is_below(sentences, at, &[Concept::OtherMatter]) || is_out(one) {
        return None;
    }
    // A step in the partner's product that only goes on from another one may be in either.
    let is_elsewhere = one.product == Some(Product::Partner)
        && (one.is_placed
            || !one.has(Concept::Person)
            || heading_of(sentences, at).is_some_and(|heading| heading.product == one.product));
    if !is_elsewhere && (one.has(Concept::Person) || one.has(Concept::Stage)) && is_continued(sentences, at) {
        return Some(at + 1);
    }
    if let Some(end) = invites(sentences, at).filter(|_| !is_elsewhere) {
        return Some(end);
    }
    let is_told_here = one.has(Concept::Click)
        || one.has_path
        || one.is_at_person && (one.has(Concept::Tile) || one.has_label && one.has(Concept::Send));
    let sends = one.has(Concept::Send) && one.has(Concept::Subject) && is_told_here && !is_elsewhere;
    let is_step = !matches!(one.kind, ParagraphKind::Text);
    let presses = one.has(Concept::UseLabel)
        && !(one.product == Some(Product::Partner) && one.is_placed)
        && (is_told_here
            || one.has(Concept::Person) && one.has(Concept::Tile)
            || (is_step || one.is_at_person || is_told(sentences, at)) && !one.is_conditional);
    let moves = one.has(Concept::Stage)
        && one.has(Concept::Moves)
        && (one.has(Concept::Subject) || one.has(Concept::Send));
    let is_of_use = is_below(sentences, at, &[Concept::Send, Concept::Result]);
    let sees = one.has(Concept::Result)
        && one.has(Concept::Seen)
        && (one.has(Concept::Subject) || one.has(Concept::Place))
        && (is_told_here || is_of_use && is_told(sentences, at));
    // A page may begin with a path to itself.
    let opens = at > 0
        && !is_elsewhere
        && one.has(Concept::Person)
        && one.is_at_person
        && is_told_here
        && !one.is_conditional;
    // "Beside the name is a button that opens the list", where it is asked how to send.
    let is_offered = is_below(sentences, at, &[Concept::Send])
        && one.has(Concept::Tile)
        && one.has(Concept::Click)
        && !is_elsewhere
        && !one.is_conditional;
    // Below "Day to day" or "Send a quiz", what is clicked is use.
    let is_daily = (is_below(sentences, at, &[Concept::Daily])
        || is_below_sending(sentences, at)
            && !one.has(Concept::Enable)
            && !one.has_any(&SETTING_UP)
            && (one.has_any(&[Concept::Subject, Concept::Person, Concept::Tile]) || one.has_label))
        && one.has(Concept::Click)
        && !is_elsewhere
        && !one.is_conditional;
    let opens = opens || is_offered || is_daily;
    if sends || presses || moves || sees || opens {
        return Some(at);
    }
    // "Add an action to the stage. Whoever is moved there gets the test by itself."
    let behind = sentences.get(at + 1..sentences.len().min(at + WINDOW)).unwrap_or_default();
    let near: Vec<&Sentence> =
        behind.iter().take_while(|next| next.section == one.section && !is_out(next)).collect();
    (1..=near.len()).find_map(|count| {
        let has = |concept| one.has(concept) || near[..count].iter().any(|next| next.has(concept));
        let is_sent = [Concept::Send, Concept::Invited].into_iter().any(has);
        let is_alone = has(Concept::Automatic) || has(Concept::Invited);
        (one.has(Concept::Stage) && has(Concept::Moves) && is_sent && is_alone).then_some(at + count)
    })
}

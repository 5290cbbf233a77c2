//! What stands around a sentence: its heading, its neighbours, and whether it tells anything to do.

use super::lexicon::Concept;
use super::product::Product;
use super::sentence::Sentence;
use crate::page::ParagraphKind;

/// So many sentences behind the first may complete it.
pub(super) const WINDOW: usize = 3;

/// The sentences from one on that belong together.
pub(super) fn window(sentences: &[Sentence], at: usize) -> &[Sentence] {
    let section = sentences[at].section;
    // A row of a table has a sentence in each cell.
    let most = if sentences[at].kind == ParagraphKind::Cell { 2 * WINDOW } else { WINDOW };
    let end =
        (at..sentences.len().min(at + most)).take_while(|next| sentences[*next].section == section).count();
    &sentences[at..at + end]
}

/// The heading that it stands below, or the question that it answers.
pub(super) fn heading_of(sentences: &[Sentence], at: usize) -> Option<&Sentence> {
    sentences[at].heading.and_then(|heading| sentences.get(heading))
}

/// Whether that heading has one of these.
pub(super) fn is_below(sentences: &[Sentence], at: usize, concepts: &[Concept]) -> bool {
    heading_of(sentences, at).is_some_and(|heading| heading.has_any(concepts))
}

/// Whether the heading is about what ends, fails or costs: "Make and revoke tokens" is about making them too.
pub(super) fn is_below_other(sentences: &[Sentence], at: usize) -> bool {
    const SETTING_UP: [Concept; 4] = [Concept::Obtain, Concept::Where, Concept::Enable, Concept::Paste];
    is_below(sentences, at, &[Concept::Not, Concept::OtherMatter])
        || is_below(sentences, at, &[Concept::Remove]) && !is_below(sentences, at, &SETTING_UP)
}

/// Headings of what is not so yet, or ends.
pub(super) const ENDS: [Concept; 2] = [Concept::Not, Concept::Remove];

/// Whether a reader is told to do something here or right beside it.
pub(super) fn is_told(sentences: &[Sentence], at: usize) -> bool {
    let section = sentences[at].section;
    let near = at.saturating_sub(2)..sentences.len().min(at + 3);
    near.into_iter().any(|one| {
        let one = &sentences[one];
        one.section == section && (one.has(Concept::Click) || one.has(Concept::IntegrateLabel))
    })
}

/// Whether it is left to somebody else to know, who is not of the partner.
pub(super) fn is_for_others(one: &Sentence) -> bool {
    one.has(Concept::Ask) && !one.has(Concept::Support)
}

/// Whether it answers nothing by itself.
pub(super) fn is_out(one: &Sentence) -> bool {
    one.is_heading()
        || one.product == Some(Product::Other)
        || one.has(Concept::Not)
        || one.has(Concept::Intro)
        || one.has(Concept::Remove)
}

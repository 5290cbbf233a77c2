//! An article as sentences, each with the product in which it happens.

use super::lexicon::{Concept, Concepts, Found, Language, Lexicon};
use super::name::{Name, recruitee};
use super::product::{Product, Scanned};
use super::words::{ARROWS, words};
use crate::page::{Paragraph, ParagraphKind};

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
    /// Menu items one behind another.
    pub(super) has_path: bool,
    /// It quotes what stands on a screen.
    pub(super) has_label: bool,
    /// It says nothing but where one is.
    pub(super) is_whole: bool,
    /// It begins with a case that may never come.
    pub(super) is_conditional: bool,
    /// It says itself where it happens.
    pub(super) is_placed: bool,
    /// It copies or shows what an earlier part of it enters.
    pub(super) copies_last: bool,
}

impl Sentence {
    pub(super) fn has(&self, concept: Concept) -> bool {
        self.concepts.has(concept)
    }

    pub(super) fn is_heading(&self) -> bool {
        matches!(self.kind, ParagraphKind::Heading(_))
    }
}

/// Longer articles are read up to here, in words.
const MOST_WORDS: usize = 20_000;

/// Of a longer sentence, the beginning is read.
const LONGEST_SENTENCE: usize = 150;

/// Cuts a paragraph where a sentence ends.
fn cut(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    let bytes = text.as_bytes();
    for (at, char) in text.char_indices() {
        let to = at + char.len_utf8();
        let ends = matches!(char, '.' | '!' | '?') && bytes.get(to).is_none_or(|next| *next == b' ');
        if ends && to - from > 12 {
            parts.push(text[from..to].trim());
            from = to;
        }
    }
    parts.push(text[from..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

/// Around what stands on a screen.
const LABELS: [char; 7] = ['‘', '“', '„', '«', '‹', '"', '”'];

/// Whether menu items stand one behind another.
fn has_path(text: &str) -> bool {
    let is_path = |arrow: char| {
        let other = match arrow {
            // These are quotes as well, or around what is a placeholder.
            '>' => '<',
            '»' => '«',
            '›' => '‹',
            _ => return text.contains(arrow),
        };
        text.contains(arrow) && !text.contains(other)
    };
    ARROWS.into_iter().any(is_path) || text.contains(" / ") || is_menu(text)
}

/// Whether it is nothing but menu items: "Company, Security, Access keys."
fn is_menu(text: &str) -> bool {
    const MOST_WORDS_OF_AN_ITEM: usize = 3;
    let is_item = |item: &str| {
        item.starts_with(char::is_uppercase) && item.split_whitespace().count() <= MOST_WORDS_OF_AN_ITEM
    };
    text.matches(", ").count() >= 2 && text.trim_end_matches('.').split(", ").all(is_item)
}

/// Whether what is entered comes before what is copied: a name for a new token.
fn copies_last(found: &[Found]) -> bool {
    let of = |concept| found.iter().filter(move |one| one.concept == concept).map(|one| one.from);
    match (of(Concept::Paste).min(), of(Concept::Copy).max()) {
        (Some(paste), Some(copy)) => copy > paste,
        _ => false,
    }
}

fn sentence(text: &str, kind: ParagraphKind, lexicon: &Lexicon, partner: &Name) -> Sentence {
    let mut words = words(text);
    // A text without a full stop is no sentence, however long it is.
    words.truncate(LONGEST_SENTENCE);
    let found = lexicon.found(&words);
    let (in_recruitee, in_partner) = (recruitee(&words), partner.places(&words));
    let scanned = Scanned { text, words: &words, found: &found };
    let product = scanned.product(&in_recruitee, &in_partner);
    let mut concepts = Concepts::default();
    for one in &found {
        concepts.add(one.concept);
    }
    Sentence {
        text: text.to_owned(),
        kind,
        section: 0,
        heading: None,
        concepts,
        product,
        names_recruitee: !in_recruitee.is_empty(),
        names_partner: !in_partner.is_empty(),
        has_path: has_path(text),
        has_label: text.contains(LABELS),
        is_whole: scanned.is_all(&in_recruitee) || scanned.is_all(&in_partner),
        is_conditional: found.iter().any(|one| one.concept == Concept::If && one.from == 0),
        is_placed: product.is_some(),
        copies_last: copies_last(&found),
    }
}

/// The sentences of an article, in their order.
pub(super) fn sentences(paragraphs: &[Paragraph], language: Language, partner: &Name) -> Vec<Sentence> {
    let lexicon = Lexicon::of(language);
    let (mut all, mut count, mut section) = (Vec::new(), 0, 0);
    // Where one is, by the level of the heading that said so.
    let mut by_level: [Option<Product>; 7] = [None; 7];
    let mut here: Option<Product> = None;
    let mut heading = None;
    for paragraph in paragraphs {
        count += paragraph.text.split_whitespace().count();
        if count > MOST_WORDS {
            break;
        }
        if let ParagraphKind::Heading(level) = paragraph.kind {
            section += 1;
            let mut one = sentence(&paragraph.text, paragraph.kind, lexicon, partner);
            let level = usize::from(level).min(6);
            let is_about_both =
                [Concept::Beside, Concept::Joins, Concept::Token].iter().any(|concept| one.has(*concept));
            // A heading with both products in it, or the title, is about the whole.
            let own = match (one.names_recruitee, one.names_partner) {
                _ if level == 1 => None,
                (true, true) => None,
                (true, false) => one.product.or((!is_about_both).then_some(Product::Recruitee)),
                (false, true) => one.product.or((!is_about_both).then_some(Product::Partner)),
                (false, false) => one.product,
            };
            for deeper in &mut by_level[level..] {
                *deeper = own;
            }
            here = by_level[..=level].iter().rev().find_map(|one| *one);
            one.section = section;
            one.product = here;
            heading = Some(all.len());
            all.push(one);
            continue;
        }
        for part in cut(&paragraph.text) {
            let mut one = sentence(part, paragraph.kind, lexicon, partner);
            (one.section, one.heading) = (section, heading);
            // Only what the reader does leads somewhere: a remark about the other product does not.
            let leads_there = one.is_whole
                || [Concept::Click, Concept::Go, Concept::RecruiteePlace]
                    .iter()
                    .any(|concept| one.has(*concept))
                || one.has(Concept::In) && one.text.ends_with(':');
            // Behind "Marketplace", the name alone is what is chosen there.
            let is_chosen = one.is_whole
                && paragraph.kind != ParagraphKind::Cell
                && all.last().is_some_and(|last: &Sentence| {
                    last.section == section && last.has(Concept::RecruiteePlace)
                });
            if is_chosen {
                one.product = here;
            }
            let there = one.product.or(here);
            if leads_there {
                here = there;
            }
            one.product = there;
            // What is copied in the partner's product is the partner's, even if it is called after Recruitee.
            if there == Some(Product::Partner) && one.has(Concept::Copy) && !one.has(Concept::Paste) {
                one.concepts.remove(Concept::RecruiteeToken);
            }
            all.push(one);
        }
    }
    all
}

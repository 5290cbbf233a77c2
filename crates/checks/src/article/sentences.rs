//! An article as sentences, each with the product in which it happens.

use super::lexicon::{Concept, Concepts, Found, Language, Lexicon};
use super::name::{Name, recruitee};
use super::naming;
use super::other_products;
use super::product::{Names, Product, Scanned};
use super::words::{ARROWS, words};
use crate::page::{Paragraph, ParagraphKind};
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
    /// It says nothing but where one is.
    pub(super) is_whole: bool,
    /// It begins with a case that may never come.
    pub(super) is_conditional: bool,
    /// It says itself where it happens.
    pub(super) is_placed: bool,
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
    ARROWS.into_iter().any(is_path) || text.contains(" / ") || is_menu(text) || is_told_in_order(text)
}

/// Words between menu items that are read aloud.
const THEN: [&str; 11] =
    ["then", "dann", "dan", "daarna", "puis", "następnie", "potem", "luego", "después", "danach", "ensuite"];

/// "Go to Company, then Security, then Keys."
fn is_told_in_order(text: &str) -> bool {
    let is_then = |word: &&str| THEN.contains(&word.trim_end_matches(','));
    text.split_whitespace().filter(is_then).count() >= 2
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

/// "Open the candidate" leads to one, "candidates click the link" does not.
fn is_at_person(found: &[Found], has_path: bool) -> bool {
    let leads = |one: &&Found| {
        matches!(one.concept, Concept::In | Concept::From | Concept::Click | Concept::Go | Concept::Beside)
    };
    let person = found.iter().filter(|one| one.concept == Concept::Person).map(|one| one.from).min();
    let first = found.iter().filter(leads).map(|one| one.from).min();
    // "Candidate profile → Ask referees"
    let begins = person.is_some_and(|person| person <= 1 && has_path);
    begins || person.zip(first).is_some_and(|(person, first)| first < person)
}

fn sentence(text: &str, kind: ParagraphKind, lexicon: &Lexicon, partner: &Name) -> Sentence {
    let mut words = words(text);
    // A text without a full stop is no sentence, however long it is.
    words.truncate(LONGEST_SENTENCE);
    let found = lexicon.found(&words);
    let names = Names {
        recruitee: recruitee(&words),
        partner: partner.places(&words),
        others: other_products::places(text, &words),
    };
    let scanned = Scanned { text, words: &words, found: &found };
    let product = scanned.product(&names);
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
        names_recruitee: !names.recruitee.is_empty(),
        names_partner: !names.partner.is_empty(),
        names_other: !names.others.is_empty(),
        has_path: has_path(text),
        has_label: text.contains(LABELS),
        is_whole: [&names.recruitee, &names.partner, &names.others]
            .into_iter()
            .any(|runs| scanned.is_all(runs)),
        is_conditional: found.iter().any(|one| one.concept == Concept::If && one.from == 0),
        is_placed: product.is_some(),
        copies_last: copies_last(&found),
        is_at_person: is_at_person(&found, has_path(text)),
        pasted: naming::candidates(&words, &found, &[&names.recruitee[..], &names.partner[..]].concat()),
        stems: naming::stems(&words),
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
    // Where each heading names another product, the heading tells for whom it is, and not where one is.
    let is_about_many = paragraphs.iter().any(|one| {
        matches!(one.kind, ParagraphKind::Heading(_))
            && !other_products::places(&one.text, &words(&one.text)).is_empty()
    });
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
                (true, false) if is_about_many && one.is_whole => None,
                (false, false) if one.names_other => Some(Product::Other),
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
                || one.has_path && one.is_placed
                || [Concept::Click, Concept::Go, Concept::RecruiteePlace]
                    .iter()
                    .any(|concept| one.has(*concept))
                || one.has(Concept::In) && one.text.ends_with(':');
            // Behind "Marketplace", the name alone is what is chosen there.
            let is_item = one.has_path
                && one.product == Some(Product::Partner)
                && !one.has(Concept::In)
                && !one.has(Concept::Go);
            let is_chosen = (one.is_whole || is_item)
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
    naming::learn(&mut all);
    all
}

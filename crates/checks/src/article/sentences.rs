//! An article as sentences, each with the product in which it happens.

use super::lexicon::{Concept, Concepts, Found, Language, Lexicon};
use super::name::{Name, Run, recruitee};
use super::naming;
use super::other_products;
use super::product::{Names, Product, Scanned};
use super::sentence::Sentence;
use super::shape::{has_label, has_list, has_path, is_place_alone, is_question};
use super::words::{Word, words};
use crate::page::{Paragraph, ParagraphKind};

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

/// Whether what is entered comes before what is copied: a name for a new token.
fn copies_last(found: &[Found]) -> bool {
    let of = |concept| found.iter().filter(move |one| one.concept == concept).map(|one| one.from);
    match (of(Concept::Paste).min(), of(Concept::Copy).max()) {
        (Some(paste), Some(copy)) => copy > paste,
        _ => false,
    }
}

/// Buttons are called after the partner: "Send Acme test".
fn is_button(text: &str, words: &[Word], partner: Run) -> bool {
    const VERBS: [&str; 8] = ["send", "request", "order", "start", "invite", "ask", "get", "test"];
    let is_verb = |word: &Word| {
        VERBS.contains(&word.text.as_str())
            && text.get(word.from..).is_some_and(|behind| behind.starts_with(char::is_uppercase))
    };
    words[partner.0.saturating_sub(2)..partner.0].iter().any(is_verb)
}

/// "Open the candidate" leads to one, "candidates click the link" does not.
fn is_at_person(found: &[Found], has_path: bool) -> bool {
    let leads = |one: &&Found| {
        matches!(one.concept, Concept::In | Concept::From | Concept::Click | Concept::Go | Concept::Beside)
    };
    let person = found.iter().filter(|one| one.concept == Concept::Person).map(|one| one.from).min();
    let first = found.iter().filter(leads).map(|one| one.from).min();
    // "Candidate profile → Ask referees", "Kandidat öffnen"
    let is_opened = |person: usize| {
        found
            .iter()
            .any(|one| one.concept == Concept::GoBehind && (person + 1..=person + 2).contains(&one.from))
    };
    let begins = person.is_some_and(|person| person <= 1 && (has_path || is_opened(person)));
    begins || person.zip(first).is_some_and(|(person, first)| first < person)
}

/// Whether it begins with where one is: "In Acme, …", "Then, in Acme, …".
fn is_framed(text: &str, words: &[Word], found: &[Found]) -> bool {
    let is_second = |from: usize| {
        let before = words.get(from).and_then(|word| text.get(..word.from)).unwrap_or_default();
        from == 1 && before.trim_end().ends_with(',')
    };
    found.iter().any(|one| {
        matches!(one.concept, Concept::In | Concept::From | Concept::Go)
            && (one.from == 0 || is_second(one.from))
    })
}

fn sentence(text: &str, kind: ParagraphKind, lexicon: &Lexicon, partner: &Name) -> Sentence {
    let mut words = words(text);
    // A text without a full stop is no sentence, however long it is.
    words.truncate(LONGEST_SENTENCE);
    let mut found = lexicon.found(&words);
    let of_partner = partner.places(&words);
    // Within a name, "Talent" is no candidate.
    found.retain(|one| !of_partner.iter().any(|own| own.0 <= one.from && one.to <= own.1));
    let idle: Vec<Run> =
        found.iter().filter(|one| one.concept == Concept::Idle).map(|one| (one.from, one.to)).collect();
    found.retain(|one| !idle.iter().any(|run| run.0 <= one.from && one.to <= run.1));
    // A partner may be called "Recruitee Helper".
    let is_own = |run: &Run| of_partner.iter().any(|own| own.0 <= run.0 && run.1 <= own.1 && own != run);
    let of_recruitee = recruitee(&words).into_iter().filter(|run| !is_own(run)).collect();
    let (buttons, in_partner): (Vec<Run>, Vec<Run>) =
        of_partner.iter().copied().partition(|run| is_button(text, &words, *run));
    let names =
        Names { recruitee: of_recruitee, partner: in_partner, others: other_products::places(text, &words) };
    let scanned = Scanned { text, words: &words, found: &found };
    let product = scanned.product(&names);
    let mut concepts = Concepts::default();
    for one in &found {
        concepts.add(one.concept);
    }
    if !buttons.is_empty() {
        concepts.add(Concept::UseLabel);
    }
    Sentence {
        text: text.to_owned(),
        kind,
        section: 0,
        heading: None,
        concepts,
        product,
        names_recruitee: !names.recruitee.is_empty(),
        names_partner: !(names.partner.is_empty() && buttons.is_empty()),
        names_other: !names.others.is_empty(),
        has_path: has_path(text),
        has_label: has_label(text),
        has_list: has_list(text),
        is_whole: [&names.recruitee, &names.partner, &names.others]
            .into_iter()
            .any(|runs| scanned.is_all(runs)),
        is_conditional: found.iter().any(|one| one.concept == Concept::If && one.from == 0),
        is_placed: product.is_some(),
        is_framed: is_framed(text, &words, &found),
        copies_last: copies_last(&found),
        is_at_person: is_at_person(&found, has_path(text)),
        pasted: naming::candidates(&words, &found, &[&names.recruitee[..], &names.partner[..]].concat()),
        stems: naming::stems(&words),
    }
}

/// Whether it is a heading such as "3 comments".
fn is_above_comments(heading: &Sentence) -> bool {
    const MOST_WORDS_OF_IT: usize = 3;
    heading.has(Concept::Comments) && heading.text.split_whitespace().count() <= MOST_WORDS_OF_IT
}

/// The sentences of an article, in their order.
pub(super) fn sentences(paragraphs: &[Paragraph], language: Language, partner: &Name) -> Vec<Sentence> {
    let lexicon = Lexicon::of(language);
    let (mut all, mut count, mut section) = (Vec::new(), 0, 0);
    // Where one is, by the level of the heading that said so.
    let mut by_level: [Option<Product>; 7] = [None; 7];
    let mut here: Option<Product> = None;
    let mut heading = None;
    // Of the heading above what readers wrote.
    let mut comments: Option<usize> = None;
    // Where each heading names another product, the heading tells for whom it is, and not where one is.
    let is_about_many = paragraphs
        .iter()
        .take(MOST_WORDS)
        .any(|one| matches!(one.kind, ParagraphKind::Heading(_)) && other_products::is_named(&one.text));
    for paragraph in paragraphs {
        count += paragraph.text.split_whitespace().count();
        if count > MOST_WORDS {
            break;
        }
        if let ParagraphKind::Heading(level) = paragraph.kind {
            section += 1;
            let mut one = sentence(&paragraph.text, paragraph.kind, lexicon, partner);
            let level = usize::from(level).min(6);
            comments = comments.filter(|above| level > *above);
            if comments.is_none() && is_above_comments(&one) {
                comments = Some(level);
            }
            if comments.is_some() {
                one.concepts.add(Concept::Not);
            }
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
        // A question by itself is a heading of what answers it.
        if is_question(&paragraph.text) {
            heading = Some(all.len());
        }
        for part in cut(&paragraph.text) {
            let mut one = sentence(part, paragraph.kind, lexicon, partner);
            (one.section, one.heading) = (section, heading);
            // What readers wrote answers nothing.
            if comments.is_some() {
                one.concepts.add(Concept::Not);
            }
            // Only what the reader does leads somewhere: a remark about the other product does not.
            let leads_there = one.is_whole
                || one.is_placed && (one.has_path || one.kind == ParagraphKind::Item)
                || one.is_placed && one.kind == ParagraphKind::Cell && is_place_alone(&one.text)
                || [Concept::Click, Concept::Go, Concept::RecruiteePlace]
                    .iter()
                    .any(|concept| one.has(*concept))
                || one.has(Concept::In) && one.text.ends_with(':');
            // Behind "Marketplace", the name alone is what is chosen there.
            let is_item = one.has_path
                && one.product == Some(Product::Partner)
                && !one.has(Concept::In)
                && !one.has(Concept::Go);
            // "Scroll to Acme and flip the switch" happens there too, "Back in Acme" does not.
            let is_there = one.product == Some(Product::Partner)
                && here == Some(Product::Recruitee)
                && !one.is_framed
                && !one.has(Concept::Go);
            let is_chosen = (one.is_whole || is_item || is_there)
                && paragraph.kind != ParagraphKind::Cell
                && all.last().is_some_and(|last: &Sentence| {
                    last.section == section && last.has(Concept::RecruiteePlace)
                });
            if is_chosen {
                one.product = here;
            }
            // The names of both side by side are above columns: where a cell below is, nothing tells.
            let is_above_column = one.is_whole
                && one.kind == ParagraphKind::Cell
                && all.last().is_some_and(|last: &Sentence| {
                    last.is_whole && last.kind == one.kind && last.product != one.product
                });
            let there = one.product.or(here);
            if is_above_column {
                here = None;
            } else if leads_there {
                here = there;
            }
            one.product = there;
            // A section for users of another product is for them as a whole.
            if by_level.contains(&Some(Product::Other)) && one.product != Some(Product::Recruitee) {
                one.product = Some(Product::Other);
            }
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

//! What a help article says: the topics that it must answer, found and quoted word for word.
//!
//! By rules alone: which words stand together, and in whose product the reader is told to be. Where that cannot be
//! told, the topic is not found, and a person may know better.

mod lexicon;
mod name;
mod naming;
mod other_products;
mod product;
mod sentence;
mod sentences;
mod shape;
mod steps;
mod token;
mod topics;
mod words;

pub use lexicon::Language;
pub use topics::Topic;

use crate::page::Page;
use name::Name;
use sentence::Sentence;
use sentences::sentences;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use whatlang::{Detector, Lang};

/// What was read of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// `None` where it is in none that is read, or cannot be told.
    pub language: Option<Language>,
    /// The topics that it answers, each with the words in which it does.
    pub quotes: BTreeMap<Topic, String>,
    /// Its main text names Recruitee.
    pub names_recruitee: bool,
    /// Its main text names the partner; `None` where the name has no letter to look for.
    pub names_partner: Option<bool>,
    /// The beginning of a hash of its main text: another text has another.
    pub fingerprint: String,
    /// Recruitee's own token is what it tells the reader to copy.
    pub copies_recruitees_token: bool,
    /// Where it never speaks of Recruitee: the applicant tracking system that it speaks of.
    pub other_product: Option<&'static str>,
}

/// A quote is no longer than this, in characters.
const LONGEST_QUOTE: usize = 300;

/// The language is told by so much of the text, in bytes.
const ENOUGH_TO_TELL: usize = 20_000;

/// No article has more paragraphs; what comes behind them is not read, so that a page of 20 MB takes no longer than
/// people wait.
const MOST_PARAGRAPHS: usize = 20_000;

/// Reads an article of the partner of that name.
pub fn read_article(source: &str, partner: &str) -> Article {
    let mut page = Page::read(source);
    page.paragraphs.truncate(MOST_PARAGRAPHS);
    let language = language_of(&page);
    let name = Name::of(partner);
    // Its menus and buttons may be in English.
    let read = sentences(&page.paragraphs, language.unwrap_or(Language::English), &name);
    let names_recruitee = read.iter().any(|one| one.names_recruitee);
    // One that never speaks of Recruitee is about something else.
    let quotes = if language.is_none() || !names_recruitee || topics::is_reference(&read) {
        BTreeMap::new()
    } else {
        let found = |topic| topics::answer(topic, &read).map(|(from, to)| (topic, quote(&read[from..=to])));
        Topic::ALL.into_iter().filter_map(found).collect()
    };
    Article {
        language,
        quotes,
        fingerprint: fingerprint(&page),
        names_recruitee,
        names_partner: name.can_be_found().then(|| read.iter().any(|one| one.names_partner)),
        copies_recruitees_token: topics::is_reverse(&read),
        other_product: if names_recruitee { None } else { other_products::most_named(&page.paragraphs) },
    }
}

fn fingerprint(page: &Page) -> String {
    let mut hash = Sha256::new();
    for paragraph in &page.paragraphs {
        hash.update(paragraph.text.as_bytes());
        hash.update([0]);
    }
    hex::encode(&hash.finalize()[..8])
}

/// Sentences word for word, parted as they are on the page.
fn quote(sentences: &[Sentence]) -> String {
    let whole: Vec<&str> = sentences.iter().map(|one| one.text.as_str()).collect();
    whole.join(" ").chars().take(LONGEST_QUOTE).collect()
}

fn language_of(page: &Page) -> Option<Language> {
    let mut text = String::new();
    for paragraph in &page.paragraphs {
        if text.len() > ENOUGH_TO_TELL {
            break;
        }
        text.extend(paragraph.text.chars().take(ENOUGH_TO_TELL));
        text.push(' ');
    }
    let read = [
        (Lang::Eng, Language::English),
        (Lang::Nld, Language::Dutch),
        (Lang::Deu, Language::German),
        (Lang::Fra, Language::French),
        (Lang::Pol, Language::Polish),
        (Lang::Spa, Language::Spanish),
    ];
    let found = Detector::new().detect(&text)?;
    read.into_iter().find(|(lang, _)| *lang == found.lang()).map(|(_, language)| language)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::{
        fs,
        path::Path,
        time::{Duration, Instant},
    };

    fn pages() -> Vec<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
        let sets = ["open", "more", "held_out"].map(|set| fs::read_dir(folder.join(set)).unwrap());
        let files = sets.into_iter().flatten().map(|entry| entry.unwrap().path());
        files
            .filter(|path| path.extension().is_some_and(|end| end == "html"))
            .map(|path| fs::read_to_string(path).unwrap())
            .collect()
    }

    #[test]
    fn a_quote_is_word_for_word_in_the_page() {
        let mut count = 0;
        for source in pages() {
            let page = Page::read(&source);
            let text: Vec<&str> = page.paragraphs.iter().map(|one| one.text.as_str()).collect();
            let text = text.join(" ");
            for quote in read_article(&source, "Acme").quotes.values() {
                assert!(text.contains(quote.as_str()), "{quote}");
                assert!(quote.chars().count() <= LONGEST_QUOTE);
                count += 1;
            }
        }
        assert!(count > 100, "the quotes of all pages were looked at: {count}");
    }

    #[test]
    fn articles_made_to_exhaust_a_reader_are_read_in_passing() {
        let words =
            "copy the token in Recruitee and paste the key into Acme, then open Settings > Integrations ";
        for evil in [
            format!("<p>{}", words.repeat(5 * 1024 * 1024 / words.len())),
            format!("<p>{}", "Recruitee. ".repeat(1_000_000)),
            format!("<ul>{}", "<li>In Recruitee, paste the token".repeat(400_000)),
            format!("{}{words}", "<div>".repeat(10_000)),
            "<h2>In Acme</h2>".repeat(500_000),
        ] {
            let begin = Instant::now();
            read_article(&evil, "Acme");
            let took = begin.elapsed();
            // Far above what it takes, far below what a reader takes that compares each with each.
            assert!(took < Duration::from_secs(20), "{took:?} for {}", &evil[..40]);
        }
    }

    proptest! {
        #[test]
        fn no_article_makes_the_reader_panic(
            source in "(<[a-z0-9/]{1,5}>|[ -~]{0,30}|\\PC{0,10}|Recruitee|token|[.>»]){0,60}", partner in "\\PC{0,20}",
        ) {
            read_article(&source, &partner);
        }
    }
}

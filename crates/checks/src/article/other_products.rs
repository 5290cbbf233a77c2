//! Other applicant tracking systems, of which an article may speak in place of Recruitee.

use super::name::{Name, Run};
use super::words::Word;
use crate::page::Paragraph;

/// As they write themselves.
const NAMES: [&str; 22] = [
    "Ashby",
    "BambooHR",
    "Breezy",
    "Bullhorn",
    "Connexys",
    "Greenhouse",
    "Homerun",
    "iCIMS",
    "JazzHR",
    "Jobvite",
    "Lever",
    "Personio",
    "Pinpoint",
    "Recruiterflow",
    "rexx systems",
    "SmartRecruiters",
    "softgarden",
    "SuccessFactors",
    "Teamtailor",
    "Traffit",
    "Workable",
    "Workday",
];

/// What products are joined with that are no applicant tracking systems, as they write themselves.
const TOOLS: [&str; 9] = [
    "Zapier",
    "n8n",
    "Power Automate",
    "Slack",
    "Microsoft Teams",
    "Salesforce",
    "HubSpot",
    "Okta",
    "Google Workspace",
];

/// A product that is named once is an example.
const ENOUGH: usize = 2;

/// The one that is named most often; `None` where none is named more than once.
pub(super) fn most_named(paragraphs: &[Paragraph]) -> Option<&'static str> {
    let count = |name: &str| -> usize {
        paragraphs
            .iter()
            .map(|one| one.text.match_indices(name).filter(|(at, _)| is_word(&one.text, *at)).count())
            .sum()
    };
    let counted = NAMES.iter().map(|name| (count(name), *name)).filter(|(count, _)| *count >= ENOUGH);
    counted.max_by_key(|(count, _)| *count).map(|(_, name)| name)
}

fn all() -> impl Iterator<Item = &'static str> {
    NAMES.into_iter().chain(TOOLS)
}

/// Where others are named, as they write themselves: a lever is none.
pub(super) fn places(text: &str, words: &[Word]) -> Vec<Run> {
    let is_written = |run: &Run| {
        words
            .get(run.0)
            .and_then(|word| text.get(word.from..))
            .is_some_and(|behind| all().any(|name| behind.starts_with(name)))
    };
    all()
        .filter(|name| text.contains(name))
        .flat_map(|name| Name::of(name).places(words))
        .filter(is_written)
        .collect()
}

/// Whether another is named.
pub(super) fn is_named(text: &str) -> bool {
    all().any(|name| text.match_indices(name).any(|(at, _)| is_word(text, at)))
}

/// Whether a word begins here; endings may follow ("Greenhouse’s").
fn is_word(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Option<&'static str> {
        most_named(&[Paragraph { text: text.into(), ..Paragraph::default() }])
    }

    #[test]
    fn a_product_is_what_an_article_is_about_when_it_is_named_again() {
        assert_eq!(
            named("In Greenhouse, open Configure. Greenhouse’s key is there. Lever is next."),
            Some("Greenhouse")
        );
        assert_eq!(named("We also work with Greenhouse."), None);
        assert_eq!(named("A lever and a lever, clever Levers"), None);
    }
}

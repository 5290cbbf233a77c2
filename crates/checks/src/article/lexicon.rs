//! What articles call things, in the six languages in which they are read.
//!
//! A line of a file names a concept and the phrases for it. A phrase is words in lower case without accents; `*` stands
//! for the rest of a word at its end (inflections) or its beginning (compounds), and alone for up to seven words.

use super::words::Word;
use std::{collections::HashMap, sync::LazyLock};

/// A language in which articles are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// `en`
    English,
    /// `nl`
    Dutch,
    /// `de`
    German,
    /// `fr`
    French,
    /// `pl`
    Polish,
    /// `es`
    Spanish,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::English, Self::Dutch, Self::German, Self::French, Self::Polish, Self::Spanish];

    /// Its code (ISO 639-1).
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Dutch => "nl",
            Self::German => "de",
            Self::French => "fr",
            Self::Polish => "pl",
            Self::Spanish => "es",
        }
    }
}

/// What a phrase is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(super) enum Concept {
    /// What the customer pastes.
    Token,
    /// Recruitee's own token, which is another one.
    RecruiteeToken,
    /// To come by something.
    Obtain,
    /// Where it is.
    Place,
    /// The partner's people send it.
    SupportSends,
    /// To hand something over.
    Provides,
    Paste,
    Enable,
    /// A place that Recruitee has.
    RecruiteePlace,
    /// Of those, the one that is about integrations of partners alone.
    Marketplace,
    /// What Recruitee writes on the button that integrates.
    IntegrateLabel,
    Send,
    /// Who or what is sent.
    Subject,
    /// Of those, who is tested.
    Person,
    Result,
    Seen,
    /// What a reader is told to do.
    Click,
    /// It is not so, or not yet.
    Not,
    /// Stands before a place.
    In,
    /// Stands before where something comes from.
    From,
    /// To join two products.
    Joins,
    /// Stands before what something is beside, with or for.
    Beside,
    /// To get hold of what is shown once.
    Copy,
    /// Asks for a place.
    Where,
    /// In a heading: what stands below is done once all is set up.
    Daily,
    /// To copy, said plainly.
    Take,
    /// Words that name nothing.
    Plain,
    /// Where what is copied goes, whatever is done to put it there.
    Clipboard,
    /// Somebody else is to be asked.
    Ask,
    /// It tells what the article is about.
    Intro,
    /// What Recruitee writes on the button.
    UseLabel,
    /// A stage of the pipeline.
    Stage,
    /// A candidate gets there.
    Moves,
    /// Nobody has to click for it.
    Automatic,
    /// To get to a product.
    Go,
    /// The same, behind its name.
    GoBehind,
    /// What stands for a product in the other one.
    Tile,
    /// The partner's people.
    Support,
    /// To end it again.
    Remove,
    /// In a heading: what stands below is about running it, not about setting it up.
    OtherMatter,
    /// Stands before a case that may never come.
    If,
    /// Recruitee's field for it, by its label.
    TokenField,
    /// The partner speaks of its own product.
    Ours,
    /// What a candidate gets, once something was sent.
    Invited,
    /// In a heading: what readers wrote stands below.
    Comments,
    /// Spelled like a verb, and no step: "open positions".
    Idle,
}

const CONCEPTS: [(&str, Concept); 46] = [
    ("token", Concept::Token),
    ("recruitee_token", Concept::RecruiteeToken),
    ("obtain", Concept::Obtain),
    ("place", Concept::Place),
    ("support_sends", Concept::SupportSends),
    ("provides", Concept::Provides),
    ("paste", Concept::Paste),
    ("enable", Concept::Enable),
    ("recruitee_place", Concept::RecruiteePlace),
    ("marketplace", Concept::Marketplace),
    ("integrate_label", Concept::IntegrateLabel),
    ("send", Concept::Send),
    ("subject", Concept::Subject),
    ("person", Concept::Person),
    ("result", Concept::Result),
    ("seen", Concept::Seen),
    ("click", Concept::Click),
    ("not", Concept::Not),
    ("in", Concept::In),
    ("from", Concept::From),
    ("joins", Concept::Joins),
    ("beside", Concept::Beside),
    ("copy", Concept::Copy),
    ("where", Concept::Where),
    ("daily", Concept::Daily),
    ("take", Concept::Take),
    ("plain", Concept::Plain),
    ("clipboard", Concept::Clipboard),
    ("ask", Concept::Ask),
    ("intro", Concept::Intro),
    ("use_label", Concept::UseLabel),
    ("stage", Concept::Stage),
    ("moves", Concept::Moves),
    ("automatic", Concept::Automatic),
    ("other_matter", Concept::OtherMatter),
    ("go", Concept::Go),
    ("go_behind", Concept::GoBehind),
    ("tile", Concept::Tile),
    ("support", Concept::Support),
    ("remove", Concept::Remove),
    ("if", Concept::If),
    ("token_field", Concept::TokenField),
    ("ours", Concept::Ours),
    ("invited", Concept::Invited),
    ("comments", Concept::Comments),
    ("idle", Concept::Idle),
];

/// A set of concepts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Concepts(u64);

impl Concepts {
    pub(super) fn has(self, concept: Concept) -> bool {
        self.0 & (1_u64 << concept as u8) != 0
    }

    pub(super) fn add(&mut self, concept: Concept) {
        self.0 |= 1_u64 << concept as u8;
    }

    pub(super) fn remove(&mut self, concept: Concept) {
        self.0 &= !(1_u64 << concept as u8);
    }
}

#[derive(Debug)]
enum Part {
    Whole(String),
    Begins(String),
    Ends(String),
    /// Up to seven words: verbs are parted from their prefixes.
    Gap,
}

impl Part {
    fn of(text: &str) -> Self {
        match (text.strip_prefix('*'), text.strip_suffix('*')) {
            (Some(""), _) => Self::Gap,
            (Some(end), _) => Self::Ends(end.to_owned()),
            (None, Some(start)) => Self::Begins(start.to_owned()),
            (None, None) => Self::Whole(text.to_owned()),
        }
    }

    fn fits(&self, word: &str) -> bool {
        match self {
            Self::Whole(text) => word == text,
            Self::Begins(start) => word.starts_with(start.as_str()),
            Self::Ends(end) => word.ends_with(end.as_str()) && word.len() > end.len(),
            Self::Gap => true,
        }
    }
}

/// The phrases of a language.
#[derive(Debug)]
pub(super) struct Lexicon {
    phrases: Vec<(Concept, Vec<Part>)>,
    /// Those that begin with known letters, by the first two: few of all phrases are tried at a word.
    by_first: HashMap<[u8; 2], Vec<usize>>,
    /// Those that begin with the end of a word, or anyhow.
    by_others: Vec<usize>,
}

/// A phrase in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) concept: Concept,
    /// Its first word.
    pub(super) from: usize,
    /// The word behind its last.
    pub(super) to: usize,
}

const GAP: usize = 7;

/// The longest phrases have two gaps.
const LONGEST_PHRASE: usize = 20;

/// So many words from the first on may belong to a phrase.
fn reach(words: &[Word]) -> &[Word] {
    let most = words.len().min(LONGEST_PHRASE);
    let end = (1..most).find(|at| words[*at].is_behind_arrow).unwrap_or(most);
    &words[..end]
}

fn ends_at(parts: &[Part], words: &[Word]) -> Option<usize> {
    match parts {
        [] => Some(0),
        [Part::Gap, rest @ ..] => {
            (0..=GAP.min(words.len())).find_map(|skip| ends_at(rest, &words[skip..]).map(|end| skip + end))
        }
        [part, rest @ ..] => {
            let (first, others) = words.split_first()?;
            if part.fits(&first.text) { ends_at(rest, others).map(|end| end + 1) } else { None }
        }
    }
}

/// The first two bytes of a word, by which phrases are looked up.
fn first_two(word: &str) -> [u8; 2] {
    let mut bytes = word.bytes();
    [bytes.next().unwrap_or(0), bytes.next().unwrap_or(0)]
}

impl Lexicon {
    fn read(source: &str) -> Self {
        let mut phrases = Vec::new();
        for line in source.lines() {
            let Some((name, list)) = line.split_once(": ") else { continue };
            let Some((_, concept)) = CONCEPTS.iter().find(|(key, _)| *key == name) else { continue };
            for phrase in list.split(" | ") {
                phrases.push((*concept, phrase.split_whitespace().map(Part::of).collect::<Vec<_>>()));
            }
        }
        let (mut by_first, mut by_others) = (HashMap::<[u8; 2], Vec<usize>>::new(), Vec::new());
        for (at, (_, parts)) in phrases.iter().enumerate() {
            match parts.first() {
                Some(Part::Whole(text)) => by_first.entry(first_two(text)).or_default().push(at),
                Some(Part::Begins(text)) if text.len() > 1 => {
                    by_first.entry(first_two(text)).or_default().push(at);
                }
                _ => by_others.push(at),
            }
        }
        Self { phrases, by_first, by_others }
    }

    /// The lexicon of a language.
    pub(super) fn of(language: Language) -> &'static Self {
        static ALL: LazyLock<HashMap<Language, Lexicon>> = LazyLock::new(|| {
            let source = |language| match language {
                Language::English => include_str!("lexicon/en.txt"),
                Language::Dutch => include_str!("lexicon/nl.txt"),
                Language::German => include_str!("lexicon/de.txt"),
                Language::French => include_str!("lexicon/fr.txt"),
                Language::Polish => include_str!("lexicon/pl.txt"),
                Language::Spanish => include_str!("lexicon/es.txt"),
            };
            Language::ALL.into_iter().map(|language| (language, Lexicon::read(source(language)))).collect()
        });
        &ALL[&language]
    }

    /// Every phrase in a run of words.
    pub(super) fn found(&self, words: &[Word]) -> Vec<Found> {
        let mut found = Vec::new();
        for from in 0..words.len() {
            let within = reach(&words[from..]);
            let first = self.by_first.get(&first_two(&words[from].text));
            for at in first.into_iter().flatten().chain(&self.by_others) {
                let (concept, parts) = &self.phrases[*at];
                if let Some(length) = ends_at(parts, within) {
                    found.push(Found { concept: *concept, from, to: from + length });
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[test]
    fn every_language_has_words_for_every_concept() {
        for language in Language::ALL {
            let lexicon = Lexicon::of(language);
            for (name, concept) in CONCEPTS {
                let count = lexicon.phrases.iter().filter(|(of, _)| *of == concept).count();
                assert!(count > 0, "{} has none for {name}", language.code());
            }
        }
    }

    #[test]
    fn compounds_and_inflections_are_found() {
        for (language, text) in [
            (Language::German, "Ihr Schnittstellenschlüssel"),
            (Language::Dutch, "uw integratiesleutel"),
            (Language::Polish, "skopiuj tokenu"),
        ] {
            let found = Lexicon::of(language).found(&words(text));
            assert!(found.iter().any(|one| one.concept == Concept::Token), "{text}: {found:?}");
        }
    }
}

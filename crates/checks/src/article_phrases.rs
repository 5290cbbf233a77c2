//! What missing pages and log-in pages say, in the six languages in which articles are read: English, Dutch,
//! German, French, Polish, Spanish.
//!
//! Phrases are compared word by word, in lower case, with hyphens as spaces. A phrase alone proves little:
//! "Candidate not found: what it means" is an article. So it needs the word for a page beside it, or to stand
//! alone.

/// How surely a sentence says that there is no such page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Missing {
    /// It speaks of a page that is missing, and of other things.
    Perhaps,
    /// It says nothing else.
    Plainly,
}

/// A text as words between single spaces, with one at each end.
fn words(text: &str) -> String {
    let mut words = String::from(" ");
    for word in
        text.to_lowercase().replace(['’', '‘', 'ʼ'], "'").split(|c: char| !c.is_alphanumeric() && c != '\'')
    {
        let mut word = word.trim_matches('\'');
        // French joins its articles to the noun.
        for article in ["l'", "d'", "qu'"] {
            word = word.strip_prefix(article).unwrap_or(word);
        }
        if !word.is_empty() {
            words.push_str(word);
            words.push(' ');
        }
    }
    words
}

fn count(words: &str) -> usize {
    words.split_whitespace().count()
}

fn has(words: &str, phrase: &str) -> bool {
    words
        .match_indices(phrase)
        .any(|(at, _)| words[..at].ends_with(' ') && words[at + phrase.len()..].starts_with(' '))
}

fn has_any(words: &str, phrases: &str) -> bool {
    phrases.lines().any(|phrase| has(words, phrase))
}

fn starts_with_any(words: &str, phrases: &str) -> bool {
    let text = words.trim_start();
    phrases.lines().any(|phrase| text.strip_prefix(phrase).is_some_and(|rest| rest.starts_with(' ')))
}

/// What a page is called.
const PAGE: &str = include_str!("phrases/page.txt");

/// How a visitor is asked to agree: the beginnings of words.
const ACCEPTS: &str = include_str!("phrases/accepts.txt");

/// What is said of one that is not there.
const IS_MISSING: &str = include_str!("phrases/is_missing.txt");

/// Said without the word for a page.
const ALONE: &str = include_str!("phrases/alone.txt");

/// Words that add nothing to the sentence that a page is missing.
const FILLERS: &str = include_str!("phrases/fillers.txt");

/// Words with which a sentence asks or explains, rather than says.
const ASKS: &str = include_str!("phrases/asks.txt");

/// Whether a sentence, a title or a heading says that there is no such page.
pub(crate) fn says_missing(text: &str) -> Option<Missing> {
    segments(text).filter_map(segment_says_missing).max()
}

/// Whether a title or heading explains, or asks: "Page not found: what it means". "Maybe try a search?" is
/// what a missing page says.
pub(crate) fn explains(text: &str) -> bool {
    segments(text).any(|segment| {
        let words = words(segment);
        let asks = segment.ends_with('?') && has_any(&words, PAGE) && has_any(&words, IS_MISSING);
        asks || starts_with_any(&words, ASKS)
    })
}

fn segment_says_missing(segment: &str) -> Option<Missing> {
    let words = words(segment);
    if segment.ends_with('?') || count(&words) > 25 || starts_with_any(&words, ASKS) {
        return None;
    }
    let is_filler = |word: &str| FILLERS.lines().any(|filler| filler == word);
    let meaning = words.split_whitespace().filter(|word| !is_filler(word));
    let alone = ALONE.lines().filter(|phrase| has(&words, phrase)).any(|phrase| {
        let phrase = format!(" {phrase} ");
        words.split_whitespace().all(|word| is_filler(word) || has(&phrase, word))
    });
    if alone {
        return Some(Missing::Plainly);
    }
    if !has_any(&words, IS_MISSING) || !has_any(&words, PAGE) {
        return None;
    }
    let is_known = |word: &str| {
        PAGE.lines().chain(IS_MISSING.lines()).any(|phrase| phrase.split(' ').any(|one| one == word))
    };
    let others = meaning.filter(|word| !is_known(word)).count();
    Some(if others == 0 { Missing::Plainly } else { Missing::Perhaps })
}

/// The parts of a title, parted as sites part them from their name, and the sentences of a text.
pub(crate) fn segments(text: &str) -> impl Iterator<Item = &str> {
    text.split(['|', '–', '—', '·', '•', ':', '»', '›', '…', '!', '\n'])
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(". "))
        .flat_map(|part| part.split_inclusive("? "))
        .map(|part| part.trim().trim_end_matches('.').trim())
        .filter(|part| !part.is_empty())
}

const SIGN_ON: &str = include_str!("phrases/sign_on.txt");
const ENDS_IN_SIGN_ON: &str = include_str!("phrases/ends_in_sign_on.txt");
/// What an article about logging in is called.
const ABOUT_SIGN_ON: &str = include_str!("phrases/about_sign_on.txt");

/// Whether a title, a heading or a button is that of a log-in page.
pub(crate) fn is_sign_on(text: &str) -> bool {
    segments(text).any(|segment| {
        let words = words(segment);
        let asks = segment.ends_with('?') || starts_with_any(&words, ASKS);
        if asks || count(&words) > 9 || has_any(&words, ABOUT_SIGN_ON) {
            return false;
        }
        let ends = ENDS_IN_SIGN_ON.lines().any(|phrase| words.ends_with(&format!(" {phrase} ")));
        starts_with_any(&words, SIGN_ON) || ends && count(&words) <= 6
    })
}

const GOES_ON: &str = include_str!("phrases/goes_on.txt");

/// Whether a button goes on from a user name to a password.
pub(crate) fn goes_on(button: &str) -> bool {
    let words = words(button);
    count(&words) <= 5 && starts_with_any(&words, GOES_ON)
}

const IDENTITY: &str = include_str!("phrases/identity.txt");
const WITH: &str = include_str!("phrases/with.txt");

/// Whether a button or link logs in through another service: "Continue with Google".
pub(crate) fn is_sign_on_through_another(text: &str) -> bool {
    let words = words(text);
    count(&words) <= 7 && has_any(&words, IDENTITY) && has_any(&words, WITH)
}

const LOGGED_IN: &str = include_str!("phrases/logged_in.txt");
const TO_READ: &str = include_str!("phrases/to_read.txt");
const THIS: &str = include_str!("phrases/this.txt");

/// Whether a sentence keeps a page for those who have logged in: "Sign in to view this article".
pub(crate) fn keeps_out(text: &str) -> bool {
    segments(text).any(|segment| {
        let words = words(segment);
        has_any(&words, LOGGED_IN)
            && has_any(&words, TO_READ)
            && has_any(&words, THIS)
            && (has_any(&words, PAGE) || has_any(&words, "continue reading\nread on"))
    })
}

/// Whether a title or heading says that the reader may not read.
pub(crate) fn forbids(text: &str) -> bool {
    const FORBIDS: &str = include_str!("phrases/forbids.txt");
    segments(text).any(|segment| {
        let words = words(segment);
        FORBIDS.lines().any(|phrase| has(&words, phrase) && count(&words) <= count(phrase) + 1)
    })
}

/// Whether a text asks to accept cookies.
pub(crate) fn asks_for_cookies(text: &str) -> bool {
    let words = words(text);
    words.contains("cookie") && ACCEPTS.lines().any(|start| words.contains(&format!(" {start}")))
}

/// Whether a text asks for scripts to be turned on.
pub(crate) fn asks_for_scripts(text: &str) -> bool {
    words(text).contains("javascript")
}

//! The language that messages are given in.

use crate::files::ENGLISH_FILES;
use fluent_bundle::{FluentResource, concurrent::FluentBundle};
use std::borrow::Cow;
use std::sync::{
    LazyLock,
    atomic::{AtomicU8, Ordering},
};
use unic_langid::langid;

/// A language that messages are written in, or made from them for tests of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Language {
    /// As the files have it.
    English,
    /// English with accents, 40 % longer.
    Accented,
    /// English as a language that is written from right to left.
    Mirrored,
}

pub(crate) type Bundle = FluentBundle<FluentResource>;

static SPOKEN: AtomicU8 = AtomicU8::new(Language::English as u8);
static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle(None));
static ACCENTED: LazyLock<Bundle> = LazyLock::new(|| bundle(Some(accented)));
static MIRRORED: LazyLock<Bundle> = LazyLock::new(|| bundle(Some(mirrored)));

/// Gives messages in this language from now on, in the whole process: a person reads one at a time.
pub fn speak(language: Language) {
    SPOKEN.store(language as u8, Ordering::Relaxed);
}

pub(crate) fn spoken() -> &'static Bundle {
    match SPOKEN.load(Ordering::Relaxed) {
        accented if accented == Language::Accented as u8 => &ACCENTED,
        mirrored if mirrored == Language::Mirrored as u8 => &MIRRORED,
        _ => &ENGLISH,
    }
}

fn bundle(transform: Option<fn(&str) -> Cow<'_, str>>) -> Bundle {
    let mut bundle = FluentBundle::new_concurrent(vec![langid!("en-US")]);
    // Marks around each value are for languages that are written in the other direction.
    bundle.set_use_isolating(false);
    bundle.set_transform(transform);
    for (_, source) in ENGLISH_FILES {
        // A file that has an error is read as far as it goes. A test finds none.
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(read, _)| read);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

fn accented(text: &str) -> Cow<'_, str> {
    let mut accented = fluent_pseudo::transform(text, false, true).into_owned();
    let letters = text.chars().count();
    let wanted = if text.trim().is_empty() { letters } else { letters * 14 / 10 };
    let missing = wanted.saturating_sub(accented.chars().count());
    accented.extend(std::iter::repeat_n('~', missing));
    Cow::Owned(accented)
}

/// Right-to-left override around the text, as Unicode has it.
fn mirrored(text: &str) -> Cow<'_, str> {
    if text.trim().is_empty() { Cow::Borrowed(text) } else { Cow::Owned(format!("\u{202e}{text}\u{202c}")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_up_languages_change_the_words_and_keep_the_values() {
        let shown = |bundle: &Bundle| {
            let mut values = fluent_bundle::FluentArgs::new();
            values.set("path", "notes.txt");
            let message = bundle.get_message("cli-file-folder").and_then(|message| message.value()).unwrap();
            bundle.format_pattern(message, Some(&values), &mut Vec::new()).into_owned()
        };
        let english = shown(&ENGLISH);
        assert_eq!(english, "notes.txt is a folder, not a file.");
        let accented = shown(&ACCENTED);
        assert!(accented.starts_with("notes.txt") && !accented.is_ascii(), "{accented}");
        assert!(accented.chars().count() * 10 > english.chars().count() * 12, "{accented}");
        assert!(shown(&MIRRORED).contains("\u{202e}"));
    }
}

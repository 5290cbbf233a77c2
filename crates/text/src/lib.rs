//! The catalogue of sentences. Keys are fixed; a second language is a second file.

mod shown;

pub use shown::{in_line, shown};

use std::{collections::HashMap, sync::LazyLock};

static ENGLISH: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    // Embedded, and read by a test: they cannot be anything but lists of texts.
    let read = |source| -> HashMap<String, String> { serde_json::from_str(source).unwrap_or_default() };
    let mut texts = read(include_str!("../../../text/en.json"));
    // Read by the reference alone; the page need not carry it.
    texts.extend(read(include_str!("../../../text/reference.en.json")));
    texts
});

/// The sentence of `key` with `{names}` filled in. A value that is itself a key stands for its text. A
/// key without a sentence is shown as it is, so that nothing is silently lost.
pub fn render(key: &str, args: &[(&str, &str)]) -> String {
    let Some(template) = ENGLISH.get(key) else { return key.to_owned() };
    let mut text = String::with_capacity(template.len());
    let mut rest = template.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, tail)) = after.split_once('}') else { break };
        match args.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => text.push_str(ENGLISH.get(*value).map_or(*value, String::as_str)),
            None => text.push_str(name),
        }
        rest = tail;
    }
    text.push_str(rest);
    text
}

/// The sentence of a key that needs nothing filled in.
pub fn plain(key: &str) -> String {
    render(key, &[])
}

/// The sentence for a number: `key.one` for 1, else `key.many`, with `{count}` filled in.
pub fn counted(key: &str, count: usize) -> String {
    let form = if count == 1 { "one" } else { "many" };
    render(&format!("{key}.{form}"), &[("count", &count.to_string())])
}

/// `3.1 KB`
pub fn size(bytes: usize) -> String {
    if bytes < 1024 {
        return render("size.bytes", &[("count", &bytes.to_string())]);
    }
    // Tenths are enough for people; the precision lost above 2^52 bytes does not matter here.
    #[expect(clippy::cast_precision_loss, reason = "sizes of files that are at most megabytes")]
    let kilobytes = (bytes as f64 / 1024.0 * 10.0).round() / 10.0;
    render("size.kilobytes", &[("count", &kilobytes.to_string())])
}

/// Whether there is a sentence of that key.
pub fn has(key: &str) -> bool {
    ENGLISH.contains_key(key)
}

/// Every key with its sentence.
pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    ENGLISH.iter().map(|(key, text)| (key.as_str(), text.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_is_a_list_of_texts_without_words_that_users_should_not_read() {
        assert!(ENGLISH.len() > 100);
        for (key, text) in ENGLISH.iter() {
            assert!(!text.trim().is_empty(), "{key}");
            let lower = text.to_lowercase();
            for word in ["invalid", "please", "oops", "forbidden", "sorry"] {
                assert!(
                    !lower.split(|c: char| !c.is_alphanumeric()).any(|part| part == word),
                    "{key}: {text}"
                );
            }
        }
    }

    #[test]
    fn names_are_filled_in_and_keys_among_the_values_are_spoken_for() {
        assert_eq!(render("no.such.key", &[]), "no.such.key");
        assert_eq!(
            render("problem.summary", &[("field", "field.name"), ("message", "x")]),
            format!("{}: x", plain("field.name"))
        );
    }
}

//! The messages that people read, by key. They are written in Project Fluent, a file for each area under `text/en`;
//! a second language is a second folder.
//!
//! A key has dots where the message's name has hyphens: `check.REC-1.title` is `check-REC-1-title`. Keys are kept in
//! profiles, so a key stays when its message is rewritten.

mod files;
mod language;
mod shown;
mod written;

pub use language::{Language, speak};
pub use shown::{in_line, shown};
pub use written::{WrittenMessage, written};

use files::ENGLISH_FILES;
use fluent_bundle::{FluentArgs, FluentValue};
use language::spoken;

/// The name under which the file has the message of a key.
pub fn message_name(key: &str) -> String {
    key.replace('.', "-")
}

/// The message of `key` with its variables filled in. A value that is itself a key stands for its message, and a whole
/// number chooses the plural. A key without a message is shown as it is, so that nothing is silently lost.
pub fn render(key: &str, args: &[(&str, &str)]) -> String {
    message(key, args).unwrap_or_else(|| key.to_owned())
}

/// The message of a key that has no variables.
pub fn plain(key: &str) -> String {
    render(key, &[])
}

/// The message of a key for a number.
pub fn counted(key: &str, count: usize) -> String {
    render(key, &[("count", &count.to_string())])
}

/// Whether there is a message of that key.
pub fn has(key: &str) -> bool {
    spoken().has_message(&message_name(key))
}

fn message(key: &str, args: &[(&str, &str)]) -> Option<String> {
    let bundle = spoken();
    let found = bundle.get_message(&message_name(key))?;
    let mut values = FluentArgs::with_capacity(args.len());
    for (name, value) in args {
        match value.parse::<u32>() {
            Ok(number) if number.to_string() == *value => values.set(*name, number),
            _ => values
                .set(*name, spoken_for(value).map_or_else(|| FluentValue::from(*value), FluentValue::from)),
        }
    }
    // What is missing is shown by its name; a test finds no place that leaves one out.
    let text = bundle.format_pattern(found.value()?, Some(&values), &mut Vec::new());
    Some(text.into_owned())
}

/// The message of a value that is a key. Every key has a dot: a codename that is spelled like a message's name, such as
/// `page-logo`, is none.
fn spoken_for(value: &str) -> Option<String> {
    if value.contains('.') { message(value, &[]) } else { None }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_filled_in_and_keys_among_them_are_spoken_for() {
        assert_eq!(render("no.such.key", &[]), "no.such.key");
        let summary = |field: &str| render("problem.summary", &[("field", field), ("message", "x")]);
        assert_eq!(summary("field.name"), format!("{}: x", plain("field.name")));
        assert_eq!(summary("page-logo"), "page-logo: x", "a codename is no key");
    }

    #[test]
    fn a_number_chooses_the_plural_and_a_codename_of_digits_keeps_its_zeros() {
        assert_ne!(counted("save.decide", 1).replace('1', "2"), counted("save.decide", 2));
        assert!(render("news.put_back", &[("environment", "007")]).contains("007"));
    }
}

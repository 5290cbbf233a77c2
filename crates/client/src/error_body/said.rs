//! The texts of an answer, gathered by where they belong: each once, bounded in number and length.

use super::message::{FieldMessage, Said, glue};
use super::names::{Name, squash};

const MAX_TEXTS: usize = 100;
/// Characters of one text.
const MAX_TEXT: usize = 500;
/// Characters of all texts.
const MAX_CHARS: usize = 20_000;
/// Characters of a text that are looked at, those that are taken out included.
const MAX_SCANNED: usize = 8 * MAX_TEXT;
/// Words of a summary that say nothing of their own, beside the names of fields.
const FILLERS: [&str; 6] = ["validation", "failed", "error", "errors", "partner", "body"];

/// The texts that belong to one name.
struct Place {
    field: Option<&'static str>,
    /// As the server wrote it, where it says more than `field`; empty for the record as a whole.
    name: String,
    texts: Vec<String>,
}

/// Texts as they are found.
#[derive(Default)]
pub(super) struct Gathered {
    places: Vec<Place>,
    /// How many texts were found, repeated ones included.
    pub(super) found: usize,
    kept: usize,
    chars: usize,
    /// Some was left out.
    pub(super) is_cut: bool,
}

impl Gathered {
    /// Notes a text where it belongs.
    pub(super) fn say(&mut self, name: &Name, text: &str) {
        let Some(text) = clean(text, MAX_TEXT) else { return };
        self.found += 1;
        let on = name.on_form();
        let field = on.map(|on| on.field);
        let names_it = on.is_none_or(|on| on.is_inside);
        let shown = if names_it { clean(name.shown(), MAX_TEXT).unwrap_or_default() } else { String::new() };
        let place = self.places.iter().position(|place| place.field == field && place.name == shown);
        if place.is_some_and(|at| self.places[at].texts.contains(&text)) {
            return;
        }
        if self.kept == MAX_TEXTS || self.chars > MAX_CHARS {
            self.is_cut = true;
            return;
        }
        self.kept += 1;
        self.chars += text.chars().count() + shown.chars().count();
        match place {
            Some(at) => self.places[at].texts.push(text),
            None => self.places.push(Place { field, name: shown, texts: vec![text] }),
        }
    }

    /// What is to be shown: by field, and all else in one text.
    pub(super) fn said(mut self) -> Said {
        self.drop_summaries();
        let mut said = Said::default();
        let mut rest = Vec::new();
        for place in &self.places {
            let Some(text) = place.sentence() else { continue };
            let Some(field) = place.field else {
                rest.push(text);
                continue;
            };
            match said.fields.iter_mut().find(|known| known.field == field) {
                Some(known) => known.message = glue(&[known.message.clone(), text], "; "),
                None => said.fields.push(FieldMessage { field: field.to_owned(), message: text }),
            }
        }
        if self.is_cut {
            rest.push("…".to_owned());
        }
        said.message = glue(&rest, "; ");
        said
    }

    /// Takes out what only repeats other texts: "Name can't be blank" beside `name: can't be blank`, or "Name
    /// is taken. (and 1 more error)". What is said of the record as a whole may repeat what is said anywhere,
    /// what is said of a field only what is said of that field: two fields can have the same fault.
    fn drop_summaries(&mut self) {
        let mut words: Vec<String> = FILLERS.map(str::to_owned).to_vec();
        for place in &self.places {
            for name in [place.field.unwrap_or_default(), place.name.as_str()] {
                words.push(squash(name));
                words.extend(name.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase));
            }
        }
        for number in 0..self.places.len() {
            let is_whole = self.places[number].is_whole();
            let mut at = 0;
            while let Some(text) = self.places[number].texts.get(at) {
                let others = self.places.iter().enumerate().flat_map(|(other, place)| {
                    let texts = place.texts.iter().enumerate().filter(move |_| is_whole || other == number);
                    texts.filter(move |(index, _)| (other, *index) != (number, at)).map(|(_, text)| &**text)
                });
                if repeats(text, others.collect(), &words) {
                    self.places[number].texts.remove(at);
                } else {
                    at += 1;
                }
            }
        }
    }
}

/// Whether a text is made of `others`, names of fields and fillers.
fn repeats(text: &str, mut others: Vec<&str>, words: &[String]) -> bool {
    let is_count =
        |(_, count): &(&str, &str)| count.ends_with("more error)") || count.ends_with("more errors)");
    let mut rest = text.rsplit_once(" (and ").filter(is_count).map_or(text, |(text, _)| text).to_owned();
    others.sort_by_key(|other| std::cmp::Reverse(other.len()));
    let mut repeats_any = false;
    for other in others {
        if rest.contains(other) {
            rest = rest.replace(other, " ");
            repeats_any = true;
        }
    }
    let mut left = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    repeats_any && left.all(|word| words.contains(&word.to_lowercase()))
}

impl Place {
    /// About the record as a whole.
    fn is_whole(&self) -> bool {
        self.name.is_empty() && self.field.is_none()
    }

    fn sentence(&self) -> Option<String> {
        // Each text about the record as a whole stands for itself; those about a field may be parts of one.
        let separator = if self.is_whole() { "; " } else { ", " };
        let text = glue(&self.texts, separator);
        let name = if self.name.is_empty() { String::new() } else { format!("{}: ", self.name) };
        (!text.is_empty()).then(|| name + &text)
    }
}

/// A text without control characters, and without those that turn the direction of the text around it.
fn clean(text: &str, limit: usize) -> Option<String> {
    let turns = |c: &char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let is_break = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let text: String = text.trim_start().chars().take(MAX_SCANNED).filter(|c| !turns(c)).collect();
    let lines: Vec<&str> = text.split(is_break).map(str::trim).filter(|line| !line.is_empty()).collect();
    let mut text = lines.join(" ");
    if let Some((end, _)) = text.char_indices().nth(limit) {
        text.truncate(end);
        text.push('…');
    }
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_shown_without_control_characters_and_cut_when_they_are_long() {
        for (text, expected) in [
            (" is \u{0}\u{1b}[31m bad\r\n\r\n  and long ", Some("is [31m bad and long")),
            ("two  spaces stay", Some("two  spaces stay")),
            ("\u{202e}dab si\u{2069}", Some("dab si")),
            (" \n\t", None),
        ] {
            assert_eq!(clean(text, MAX_TEXT).as_deref(), expected, "{text:?}");
        }
        assert_eq!(clean("abc", 2).unwrap(), "ab…");
    }

    #[test]
    fn a_summary_that_repeats_what_fields_say_is_left_out_and_any_other_is_kept() {
        for (text, is_left_out) in [
            ("can't be blank", true),
            ("Name can't be blank", true),
            ("Validation failed: Name can't be blank, Urls tests is odd", true),
            ("urls.tests: is odd", true),
            ("can't be blank (and 1 more error)", true),
            ("Validation failed", false),
            ("Name can't be blank on Mondays", false),
            ("Logo can't be blank", false),
        ] {
            let mut gathered = Gathered::default();
            gathered.say(&Name::of("name"), "can't be blank");
            gathered.say(&Name::of("urls.tests"), "is odd");
            gathered.say(&Name::default(), text);
            assert_eq!(gathered.said().message.is_empty(), is_left_out, "{text}");
        }
    }

    #[test]
    fn sentences_are_joined_with_a_space_and_parts_with_a_separator() {
        let join = |texts: &[&str]| glue(&texts.iter().map(|text| (*text).into()).collect::<Vec<_>>(), ", ");
        assert_eq!(join(&["is odd", "is long", ""]), "is odd, is long");
        assert_eq!(join(&["It is odd.", "It is long."]), "It is odd. It is long.");
    }
}

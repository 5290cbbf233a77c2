//! HTML as tags and texts, by the tokenizer of the HTML standard.
//!
//! `html5gum` asks what follows each start tag (a script, plain text) instead of guessing, and hands over
//! attributes one by one. Only those in [`ATTRIBUTES`] are kept, so that a tag costs what its bytes cost
//! however many attributes it has.

use html5gum::{Emitter, Error, State, Tokenizer};
use std::convert::Infallible;

/// The attributes that anything here reads.
const ATTRIBUTES: [&str; 19] = [
    "aria-hidden",
    "aria-label",
    "aria-modal",
    "autocomplete",
    "charset",
    "class",
    "content",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "name",
    "open",
    "placeholder",
    "role",
    "shadowrootmode",
    "style",
    "type",
    "value",
];

/// A start tag, its name in lower case.
#[derive(Debug, Default)]
pub(crate) struct StartTag {
    pub(crate) name: String,
    pub(crate) is_self_closing: bool,
    attributes: Vec<(&'static str, String)>,
}

impl StartTag {
    /// The value of an attribute; the first of several counts.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// Whether an attribute holds exactly this, in any case.
    pub(crate) fn is(&self, name: &str, value: &str) -> bool {
        self.get(name).is_some_and(|found| found.trim().eq_ignore_ascii_case(value))
    }
}

/// What reads tags and texts.
pub(crate) trait Sink {
    /// A start tag; the answer is how its content is to be read, where that is not markup.
    fn start(&mut self, tag: &StartTag) -> Option<State>;
    /// An end tag.
    fn end(&mut self, name: &str);
    /// Text between two tags, with its entities replaced.
    fn text(&mut self, text: &str);
    /// Whether the innermost open element is of SVG or MathML, where `<![CDATA[` is text.
    fn is_foreign(&self) -> bool;
}

/// No page for people has so many tags; nothing behind them is read, so that 20 MB of tags take no longer than people
/// wait.
const MOST_TAGS: usize = 400_000;

/// Reads `source` to its end.
pub(crate) fn tokenize<S: Sink>(source: &str, sink: &mut S) {
    // It yields no tokens and knows no errors.
    let _ = Tokenizer::new_with_emitter(source, Tags::new(sink)).finish();
}

/// Which tag is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Current {
    Start,
    End,
}

/// Puts tags together and hands them to the sink.
struct Tags<'s, S> {
    sink: &'s mut S,
    text: Vec<u8>,
    current: Current,
    name: Vec<u8>,
    is_self_closing: bool,
    attributes: Vec<(&'static str, String)>,
    attribute_name: Vec<u8>,
    attribute_value: Vec<u8>,
    last_start_tag: Vec<u8>,
    /// So many tags are still handed over.
    left: usize,
}

impl<'s, S: Sink> Tags<'s, S> {
    fn new(sink: &'s mut S) -> Self {
        Self {
            sink,
            text: Vec::new(),
            current: Current::Start,
            name: Vec::new(),
            is_self_closing: false,
            attributes: Vec::new(),
            attribute_name: Vec::new(),
            attribute_value: Vec::new(),
            last_start_tag: Vec::new(),
            left: MOST_TAGS,
        }
    }

    fn flush_text(&mut self) {
        if !self.text.is_empty() {
            self.sink.text(&String::from_utf8_lossy(&self.text));
            self.text.clear();
        }
    }

    fn flush_attribute(&mut self) {
        let known = ATTRIBUTES.iter().find(|known| known.as_bytes() == self.attribute_name);
        if let Some(known) = known
            && !self.attributes.iter().any(|(before, _)| before == known)
        {
            let value = String::from_utf8_lossy(&self.attribute_value).into_owned();
            self.attributes.push((known, value));
        }
        self.attribute_name.clear();
        self.attribute_value.clear();
    }

    fn open(&mut self, current: Current) {
        self.current = current;
        self.name.clear();
        self.attributes.clear();
        self.attribute_name.clear();
        self.attribute_value.clear();
        self.is_self_closing = false;
    }
}

impl<S: Sink> Emitter for Tags<'_, S> {
    type Token = Infallible;

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start_tag = name.unwrap_or_default().to_vec();
    }
    fn emit_eof(&mut self) {
        self.flush_text();
    }
    fn emit_error(&mut self, _: Error) {}
    fn should_emit_errors(&mut self) -> bool {
        false
    }
    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }
    fn emit_string(&mut self, text: &[u8]) {
        if self.left > 0 {
            self.text.extend(text);
        }
    }
    fn init_start_tag(&mut self) {
        self.open(Current::Start);
    }
    fn init_end_tag(&mut self) {
        self.open(Current::End);
    }
    fn init_attribute(&mut self) {
        self.flush_attribute();
    }
    fn push_tag_name(&mut self, name: &[u8]) {
        self.name.extend(name);
    }
    fn push_attribute_name(&mut self, name: &[u8]) {
        self.attribute_name.extend(name);
    }
    fn push_attribute_value(&mut self, value: &[u8]) {
        self.attribute_value.extend(value);
    }
    fn set_self_closing(&mut self) {
        self.is_self_closing = true;
    }
    fn emit_current_tag(&mut self) -> Option<State> {
        if self.left == 0 {
            self.attributes.clear();
            return None;
        }
        self.flush_attribute();
        self.flush_text();
        self.left -= 1;
        let name = String::from_utf8_lossy(&self.name).into_owned();
        if self.current == Current::End {
            self.sink.end(&name);
            return None;
        }
        self.last_start_tag.clone_from(&self.name);
        let attributes = std::mem::take(&mut self.attributes);
        self.sink.start(&StartTag { name, is_self_closing: self.is_self_closing, attributes })
    }
    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.current == Current::End && self.name == self.last_start_tag
    }
    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.sink.is_foreign()
    }

    // Comments and doctypes say nothing to a reader.
    fn init_comment(&mut self) {}
    fn emit_current_comment(&mut self) {}
    fn push_comment(&mut self, _: &[u8]) {}
    fn init_doctype(&mut self) {}
    fn emit_current_doctype(&mut self) {}
    fn set_force_quirks(&mut self) {}
    fn push_doctype_name(&mut self, _: &[u8]) {}
    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}
}

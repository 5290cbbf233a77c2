//! Bytes to text, as browsers do it.

use super::tokens::{Sink, StartTag, tokenize};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use html5gum::State;
use std::borrow::Cow;

/// A page says within so many bytes how it is written. The standard says 1,024; browsers look further.
const PRESCAN: usize = 16 * 1024;

/// The text of a page: by its byte order mark, the `Content-Type`, a `<meta>`, and else as UTF-8 or, where
/// it is none, as the encoding that most of the web was once written in.
pub(crate) fn decode<'b>(body: &'b [u8], content_type: &str) -> Cow<'b, str> {
    let encoding = match Encoding::for_bom(body) {
        Some((encoding, _)) => encoding,
        None => of_content_type(content_type).or_else(|| declared(body)).unwrap_or_else(|| guessed(body)),
    };
    encoding.decode(body).0
}

/// The encoding that a `Content-Type` names.
fn of_content_type(content_type: &str) -> Option<&'static Encoding> {
    let parameters = content_type.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let (_, label) = parameters.into_iter().find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
    Encoding::for_label(label.trim().trim_matches(['"', '\'']).as_bytes())
}

/// The encoding that the page declares.
fn declared(body: &[u8]) -> Option<&'static Encoding> {
    // Every encoding that can be declared so writes markup as ASCII does.
    let (start, _) = WINDOWS_1252.decode_without_bom_handling(&body[..body.len().min(PRESCAN)]);
    let mut found = Declared(None);
    tokenize(&start, &mut found);
    match found.0 {
        // It was read as bytes, so it is not UTF-16 whatever it says.
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => Some(UTF_8),
        found => found,
    }
}

fn guessed(body: &[u8]) -> &'static Encoding {
    // The limit for bodies may cut through the last character.
    let is_utf8 = match std::str::from_utf8(body) {
        Ok(_) => true,
        Err(fault) => fault.error_len().is_none(),
    };
    if is_utf8 { UTF_8 } else { WINDOWS_1252 }
}

struct Declared(Option<&'static Encoding>);

impl Sink for Declared {
    fn start(&mut self, tag: &StartTag) -> Option<State> {
        if tag.name == "meta" && self.0.is_none() {
            let label = tag.get("charset").and_then(|label| Encoding::for_label(label.as_bytes()));
            let long = || {
                let content = tag.get("content").filter(|_| tag.is("http-equiv", "content-type"))?;
                of_content_type(content)
            };
            self.0 = label.or_else(long);
        }
        match tag.name.as_str() {
            "script" => Some(State::ScriptData),
            "style" | "noscript" => Some(State::RawText),
            "title" | "textarea" => Some(State::RcData),
            _ => None,
        }
    }
    fn end(&mut self, _: &str) {}
    fn text(&mut self, _: &str) {}
    fn is_foreign(&self) -> bool {
        false
    }
}

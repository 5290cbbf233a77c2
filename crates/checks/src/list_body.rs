//! What came in place of the list of tests, named by its cause.

use crate::json_list::{Fields, Kind, depth, entries, first_value, kind, text};
use crate::page::Page;
use crate::verdict::Finding;
use crate::{BodyLocation, Call, TokenSent};
use serde_json::value::RawValue;

const CALL: Call = Call::Tests(TokenSent::Good);
/// `serde_json` reads no deeper; neither do the parsers of others.
const DEEP: usize = 127;
/// So many places are tried as the beginning of a list that stands behind other text.
const TRIES: usize = 32;
/// A message is quoted up to here.
const QUOTE: usize = 120;

/// U+FEFF in UTF-8.
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The text of a body: JSON is UTF-8.
pub(crate) fn text_of(body: &[u8]) -> Result<&str, Finding> {
    let bytes = body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Finding::developers("empty_body"));
    }
    if is_utf16(bytes) {
        return Err(Finding::developers("utf16"));
    }
    std::str::from_utf8(bytes)
        .map_err(|fault| Finding::developers("not_utf8").with("byte", fault.valid_up_to() + 1))
}

/// By its byte order mark or, since JSON begins with a sign of ASCII, by the zero beside it.
fn is_utf16(bytes: &[u8]) -> bool {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => true,
        [0, sign, ..] | [sign, 0, ..] => matches!(sign, b'[' | b'{' | b'"' | b' ' | b'\n' | b'\r'),
        _ => false,
    }
}

/// A text that is JSON throughout, or what is wrong with it.
pub(crate) fn json(text: &str) -> Result<&str, Finding> {
    let finding = match serde_json::from_str::<&RawValue>(text) {
        // The reader of raw values goes to any depth; those of others do not.
        Ok(value) if depth(text.as_bytes()) <= DEEP => return Ok(value.get()),
        Ok(_) => Finding::developers("deep").place(CALL, BodyLocation::Line(1, 1)),
        Err(error) => not_json(text, &error),
    };
    Err(finding)
}

fn not_json(text: &str, error: &serde_json::Error) -> Finding {
    let (line, column) = (error.line(), error.column());
    let here = BodyLocation::Line(line, column);
    let begin = text.trim_start();
    let first = begin.chars().next().unwrap_or_default();
    if let Some(finding) = parts(begin) {
        return finding.place(CALL, here);
    }
    // A text that ends within its first value was cut; one that is no JSON to begin with was not.
    let is_cut = error.is_eof() && matches!(first, '[' | '{' | '"');
    let is_deep = || depth(text.as_bytes()) > DEEP;
    let behind = || if is_cut { None } else { list_behind_text(text) };
    if let Some((before, _)) = behind() {
        Finding::developers("text_before").with("text", visible(before)).place(CALL, BodyLocation::Line(1, 1))
    } else if is_cut {
        Finding::developers("cut_off").with("line", line).place(CALL, here)
    } else if is_deep() {
        Finding::developers("deep").place(CALL, here)
    } else if begin.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("<?xml")) {
        Finding::developers("xml").place(CALL, BodyLocation::Line(1, 1))
    } else if first == '<' {
        Finding::developers("page").place(CALL, BodyLocation::Line(1, 1))
    } else if !matches!(first, '[' | '{' | '"' | '-' | '0'..='9') {
        Finding::developers("plain_text").with("text", quote(begin)).place(CALL, BodyLocation::Line(1, 1))
    } else {
        Finding::developers("not_json").with("line", line).with("column", column).place(CALL, here)
    }
}

/// A whole value with something behind it, or in a call.
fn parts(begin: &str) -> Option<Finding> {
    let is_whole = |value: &str| matches!(kind(value), Kind::Array | Kind::Object);
    if let Some((value, rest)) = first_value(begin).filter(|(value, _)| is_whole(value)) {
        let rest = rest.trim_start();
        if kind(value) == Kind::Object && rest.starts_with('{') {
            return Some(Finding::developers("one_per_line"));
        }
        if kind(value) == Kind::Array && !rest.is_empty() {
            return Some(Finding::developers("text_behind").with("text", visible(rest)));
        }
    }
    let (call, argument) = begin.split_once('(')?;
    let is_call = call.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | ']'));
    let (_, rest) = first_value(argument).filter(|(value, _)| is_call && is_whole(value))?;
    rest.trim_start().starts_with(')').then(|| Finding::developers("jsonp"))
}

/// What stands before a list that begins further down, and the list.
fn list_behind_text(text: &str) -> Option<(&str, &str)> {
    let begin = text.trim_start();
    let is_markup = begin.starts_with('<');
    // In a list that is broken, lists within it are no beginning, unless they begin a line.
    let is_json = begin.starts_with(['[', '{']);
    let candidates = text.match_indices(['[', '{']).filter(|(at, bracket)| {
        let next = text[at + 1..].trim_start().chars().next();
        let before = text[..*at].chars().next_back();
        let is_beginning = match *bracket {
            "[" => matches!(next, Some('{' | ']')),
            _ => matches!(next, Some('"')),
        };
        is_beginning && before.is_some_and(|c| !is_json || c == '\n')
    });
    candidates.take(TRIES).find_map(|(at, _)| {
        let (value, rest) = first_value(&text[at..])?;
        let is_list = || {
            entries(value)
                .is_some_and(|all| !all.is_empty() && all.iter().all(|one| kind(one) == Kind::Object))
        };
        (rest.trim().is_empty() || !is_markup && is_list()).then(|| (&text[..at], value))
    })
}

/// JSON that is no array.
pub(crate) fn not_a_list(value: &str) -> Finding {
    let finding = match kind(value) {
        Kind::Null => Finding::developers("null"),
        Kind::Text => {
            let inner = text(value).unwrap_or_default();
            let is_json = first_value(inner.trim()).is_some_and(|(inner, rest)| {
                rest.is_empty() && matches!(kind(inner), Kind::Array | Kind::Object)
            });
            if is_json || inner.trim().is_empty() {
                Finding::developers("text")
            } else {
                Finding::developers("plain_text").with("text", quote(&inner))
            }
        }
        Kind::Object => {
            let fields = Fields::of(value).unwrap_or_default();
            let mut names = fields.iter().map(|(name, _)| name).peekable();
            if let Some(message) = error_message(&fields) {
                Finding::developers("error_body").with("text", message)
            } else if names.peek().is_some()
                && names.all(|name| name.bytes().all(|byte| byte.is_ascii_digit()))
            {
                Finding::developers("numbered")
            } else {
                Finding::developers("object")
            }
        }
        Kind::Bool | Kind::Number | Kind::Array => Finding::developers("value"),
    };
    finding.place(CALL, BodyLocation::Pointer(String::new()))
}

/// What an object says that stands for an error, if it does: an error that is not empty, a success that is
/// none, a status of 400 or more, or nothing but a message.
pub(crate) fn error_message(fields: &Fields<'_>) -> Option<String> {
    const ERRORS: [&str; 8] = [
        "error",
        "errors",
        "error_message",
        "errorMessage",
        "error_description",
        "exception",
        "fault",
        "err",
    ];
    const MESSAGES: [&str; 7] =
        ["message", "msg", "detail", "error_description", "title", "reason", "description"];
    const FAILED: [&str; 8] =
        ["error", "fail", "failed", "failure", "unauthorized", "forbidden", "unauthenticated", "denied"];
    let message = || MESSAGES.iter().find_map(|key| fields.get_in_any_case(key).and_then(|raw| said(raw, 0)));
    let or_whole = |found: Option<String>, raw: &str| found.unwrap_or_else(|| quote(raw));
    if let Some(raw) =
        ERRORS.iter().filter_map(|key| fields.get_in_any_case(key)).find(|raw| is_something(raw))
    {
        // "error": true tells nothing; a message beside it does.
        let own = if kind(raw) == Kind::Bool { message() } else { said(raw, 0).or_else(message) };
        return Some(or_whole(own, raw));
    }
    let has_failed = ["success", "ok", "succeeded"]
        .iter()
        .filter_map(|key| fields.get_in_any_case(key))
        .any(|raw| raw == "false")
        || ["status", "result", "code", "statusCode", "status_code"]
            .iter()
            .filter_map(|key| fields.get_in_any_case(key))
            .any(|raw| match kind(raw) {
                Kind::Number => raw.parse::<u32>().is_ok_and(|code| (400..600).contains(&code)),
                Kind::Text => text(raw).is_some_and(|status| {
                    FAILED.contains(&status.to_lowercase().as_str())
                        || status.parse::<u32>().is_ok_and(|code| (400..600).contains(&code))
                }),
                _ => false,
            });
    if has_failed {
        let raw =
            fields.iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join(", ");
        return Some(or_whole(message(), &raw));
    }
    // A message and nothing that could be a list or a test.
    let only_message = fields.iter().all(|(_, raw)| !matches!(kind(raw), Kind::Array | Kind::Object))
        && fields.get("id").is_none()
        && fields.get("name").is_none();
    message().filter(|message| only_message && !["ok", "success"].contains(&message.to_lowercase().as_str()))
}

fn is_something(raw: &str) -> bool {
    let is_empty =
        |open: char, close: char| raw.trim_start_matches(open).trim_end_matches(close).trim().is_empty();
    match kind(raw) {
        Kind::Null => false,
        Kind::Bool => raw == "true",
        Kind::Number => raw.parse::<f64>().is_ok_and(|number| number != 0.0),
        Kind::Text => text(raw).is_some_and(|text| !text.trim().is_empty()),
        Kind::Array => !is_empty('[', ']'),
        Kind::Object => !is_empty('{', '}'),
    }
}

/// The words in a value that describes an error.
fn said(raw: &str, level: usize) -> Option<String> {
    const DEEPEST: usize = 4;
    if level > DEEPEST {
        return None;
    }
    match kind(raw) {
        Kind::Text => text(raw).map(|text| quote(&text)).filter(|text| !text.is_empty()),
        Kind::Array => entries(raw)?.first().and_then(|first| said(first, level + 1)),
        Kind::Object => {
            let fields = Fields::of(raw)?;
            let known = ["message", "msg", "detail", "title", "description", "reason", "error", "text"];
            let by_name =
                known.iter().find_map(|key| fields.get_in_any_case(key).and_then(|raw| said(raw, level + 1)));
            by_name.or_else(|| fields.iter().find_map(|(_, raw)| said(raw, level + 1)))
        }
        Kind::Number | Kind::Bool | Kind::Null => None,
    }
}

/// The beginning of a text, in one line.
fn quote(text: &str) -> String {
    let words =
        text.chars().take(QUOTE * 4).map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(QUOTE) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words,
    }
}

/// The same of what may be markup, or nothing that can be seen.
fn visible(text: &str) -> String {
    let read = quote(&Page::read(text).text);
    if read.chars().any(|c| !c.is_whitespace() && c != '\u{feff}') {
        return read;
    }
    let written = quote(text);
    if written.chars().any(|c| c.is_ascii_graphic()) {
        return written;
    }
    text.chars().take(4).map(|c| format!("U+{:04X}", u32::from(c))).collect::<Vec<_>>().join(" ")
}

//! Reads the body of an answer that is an error: every text for people, on the field that it names. The API's
//! documentation shows no error of Recruitee's own, so the shapes of the frameworks that are in use are read.
//!
//! A body is walked once, from the outside in, with the name of the field that the walk is inside of. What
//! an object is for is seen from all of its members ([`entry`]), what a member is for from its name
//! ([`keys`]).

mod entry;
mod keys;
mod markup;
mod message;
mod names;
mod said;
mod tree;

pub(crate) use message::Said;

use entry::{Entry, Inside, Member};
use keys::{Role, is_class_like, is_code_like, is_often_a_code, is_whole};
pub use message::FieldMessage;
use message::glue;
use names::Name;
use said::Gathered;
use tree::Node;

/// Reads a body of unknown shape.
pub(crate) fn read(body: &[u8]) -> Said {
    let text = String::from_utf8_lossy(body);
    let text = text.trim_start_matches('\u{feff}').trim();
    let mut reader = Reader::default();
    if let Some((node, is_cut)) = Node::parse(text) {
        reader.gathered.is_cut = is_cut;
        reader.node(&node, &Name::default(), Inside::Root);
        if reader.gathered.found == 0 {
            for code in std::mem::take(&mut reader.last_resort) {
                reader.gathered.say(&Name::default(), &code);
            }
        }
    } else if let Some(blocks) = markup::blocks(text) {
        reader.gathered.say(&Name::default(), &glue(&blocks, ". "));
    } else if is_readable(text) {
        reader.gathered.say(&Name::default(), text);
    }
    reader.gathered.said()
}

/// Whether a body is a text, and not the bytes of a picture or of a packed body.
fn is_readable(text: &str) -> bool {
    let odd = |c: &char| *c == '\u{fffd}' || (c.is_control() && !c.is_whitespace());
    text.chars().take(1000).filter(odd).count() * 10 <= text.chars().take(1000).count()
}

#[derive(Default)]
struct Reader {
    gathered: Gathered,
    /// Codes, for when there is no text at all.
    last_resort: Vec<String>,
    /// The walk is inside of JSON that stood in a text.
    is_unwrapped: bool,
}

impl Reader {
    fn node(&mut self, node: &Node, at: &Name, inside: Inside) {
        match node {
            Node::Text(text) => self.text(text, at),
            Node::List(items) => self.list(items, at),
            Node::Map(members) => self.map(members, at, None, inside),
            Node::Index(_) | Node::Nothing => {}
        }
    }

    fn text(&mut self, text: &str, at: &Name) {
        // Gateways pass on the JSON of the server behind them as a text.
        if !self.is_unwrapped
            && text.trim_start().starts_with(['{', '['])
            && let Some((node, is_cut)) = Node::parse(text.trim())
        {
            let found = self.gathered.found;
            self.gathered.is_cut |= is_cut;
            self.is_unwrapped = true;
            self.node(&node, at, Inside::Root);
            self.is_unwrapped = false;
            if self.gathered.found > found {
                return;
            }
        }
        self.gathered.say(at, text);
    }

    fn list(&mut self, items: &[Node], at: &Name) {
        let are_inputs = at.on_form().is_some_and(|on| on.field == "inputs" && !on.is_inside);
        for (index, item) in (0..).zip(items) {
            match item {
                Node::Map(members) if are_inputs => self.map(members, at, Some(index), Inside::List),
                Node::List(pair) => match &pair[..] {
                    // `["name", "can't be blank"]`
                    [Node::Text(name), Node::Text(text)] if is_code_like(name) && !is_code_like(text) => {
                        self.text(text, &if is_whole(name) { at.clone() } else { at.join(&Name::of(name)) });
                    }
                    _ => self.list(pair, at),
                },
                item => self.node(item, at, Inside::List),
            }
        }
    }

    fn map(&mut self, members: &[(String, Node)], at: &Name, index: Option<u64>, inside: Inside) {
        let found = self.gathered.found;
        let entry = Entry::of(members, inside);
        // An error that names its field is the first or second error, and not about the first or second item.
        let at = &match (&entry.locator, index) {
            (Some(name), _) => at.join(name),
            (None, Some(index)) => at.at(index),
            (None, None) => at.clone(),
        };
        let mut codes = Vec::new();
        for (number, member) in entry.members.iter().enumerate() {
            if entry.used == Some(number) {
                continue;
            }
            match purpose(&entry, member, at, inside) {
                Purpose::Message if entry.has_message => self.node(member.value, at, Inside::Part),
                Purpose::Message => self.node(member.value, at, Inside::Errors),
                Purpose::Rules => {
                    let Node::Map(rules) = member.value else { continue };
                    for (_, text) in rules {
                        self.node(text, at, Inside::Errors);
                    }
                }
                Purpose::Field => self.node(member.value, &at.and(member.key), Inside::Errors),
                Purpose::Code => {
                    let code = member.value.text().filter(|code| is_telling(code));
                    codes.extend(code.map(|code| (member.word == "type", code)));
                }
                Purpose::Nothing => {}
            }
        }
        if self.gathered.found == found {
            let late = entry.members.iter().filter(|member| member.role == Role::Late);
            late.for_each(|member| self.node(member.value, at, inside));
        }
        // `type` is the class of an error more often than the error.
        let code = codes.into_iter().min_by_key(|(is_type, _)| *is_type);
        if self.gathered.found == found
            && let Some((_, code)) = code
        {
            if inside == Inside::Part || (at.is_empty() && inside != Inside::List) {
                self.last_resort.push(code.to_owned());
            } else {
                self.gathered.say(at, code);
            }
        }
    }
}

/// A code that says more than a number or a URL of documentation does.
fn is_telling(code: &str) -> bool {
    code.starts_with(char::is_alphabetic) && !code.contains("://") && code != "about:blank"
}

/// What is done with a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// Its texts belong where the object belongs.
    Message,
    /// Its members' texts belong where the object belongs; their names are those of rules.
    Rules,
    /// Its texts belong to the field of its name.
    Field,
    /// Said only when nothing else is.
    Code,
    Nothing,
}

fn purpose(entry: &Entry<'_>, member: &Member<'_>, at: &Name, inside: Inside) -> Purpose {
    let Member { value, role, word, .. } = member;
    let text = value.text();
    let is_code = text.is_some_and(is_code_like);
    let is_prose = text.is_some() && !is_code;
    let is_plain = text.is_some_and(|text| text.chars().all(|c| c.is_ascii_lowercase() || "_-".contains(c)));
    let is_container = value.is_container();
    let holds_fields = inside.holds_fields() && !entry.is_error;
    let field = || {
        // Beside an error's message, one word is metadata; beside that of the whole body, it is if it looks
        // like a name or a number and the form has no field of that name.
        let is_metadata = entry.locator.is_some()
            || (at.and(member.key).on_form().is_none() && (inside == Inside::List || !is_plain));
        if entry.is_error && is_code && is_metadata {
            Purpose::Nothing
        } else if member.key.starts_with('_') && at.on_form().is_some() {
            // `{"name": {"_empty": "…"}}`: the name of a rule.
            Purpose::Message
        } else {
            Purpose::Field
        }
    };
    match role {
        Role::Message | Role::Whole => Purpose::Message,
        // What was sent, for ajv.
        Role::Container if entry.locator.is_some() && word == "data" => Purpose::Nothing,
        Role::Container if word == "constraints" && is_container => Purpose::Rules,
        Role::Container if is_container => Purpose::Message,
        Role::Container if is_code && !holds_fields => Purpose::Code,
        Role::Remark if text.is_none() => field(),
        Role::Remark if is_code && entry.has_message && is_often_a_code(word) => Purpose::Code,
        Role::Remark if !holds_fields || at.on_form().is_some() => Purpose::Message,
        Role::Locator if matches!(value, Node::Map(_)) => field(),
        Role::Locator if entry.is_error && !is_prose && !has_prose(value) => Purpose::Nothing,
        // The name of a field is no reason, and neither is the path of the request.
        Role::Locator if text.is_some_and(|text| Name::of(text).on_form().is_some()) => Purpose::Nothing,
        Role::Locator if text.is_some_and(|text| text.starts_with('/')) => Purpose::Nothing,
        Role::Hint if is_code && !holds_fields => Purpose::Code,
        Role::Hint if entry.is_error && (!is_prose || entry.locator.is_some()) => Purpose::Nothing,
        Role::Code | Role::Noise if is_prose && holds_fields => Purpose::Field,
        Role::Code if !is_container => Purpose::Code,
        Role::Noise if word == "status" && matches!(value, Node::Map(_)) => Purpose::Message,
        Role::Noise if is_prose && word.starts_with("status") => Purpose::Code,
        Role::Noise if !is_container || (entry.is_error && matches!(value, Node::Map(_))) => Purpose::Nothing,
        Role::Echo if has_prose(value) && entry.locator.is_none() && inside != Inside::List => field(),
        // What was sent has no error when the list beside it is empty.
        Role::Echo if entry.is_error || entry.members.iter().any(|one| one.role == Role::Message) => {
            Purpose::Nothing
        }
        Role::Debug if holds_fields && has_prose(value) => Purpose::Field,
        Role::Late | Role::Debug => Purpose::Nothing,
        Role::Shared if text.is_some() => shared(entry, member, at, field),
        Role::Container
        | Role::Remark
        | Role::Locator
        | Role::Hint
        | Role::Code
        | Role::Noise
        | Role::Echo
        | Role::Shared
        | Role::Field => field(),
    }
}

/// `name`, `kind` and `description` are fields of the form, and parts of an error elsewhere.
fn shared(entry: &Entry<'_>, member: &Member<'_>, at: &Name, field: impl Fn() -> Purpose) -> Purpose {
    let text = member.value.text().unwrap_or_default();
    if member.word == "description" {
        let is_field = |other: &Member<'_>| {
            matches!(other.role, Role::Field | Role::Shared)
                && other.word != member.word
                && Name::of(other.key).on_form().is_some()
                && (other.value.is_container() || other.value.text().is_some_and(|text| !is_code_like(text)))
        };
        let is_of_error = (entry.is_error || entry.has_code) && !entry.members.iter().any(is_field);
        return if entry.locator.is_some() || is_of_error { Purpose::Message } else { field() };
    }
    let is_of_error = entry.locator.is_some()
        || (entry.has_message && at.on_form().is_some())
        || is_class_like(text)
        || (entry.has_code && is_code_like(text) && text.starts_with(char::is_uppercase));
    let is_class = is_class_like(text) && (text.ends_with("Error") || text.ends_with("Exception"));
    if is_class || (entry.is_error && is_of_error) { Purpose::Code } else { field() }
}

/// Whether a list holds a text that is more than one word.
fn has_prose(value: &Node) -> bool {
    let Node::List(items) = value else { return false };
    items.iter().filter_map(Node::text).any(|text| !is_code_like(text))
}

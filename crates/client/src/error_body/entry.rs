//! What an object in an error body is: an error with a text and, perhaps, the name of a field; or fields
//! with their texts.

use super::keys::{Role, is_class_like, is_code_like, is_whole, locator_rank, role};
use super::names::{Name, squash};
use super::tree::Node;

/// Members that list the fields an error is about.
const GROUPS: [&str; 4] = ["fields", "keys", "membernames", "paths"];
/// Members that hold more about an error, such as the field: JSON:API's `source`, GraphQL's `extensions`.
const ABOUT: [&str; 4] = ["source", "extensions", "context", "validation"];
/// Members that do so when they hold nothing else.
const PERHAPS_ABOUT: [&str; 6] = ["params", "meta", "details", "detail", "data", "info"];
/// In ajv's `params`: a property inside of the object that `instancePath` names.
const PROPERTIES: [&str; 2] = ["missingproperty", "additionalproperty"];

/// Where an object stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inside {
    /// The body, or an envelope in it.
    Root,
    /// The value of a member that holds errors or names a field.
    Errors,
    /// The same, beside a message that says it already.
    Part,
    /// An item of a list.
    List,
}

impl Inside {
    /// Where members are fields rather than parts of an error.
    pub(super) fn holds_fields(self) -> bool {
        matches!(self, Self::Errors | Self::Part)
    }
}

/// A member of an object.
pub(super) struct Member<'a> {
    pub(super) key: &'a str,
    /// The name without case and separators.
    pub(super) word: String,
    pub(super) value: &'a Node,
    pub(super) role: Role,
}

/// An object, looked at as a whole.
pub(super) struct Entry<'a> {
    pub(super) members: Vec<Member<'a>>,
    /// The field that the object itself names.
    pub(super) locator: Option<Name>,
    /// The member that names it, and has nothing else to say.
    pub(super) used: Option<usize>,
    /// It holds a text that is a message by its name.
    pub(super) has_message: bool,
    /// It holds a code for programs.
    pub(super) has_code: bool,
    /// It is an error, and not fields with their errors.
    pub(super) is_error: bool,
}

impl<'a> Entry<'a> {
    pub(super) fn of(members: &'a [(String, Node)], inside: Inside) -> Self {
        let mut members: Vec<Member> = members
            .iter()
            .map(|(key, value)| Member {
                key,
                word: squash(key),
                value,
                role: role(key, value.is_container()),
            })
            .collect();
        let has = |members: &[Member], wanted: Role, holds: fn(&Node) -> bool| {
            members.iter().any(|member| member.role == wanted && holds(member.value))
        };
        let is_text = |value: &Node| value.text().is_some();
        let holds_errors = has(&members, Role::Message, |_| true)
            || has(&members, Role::Remark, is_text)
            || has(&members, Role::Container, Node::is_container);
        if !holds_errors {
            // `{"lang": "en", "value": "…"}`; beside a message it is what was sent.
            let value = members.iter_mut().find(|member| {
                member.word == "value" && member.value.text().is_some_and(|text| !is_code_like(text))
            });
            if let Some(member) = value {
                member.role = Role::Message;
            }
        }
        let has_message = has(&members, Role::Message, Node::begins_with_text);
        let has_remark = has(&members, Role::Remark, is_text);
        let is_code =
            |value: &Node| matches!(value, Node::Index(_)) || value.text().is_some_and(is_code_like);
        let has_code = has(&members, Role::Code, is_code)
            || members.iter().any(|member| member.word == "status" && matches!(member.value, Node::Index(_)));
        // The body itself holds errors about other fields than its own.
        let has_inner = inside != Inside::Root
            && [Role::Message, Role::Container].iter().any(|role| has(&members, *role, Node::is_container));
        let is_described = inside == Inside::List
            && members.iter().any(|member| member.word == "description" && is_text(member.value));
        let mut entry = Self { members, locator: None, used: None, has_message, has_code, is_error: false };
        let says = has_message || has_remark || has_inner;
        if says || has_code || is_described {
            entry.locate(inside, says);
        }
        entry.is_error = has_message
            || entry.locator.is_some()
            || (has_remark && has_code)
            || (inside == Inside::List && (has_remark || has_code));
        entry
    }

    /// Finds the field that the object names.
    fn locate(&mut self, inside: Inside, says: bool) {
        let found = self
            .strict(inside)
            .or_else(|| self.group().filter(|_| says))
            .or_else(|| self.about(&ABOUT, &|word| locator_rank(word).is_some() || GROUPS.contains(&word)))
            .or_else(|| self.about(&["params"], &|word| PROPERTIES.contains(&word)))
            .or_else(|| {
                let found = self.about(&PERHAPS_ABOUT, &|word| locator_rank(word).is_some());
                found.filter(|(at, _)| !holds(self.members[*at].value, &FIELDS))
            })
            .or_else(|| self.hint())
            .or_else(|| self.name(inside, says));
        if let Some((at, name)) = found {
            self.used = Some(at).filter(|at| !holds(self.members[*at].value, &ERRORS));
            self.locator = Some(name);
        }
    }

    fn of_role(&self, role: Role) -> impl Iterator<Item = (usize, &Member<'a>)> {
        self.members.iter().enumerate().filter(move |(_, member)| member.role == role)
    }

    /// A member that says which field is meant, whatever it holds.
    fn strict(&self, inside: Inside) -> Option<(usize, Name)> {
        let named = self.of_role(Role::Locator).filter_map(|(at, member)| {
            let name = path(&member.word, member.value, inside).filter(|name| !name.is_empty())?;
            Some((locator_rank(&member.word), at, name))
        });
        let (_, at, name) = named.min_by_key(|(rank, ..)| *rank)?;
        let inner = self.about(&["params"], &|word| PROPERTIES.contains(&word));
        Some((at, inner.map_or_else(|| name.clone(), |(_, inner)| name.join(&inner))))
    }

    fn group(&self) -> Option<(usize, Name)> {
        let of_fields = |member: &Member| GROUPS.contains(&member.word.as_str());
        let mut groups = self.members.iter().enumerate().filter(|(_, member)| of_fields(member));
        groups.find_map(|(at, member)| Some((at, group(member.value)?)))
    }

    /// The field that an object inside of this one names.
    fn about(&self, holders: &[&str], is_locator: &dyn Fn(&str) -> bool) -> Option<(usize, Name)> {
        let mut holders =
            self.members.iter().enumerate().filter(|(_, member)| holders.contains(&member.word.as_str()));
        holders.find_map(|(at, holder)| {
            let Node::Map(inner) = holder.value else { return None };
            let name = inner.iter().find_map(|(key, value)| {
                let word = squash(key);
                let name = match word.as_str() {
                    word if !is_locator(word) => None,
                    word if GROUPS.contains(&word) => group(value),
                    word => path(word, value, Inside::List),
                };
                name.filter(|name| !name.is_empty())
            })?;
            Some((at, name))
        })
    }

    fn hint(&self) -> Option<(usize, Name)> {
        self.of_role(Role::Hint).find_map(|(at, member)| {
            let name = Name::of(member.value.text()?);
            name.on_form().is_some().then_some((at, name))
        })
    }

    /// RFC 7807's `invalid-params` has `name` and `reason`; elsewhere `name` is the class of the error, or a
    /// field with its text.
    fn name(&self, inside: Inside, says: bool) -> Option<(usize, Name)> {
        let (at, member) = self.of_role(Role::Shared).find(|(_, member)| member.word == "name")?;
        let text = member.value.text()?;
        let is_other_field = inside == Inside::List && says && is_code_like(text) && !is_class_like(text);
        let name = Name::of(text);
        (is_other_field || name.on_form().is_some()).then_some((at, name))
    }
}

/// Roles of members that hold errors.
const ERRORS: [Role; 3] = [Role::Message, Role::Container, Role::Whole];
/// The same, or fields with theirs.
const FIELDS: [Role; 6] =
    [Role::Message, Role::Container, Role::Whole, Role::Remark, Role::Field, Role::Shared];

/// Whether an object holds something of one of those roles.
fn holds(value: &Node, roles: &[Role]) -> bool {
    let Node::Map(inner) = value else { return false };
    inner.iter().any(|(key, value)| {
        let is_empty = !value.is_container() && value.text().is_none();
        !is_empty && roles.contains(&role(key, value.is_container()))
    })
}

/// The name in a locator: a text, or a list of its parts.
fn path(word: &str, value: &Node, inside: Inside) -> Option<Name> {
    match value {
        // `__root__`, `base`: no field.
        Node::Text(text) if is_whole(text) => Some(Name::default()),
        Node::List(parts) if parts.last().and_then(Node::text).is_some_and(is_whole) => Some(Name::default()),
        Node::Text(text) => {
            let name = Name::of(text);
            let is_known = name.on_form().is_some();
            // `path` beside the status is the URL's.
            let is_of_url = inside == Inside::Root && word == "path" && text.starts_with('/');
            (is_known || (!is_of_url && (is_code_like(text) || inside == Inside::List))).then_some(name)
        }
        Node::List(parts) => {
            let mut name = Name::default();
            for part in parts {
                name = match part {
                    Node::Text(text) if is_code_like(text) => name.and(text),
                    Node::Index(index) => name.at(*index),
                    _ => return None,
                };
            }
            Some(name)
        }
        _ => None,
    }
}

/// One field, or the names of several, which is none of the form's.
fn group(value: &Node) -> Option<Name> {
    let Node::List(items) = value else { return None };
    let names: Option<Vec<&str>> =
        items.iter().map(|item| item.text().filter(|text| is_code_like(text))).collect();
    names.filter(|names| !names.is_empty()).map(|names| Name::of(&names.join(", ")))
}

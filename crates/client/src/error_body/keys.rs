//! What a member of an error object is for, by its name. Frameworks agree on no names, so these are those
//! that they use; whatever is not listed is taken for the name of a field.

use super::names::{Name, squash};

/// What a member is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A text for people; with an object or a list inside, more errors.
    Message,
    /// A text for people in an error object, else the name of a field: `title`, `reason`.
    Remark,
    /// Something that holds errors, and no name of a field.
    Container,
    /// Texts about the record as a whole: `base`, `non_field_errors`.
    Whole,
    /// Says which field is meant.
    Locator,
    /// The same if it holds a field of the form; else it may hold anything: `source`, `target`.
    Hint,
    /// A code for programs. Shown only when there is nothing else.
    Code,
    /// Nothing that people need, unless it holds a list: then it is the name of a field.
    Noise,
    /// What was sent, or the limits that a rule has.
    Echo,
    /// Looked into only when nothing else says anything.
    Late,
    /// For whoever debugs the server.
    Debug,
    /// `name`, `kind`, `description`: a field of the form or a part of an error object.
    Shared,
    /// The name of a field.
    Field,
}

// Names are compared by their letters and digits, in lower case.
const MESSAGES: &str = "err errs alert faultstring";
const MESSAGE_ENDS: &str = "msg message messages error errors detail details violation violations problem problems \
    issue issues failure failures fault faults reasons causes description";
const REMARKS: &str = "reason text info information summary explanation exception cause note hint \
    warning comment advice";
/// Texts that are often one word for programs.
const CODE_LIKE_REMARKS: &str = "reason exception cause";
const CONTAINERS: &str = "properties items children fields inner extensions modelstate validation validations \
    constraints embedded rootcause extra warnings data result results response payload body attributes json output content \
    notifications feedback";
/// Parts of the names of what holds errors: `invalid-params`, `validationResult`, `rejections`.
const CONTAINER_PARTS: &str = "error valid violat reject refus fail problem issue";
const WHOLE: &str = "base all global general form nonfield nonfielderrors root";
/// The first of them that is there counts.
const LOCATORS: &str = "pointer instancepath instancelocation datapath jsonpath jsonpointer loc path propertypath \
    fieldpath field fieldname property propertyname param parameter attribute attr argument member prop control key";
const HINTS: &str = "source target location column element on id label subject reference";
const CODES: &str = "code type rule ruleid validator keyword symbol tag constraint slug errorkey subcode";
const NOISE: &str = "status statuscode statustext httpstatus httpcode httpstatuscode success ok valid outcome state \
    timestamp time date datetime instance method url uri href host hostname server service environment file line \
    level severity domain category locale language lang schemapath template messagetemplate locationtype errorname version \
    apiversion resource object objectname model entity class classname context traceid spanid requestid xrequestid \
    correlationid errorid logid eventid incidentid docurl documentationurl moreinfo";
const ECHOES: &str = "value values input rejectedvalue attemptedvalue invalidvalue actual actualvalue received given \
    provided submitted original params parameters ctx context args allowed allowedvalues enum expected options \
    choices customstate";
const DEBUG: &str = "debugmessage trace traces traceback stack stacktrace backtrace debug debuginfo links schema parentschema \
    locations arguments formattedmessageplaceholdervalues jsonapi included headers help helpurl";

fn listed(word: &str, names: &str) -> bool {
    names.split(' ').any(|name| name == word)
}

/// What a member of that name is for, with that kind of value.
pub(super) fn role(key: &str, is_container: bool) -> Role {
    // Of a marshmallow schema, the record as a whole; of Joi, what was sent.
    match key {
        "_schema" => return Role::Whole,
        "_original" => return Role::Debug,
        _ => {}
    }
    let word = squash(key);
    let is = |names| listed(&word, names);
    match () {
        () if is_whole(key) => Role::Whole,
        () if is("name kind description") => Role::Shared,
        // `nameError` names a field.
        () if Name::of(key).on_form().is_some() => Role::Field,
        () if is(DEBUG) || word.ends_with("codes") => Role::Debug,
        () if is(MESSAGES) || MESSAGE_ENDS.split(' ').any(|end| word.ends_with(end)) => Role::Message,
        () if is(REMARKS) || word.ends_with("title") => Role::Remark,
        () if word == "meta" => Role::Late,
        () if locator_rank(&word).is_some() => Role::Locator,
        () if is(HINTS) => Role::Hint,
        () if is(ECHOES) && (is_container || !is(NOISE)) => Role::Echo,
        () if is(NOISE) => Role::Noise,
        () if is(CODES) || word.ends_with("code") || word.ends_with("type") => Role::Code,
        () if is(CONTAINERS) => Role::Container,
        () if is_container && CONTAINER_PARTS.split(' ').any(|part| word.contains(part)) => Role::Container,
        () => Role::Field,
    }
}

/// Whether a name stands for the record as a whole: `__all__`, `base`, `$`.
pub(super) fn is_whole(key: &str) -> bool {
    let word = squash(key);
    word.is_empty() || listed(&word, WHOLE)
}

/// Whether a remark of that name is a code when it is one word.
pub(super) fn is_often_a_code(word: &str) -> bool {
    listed(word, CODE_LIKE_REMARKS)
}

/// How much a locator is believed beside others; less is more.
pub(super) fn locator_rank(word: &str) -> Option<usize> {
    let rank = LOCATORS.split(' ').position(|name| name == word);
    rank.or_else(|| (word.ends_with("field") || word.ends_with("pointer")).then_some(usize::MAX))
}

/// One word for programs, `too_long`: prose has spaces, or letters that are not ASCII.
pub(super) fn is_code_like(text: &str) -> bool {
    text.is_ascii() && !text.trim().contains(char::is_whitespace)
}

/// The name of a class: `ValidationError`, `BadRequest`.
pub(super) fn is_class_like(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric())
        && text.chars().skip(1).any(|c| c.is_ascii_uppercase())
}

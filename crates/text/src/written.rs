//! Messages as they are written, for what is made from them: types of the page, and checks of the words.

use crate::ENGLISH_FILES;
use fluent_bundle::FluentResource;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use std::collections::BTreeSet;

/// A message as its file has it.
#[derive(Debug)]
pub struct WrittenMessage {
    /// `ui/urls`: the file without its ending.
    pub file: &'static str,
    /// The message's name, with hyphens.
    pub name: String,
    /// The names of what is filled in.
    pub variables: BTreeSet<String>,
    /// One text for each plural, each with `{variable}` where a value goes.
    pub texts: Vec<String>,
}

/// Every message of every file.
pub fn written() -> Vec<WrittenMessage> {
    ENGLISH_FILES.iter().flat_map(|(file, source)| of_file(file, source)).collect()
}

fn of_file(file: &'static str, source: &str) -> Vec<WrittenMessage> {
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(read, _)| read);
    let of_entry = |entry: &Entry<&str>| {
        let Entry::Message(message) = entry else { return None };
        let mut variables = BTreeSet::new();
        let texts = texts(message.value.as_ref()?, &mut variables);
        Some(WrittenMessage { file, name: message.id.name.to_owned(), variables, texts })
    };
    resource.entries().filter_map(of_entry).collect()
}

fn texts(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>) -> Vec<String> {
    let mut texts = vec![String::new()];
    for element in &pattern.elements {
        let parts = match element {
            PatternElement::TextElement { value } => vec![(*value).to_owned()],
            PatternElement::Placeable { expression } => parts(expression, variables),
        };
        texts = texts.iter().flat_map(|text| parts.iter().map(move |part| format!("{text}{part}"))).collect();
    }
    texts
}

fn parts(expression: &Expression<&str>, variables: &mut BTreeSet<String>) -> Vec<String> {
    match expression {
        Expression::Inline(inline) => vec![part(inline, variables)],
        Expression::Select { selector, variants } => {
            part(selector, variables);
            variants.iter().flat_map(|variant| texts(&variant.value, variables)).collect()
        }
    }
}

fn part(inline: &InlineExpression<&str>, variables: &mut BTreeSet<String>) -> String {
    match inline {
        InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => {
            (*value).to_owned()
        }
        InlineExpression::VariableReference { id } => {
            variables.insert(id.name.to_owned());
            format!("{{{}}}", id.name)
        }
        InlineExpression::TermReference { id, .. } => term(id.name),
        InlineExpression::FunctionReference { .. }
        | InlineExpression::MessageReference { .. }
        | InlineExpression::Placeable { .. } => String::new(),
    }
}

fn term(name: &str) -> String {
    let of_file = |(_, source): &(&str, &str)| {
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(read, _)| read);
        resource.entries().find_map(|entry| match entry {
            Entry::Term(term) if term.id.name == name => texts(&term.value, &mut BTreeSet::new()).pop(),
            _ => None,
        })
    };
    let terms = ENGLISH_FILES.iter().find(|(file, _)| *file == "terms");
    terms.and_then(of_file).unwrap_or_default()
}

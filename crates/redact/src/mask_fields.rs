//! Masks the secrets that stand in an answer below a known name, and leaves all else as it came.

use crate::MASK;
use jsonc_parser::{CollectOptions, ParseOptions, ast, parse_to_ast};

/// A text of JSON in which each text of a field called `name` is masked, at any depth. What only begins like JSON
/// is masked whole where it holds the name: nobody knows where in it the secret is.
pub fn mask_fields(text: &str, name: &str) -> String {
    let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default());
    let Some(value) = parsed.ok().and_then(|parsed| parsed.value) else {
        let is_begun = text.trim_start().starts_with(['{', '[']);
        return if is_begun && text.contains(name) { MASK.to_owned() } else { text.to_owned() };
    };
    let mut places = Vec::new();
    collect(&value, name, &mut places);
    let mut masked = text.to_owned();
    // From the end, so that the places before stay where they are.
    for (from, to) in places.into_iter().rev() {
        masked.replace_range(from..to, &format!("\"{MASK}\""));
    }
    masked
}

fn collect(value: &ast::Value<'_>, name: &str, places: &mut Vec<(usize, usize)>) {
    match value {
        ast::Value::Object(object) => {
            for property in &object.properties {
                match &property.value {
                    ast::Value::StringLit(text) if property.name.as_str() == name => {
                        places.push((text.range.start, text.range.end));
                    }
                    inner => collect(inner, name, places),
                }
            }
        }
        ast::Value::Array(array) => array.elements.iter().for_each(|inner| collect(inner, name, places)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_masked_wherever_it_stands_and_all_else_is_as_it_came() {
        for (answer, shown) in [
            (r#"{"b": 1e3,"secret":"abc", "a":1,"a":2}"#, r#"{"b": 1e3,"secret":"•", "a":1,"a":2}"#),
            (
                r#"{"partner":[{"secret":"a\"b"}],"secret":"c"}"#,
                r#"{"partner":[{"secret":"•"}],"secret":"•"}"#,
            ),
            (r#"{"secret":null,"secrets":"x"}"#, r#"{"secret":null,"secrets":"x"}"#),
            (r#"{"s\u0065cret":"abc"}"#, r#"{"s\u0065cret":"•"}"#),
            ("<p>That is no secret</p>", "<p>That is no secret</p>"),
        ] {
            assert_eq!(mask_fields(answer, "secret").replace(MASK, "•"), shown, "{answer}");
        }
        assert_eq!(mask_fields(r#"{"secret":"abc"#, "secret"), MASK, "cut off, it could be anywhere");
    }
}

//! JSON with a line for each part, and each part as it came: the order and the doubles of its keys, its numbers
//! and the escapes of its texts. What is shown as evidence has to be what was sent.

use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

/// More room than printing takes that is meant for reading; deep nesting takes any.
const GROWTH: usize = 4;
const INDENT: &str = "  ";

/// JSON and nothing that only looks like it.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// A text of JSON before the value at `pointer`, that value, and what comes after it; all of it before, when there
/// is no such value. `None` when the text is no JSON, or when its lines would be out of proportion.
pub(crate) fn spread(text: &str, pointer: Option<&str>) -> Option<[String; 3]> {
    let parsed = parse_to_ast(text, &CollectOptions::default(), &STRICT).ok()?;
    let value = parsed.value?;
    let marked = pointer.and_then(|pointer| find(&value, pointer));
    let mut lines = Lines { text, marked, out: String::new(), place: None, room: text.len() * GROWTH + 4096 };
    lines.put(&value, 0)?;
    let Lines { mut out, place, .. } = lines;
    let Some((from, to)) = place else { return Some([out, String::new(), String::new()]) };
    let after = out.split_off(to);
    let fault = out.split_off(from);
    Some([out, fault, after])
}

/// The value at a JSON pointer (RFC 6901). Of two equal keys it is the last, as most readers have it.
fn find<'v, 't>(value: &'v ast::Value<'t>, pointer: &str) -> Option<&'v ast::Value<'t>> {
    let Some(rest) = pointer.strip_prefix('/') else { return Some(value).filter(|_| pointer.is_empty()) };
    let part = rest.split('/').next().unwrap_or_default();
    let (key, rest) = (part.replace("~1", "/").replace("~0", "~"), &rest[part.len()..]);
    let inner = match value {
        ast::Value::Object(object) => {
            let of_key = object.properties.iter().rfind(|property| property.name.as_str() == key);
            &of_key?.value
        }
        ast::Value::Array(array) => array.elements.get(key.parse::<usize>().ok()?)?,
        _ => return None,
    };
    find(inner, rest)
}

struct Lines<'t, 'v> {
    text: &'t str,
    marked: Option<&'v ast::Value<'t>>,
    out: String,
    /// Where in `out` the marked value begins and ends.
    place: Option<(usize, usize)>,
    room: usize,
}

impl<'t, 'v> Lines<'t, 'v> {
    fn put(&mut self, value: &'v ast::Value<'t>, depth: usize) -> Option<()> {
        let from = self.out.len();
        match value {
            ast::Value::Object(object) => {
                let properties = object.properties.iter().map(|one| (Some(one.name.range()), &one.value));
                self.put_all(['{', '}'], properties, depth)?;
            }
            ast::Value::Array(array) => {
                self.put_all(['[', ']'], array.elements.iter().map(|one| (None, one)), depth)?;
            }
            plain => self.out.push_str(plain.text(self.text)),
        }
        if self.marked.is_some_and(|marked| std::ptr::eq(marked, value)) {
            self.place = Some((from, self.out.len()));
        }
        (self.out.len() <= self.room).then_some(())
    }

    fn put_all(
        &mut self,
        brackets: [char; 2],
        parts: impl Iterator<Item = (Option<jsonc_parser::common::Range>, &'v ast::Value<'t>)>,
        depth: usize,
    ) -> Option<()> {
        self.out.push(brackets[0]);
        let mut is_first = true;
        for (name, value) in parts {
            self.out.push_str(if is_first { "\n" } else { ",\n" });
            is_first = false;
            self.indent(depth + 1);
            if let Some(name) = name {
                self.out.push_str(&self.text[name.start..name.end]);
                self.out.push_str(": ");
            }
            self.put(value, depth + 1)?;
        }
        if !is_first {
            self.out.push('\n');
            self.indent(depth);
        }
        self.out.push(brackets[1]);
        Some(())
    }

    fn indent(&mut self, depth: usize) {
        self.out.extend(std::iter::repeat_n(INDENT, depth));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn whole(text: &str) -> String {
        spread(text, None).unwrap().concat()
    }

    #[test]
    fn evidence_is_shown_as_it_came() {
        let body = r#"{"b":1e400,"a":12345678901234567890123,"b":"\u00fc\/","c":-0.10,"d":[],"e":{}}"#;
        let lines = r#"{
  "b": 1e400,
  "a": 12345678901234567890123,
  "b": "\u00fc\/",
  "c": -0.10,
  "d": [],
  "e": {}
}"#;
        assert_eq!(whole(body), lines);
        assert_eq!(spread(body, Some("/b")).unwrap()[1], r#""\u00fc\/""#);
        assert_eq!(spread(r#"{"a/b~c":[0,{"x":1}]}"#, Some("/a~1b~0c/1/x")).unwrap()[1], "1");
        assert_eq!(spread("[1]", Some("/9")).unwrap()[1], "");
        for no_json in ["", "{'a':1}", "[1,]", "// x\n1", "[1 2]", "[+1]", "[0x10]"] {
            assert_eq!(spread(no_json, None), None, "{no_json}");
        }
    }

    #[test]
    fn nesting_of_any_depth_ends_without_a_fault() {
        for depth in [100, 500, 100_000] {
            let body = format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
            let _ = spread(&body, Some("/0/0"));
        }
    }

    fn json() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i64>().prop_map(Into::into),
            "\\PC{0,8}".prop_map(Into::into),
        ];
        leaf.prop_recursive(4, 32, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Into::into),
                prop::collection::btree_map("\\PC{0,4}", inner, 0..5)
                    .prop_map(|fields| serde_json::Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn lines_change_nothing_but_the_room_between_the_parts(value in json()) {
            let text = value.to_string();
            let lines = whole(&text);
            prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&lines).unwrap(), value.clone());
            prop_assert_eq!(lines, format!("{value:#}"));
        }
    }
}

//! Bodies of answers that are errors, as frameworks send them: every text is read, on the field that it names.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use client::{ApiError, from_answer};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// What is said by field, in the order of the body, and what is said of all else.
type Said = (Vec<(String, String)>, String);

fn read(body: &str) -> Said {
    match from_answer(422, body.as_bytes(), None) {
        ApiError::Rejected { status: 422, fields, message } => {
            (fields.into_iter().map(|one| (one.field, one.message)).collect(), message)
        }
        other => panic!("{other:?}"),
    }
}

/// The bodies of `error_bodies.txt`, and what is to be read of each.
fn bodies() -> Vec<(&'static str, Said)> {
    let mut bodies: Vec<(&str, Said)> = Vec::new();
    let lines = include_str!("error_bodies.txt").lines().skip_while(|line| !line.starts_with('#'));
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let Some(expected) = line.strip_prefix("    ") else {
            bodies.push((line, Said::default()));
            continue;
        };
        let (fields, message) = &mut bodies.last_mut().unwrap().1;
        match expected.split_once("= ").unwrap() {
            ("", text) => message.push_str(text),
            (field, text) => fields.push((field.trim_end().into(), text.into())),
        }
    }
    bodies
}

#[test]
fn each_text_in_a_body_of_any_framework_is_read_on_the_field_that_it_names() {
    let bodies = bodies();
    assert!(bodies.len() > 100);
    let wrong: Vec<String> = bodies
        .into_iter()
        .map(|(body, expected)| (body, read(body), expected))
        .filter(|(_, found, expected)| found != expected)
        .map(|(body, found, expected)| format!("{body}\n  found    {found:?}\n  expected {expected:?}\n"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_body_that_is_no_json_is_read_as_text_and_one_without_text_says_nothing() {
    for (body, expected) in [
        ("No good\r\n", "No good"),
        ("No good.\nNot today\u{7}.\n", "No good. Not today ."),
        ("\u{feff}{\"error\":\"No good\"}", "No good"),
        ("{\"error\":\"No good\"", "{\"error\":\"No good\""),
        ("\"a\\u0000b\\nc\"", "a b c"),
        ("", ""),
        (" \n", ""),
        ("\"\"", ""),
        ("<html></html>", ""),
        ("\u{0}\u{1}\u{2}PK\u{fffd}\u{fffd}\u{fffd}", ""),
    ] {
        assert_eq!(read(body), (Vec::new(), expected.to_owned()), "{body:?}");
    }
}

#[test]
fn a_hostile_body_is_read_quickly_and_little_of_it_is_kept() {
    let mebibytes = 8 * 1024 * 1024;
    let long = "a".repeat(mebibytes);
    let many = |unit: &str| unit.repeat(mebibytes / unit.len());
    let deep = |open: &str, close: &str, depth: usize| {
        format!("{}\"is odd\"{}", open.repeat(depth), close.repeat(depth))
    };
    let started = std::time::Instant::now();
    for body in [
        long.clone(),
        format!("\"{long}\""),
        format!("{{\"{long}\":\"is odd\"}}"),
        format!("[{}0]", many("\"is odd\",")),
        format!("[{}0]", many("{},")),
        format!("{{{}\"x\":0}}", many("\"name\":[\"is odd\"],")),
        format!("{{\"errors\":[{}0]}}", many(r#"{"field":"website","message":"is odd"},"#)),
        format!("[{}0]", (0..200_000).map(|at| format!("\"text {at}\",")).collect::<String>()),
        format!("{{{}\"x\":0}}", (0..200_000).map(|at| format!("\"f{at}\":\"is odd\",")).collect::<String>()),
        format!("\"{}\"", many("\\u0007")),
        format!("<p>{}</p>", many("<a b c d e f='")),
        format!("<p {}>x</p>", many("a b1 c2 ")),
        many("<"),
        many("{\"a\":"),
        many("["),
        deep("[", "]", 120),
        deep("{\"errors\":", "}", 120),
        deep("{\"odd\":[", "]}", 60),
        deep("{\"name\":", "}", 120),
        deep("[", "]", 100_000),
        deep("{\"errors\":", "}", 120).replace("\"is odd\"", &json!(deep("[", "]", 120)).to_string()),
    ] {
        let (fields, message) = read(&body);
        let shown: usize = fields.iter().map(|(_, text)| text.chars().count()).sum();
        assert!(shown + message.chars().count() < 50_000, "{}", &body[..60]);
        let all = fields.iter().map(|(_, text)| text).chain([&message]);
        assert!(!all.into_iter().any(|text| text.contains(char::is_control)), "{}", &body[..60]);
    }
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
    assert_eq!(read(&deep("{\"errors\":", "}", 120)).1, "is odd");
    assert_eq!(read(&format!("[{}0]", "\"is odd\",".repeat(300))).1, "is odd");
    let (_, message) =
        read(&format!("[{}0]", (0..300).map(|at| format!("\"text {at}\",")).collect::<String>()));
    assert!(message.starts_with("text 0; text 1; ") && message.ends_with("; …"), "{message}");
}

/// A text that occurs in no other one.
fn marked(number: &mut usize) -> Value {
    *number += 1;
    json!(format!("text <{number}> is odd"))
}

/// The shapes of one error about a field, or about the record where there is none.
fn errors(shape: u8, texts: usize, fields: &[String], number: &mut usize) -> Value {
    let list =
        |count: usize, number: &mut usize| -> Vec<Value> { (0..count).map(|_| marked(number)).collect() };
    let located = |name: &str, text: &str, number: &mut usize| -> Value {
        fields
            .iter()
            .map(|field| json!({ name: field, text: marked(number), "code": "odd", "status": 422 }))
            .collect()
    };
    let pointer = |field: &String| format!("/data/attributes/{}", field.replace('.', "/"));
    match shape {
        0 => json!({ "message": list(texts, number) }),
        1 => json!({ "errors": list(texts, number), "request_id": "a1" }),
        2 => Value::Array(list(texts, number)),
        3 => {
            let of = |field: &String, number: &mut usize| (field.clone(), Value::Array(list(texts, number)));
            Value::Object(fields.iter().map(|field| of(field, number)).collect())
        }
        4 => {
            let mut nested = Map::new();
            for field in fields {
                let (last, outer) =
                    field.rsplit_once('.').map_or((&**field, ""), |(outer, last)| (last, outer));
                let text = marked(number);
                if outer.is_empty() {
                    nested.insert(last.into(), json!([text]));
                } else {
                    nested.entry(outer).or_insert_with(|| json!({}))[last] = json!([text]);
                }
            }
            json!({ "errors": nested, "status": "422" })
        }
        5 => json!({ "errors": located("field", "message", number) }),
        6 => json!({ "detail": located("path", "msg", number), "error": marked(number) }),
        7 => json!({ "invalid-params": located("name", "reason", number), "title": marked(number) }),
        8 => {
            let error = |field: &String, number: &mut usize| json!({ "source": { "pointer": pointer(field) }, "title": marked(number), "detail": marked(number) });
            json!({ "errors": fields.iter().map(|field| error(field, number)).collect::<Vec<_>>() })
        }
        9 => json!({ "error": { "message": marked(number), "details": errors(3, texts, fields, number) } }),
        10 => json!({ "partner": errors(3, texts, fields, number), "message": marked(number) }),
        _ => json!({ "data": errors(5, texts, fields, number) }),
    }
}

const FORM: [&str; 11] = [
    "kind",
    "name",
    "codename",
    "description",
    "logo",
    "company_id",
    "urls.validate_token",
    "urls.tests",
    "urls.send_candidate",
    "urls.help_article",
    "inputs",
];

fn json_of_any_shape() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        "(name|urls\\.tests|/data|inputs\\[1\\]|a b|\\{\"name\":\"x y\"\\})".prop_map(Value::from),
    ];
    let key = "(name|kind|description|errors|error|message|detail|title|field|path|source|pointer|code|status|data\
               |inputs|urls|params|meta|reason|constraints|keys|[a-z]{0,4})";
    leaf.prop_recursive(5, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((key, inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn every_text_of_an_error_is_shown_once_and_on_its_field(shape in 0_u8..12, texts in 1_usize..4,
        form in prop::sample::subsequence(&FORM[..], 1..6), others in prop::collection::vec("q[a-z]{3,8}", 0..3)) {
        let mut number = 0;
        let fields: Vec<String> = form.iter().map(|field| (*field).to_owned()).chain(others.clone()).collect();
        let body = errors(shape, texts, &fields, &mut number).to_string();
        let (said, message) = read(&body);
        let all: String = said.iter().map(|(_, text)| text.as_str()).chain([message.as_str()]).collect::<Vec<_>>().join("\n");
        for number in 1..=number {
            let text = format!("text <{number}> is odd");
            prop_assert_eq!(all.matches(&text).count(), 1, "{} in {}: {}", text, body, all);
        }
        for other in ["422", "a1", "odd\"", "code"] {
            prop_assert!(!all.contains(other), "{} in {}: {}", other, body, all);
        }
        if shape > 2 {
            let mut found: Vec<&str> = said.iter().map(|(field, _)| field.as_str()).collect();
            let mut expected = form.clone();
            found.sort_unstable();
            expected.sort_unstable();
            prop_assert_eq!(found, expected, "{}", body);
            for other in &others {
                let named = format!("{other}: text <");
                prop_assert!(message.contains(&named), "{} in {}: {}", named, body, message);
            }
        }
    }

    #[test]
    fn json_of_any_shape_is_read_without_control_characters_and_no_field_is_named_twice(body in json_of_any_shape()) {
        let (fields, message) = read(&body.to_string());
        for (at, (field, text)) in fields.iter().enumerate() {
            prop_assert!(FORM.contains(&field.as_str()) && !text.is_empty());
            prop_assert!(fields[..at].iter().all(|(earlier, _)| earlier != field));
        }
        prop_assert!(!message.contains(char::is_control));
    }

    #[test]
    fn bytes_of_any_kind_are_read(body in prop::collection::vec(any::<u8>(), 0..200), status in 200_u16..600) {
        let _ = from_answer(status, &body, None);
    }
}

//! The example partner's list of tests, as it is and as its faults make it.

use serde_json::{Value, json};

const NAMES: [&str; 5] =
    ["Knots and lines", "Navigation, 20 minutes", "Radio procedure", "Safety on deck", "Weather and tides"];

/// The body of an answer, by the faults that are on.
pub(crate) fn body(has: &dyn Fn(&str) -> bool) -> Vec<u8> {
    if let Some(raw) = raw(has) {
        return raw;
    }
    let mut list: Vec<Value> = (1..).zip(NAMES).map(|(id, name)| json!({ "id": id, "name": name })).collect();
    let unnamed = |value: Value| json!({ "id": 3, "name": value });
    for (fault, at, entry) in [
        ("tests-without-ids", 2, json!({ "name": NAMES[2] })),
        ("tests-without-names", 2, json!({ "id": 3 })),
        ("tests-with-odd-ids", 2, json!({ "id": null, "name": NAMES[2] })),
        ("tests-with-odd-names", 2, unnamed(json!(7))),
        ("tests-with-empty-names", 2, unnamed(json!(" "))),
        ("tests-as-texts", 2, json!(NAMES[2])),
        ("tests-with-one-id-twice", 3, json!({ "id": 2, "name": NAMES[3] })),
        ("tests-with-one-id-as-text-and-number", 3, json!({ "id": "2", "name": NAMES[3] })),
        ("tests-with-markup", 2, unnamed(json!("<b>Radio</b> procedure"))),
        ("tests-with-control-characters", 2, unnamed(json!("Radio\u{0}procedure"))),
        ("tests-with-long-names", 2, unnamed(json!("Radio procedure, ".repeat(8)))),
    ] {
        if has(fault) {
            list[at] = entry;
        }
    }
    let of = |count: u32| (1..=count).map(|id| json!({ "id": id, "name": format!("Test {id}") })).collect();
    for (fault, count) in [
        ("tests-empty", 0),
        ("list-of-one", 1),
        ("long-list", 500),
        ("tests-too-many", 501),
        ("tests-too-large", 60_000),
    ] {
        if has(fault) {
            list = of(count);
        }
    }
    for entry in &mut list {
        if has("ids-as-text") {
            entry["id"] = json!(entry["id"].to_string());
        }
        if has("extra-keys") {
            entry["duration"] = json!({ "minutes": 20, "languages": ["en", "nl"] });
        }
    }
    if has("tests-not-a-list") {
        return json!({ "tests": list }).to_string().into_bytes();
    }
    let mut text = json!(list).to_string();
    if has("keys-in-another-order") {
        let entries: Vec<String> = list
            .iter()
            .map(|entry| format!(r#"{{ "name": {}, "id": {} }}"#, entry["name"], entry["id"]))
            .collect();
        text = format!("[\n  {}\n]\n", entries.join(",\n  "));
    }
    if has("byte-order-mark") {
        text.insert(0, '\u{feff}');
    }
    text.into_bytes()
}

/// Bodies that are no list at all.
fn raw(has: &dyn Fn(&str) -> bool) -> Option<Vec<u8>> {
    let deep = || format!("{}{}", "[".repeat(2_000), "]".repeat(2_000)).into_bytes();
    let raw: [(&str, &dyn Fn() -> Vec<u8>); 7] = [
        ("tests-null", &|| b"null".to_vec()),
        ("tests-not-json", &|| b"[\n  {'id': 1, 'name': 'Knots and lines'}\n]".to_vec()),
        ("tests-a-page", &|| b"<!doctype html><h1>Harbour Tests</h1>".to_vec()),
        ("tests-cut-off", &|| br#"[{"id":1,"name":"Knots and lines"},{"id":2,"na"#.to_vec()),
        ("tests-no-body", &Vec::new),
        ("tests-not-utf8", &|| b"[{\"id\":1,\"name\":\"Pr\xfcfung\"}]".to_vec()),
        ("tests-nested-deeply", &deep),
    ];
    raw.into_iter().find(|(fault, _)| has(fault)).map(|(_, body)| body())
}

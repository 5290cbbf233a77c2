//! `requests.har` is an HTTP Archive that other tools read.

use crate::samples::{all, answered, at, lost, ready, text};
use har::{HarVersion, from_str};
use jsonschema::{Registry, Validator};
use pack::{Pack, Phases, REQUESTS, Request};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::LazyLock;

/// HAR 1.2 as JSON Schema (<https://www.npmjs.com/package/har-schema>, 2.0.0, ISC).
const SCHEMAS: &[(&str, &str)] = &[
    ("browser.json", include_str!("../schemas/har-1.2/browser.json")),
    ("afterRequest.json", include_str!("../schemas/har-1.2/afterRequest.json")),
    ("beforeRequest.json", include_str!("../schemas/har-1.2/beforeRequest.json")),
    ("cache.json", include_str!("../schemas/har-1.2/cache.json")),
    ("content.json", include_str!("../schemas/har-1.2/content.json")),
    ("cookie.json", include_str!("../schemas/har-1.2/cookie.json")),
    ("creator.json", include_str!("../schemas/har-1.2/creator.json")),
    ("entry.json", include_str!("../schemas/har-1.2/entry.json")),
    ("har.json", include_str!("../schemas/har-1.2/har.json")),
    ("header.json", include_str!("../schemas/har-1.2/header.json")),
    ("log.json", include_str!("../schemas/har-1.2/log.json")),
    ("page.json", include_str!("../schemas/har-1.2/page.json")),
    ("pageTimings.json", include_str!("../schemas/har-1.2/pageTimings.json")),
    ("postData.json", include_str!("../schemas/har-1.2/postData.json")),
    ("query.json", include_str!("../schemas/har-1.2/query.json")),
    ("request.json", include_str!("../schemas/har-1.2/request.json")),
    ("response.json", include_str!("../schemas/har-1.2/response.json")),
    ("timings.json", include_str!("../schemas/har-1.2/timings.json")),
];
/// Where the schemas are, for references between them.
const BASE: &str = "https://har.example/";

static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| {
    let resources = SCHEMAS.iter().map(|(name, text)| {
        let mut schema: Value = serde_json::from_str(text).unwrap();
        *schema.pointer_mut("/$id").unwrap() = json!(format!("{BASE}{name}"));
        (format!("{BASE}{name}"), schema)
    });
    let registry = Registry::new().extend(resources).unwrap().prepare().unwrap();
    jsonschema::options()
        .with_registry(&registry)
        .should_validate_formats(true)
        .build(&json!({ "$ref": format!("{BASE}har.json") }))
        .unwrap()
});

fn archive(requests: Vec<Request>) -> Value {
    let pack = Pack { requests, ..ready() };
    serde_json::from_str(&text(&pack.files(), REQUESTS)).unwrap()
}

#[test]
fn the_archive_is_har_1_2() {
    let validator = &VALIDATOR;
    for pack in all() {
        let text = text(&pack.files(), REQUESTS);
        let read = from_str(&text).unwrap();
        assert_eq!(read.version(), HarVersion::V1_2);
        let value: Value = serde_json::from_str(&text).unwrap();
        let faults: Vec<String> = validator
            .iter_errors(&value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert_eq!(faults, [""; 0]);
        assert_eq!(at(&value, "/log/entries").as_array().unwrap().len(), pack.requests.len());
    }
    // Faults are seen, in each part.
    for (pointer, broken) in [
        ("/log/version", json!(1.2)),
        ("/log/entries/0/startedDateTime", json!("3 March")),
        ("/log/entries/0/request/url", json!("not a url")),
        ("/log/entries/0/request/headers/0", json!({ "name": "x" })),
        ("/log/entries/0/response/status", json!("200")),
        ("/log/entries/0/response/content", json!({})),
        ("/log/entries/0/timings/wait", json!(null)),
    ] {
        let mut value = archive(vec![answered()]);
        *value.pointer_mut(pointer).unwrap() = broken;
        assert!(!validator.is_valid(&value), "{pointer}");
    }
}

#[test]
fn a_request_is_told_with_its_parts_and_its_times_add_up() {
    let value = archive(vec![answered()]);
    for (pointer, expect) in [
        ("/log/creator/name", json!("Partner Desk")),
        ("/log/entries/0/comment", json!("Test list: right token")),
        ("/log/entries/0/startedDateTime", json!("2026-03-03T14:05:01.25Z")),
        ("/log/entries/0/request/method", json!("GET")),
        ("/log/entries/0/request/headers/0/value", json!("Bearer ••••m4Qx")),
        (
            "/log/entries/0/request/queryString",
            json!([{ "name": "tenant", "value": "***" }, { "name": "empty", "value": "" }]),
        ),
        ("/log/entries/0/request/headersSize", json!(-1)),
        ("/log/entries/0/response/status", json!(200)),
        ("/log/entries/0/response/content/mimeType", json!("application/json")),
        ("/log/entries/0/response/content/size", json!(29)),
        ("/log/entries/0/response/bodySize", json!(-1)),
        ("/log/entries/0/cache", json!({})),
        (
            "/log/entries/0/timings",
            json!({ "blocked": -1, "dns": 4.0, "connect": 46.75, "ssl": 30.25, "send": 0, "wait": 60.0, "receive": 9.25 }),
        ),
        ("/log/entries/0/time", json!(120.0)),
    ] {
        assert_eq!(at(&value, pointer), &expect, "{pointer}");
    }
    assert_eq!(value.pointer("/log/entries/0/response/_error"), None);
    assert_eq!(value.pointer("/log/entries/0/request/postData"), None);
}

#[test]
fn a_request_without_an_answer_has_status_0_and_its_reason() {
    let silent = Request { error: None, ..lost() };
    let value = archive(vec![lost(), silent]);
    for (pointer, expect) in [
        ("/log/entries/0/response/status", json!(0)),
        ("/log/entries/0/response/_error", json!("The connection was closed before an answer came.")),
        ("/log/entries/1/response/_error", json!("No response")),
        // When it left isn't known; the run is.
        ("/log/entries/0/startedDateTime", json!("2026-03-03T14:05:00Z")),
        ("/log/entries/0/request/postData/text", json!(r#"{"last_name":"O'Hara"}"#)),
        ("/log/entries/0/timings/dns", json!(-1)),
        ("/log/entries/0/timings/ssl", json!(-1)),
        ("/log/entries/0/timings/wait", json!(30.0)),
        ("/log/entries/0/time", json!(30.0)),
    ] {
        assert_eq!(at(&value, pointer), &expect, "{pointer}");
    }
}

#[test]
fn a_url_is_told_as_it_was_sent_or_as_text_that_leads_nowhere() {
    for (url, expect) in [
        ("https://a.example/t?x=***", "https://a.example/t?x=***"),
        ("https://[::1]:8443/a[0]", "https://[::1]:8443/a%5B0%5D"),
        ("https://a.example/50%/é", "https://a.example/50%25/%C3%A9"),
        ("https://a.example/#part", "https://a.example/"),
        ("javascript:alert(1)", "about:blank?javascript:alert(1)"),
        ("]", "about:blank?%5D"),
        ("", "about:blank?"),
    ] {
        let value = archive(vec![Request { url: url.into(), ..answered() }]);
        assert_eq!(at(&value, "/log/entries/0/request/url"), expect);
    }
}

proptest! {
    #[test]
    fn whatever_a_service_answers_the_archive_stays_har(url in "(https?://)?.*", body in ".*", header in ".*",
        duration_ms in prop_oneof![any::<u64>(), 0..500_u64], phases in any::<[u64; 4]>(), status in any::<Option<u16>>()) {
        let [name_us, connect_us, tls_us, first_byte_us] = phases;
        let request = Request {
            url, status, duration_ms,
            request_body: body.clone(),
            response_body: body,
            response_headers: vec![pack::Header { name: header.clone(), value: header }],
            phases: Phases { name_us, connect_us, tls_us, first_byte_us },
            ..answered()
        };
        let value = archive(vec![request]);
        prop_assert!(from_str(&value.to_string()).is_ok());
        prop_assert!(VALIDATOR.is_valid(&value), "{:?}", value);
        for part in ["send", "wait", "receive"] {
            let pointer = format!("/log/entries/0/timings/{part}");
            prop_assert!(at(&value, &pointer).as_f64().unwrap() >= 0.0);
        }
    }
}

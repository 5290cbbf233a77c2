//! The contract is OpenAPI 3.1, and says what the checks judge.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use checks::{CATALOGUE, Call, Check, REHEARSAL, RehearsalPart, TokenSent};
use contract::{openapi, openapi_yaml};
use jsonschema::{Validator, draft202012, options};
use partner::UrlField;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What OpenAPI itself is published with (<https://spec.openapis.org/oas/3.1/schema/2026-08-03>, Apache-2.0).
const OPENAPI_SCHEMA: &str = include_str!("schemas/openapi-3.1.json");
const OPERATIONS: [&str; 5] = [
    "/webhooks/validate_token/get",
    "/webhooks/tests/get",
    "/webhooks/send_candidate/post",
    "/paths/~1p~1{codename}~1reports~1{report_id}/patch",
    "/paths/~1p~1{codename}~1c~1{company_id}~1candidates~1{candidate_id}~1reports/get",
];

fn at<'v>(value: &'v Value, pointer: &str) -> &'v Value {
    value.pointer(pointer).unwrap_or_else(|| panic!("{pointer} is not there"))
}

/// What is wrong with a document by the schema of OpenAPI, and in its own schemas by that of JSON Schema.
fn faults(document: &Value) -> Vec<String> {
    let openapi_schema: Value = serde_json::from_str(OPENAPI_SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&openapi_schema).unwrap();
    let mut faults: Vec<String> =
        validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect();
    for (name, schema) in at(document, "/components/schemas").as_object().unwrap() {
        let wrong = draft202012::meta::validate(schema).err();
        faults.extend(wrong.map(|error| format!("{name}: {error}")));
    }
    faults
}

/// The ids of the checks that an operation lists.
fn listed(operation: &Value) -> BTreeSet<String> {
    let entries = at(operation, "/x-checks").as_array().unwrap();
    entries.iter().map(|entry| at(entry, "/id").as_str().unwrap().to_owned()).collect()
}

fn ids(checks: &[Check], needs: impl Fn(&Check) -> bool) -> BTreeSet<String> {
    checks.iter().filter(|check| needs(check)).map(|check| check.id.to_owned()).collect()
}

/// A schema of the document by itself; `$ref`s in it are to the document.
fn validator(document: &Value, name: &str) -> Validator {
    let schema = json!({
        "$ref": format!("#/components/schemas/{name}"),
        "components": at(document, "/components"),
    });
    options().should_validate_formats(true).build(&schema).unwrap()
}

#[test]
fn the_contract_is_openapi_3_1_and_its_text_is_what_was_made() {
    let document = openapi();
    assert_eq!(faults(&document), [""; 0]);
    let read: Value = serde_saphyr::from_str(&openapi_yaml()).unwrap();
    assert_eq!(read, document);
    let spec = oas3::from_json(document.to_string()).unwrap();
    spec.validate_version().unwrap();
    assert_eq!((spec.webhooks.len(), spec.paths.unwrap().len()), (3, 2));
    // Faults are seen: a word that is none, a schema that is none, what an answer must have.
    for (pointer, broken) in [
        ("/openapi", json!("3.2.0")),
        ("/webhooks/tests/get/security", json!("customer_token")),
        ("/webhooks/tests/get/responses/401", json!({})),
        ("/components/schemas/Error/type", json!("text")),
        ("/components/securitySchemes/partner_secret/in", json!("body")),
    ] {
        let mut document = openapi();
        *document.pointer_mut(pointer).unwrap() = broken;
        assert!(!faults(&document).is_empty(), "{pointer}");
    }
}

#[test]
fn every_reference_leads_somewhere_and_every_path_names_its_parameters() {
    fn references(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(members) => {
                found.extend(members.get("$ref").and_then(Value::as_str).map(str::to_owned));
                members.values().for_each(|value| references(value, found));
            }
            Value::Array(values) => values.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }
    let document = openapi();
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    assert_eq!(found.len(), 5);
    for reference in found {
        at(&document, reference.trim_start_matches('#'));
    }
    for (path, item) in at(&document, "/paths").as_object().unwrap() {
        let operation = item.as_object().unwrap().values().next().unwrap();
        let named = at(operation, "/parameters").as_array().unwrap().iter();
        let named: BTreeSet<String> =
            named.map(|parameter| format!("{{{}}}", at(parameter, "/name").as_str().unwrap())).collect();
        let open = path.split('/').filter(|part| part.starts_with('{')).map(str::to_owned).collect();
        assert_eq!(named, open, "{path}");
    }
}

#[test]
fn every_check_that_reads_one_of_the_calls_stands_at_it_and_no_other_does() {
    let document = openapi();
    let [validate, tests, send, report, reports] = OPERATIONS.map(|pointer| listed(at(&document, pointer)));
    let reads = |check: &Check, of: fn(TokenSent) -> Call, url_field: UrlField| {
        TokenSent::ALL
            .into_iter()
            .map(of)
            .chain([Call::Reach(url_field)])
            .any(|call| check.calls.contains(&call))
    };
    assert_eq!(validate, ids(CATALOGUE, |check| reads(check, Call::Validate, UrlField::ValidateToken)));
    assert_eq!(tests, ids(CATALOGUE, |check| reads(check, Call::Tests, UrlField::Tests)));
    let mut sends = ids(REHEARSAL, |check| !check.parts.contains(&RehearsalPart::Reports));
    sends.extend(ids(CATALOGUE, |check| check.calls.contains(&Call::Reach(UrlField::SendCandidate))));
    assert_eq!(send, sends);
    let reported = ids(REHEARSAL, |check| check.parts.contains(&RehearsalPart::Reports));
    assert_eq!((&report, &reports), (&reported, &reported));
    // None is lost: whatever a run asks of these URLs, or a rehearsal plays, is in the contract.
    let of_contract: BTreeSet<String> = [validate, tests, send, report].into_iter().flatten().collect();
    for check in CATALOGUE.iter().chain(REHEARSAL) {
        let asks = |call: &Call| call.url_field().is_some_and(|url_field| url_field != UrlField::HelpArticle);
        let stands = check.calls.iter().any(asks) || !check.parts.is_empty();
        assert_eq!(of_contract.contains(check.id), stands, "{}", check.id);
    }
}

#[test]
fn a_check_in_the_contract_has_its_title_and_no_path_into_the_repository() {
    let document = openapi();
    for pointer in OPERATIONS {
        for entry in at(at(&document, pointer), "/x-checks").as_array().unwrap() {
            let text = |name: &str| at(entry, name).as_str().unwrap().to_owned();
            assert!(text::has(&format!("check.{}.title", text("/id"))), "{entry}");
            let names: BTreeSet<&str> = entry.as_object().unwrap().keys().map(String::as_str).collect();
            let known = BTreeSet::from(["id", "level", "title", "documentation"]);
            assert!(names.is_subset(&known), "{entry}");
            let link = entry.get("documentation").map_or("https://", |link| link.as_str().unwrap());
            assert!(link.starts_with("https://"), "{entry}");
        }
    }
}

#[test]
fn every_call_carries_a_token_and_says_what_a_wrong_one_gets() {
    let document = openapi();
    let schemes = at(&document, "/components/securitySchemes");
    for pointer in OPERATIONS {
        let operation = at(&document, pointer);
        let security = at(operation, "/security/0").as_object().unwrap();
        assert!(
            security.keys().all(|scheme| schemes.get(scheme).is_some()) && security.len() == 1,
            "{pointer}"
        );
        for status in ["2XX", "401", "403", "4XX"] {
            at(operation, &format!("/responses/{status}/description"));
        }
    }
}

#[test]
fn the_server_is_the_one_that_the_app_calls() {
    let document = openapi();
    let url = at(&document, "/servers/0/url").as_str().unwrap();
    assert_eq!(url.trim_end_matches('/'), client::RC_BASE.trim_end_matches('/'));
}

#[test]
fn the_text_of_an_error_is_read_by_the_customer_or_the_recruiter() {
    let document = openapi();
    let readers = ["customer", "recruiter", "recruiter"];
    for (pointer, reader) in OPERATIONS.into_iter().zip(readers) {
        let description = at(at(&document, pointer), "/responses/4XX/description").as_str().unwrap();
        assert!(description.contains(&format!("The {reader} reads the text")), "{pointer}: {description}");
    }
}

#[test]
fn candidate_fields_of_a_partner_replace_the_default_ones() {
    let document = openapi();
    let candidate = validator(&document, "Candidate");
    let phone_alone = [partner::Input::of_kind("phone", true)];
    let sending = partner::Sending::sample("bb83dc83-91b2-46a5-8a21-824067f29c68");
    let body = serde_json::to_value(sending.body(&phone_alone)).unwrap();
    assert!(body.get("email").is_none() && body.get("phone").is_some(), "{body}");
    candidate.validate(&body).unwrap();
    for name in ["candidate_id", "company_id", "report_id", "test_id", "test_name"] {
        let mut body = body.clone();
        body.as_object_mut().unwrap().remove(name);
        assert!(!candidate.is_valid(&body), "{name}");
    }
}

#[test]
fn every_example_is_of_its_own_schema_and_the_candidate_is_what_the_app_sends() {
    let document = openapi();
    let [_, tests, send, report, _] = OPERATIONS.map(|pointer| at(&document, pointer));
    let sent = at(send, "/requestBody/content/application~1json/example");
    let list = at(tests, "/responses/2XX/content/application~1json/example");
    let error = at(send, "/responses/4XX/content/application~1json/example");
    let update = at(report, "/requestBody/content/application~1json/example");
    for (name, example) in [("Candidate", sent), ("Tests", list), ("Error", error), ("ReportUpdate", update)]
    {
        validator(&document, name).validate(example).unwrap();
    }
    let sample = partner::Sending::sample(at(sent, "/report_id").as_str().unwrap());
    let sample = partner::Sending { test_id: "2".into(), test_name: "Ruby".into(), ..sample };
    assert_eq!(*sent, serde_json::to_value(sample.body(&partner::default_inputs())).unwrap());
    // The test that it is about is in the list of the example, as the app reads it.
    let answer = checks::Answer {
        status: 200,
        content_type: "application/json".into(),
        headers: Vec::new(),
        body: list.to_string().into_bytes(),
        is_cut: false,
        body_fault: None,
        redirect: None,
        found_at: None,
        took_ms: 0,
        came_at_ms: 0,
    };
    let (read, id) = (checks::tests_in(&answer).unwrap(), at(sent, "/test_id").as_str().unwrap());
    assert!(read.iter().any(|test| test.id == id), "{list}");
}

#[test]
fn what_the_documentation_rules_out_is_against_the_schema() {
    let document = openapi();
    let candidate =
        at(&document, "/webhooks/send_candidate/post/requestBody/content/application~1json/example");
    let changed = |name: &str, value: Value| {
        let mut changed = candidate.clone();
        changed.as_object_mut().unwrap().insert(name.into(), value);
        changed
    };
    for (name, value) in [
        ("Candidate", changed("test_id", json!(2))),
        ("Candidate", changed("candidate_id", json!("1"))),
        ("Candidate", changed("report_id", json!("1"))),
        ("Tests", json!({ "tests": [] })),
        ("Tests", json!([{ "name": "Ruby" }])),
        ("Tests", json!([{ "id": null, "name": "Ruby" }])),
        ("Error", json!({ "error": ["No credits left"] })),
        ("ReportUpdate", json!({})),
        ("ReportUpdate", json!({ "status": "cancelled" })),
        ("ReportUpdate", json!({ "score": 76 })),
        ("ReportUpdate", json!({ "completed_at": "2022-10-06T18:22:26+02:00" })),
    ] {
        assert!(!validator(&document, name).is_valid(&value), "{name}: {value}");
    }
    let documented =
        json!({ "completed_at": "2022-10-06T18:22:26.927622Z", "score": "12/15", "status": "failed" });
    validator(&document, "ReportUpdate").validate(&documented).unwrap();
}

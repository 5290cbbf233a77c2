//! Requests and responses. Types of a candidate's members are those of the body that the app sends.

use checks::{FINAL_STATUSES, LONG_ERROR, LONG_SCORE};
use partner::{Input, KNOWN_INPUT_KINDS, Sending, default_inputs};
use serde_json::{Map, Value, json};

/// The sample of the documentation, so that whoever compares the two finds the same.
const REPORT_ID: &str = "bb83dc83-91b2-46a5-8a21-824067f29c68";

/// The body of `send_candidate` for the default candidate fields.
pub(crate) fn candidate() -> Value {
    let sample = Sending::sample(REPORT_ID);
    let sending = Sending { test_id: "2".into(), test_name: "Ruby".into(), ..sample };
    sending.body(&default_inputs()).members().iter().cloned().collect::<Map<_, _>>().into()
}

/// An entry is what [`candidate`] is about.
pub fn tests() -> Value {
    json!([{ "id": 1, "name": "JavaScript" }, { "id": 2, "name": "Ruby" }])
}

/// The report that ends a test.
pub(crate) fn report() -> Value {
    json!({ "status": "completed", "score": "76%", "completed_at": "2026-11-24T09:30:00Z" })
}

/// A rejection with the partner's own text.
pub fn error() -> Value {
    json!({ "error": "No credits left" })
}

/// The schemas, by name.
pub(crate) fn all() -> Value {
    json!({
        "Candidate": candidate_schema(),
        "Tests": tests_schema(),
        "Error": error_schema(),
        "ReportUpdate": report_schema(false),
        "Report": report_schema(true),
    })
}

fn candidate_schema() -> Value {
    let example = candidate();
    let members: Vec<(&String, &Value)> = example.as_object().into_iter().flatten().collect();
    let mut properties = Map::new();
    for kind in KNOWN_INPUT_KINDS {
        let name = Input::of_kind(kind, false).name.unwrap_or_else(|| kind.to_owned());
        properties.insert(name, json!({ "type": "string", "description": told(kind) }));
    }
    // The type of its value is not documented.
    properties.insert("admin".into(), json!({ "description": told("admin") }));
    for (name, value) in &members {
        let kind = if value.is_number() { "integer" } else { "string" };
        let mut property = json!({ "type": kind, "description": told(name) });
        let format = match name.as_str() {
            "report_id" => "uuid",
            "email" => "email",
            _ => "",
        };
        if !format.is_empty() {
            property = with(property, "format", json!(format));
        }
        properties.insert((*name).clone(), property);
    }
    json!({
        "type": "object",
        "description": "A candidate and the test that the recruiter chose. The candidate fields of the partner \
                        (`partner.inputs`) replace `first_name`, `last_name` and `email`, which are the defaults. \
                        Accept properties that you don't know.",
        "required": ["candidate_id", "company_id", "report_id", "test_id", "test_name"],
        "properties": properties,
    })
}

fn told(name: &str) -> &'static str {
    match name {
        "first_name" => "The first name.",
        "last_name" => "The last name.",
        "email" => {
            "The email address that the recruiter chose. Recruitee sends no email about the test: invite the candidate yourself."
        }
        "phone" => "The phone number that the recruiter chose. Only if the partner has this candidate field.",
        "admin" => {
            "Only if the partner has this candidate field. Its name and value are not documented; Partner Desk assumes \
             the name `admin` and sends `null`."
        }
        "candidate_id" => "The ID of the candidate in Recruitee.",
        "company_id" => "The ID of the customer's company in Recruitee.",
        "report_id" => {
            "The report that Recruitee created for this candidate. Keep it: you need it to update the report."
        }
        "test_id" => "The `id` of the test, always as text, even if the test list has a number.",
        "test_name" => "The `name` of the test, as in the test list.",
        _ => "Not documented.",
    }
}

fn tests_schema() -> Value {
    json!({
        "type": "array",
        "description": "The tests or packages that this customer can choose from. Paging and a wrapper are not \
                        documented; Partner Desk assumes the whole list, as an array. Other properties are ignored.",
        "items": {
            "type": "object",
            "required": ["id", "name"],
            "properties": {
                "id": {
                    "type": ["integer", "string"],
                    "description": "Different for each test. Recruitee sends it back as text in `test_id`. The \
                                    documentation shows a number; Partner Desk assumes that text is accepted too.",
                },
                "name": { "type": "string", "description": "The name that the recruiter sees." },
            },
        },
    })
}

fn error_schema() -> Value {
    json!({
        "type": "object",
        "required": ["error"],
        "properties": {
            "error": {
                "type": "string",
                "description": format!(
                    "Shown unchanged to the customer or the recruiter: plain text without markup. Its length is not documented; Partner \
                     Desk recommends up to {LONG_ERROR} characters."
                ),
            },
        },
    })
}

fn report_schema(is_held: bool) -> Value {
    let statuses: Vec<&str> = ["sent"].into_iter().chain(FINAL_STATUSES).collect();
    let assessments = "Only for assessments, not for background and reference checks.";
    let mut properties = json!({
        "status": {
            "type": "string",
            "enum": statuses,
            "description": "`sent` until the candidate has finished. Whether a report that has ended may change is not \
                            documented; Partner Desk assumes that it shouldn't.",
        },
        "score": {
            "type": "string",
            "description": format!(
                "The result in your own words: `10`, `76%`, `12/15` or a short text. Always a string. Partner Desk \
                 recommends up to {LONG_SCORE} characters, which fit the badge."
            ),
        },
        "completed_at": {
            "type": "string",
            "format": "date-time",
            "pattern": "([Zz]|\\+00:00)$",
            "description": "When the candidate finished, in UTC.",
        },
        "subtitle": { "type": "string", "description": assessments },
        "properties": {
            "description": format!("{assessments} Its shape is not documented; Partner Desk accepts any JSON."),
        },
        "urls": {
            "type": "object",
            "description": "Links of the report. The key of a link to the result is not documented.",
            "properties": {
                "cancel": {
                    "type": "string",
                    "format": "uri",
                    "description": "Lets a recruiter cancel the test. Its method and body are not documented.",
                },
            },
        },
    });
    if !is_held {
        return json!({
            "type": "object",
            "description": "Any of these properties; the others stay unchanged.",
            "minProperties": 1,
            "properties": properties,
        });
    }
    properties = with(properties, "id", json!({ "type": "string", "description": "The `report_id`." }));
    json!({
        "type": "object",
        "description": "A report. Its shape in this response is not documented; Partner Desk assumes these properties, \
                        and that `id` is always there.",
        "required": ["id"],
        "properties": properties,
    })
}

/// An object with one more member.
fn with(mut object: Value, name: &str, value: Value) -> Value {
    if let Some(members) = object.as_object_mut() {
        members.insert(name.into(), value);
    }
    object
}

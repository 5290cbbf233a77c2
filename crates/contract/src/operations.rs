//! The five calls: three that a partner serves, two that Recruitee serves.

use crate::{judged_by, purpose, schemas};
use checks::{Basis, Call, Check, RehearsalPart, Sent, TokenSent};
use partner::UrlField;
use serde_json::{Map, Value, json};

const REJECTED: &str = "Recruitee treats both as a wrong token. Return one of them when the token is wrong, missing or \
                        empty. A body is not needed.";

/// The calls that Recruitee makes, by the key of their URL.
pub(crate) fn webhooks() -> Value {
    json!({
        UrlField::ValidateToken.key(): { "get": validate_token() },
        UrlField::Tests.key(): { "get": tests() },
        UrlField::SendCandidate.key(): { "post": send_candidate() },
    })
}

/// The calls that the partner's service makes.
pub(crate) fn paths() -> Value {
    json!({
        "/p/{codename}/reports/{report_id}": { "patch": report() },
        "/p/{codename}/c/{company_id}/candidates/{candidate_id}/reports": { "get": reports() },
    })
}

fn validate_token() -> Value {
    let works = json!({ "description": "The token works. The body is not documented, and Partner Desk doesn't read it." });
    json!({
        "operationId": UrlField::ValidateToken.key(),
        "tags": ["Partner"],
        "summary": purpose::of_call(Call::Validate(TokenSent::Good)),
        "description": "Called when a customer pastes their token to turn the integration on. The request has no body; \
                        Recruitee sends `Content-Type: application/json` all the same. Whether it is called again \
                        later is not documented; Partner Desk assumes that it isn't.",
        "security": [{ "customer_token": [] }],
        "responses": served("customer", works),
        "x-checks": listed(&judged_by::url(UrlField::ValidateToken)),
    })
}

fn tests() -> Value {
    json!({
        "operationId": UrlField::Tests.key(),
        "tags": ["Partner"],
        "summary": purpose::of_call(Call::Tests(TokenSent::Good)),
        "description": "Called to fill the list in the send dialog. The token tells you which customer it is, and \
                        so which tests to list. The request has no body; Recruitee sends `Content-Type: \
                        application/json` all the same. When it is called is not documented; Partner Desk assumes \
                        each time the dialog opens.",
        "security": [{ "customer_token": [] }],
        "responses": served("recruiter", answer("The test list.", "Tests")),
        "x-checks": listed(&judged_by::url(UrlField::Tests)),
    })
}

fn send_candidate() -> Value {
    let accepted = json!({
        "description": "The candidate is accepted. The body is not documented, and Partner Desk doesn't read it.",
    });
    json!({
        "operationId": UrlField::SendCandidate.key(),
        "tags": ["Partner"],
        "summary": purpose::of_sent(Sent::Candidate),
        "description": "Called when a recruiter presses Send. Return 4XX with an `error`, but not 401 or 403, for a \
                        test that isn't in your list. How long Recruitee waits, and whether it sends a candidate again, \
                        is not documented; Partner Desk assumes 10 seconds, and never retries.",
        "security": [{ "customer_token": [] }],
        "requestBody": body("Candidate"),
        "responses": served("recruiter", accepted),
        "x-checks": listed(&judged_by::url(UrlField::SendCandidate)),
    })
}

fn report() -> Value {
    json!({
        "operationId": "update_report",
        "tags": ["Reports"],
        "summary": purpose::of_report(),
        "description": "Sent by the partner's service when a candidate has finished, failed or canceled.",
        "security": [{ "partner_secret": [] }],
        "parameters": [codename(), path("report_id", "The `report_id` that came with the candidate.")],
        "requestBody": body("ReportUpdate"),
        "responses": recruitees(json!({
            "description": "The report is updated. Status and body are not documented; Partner Desk assumes any 2XX.",
        })),
        "x-checks": listed(&judged_by::part(RehearsalPart::Reports)),
    })
}

fn reports() -> Value {
    let list = json!({ "type": "array", "items": { "$ref": "#/components/schemas/Report" } });
    json!({
        "operationId": "candidate_reports",
        "tags": ["Reports"],
        "summary": purpose::of_reports(),
        "description": "The reports of a candidate in Recruitee. Partner Desk reads them here to check them.",
        "security": [{ "partner_secret": [] }],
        "parameters": [
            codename(),
            path("company_id", "The customer's `company_id`."),
            path("candidate_id", "The `candidate_id` that came with the candidate."),
        ],
        "responses": recruitees(json!({
            "description": "The reports. The shape is not documented; Partner Desk assumes an array, and also \
                            accepts one inside an object.",
            "content": { "application/json": { "schema": {
                "anyOf": [list, { "type": "object", "additionalProperties": true }],
            } } },
        })),
        "x-checks": listed(&judged_by::part(RehearsalPart::Reports)),
    })
}

/// What a partner's service answers, and who reads its text.
fn served(reader: &str, success: Value) -> Value {
    json!({
        "2XX": success,
        "401": { "description": REJECTED },
        "403": { "description": REJECTED },
        "4XX": answer(
            &format!(
                "Any other status from 400 to 499, such as 402 or 422. The {reader} reads the text in `error`; \
                 without one, only that there was a problem with the partner's API. What a status from 500 shows is \
                 not documented; Partner Desk treats it as a fault of the service."
            ),
            "Error",
        ),
    })
}

/// What Recruitee answers.
fn recruitees(success: Value) -> Value {
    let rejected = "The partner secret is wrong or missing. Not documented; Partner Desk assumes 401 or 403.";
    json!({
        "2XX": success,
        "401": { "description": rejected },
        "403": { "description": rejected },
        "4XX": {
            "description": "Not documented. Partner Desk assumes 404 for what doesn't exist, 422 for fields that are \
                            not accepted, and 429 with `Retry-After` for too many requests.",
        },
    })
}

fn answer(description: &str, schema: &str) -> Value {
    json!({ "description": description, "content": content(schema) })
}

fn body(schema: &str) -> Value {
    json!({ "required": true, "content": content(schema) })
}

fn content(schema: &str) -> Value {
    let example = match schema {
        "Candidate" => schemas::candidate(),
        "Tests" => schemas::tests(),
        "ReportUpdate" => schemas::report(),
        _ => schemas::error(),
    };
    let schema = format!("#/components/schemas/{schema}");
    json!({ "application/json": { "schema": { "$ref": schema }, "example": example } })
}

fn codename() -> Value {
    path("codename", "The codename of the partner: lowercase letters and dashes.")
}

fn path(name: &str, description: &str) -> Value {
    json!({
        "name": name,
        "in": "path",
        "required": true,
        "description": description,
        "schema": { "type": "string" },
    })
}

fn listed(checks: &[&Check]) -> Vec<Value> {
    let entry = |check: &&Check| {
        let mut members = Map::new();
        members.insert("id".into(), check.id.into());
        members.insert("level".into(), check.level.key().into());
        members.insert("title".into(), text::plain(&format!("check.{}.title", check.id)).into());
        if let Basis::Documented(link) = check.basis {
            members.insert("documentation".into(), link.into());
        }
        Value::Object(members)
    };
    checks.iter().map(entry).collect()
}

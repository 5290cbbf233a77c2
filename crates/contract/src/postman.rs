//! The calls as a Postman collection, v2.1.0. Postman puts variables into all that is sent and knows no escape for
//! them, so braces of others are written in another way that means the same.

use crate::calls::{Calls, Effect, Expected, PlannedCall};
use crate::pieces::{Piece, Variable, body};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const SCHEMA: &str = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

/// The collection. Its variables for tokens are empty: whoever runs it fills in their current values.
pub fn postman(calls: &Calls) -> Value {
    let planned = calls.planned();
    let (reads, effects): (Vec<&PlannedCall>, Vec<&PlannedCall>) =
        planned.iter().partition(|call| call.effect == Effect::Reads);
    let folder = |name: &str, calls: &[&PlannedCall]| json!({ "name": name, "item": calls.iter().map(|call| item(call)).collect::<Vec<_>>() });
    let folders =
        [("Calls that only read", reads), ("CALLS THAT SEND CANDIDATES OR CHANGE REPORTS", effects)];
    let folders: Vec<Value> = folders
        .iter()
        .filter(|(_, calls)| !calls.is_empty())
        .map(|(name, calls)| folder(name, calls))
        .collect();
    json!({
        "info": {
            "name": format!("Partner Desk: {}", calls.partner_name),
            "description": "The calls that Partner Desk makes. Fill in the current values of the variables; what is \
                            typed there isn't exported. `wrong_token` is the customer token with one character \
                            changed: Partner Desk tries up to five of them. Send the test list with the right token \
                            before a candidate: it fills in the test.",
            "schema": SCHEMA,
        },
        "auth": { "type": "noauth" },
        "item": folders,
        "variable": variables(&planned),
    })
}

/// Postman's variable that makes a UUID.
const NEW_ID: &str = "$guid";

fn variables(planned: &[PlannedCall]) -> Vec<Value> {
    let used: BTreeSet<Variable> = planned.iter().flat_map(PlannedCall::variables).collect();
    let names = used.into_iter().filter_map(Variable::name);
    names.map(|name| json!({ "key": name, "value": "", "type": "string" })).collect()
}

fn item(call: &PlannedCall) -> Value {
    let mut request = json!({
        "method": call.method,
        "header": call.headers.iter().map(|(name, pieces)| json!({
            "key": name,
            "value": pieces.iter().map(written).collect::<String>(),
        })).collect::<Vec<_>>(),
        "url": call.url.iter().map(written).collect::<String>(),
        "description": description(call),
    });
    if let (Some(members), Some(request)) = (&call.body, request.as_object_mut()) {
        let language = json!({ "raw": { "language": "json" } });
        request.insert(
            "body".into(),
            json!({ "mode": "raw", "raw": body(members, NEW_ID), "options": language }),
        );
    }
    json!({
        "name": call.name,
        "event": [{ "listen": "test", "script": { "type": "text/javascript", "exec": script(call) } }],
        "request": request,
    })
}

fn description(call: &PlannedCall) -> String {
    let mut sentences = Vec::new();
    sentences.push(match call.effect {
        Effect::Reads => "Only reads.",
        Effect::MustCreateNothing => "SENDS A CANDIDATE. It must be refused.",
        Effect::Creates => "CREATES a candidate in your service.",
        Effect::Changes => "CHANGES a report in Recruitee.",
    });
    if call.is_later {
        sentences
            .push("Send it two seconds after the first wrong token: a cache may have learned the answer.");
    }
    if call.expected == Expected::Anything {
        sentences.push("Any answer is fine. Postman may remove the space at the end.");
    }
    let ids: Vec<&str> = call.judged_by.iter().map(|check| check.id).collect();
    let judged_by = format!("Judged by {}.", ids.join(", "));
    if !ids.is_empty() {
        sentences.push(&judged_by);
    }
    sentences.join(" ")
}

/// What looks at the answer. Nothing of others stands in it.
fn script(call: &PlannedCall) -> Vec<&'static str> {
    let mut lines = match call.expected {
        Expected::Success => vec![
            "pm.test('The status is from 200 to 299', () => {",
            "    pm.expect(pm.response.code).to.be.within(200, 299);",
            "});",
        ],
        Expected::Tests => vec![
            "pm.test('The answer is a list of tests', () => {",
            "    pm.expect(pm.response.code).to.be.within(200, 299);",
            "    const tests = pm.response.json();",
            "    pm.expect(tests).to.be.an('array').that.is.not.empty;",
            "    for (const test of tests) {",
            "        pm.expect(test).to.have.property('id');",
            "        pm.expect(test.name).to.be.a('string');",
            "    }",
            "    // As they stand in JSON text, and without what Postman would take for variables.",
            "    const inText = (value) => JSON.stringify(String(value)).slice(1, -1).replace(/{/g, '\\\\u007b');",
            "    pm.collectionVariables.set('test_id', inText(tests[0].id));",
            "    pm.collectionVariables.set('test_name', inText(tests[0].name));",
            "});",
        ],
        Expected::Rejected => vec![
            "pm.test('The token is rejected with 401 or 403', () => {",
            "    pm.expect(pm.response.code).to.be.oneOf([401, 403]);",
            "});",
        ],
        Expected::Explained => vec![
            "pm.test('It is refused with a text in “error”', () => {",
            "    pm.expect(pm.response.code).to.be.within(400, 499);",
            "    pm.expect(pm.response.code).not.to.be.oneOf([401, 403]);",
            "    pm.expect(pm.response.json().error).to.be.a('string').that.is.not.empty;",
            "});",
        ],
        Expected::Anything => vec!["// Servers differ here, and none is wrong."],
    };
    if call.effect == Effect::MustCreateNothing {
        lines.push("// Where this is accepted, nothing more is sent.");
        lines.push("if (pm.response.code < 400) { pm.execution.setNextRequest(null); }");
    }
    lines
}

/// In a URL a brace may always be written as its code; elsewhere there are only braces of ours.
fn written(piece: &Piece) -> String {
    match piece {
        Piece::Text(text) => text.replace('{', "%7B").replace('}', "%7D"),
        Piece::Variable(variable) => variable.placeholder(NEW_ID),
    }
}

//! The calls as a Postman collection, v2.1.0. Postman fills variables into every request and has no escape for
//! them, so braces from outside are written in another way that means the same.

use crate::calls::{Calls, Effect, Expected, PlannedCall};
use crate::pieces::{Piece, Variable, body, one_line};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const SCHEMA: &str = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

/// The collection. Its variables for tokens are empty: whoever runs it fills in their current values.
pub fn postman(calls: &Calls) -> Value {
    let planned = calls.planned();
    let (reads, effects): (Vec<&PlannedCall>, Vec<&PlannedCall>) =
        planned.iter().partition(|call| call.effect == Effect::Reads);
    let folder = |name: &str, calls: &[&PlannedCall]| {
        let items: Vec<Value> =
            calls.iter().enumerate().map(|(place, call)| item(call, place == 0)).collect();
        json!({ "name": name, "item": items })
    };
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
            "description": about(calls),
            "schema": SCHEMA,
        },
        "auth": { "type": "noauth" },
        "item": folders,
        "variable": variables(&planned),
    })
}

/// Postman's variable that makes a UUID.
const NEW_ID: &str = "$guid";

/// Allows the calls that may create or change something. Empty until a person sets it.
const ALLOW: &str = "allow_effects";
/// Set by the expected answer to a call with an effect; without it no other such call follows.
const CONTINUE: &str = "may_continue";

fn about(calls: &Calls) -> String {
    let about = "The calls that Partner Desk makes. Fill in the current values of the variables; they aren't exported. \
                 `wrong_token` is the customer token with one character changed: Partner Desk tries up to five of \
                 them. Run the test list with the right token before you send a candidate: it fills in the test.\n\n\
                 Calls that may create or change something are skipped. To send them, set `allow_effects` to `true` \
                 and run the whole folder. Each one is sent only if the one before got the expected answer, which \
                 sets `may_continue`. To send one of them alone, set `may_continue` to `true` as well. `report_id` is \
                 the report to send and to update: fill in one of a test candidate.\n\n\
                 Needs Postman 11 or Newman 6: older versions can't skip a call.";
    let note = calls.note.as_deref().map(|note| format!("\n\n{}", one_line(note)));
    format!("{about}{}", note.unwrap_or_default())
}

fn variables(planned: &[PlannedCall]) -> Vec<Value> {
    let used: BTreeSet<Variable> = planned.iter().flat_map(PlannedCall::variables).collect();
    let has_effects = planned.iter().any(|call| call.effect != Effect::Reads);
    let switches = [ALLOW, CONTINUE].into_iter().filter(|_| has_effects);
    let names = used.into_iter().filter_map(Variable::name).chain(switches);
    names.map(|name| json!({ "key": name, "value": "", "type": "string" })).collect()
}

fn item(call: &PlannedCall, is_first: bool) -> Value {
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
    let event = |listen: &str, lines: Vec<&str>| json!({ "listen": listen, "script": { "type": "text/javascript", "exec": lines } });
    let mut events = vec![event("test", script(call))];
    if call.effect != Effect::Reads {
        events.push(event("prerequest", guard(call, is_first)));
    }
    json!({
        "name": call.name,
        "event": events,
        "request": request,
    })
}

fn description(call: &PlannedCall) -> String {
    let mut sentences = Vec::new();
    sentences.push(match call.effect {
        Effect::Reads => "Only reads.",
        Effect::MustCreateNothing => "SENDS A CANDIDATE. It must be rejected.",
        Effect::Creates => "CREATES a candidate in your service.",
        Effect::Changes => "CHANGES a report in Recruitee.",
    });
    if call.is_later {
        sentences.push("Send it two seconds after the first wrong token, in case the answer is cached.");
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

/// Decides before a call with an effect whether it is sent. Holds no text from outside.
fn guard(call: &PlannedCall, is_first: bool) -> Vec<&'static str> {
    let mut lines = vec![
        "// Sent only where `allow_effects` is `true` and the call before got the expected answer.",
        "const isAllowed = String(pm.variables.get('allow_effects')) === 'true';",
        "const mayContinue = String(pm.collectionVariables.get('may_continue')) === 'true';",
        "pm.collectionVariables.set('may_continue', '');",
    ];
    if is_first {
        // Nothing comes before it.
        lines = vec![
            "// Sent only where `allow_effects` is `true`.",
            "const isAllowed = String(pm.variables.get('allow_effects')) === 'true';",
            "const mayContinue = true;",
            "pm.collectionVariables.set('may_continue', '');",
        ];
    }
    if call.variables().contains(&Variable::ReportId) {
        lines.push("const isFilledIn = Boolean(pm.variables.get('report_id'));");
        lines.push("if (!isAllowed || !mayContinue || !isFilledIn) { pm.execution.skipRequest(); }");
    } else {
        lines.push("if (!isAllowed || !mayContinue) { pm.execution.skipRequest(); }");
    }
    lines
}

/// Checks the answer. Holds no text from outside.
fn script(call: &PlannedCall) -> Vec<&'static str> {
    let mut lines = match call.expected {
        Expected::Success => vec![
            "pm.test('The status is from 200 to 299', () => {",
            "    pm.expect(pm.response.code).to.be.within(200, 299);",
            "});",
        ],
        Expected::Tests => vec![
            "pm.test('The answer is a test list', () => {",
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
            "pm.test('It is rejected with a text in “error”', () => {",
            "    pm.expect(pm.response.code).to.be.within(400, 499);",
            "    pm.expect(pm.response.code).not.to.be.oneOf([401, 403]);",
            "    pm.expect(pm.response.json().error).to.be.a('string').that.is.not.empty;",
            "});",
        ],
        Expected::Anything => vec!["// Servers differ here, and none is wrong."],
    };
    if call.effect != Effect::Reads {
        // Within the test, after all it expects: reached by the expected answer only.
        lines.insert(lines.len() - 1, "    pm.collectionVariables.set('may_continue', 'true');");
        lines.push("// After any other answer the run ends here.");
        lines.push(
            "if (pm.collectionVariables.get('may_continue') !== 'true') { pm.execution.setNextRequest(null); }",
        );
    }
    lines
}

/// A brace may always be percent-encoded in a URL; elsewhere only this crate writes braces.
fn written(piece: &Piece) -> String {
    match piece {
        Piece::Text(text) => text.replace('{', "%7B").replace('}', "%7D"),
        Piece::Variable(variable) => variable.placeholder(NEW_ID),
    }
}

//! The calls as a Hurl file (<https://hurl.dev>). Text from outside is escaped.

use crate::calls::{Calls, Effect, Expected, PlannedCall};
use crate::pieces::{Piece, Variable, body, one_line};
use std::collections::BTreeSet;

/// The file. It holds no token: whoever runs it gives them to Hurl.
pub fn hurl(calls: &Calls) -> String {
    let planned = calls.planned();
    let entries: Vec<String> = planned.iter().map(entry).collect();
    format!("{}\n{}", head(calls, &planned), entries.join("\n"))
}

/// Hurl's function that makes a UUID.
const NEW_ID: &str = "newUuid";
/// The variable that leaves out the calls with an effect. Without a value Hurl reports an error instead of calling.
const SKIP: &str = "skip_effects";

fn told(variable: Variable) -> &'static str {
    match variable {
        Variable::CustomerToken => "a token from your service",
        Variable::WrongToken => "that token with one character changed",
        Variable::PartnerSecret => "the partner secret",
        Variable::TestId => "the id of a test, as text",
        Variable::TestName => "the name of that test",
        Variable::CandidateId => "a candidate in Recruitee",
        Variable::ReportId => "the report to send and to update, of a test candidate",
        Variable::NewId => "made by Hurl",
    }
}

fn head(calls: &Calls, planned: &[PlannedCall]) -> String {
    let lists_tests = planned.iter().any(|call| call.expected == Expected::Tests);
    let is_given = |variable: &Variable| match variable {
        Variable::NewId => false,
        Variable::TestId | Variable::TestName => !lists_tests,
        _ => true,
    };
    let used: BTreeSet<Variable> = planned.iter().flat_map(PlannedCall::variables).filter(is_given).collect();
    let (secrets, plain): (Vec<Variable>, Vec<Variable>) =
        used.into_iter().partition(|variable| is_secret(*variable));
    let reads = planned.iter().filter(|call| call.effect == Effect::Reads).count();
    let mut lines = vec![format!("The calls that Partner Desk makes for {}.", one_line(&calls.partner_name))];
    lines.extend(calls.note.as_deref().map(one_line));
    lines.extend([
        String::new(),
        "Needs Hurl 7.1 or later. Recruitee sends Content-Type and Authorization; Hurl adds headers of its own.".into(),
        "Partner Desk tries up to five wrong tokens. This file has one: run it again with another.".into(),
    ]);
    let mut options = String::new();
    let listed = |variable: &Variable| format!("  {}: {}", name(*variable), told(*variable));
    if !secrets.is_empty() {
        lines.extend([
            String::new(),
            "Put the secrets in a file secrets.env that only you can read, as name=value, one per line:"
                .into(),
        ]);
        lines.extend(secrets.iter().map(listed));
        lines.push(
            "Or set environment variables such as HURL_SECRET_customer_token, and leave out --secrets-file."
                .into(),
        );
        options.push_str(" --secrets-file secrets.env");
    }
    if !plain.is_empty() || reads < planned.len() {
        lines.extend([String::new(), "Variables:".into()]);
    }
    lines.extend(plain.iter().map(listed));
    let given: String = plain.iter().map(|variable| format!(" --variable {}=…", name(*variable))).collect();
    options.push_str(&given);
    if reads < planned.len() {
        lines.push(format!("  {SKIP}: true skips the calls that may create or change something"));
        options.push_str(&format!(" --variable {SKIP}=true"));
    }
    if reads > 0 {
        lines.extend([
            String::new(),
            format!("Run only the calls that read, the first {reads}:"),
            format!("  hurl --test --continue-on-error --to-entry {reads}{options} FILE"),
        ]);
    }
    if reads < planned.len() {
        lines.extend([
            String::new(),
            format!("Run the whole file. Set {SKIP} to false to send candidates and update the report."),
            "Hurl then stops at the first unexpected answer. Don't add --continue-on-error:".into(),
            format!("  hurl --test{options} FILE"),
        ]);
    }
    lines.iter().map(|line| comment(line)).collect()
}

fn is_secret(variable: Variable) -> bool {
    matches!(variable, Variable::CustomerToken | Variable::WrongToken | Variable::PartnerSecret)
}

fn name(variable: Variable) -> &'static str {
    variable.name().unwrap_or(NEW_ID)
}

fn comment(text: &str) -> String {
    format!("# {text}").trim_end().to_owned() + "\n"
}

fn entry(call: &PlannedCall) -> String {
    let mut text = comment(&one_line(&call.name));
    match call.effect {
        Effect::Reads => {}
        Effect::MustCreateNothing => text.push_str(&comment("SENDS A CANDIDATE. It must be rejected.")),
        Effect::Creates => text.push_str(&comment("CREATES a candidate in your service.")),
        Effect::Changes => text.push_str(&comment("CHANGES a report in Recruitee.")),
    }
    let ids: Vec<&str> = call.judged_by.iter().map(|check| check.id).collect();
    if !ids.is_empty() {
        text.push_str(&comment(&format!("Judged by {}", ids.join(", "))));
    }
    text.push_str(&format!("{} {}\n", call.method, value(&call.url)));
    for (name, pieces) in &call.headers {
        text.push_str(&format!("{name}: {}\n", value(pieces)));
    }
    if call.effect != Effect::Reads {
        text.push_str(&format!("[Options]\nskip: {{{{{SKIP}}}}}\n"));
    } else if call.is_later {
        text.push_str("[Options]\ndelay: 2s\n");
    }
    if let Some(members) = &call.body {
        text.push_str(&body(members, NEW_ID));
        text.push('\n');
    }
    text.push_str(expected(call.expected));
    text
}

fn expected(expected: Expected) -> &'static str {
    match expected {
        Expected::Success => "HTTP *\n[Asserts]\nstatus >= 200\nstatus < 300\n",
        Expected::Tests => {
            "HTTP *\n[Captures]\ntest_id: jsonpath \"$[0].id\" toString\ntest_name: jsonpath \"$[0].name\"\n\
             [Asserts]\nstatus >= 200\nstatus < 300\njsonpath \"$\" isCollection\njsonpath \"$[0].id\" exists\n\
             jsonpath \"$[0].name\" isString\n"
        }
        Expected::Rejected => "HTTP *\n[Asserts]\nstatus toString matches \"^(401|403)$\"\n",
        Expected::Explained => {
            "HTTP *\n[Asserts]\nstatus >= 400\nstatus < 500\nstatus != 401\nstatus != 403\n\
             jsonpath \"$.error\" isString\n"
        }
        Expected::Anything => "HTTP *\n",
    }
}

/// A URL or the value of a header: to the end of the line, without the spaces at its end.
fn value(pieces: &[Piece]) -> String {
    let mut text: String = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => escaped(text),
            Piece::Variable(variable) => variable.placeholder(NEW_ID),
        })
        .collect();
    if text.ends_with(' ') {
        text.pop();
        text.push_str("\\u{20}");
    }
    text
}

fn escaped(text: &str) -> String {
    let one = |c: char| match c {
        '#' | '\\' => format!("\\{c}"),
        '{' | '}' => format!("\\u{{{:x}}}", u32::from(c)),
        c if c.is_control() => format!("\\u{{{:x}}}", u32::from(c)),
        c => c.to_string(),
    };
    text.chars().map(one).collect()
}

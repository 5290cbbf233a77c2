//! The calls as a Hurl file (<https://hurl.dev>). All that is not ours is escaped, so that it stays what it is.

use crate::calls::{Calls, Effect, Expected, PlannedCall};
use crate::pieces::{Piece, Variable, body};
use std::collections::BTreeSet;

/// The file. It holds no token: they are given when it is run.
pub fn hurl(calls: &Calls) -> String {
    let planned = calls.planned();
    let entries: Vec<String> = planned.iter().map(entry).collect();
    format!("{}\n{}", head(calls, &planned), entries.join("\n"))
}

/// Hurl's function that makes a UUID.
const NEW_ID: &str = "newUuid";

fn told(variable: Variable) -> &'static str {
    match variable {
        Variable::CustomerToken => "a token that your service has made",
        Variable::WrongToken => "that token with one character changed",
        Variable::PartnerSecret => "the partner secret",
        Variable::TestId => "the id of a test, as text",
        Variable::TestName => "the name of that test",
        Variable::CandidateId => "a candidate in Recruitee",
        Variable::ReportId => "the report of that candidate",
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
    let reads = planned.iter().filter(|call| call.effect == Effect::Reads).count();
    let mut lines = vec![
        format!("The calls that Partner Desk makes for {}.", one_line(&calls.partner_name)),
        String::new(),
        "Tried with Hurl 8. Recruitee sends Content-Type and Authorization; what else Hurl sends is its own."
            .into(),
        "Partner Desk tries up to five wrong tokens. Here there is one: run the file again with another."
            .into(),
        String::new(),
        "Variables:".into(),
    ];
    lines.extend(used.iter().map(|variable| format!("  {}: {}", name(*variable), told(*variable))));
    let options: Vec<String> = used.iter().map(|variable| option(*variable)).collect();
    let options = options.join(" ");
    if reads > 0 {
        lines.push(String::new());
        lines.push(format!("Only what reads, the first {reads} calls:"));
        lines.push(format!("  hurl --test --continue-on-error --to-entry {reads} {options} FILE"));
    }
    if reads < planned.len() {
        lines.push(String::new());
        lines.push(
            "All of it. It sends candidates, and stops at the first answer that isn't as expected:".into(),
        );
        lines.push(format!("  hurl --test {options} FILE"));
    }
    lines.iter().map(|line| comment(line)).collect()
}

fn name(variable: Variable) -> &'static str {
    variable.name().unwrap_or(NEW_ID)
}

fn option(variable: Variable) -> String {
    let is_secret =
        matches!(variable, Variable::CustomerToken | Variable::WrongToken | Variable::PartnerSecret);
    let flag = if is_secret { "--secret" } else { "--variable" };
    format!("{flag} {}=…", name(variable))
}

fn comment(text: &str) -> String {
    format!("# {text}").trim_end().to_owned() + "\n"
}

/// Foreign text as it may stand in a comment.
fn one_line(text: &str) -> String {
    let is_break = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    text.chars().map(|c| if is_break(c) { ' ' } else { c }).collect()
}

fn entry(call: &PlannedCall) -> String {
    let mut text = comment(&one_line(&call.name));
    match call.effect {
        Effect::Reads => {}
        Effect::MustCreateNothing => text.push_str(&comment("SENDS A CANDIDATE. It must be refused.")),
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
    if call.is_later {
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

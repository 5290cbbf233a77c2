//! The checks that a rehearsal answers, and what they say of one.

use crate::catalogue::{Basis, CONCEPTS, Check, Rule, SENDING};
use crate::group::Group;
use crate::input::Input;
use crate::rehearsal::{Rehearsal, RehearsalPart, Sent};
use crate::verdict::Finding;
use crate::{Level, Subject, Target, Verdict, report, send};
use Level::{Must, Should};
use RehearsalPart as Part;
use partner::{Field, UrlField};

const REPORTS: &str = "https://docs.recruitee.com/reference/reports";
const ERRORS: &str = "https://docs.recruitee.com/reference-link/error-handling";

/// A rehearsal stands for the service that it was played with, and for what was sent.
const SENT: &[Input] = &[
    Input::Field(Field::Url(UrlField::SendCandidate)),
    Input::Field(Field::Inputs),
    Input::CustomerToken,
    Input::Environment,
];
const TOKEN: &[Input] =
    &[Input::Field(Field::Url(UrlField::SendCandidate)), Input::CustomerToken, Input::Environment];
const REPORTED: &[Input] = &[
    Input::Field(Field::Kind),
    Input::Field(Field::Codename),
    Input::Field(Field::Url(UrlField::SendCandidate)),
    Input::PartnerSecret,
    Input::Environment,
];

/// What must create nothing, whoever asks.
const WRONG: &[Part] = &[Part::Sent(Sent::WrongToken), Part::Sent(Sent::NoToken)];
const REPORTS_READ: &[Part] = &[Part::Reports];

const fn check(
    (id, level, source): (&'static str, Level, &'static str),
    (group, inputs, parts): (Group, &'static [Input], &'static [RehearsalPart]),
    rule: fn(&Rehearsal) -> Finding,
) -> Check {
    Check {
        id,
        version: 1,
        level,
        basis: Basis::Documented(source),
        group,
        inputs,
        calls: &[],
        parts,
        depends_on: &[],
        target: match group {
            Group::Report => Target::Rehearsal,
            _ => Target::Field(Field::Url(UrlField::SendCandidate)),
        },
        rule: Rule::Rehearsal(rule),
    }
}

/// Checks that only a rehearsal can answer: each sends a candidate, or waits for a report.
pub const REHEARSAL: &[Check] = &[
    check(("TOKEN-7", Must, CONCEPTS), (Group::Token, TOKEN, WRONG), send::rejects_wrong_tokens),
    check(
        ("SEND-1", Must, SENDING),
        (Group::Send, SENT, &[Part::Sent(Sent::Candidate)]),
        send::takes_the_candidate,
    ),
    check(
        ("SEND-2", Should, ERRORS),
        (Group::Send, SENT, &[Part::Sent(Sent::UnknownTest)]),
        send::explains_a_refusal,
    ),
    check(("REPORT-1", Must, REPORTS), (Group::Report, REPORTED, REPORTS_READ), report::comes),
    check(("REPORT-2", Should, REPORTS), (Group::Report, REPORTED, REPORTS_READ), report::score),
    check(("REPORT-3", Should, REPORTS), (Group::Report, REPORTED, REPORTS_READ), report::fields),
    check(("REPORT-4", Should, REPORTS), (Group::Report, REPORTED, REPORTS_READ), report::completed_at),
];

/// What the seven say of a rehearsal. What was not played yet waits.
pub fn judge_rehearsal(rehearsal: &Rehearsal, subject: &Subject) -> Vec<Verdict> {
    let judged = REHEARSAL.iter().filter_map(|check| match check.rule {
        Rule::Rehearsal(rule) => Some(check.verdict(rule(rehearsal), subject)),
        Rule::Run(_) => None,
    });
    judged.collect()
}

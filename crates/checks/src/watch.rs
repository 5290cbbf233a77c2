//! What a watch looks at after the promotion: a few calls without an effect, and what changed since they were first
//! seen.

use crate::auth_outcome::{AuthOutcome, Endpoint, speaks_of_lock_out, undecided};
use crate::catalogue::sentence_key;
use crate::urls::label;
use crate::verdict::Finding;
use crate::{Answer, Call, Cause, CheckSelection, Evidence, Message, TokenSent};
use partner::UrlField;
use std::collections::BTreeSet;

/// The checks that a watch judges.
pub const WATCHED: [&str; 9] =
    ["ADDR-2", "ADDR-4", "ADDR-5", "TESTS-1", "TESTS-2", "TESTS-3", "TESTS-4", "HELP-1", "HELP-2"];

/// Wrong tokens that a watch sends, each once: a run of the checks sends more kinds of them.
const WRONG: [TokenSent; 2] = [TokenSent::Changed, TokenSent::Missing];

/// The checks of a watch.
pub fn watch_selection() -> CheckSelection {
    CheckSelection::exactly(&WATCHED)
}

/// The calls of a watch. None of them has an effect.
pub fn watch_calls() -> BTreeSet<Call> {
    let reach = UrlField::ALL.map(Call::Reach);
    let tokens = [TokenSent::Good].into_iter().chain(WRONG);
    let asked = tokens.flat_map(|token| [Call::Validate(token), Call::Tests(token)]);
    reach.into_iter().chain(asked).chain([Call::Article]).collect()
}

/// What a watch finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WatchKind {
    /// A URL doesn't lead to a server.
    Unreachable,
    /// A certificate isn't valid.
    Certificate,
    /// A certificate ends within 14 days (ADDR-5).
    CertificateEnds,
    /// A URL answers with an error, or not at all.
    Unanswered,
    /// The customer token is not accepted.
    TokenRejected,
    /// A wrong token, or none, is accepted.
    TokenCheckLax,
    /// There is no test list that Recruitee can read.
    TestsBroken,
    /// The list has another shape, or other IDs.
    TestsChanged,
    /// There is no article at its URL.
    ArticleGone,
    /// Its text is another one.
    ArticleChanged,
}

impl WatchKind {
    /// All of them, the gravest first.
    pub const ALL: &[Self] = &[
        Self::Unreachable,
        Self::Certificate,
        Self::Unanswered,
        Self::TokenCheckLax,
        Self::TokenRejected,
        Self::TestsBroken,
        Self::ArticleGone,
        Self::CertificateEnds,
        Self::TestsChanged,
        Self::ArticleChanged,
    ];

    /// The written name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::Certificate => "certificate",
            Self::CertificateEnds => "certificate_ends",
            Self::Unanswered => "unanswered",
            Self::TokenRejected => "token_rejected",
            Self::TokenCheckLax => "token_check_lax",
            Self::TestsBroken => "tests_broken",
            Self::TestsChanged => "tests_changed",
            Self::ArticleGone => "article_gone",
            Self::ArticleChanged => "article_changed",
        }
    }

    /// What a failed check of [`WATCHED`] means, by the key of its sentence: a server that can't be reached has no
    /// certificate that could be wrong.
    pub fn of_check(id: &str, key: &str) -> Option<Self> {
        const NO_CONNECTION: [&str; 3] =
            ["check.ADDR-4.refused", "check.ADDR-4.timed_out", "check.ADDR-4.broken"];
        match id {
            "ADDR-4" if NO_CONNECTION.contains(&key) => Some(Self::Unreachable),
            "ADDR-2" => Some(Self::Unreachable),
            "ADDR-4" => Some(Self::Certificate),
            "ADDR-5" => Some(Self::CertificateEnds),
            "TESTS-1" | "TESTS-2" | "TESTS-3" | "TESTS-4" => Some(Self::TestsBroken),
            "HELP-1" | "HELP-2" => Some(Self::ArticleGone),
            _ => None,
        }
    }

    /// Whether it passes by itself now and then: it is told when it is seen twice.
    pub fn is_passing(self) -> bool {
        matches!(self, Self::Unreachable | Self::Unanswered)
    }

    /// Whether a person may accept it as it is now.
    pub fn is_change(self) -> bool {
        matches!(self, Self::TestsChanged | Self::ArticleChanged)
    }
}

/// One thing that a watch found, with its sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchFinding {
    /// What.
    pub kind: WatchKind,
    /// In a sentence.
    pub sentence: Message,
}

/// What the answers to the tokens show, and what they leave open.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct WatchAnswers {
    /// What is wrong.
    pub findings: Vec<WatchFinding>,
    /// Why something could not be told.
    pub unknown: Vec<Message>,
    /// What an earlier look may have found and this one could not judge.
    pub open: BTreeSet<WatchKind>,
}

/// Judges the answers to the right token and to wrong ones, at both URLs that are asked with one.
pub fn watch_answers(evidence: &Evidence) -> WatchAnswers {
    let mut answers = WatchAnswers::default();
    for (url_field, endpoint) in [
        (UrlField::ValidateToken, Endpoint::validate(evidence)),
        (UrlField::Tests, Endpoint::tests(evidence)),
    ] {
        judge_good(url_field, &endpoint.outcome(TokenSent::Good), &mut answers);
        let wrong = WRONG.map(|token| (token, endpoint.outcome(token)));
        let accepted = wrong.iter().find_map(|(token, outcome)| match outcome {
            AuthOutcome::Accepted(answer) => Some((token, answer)),
            _ => None,
        });
        if let Some((token, answer)) = accepted {
            let key = format!("watch.token_check_lax.{}_{}", url_field.key(), token.key());
            let args = vec![("status", answer.status.to_string())];
            let sentence = Message { key, args };
            answers.findings.push(WatchFinding { kind: WatchKind::TokenCheckLax, sentence });
        } else if !wrong.iter().all(|(_, outcome)| matches!(outcome, AuthOutcome::Rejected(_))) {
            answers.open.insert(WatchKind::TokenCheckLax);
        }
    }
    answers
}

/// What became of the right token. What comes of it is read by other checks.
fn judge_good(url_field: UrlField, outcome: &AuthOutcome<'_>, answers: &mut WatchAnswers) {
    let address = ("address", label(url_field));
    let status = |answer: &Answer| ("status", answer.status.to_string());
    let (kind, name, more) = match outcome {
        AuthOutcome::Accepted(_) => return,
        AuthOutcome::Rejected(answer) if !speaks_of_lock_out(answer) => {
            (WatchKind::TokenRejected, "watch.token_rejected", status(answer))
        }
        AuthOutcome::Odd(answer) if answer.redirect.is_some() => {
            (WatchKind::Unanswered, "watch.unanswered.redirect", status(answer))
        }
        AuthOutcome::Odd(answer) => (WatchKind::Unanswered, "watch.unanswered.status", status(answer)),
        other => {
            let finding = match other {
                AuthOutcome::Rejected(_) => Finding::unknown(Cause::LockedOut),
                other => undecided(other),
            };
            let mut sentence = Message { key: sentence_key("TOKEN-1", &finding), args: finding.args };
            if finding.cause.is_none() {
                // It is theirs: there is no answer.
                let kind = WatchKind::Unanswered;
                answers.findings.push(WatchFinding { kind, sentence: with_address(sentence, url_field) });
            } else {
                let waits_for = match finding.cause {
                    Some(Cause::DependsOn(id)) => Some(id),
                    _ => None,
                };
                sentence.args.extend(waits_for.map(|id| ("check", format!("check.{id}.title"))));
                if waits_for.is_none_or(|id| !WATCHED.contains(&id)) {
                    answers.unknown.push(sentence);
                }
                answers.open.extend([
                    WatchKind::Unanswered,
                    WatchKind::TokenRejected,
                    WatchKind::TestsBroken,
                ]);
            }
            return;
        }
    };
    answers
        .findings
        .push(WatchFinding { kind, sentence: Message { key: name.into(), args: vec![address, more] } });
}

/// The sentences of answers that didn't come name no URL: a watch is about several.
fn with_address(mut sentence: Message, url_field: UrlField) -> Message {
    sentence.key = sentence.key.replace("check.no_answer.", "watch.no_answer.");
    sentence.args.push(("address", label(url_field)));
    sentence
}

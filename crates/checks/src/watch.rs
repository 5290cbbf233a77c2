//! What a watch looks at after the promotion: a few calls without an effect, and what changed since they were first
//! seen.

use crate::auth_outcome::{AuthOutcome, Endpoint};
use crate::customer_view::tests_in;
use crate::json_list::{Fields, Kind, entries, kind};
use crate::list_body::{json, text_of};
use crate::page::{Page, decode};
use crate::{Answer, Call, CheckSelection, Evidence, Message, State, TokenSent, judge_one};
use partner::UrlField;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The checks that a watch judges.
pub const WATCHED: [&str; 9] =
    ["ADDR-2", "ADDR-4", "ADDR-5", "TESTS-1", "TESTS-2", "TESTS-3", "TESTS-4", "HELP-1", "HELP-2"];

/// Wrong tokens that a watch sends, each once: a run of the checks sends more kinds of them.
const WRONG: [TokenSent; 2] = [TokenSent::Changed, TokenSent::Missing];

/// A passage with fewer words is a button, a date or a count, and changes by itself.
const PASSAGE_WORDS: usize = 6;
/// So many IDs of tests are kept.
const MOST_IDS: usize = 500;

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
            Self::TokenRejected => "token_rejected",
            Self::TokenCheckLax => "token_check_lax",
            Self::TestsBroken => "tests_broken",
            Self::TestsChanged => "tests_changed",
            Self::ArticleGone => "article_gone",
            Self::ArticleChanged => "article_changed",
        }
    }

    /// What a failed check of [`WATCHED`] means.
    pub fn of_check(id: &str) -> Option<Self> {
        match id {
            "ADDR-2" => Some(Self::Unreachable),
            "ADDR-4" => Some(Self::Certificate),
            "ADDR-5" => Some(Self::CertificateEnds),
            "TESTS-1" | "TESTS-2" | "TESTS-3" | "TESTS-4" => Some(Self::TestsBroken),
            "HELP-1" | "HELP-2" => Some(Self::ArticleGone),
            _ => None,
        }
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

/// The shape of a list of tests.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct TestsShape {
    fields: BTreeMap<String, FieldShape>,
    /// Hashes: what a service sends may echo a token.
    ids: BTreeSet<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct FieldShape {
    types: BTreeSet<String>,
    is_in_all: bool,
}

/// What later looks are compared with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WatchSeen {
    /// Hashes of the article's passages; empty while it was not read.
    #[serde(default)]
    article: BTreeSet<String>,
    #[serde(default)]
    tests: Option<TestsShape>,
}

impl WatchSeen {
    /// What was seen of the article and of the tests.
    pub fn of(evidence: &Evidence) -> Self {
        let passes = |id: &str| judge_one(id, evidence).is_some_and(|verdict| verdict.state == State::Pass);
        let article = if passes("HELP-1") && passes("HELP-2") { passages(evidence) } else { BTreeSet::new() };
        let tests = if passes("TESTS-1") {
            evidence.answer(Call::Tests(TokenSent::Good)).ok().and_then(shape)
        } else {
            None
        };
        Self { article, tests }
    }

    /// The same with what was seen later in place of what was seen again.
    #[must_use]
    pub fn renewed(self, later: Self) -> Self {
        Self {
            article: if later.article.is_empty() { self.article } else { later.article },
            tests: later.tests.or(self.tests),
        }
    }

    /// The same, and what was never seen before as it was seen now.
    #[must_use]
    pub fn completed(self, later: &Self) -> Self {
        later.clone().renewed(self)
    }

    /// What is different `now`. What one of both did not see says nothing.
    pub fn changes(&self, now: &Self) -> Vec<WatchFinding> {
        let mut found = Vec::new();
        if let (Some(before), Some(now)) = (&self.tests, &now.tests)
            && let Some(sentence) = before.change(now)
        {
            found.push(WatchFinding { kind: WatchKind::TestsChanged, sentence });
        }
        if !self.article.is_empty() && !now.article.is_empty() && self.article != now.article {
            let sentence = Message { key: "watch.article_changed".into(), args: Vec::new() };
            found.push(WatchFinding { kind: WatchKind::ArticleChanged, sentence });
        }
        found
    }
}

impl TestsShape {
    /// What no longer is as it was. A field more is no fault, and neither is a test more or less.
    fn change(&self, now: &Self) -> Option<Message> {
        let message = |change: &str, field: &str| Message {
            key: format!("watch.tests_changed.{change}"),
            args: if field.is_empty() {
                Vec::new()
            } else {
                vec![("field", field.chars().take(60).collect())]
            },
        };
        for (name, before) in &self.fields {
            let Some(field) = now.fields.get(name).filter(|field| field.is_in_all || !before.is_in_all)
            else {
                if before.is_in_all {
                    return Some(message("field", name));
                }
                continue;
            };
            let is_new = |one: &&String| *one != "null" && !before.types.contains(*one);
            if before.types.iter().any(|one| one != "null") && field.types.iter().any(|one| is_new(&one)) {
                return Some(message("type", name));
            }
        }
        (!self.ids.is_empty() && self.ids.is_disjoint(&now.ids)).then(|| message("ids", ""))
    }
}

fn shape(answer: &Answer) -> Option<TestsShape> {
    let tests = tests_in(answer)?;
    let list = entries(text_of(&answer.body).and_then(json).ok()?)?;
    let objects: Vec<Fields<'_>> = list.iter().filter_map(|raw| Fields::of(raw)).collect();
    if objects.is_empty() {
        return None;
    }
    let mut fields: BTreeMap<String, (FieldShape, usize)> = BTreeMap::new();
    for object in &objects {
        let names: BTreeSet<&str> = object.iter().map(|(name, _)| name).collect();
        for name in names {
            let (field, count) = fields.entry(name.to_owned()).or_default();
            field.types.extend(object.get(name).map(|raw| type_of(raw).to_owned()));
            *count += 1;
        }
    }
    let whole = |(name, (field, count)): (String, (FieldShape, usize))| {
        (name, FieldShape { is_in_all: count == objects.len(), ..field })
    };
    Some(TestsShape {
        fields: fields.into_iter().map(whole).collect(),
        ids: tests.iter().take(MOST_IDS).map(|test| short_hash(&test.id)).collect(),
    })
}

fn type_of(raw: &str) -> &'static str {
    match kind(raw) {
        Kind::Object => "object",
        Kind::Array => "array",
        Kind::Text => "text",
        Kind::Number => "number",
        Kind::Bool => "boolean",
        Kind::Null => "null",
    }
}

fn short_hash(text: &str) -> String {
    hex::encode(&Sha256::digest(text)[..8])
}

/// Hashes of what the article says, without its numbers: counts and dates change by themselves.
fn passages(evidence: &Evidence) -> BTreeSet<String> {
    let Ok(answer) = evidence.answer(Call::Article) else { return BTreeSet::new() };
    let page = Page::read(&decode(&answer.body, &answer.content_type));
    let words = |text: &str| {
        let letters = text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic));
        letters.map(str::to_lowercase).collect::<Vec<_>>()
    };
    let passages = page.paragraphs.iter().map(|one| words(&one.text));
    passages.filter(|words| words.len() >= PASSAGE_WORDS).map(|words| short_hash(&words.join(" "))).collect()
}

/// What the answers to the tokens show: the right one rejected, or a wrong one accepted.
pub fn watch_tokens(evidence: &Evidence) -> Vec<WatchFinding> {
    let mut found = Vec::new();
    for (name, endpoint) in [("validate", Endpoint::validate(evidence)), ("tests", Endpoint::tests(evidence))]
    {
        let accepted = WRONG.into_iter().find_map(|token| match endpoint.outcome(token) {
            AuthOutcome::Accepted(answer) => Some((token, answer)),
            _ => None,
        });
        if let Some((token, answer)) = accepted {
            found.push(WatchFinding {
                kind: WatchKind::TokenCheckLax,
                sentence: Message {
                    key: format!("watch.token_check_lax.{name}_{}", token.key()),
                    args: vec![("status", answer.status.to_string())],
                },
            });
        }
    }
    let good = judge_one("TOKEN-1", evidence).filter(|verdict| verdict.state == State::Fail);
    found.extend(
        good.map(|verdict| WatchFinding { kind: WatchKind::TokenRejected, sentence: verdict.sentence }),
    );
    found
}

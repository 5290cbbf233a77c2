//! What a watch keeps of what it saw, and what changed since.

use crate::customer_view::tests_in;
use crate::json_list::{Fields, Kind, entries, kind};
use crate::list_body::{json, text_of};
use crate::page::{Page, decode};
use crate::watch::{WatchFinding, WatchKind};
use crate::{Answer, Call, Evidence, Message, State, TokenSent, judge_one};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// A passage with fewer words is a button, a date or a count, and changes by itself.
const PASSAGE_WORDS: usize = 6;
/// So many IDs of tests are kept.
const MOST_IDS: usize = 500;
/// So many fields of tests are kept, …
const MOST_FIELDS: usize = 200;
/// … each by a name of at most so many characters.
const LONGEST_NAME: usize = 60;

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
    /// What was seen of the article and of the tests; `clean` takes secrets out of names.
    pub fn of(evidence: &Evidence, clean: impl Fn(&str) -> String) -> Self {
        let passes = |id: &str| judge_one(id, evidence).is_some_and(|verdict| verdict.state == State::Pass);
        let article = if passes("HELP-1") && passes("HELP-2") { passages(evidence) } else { BTreeSet::new() };
        let tests = if passes("TESTS-1") {
            evidence.answer(Call::Tests(TokenSent::Good)).ok().and_then(|answer| shape(answer, clean))
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

    /// Whether the article was read.
    pub fn has_article(&self) -> bool {
        !self.article.is_empty()
    }

    /// Whether the tests were read.
    pub fn has_tests(&self) -> bool {
        self.tests.is_some()
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

fn shape(answer: &Answer, clean: impl Fn(&str) -> String) -> Option<TestsShape> {
    let tests = tests_in(answer)?;
    let list = entries(text_of(&answer.body).and_then(json).ok()?)?;
    let objects: Vec<Fields<'_>> = list.iter().filter_map(|raw| Fields::of(raw)).collect();
    if objects.is_empty() {
        return None;
    }
    let name_of = |name: &str| clean(name).chars().take(LONGEST_NAME).collect::<String>();
    let mut fields: BTreeMap<String, (FieldShape, usize)> = BTreeMap::new();
    for object in &objects {
        let names: BTreeSet<&str> = object.iter().map(|(name, _)| name).collect();
        for name in names {
            let kept = name_of(name);
            if fields.len() >= MOST_FIELDS && !fields.contains_key(&kept) {
                continue;
            }
            let (field, count) = fields.entry(kept).or_default();
            field.types.extend(object.get(name).map(|raw| type_of(raw).to_owned()));
            *count += 1;
        }
    }
    // The smallest hashes, so that they are the same ones in whatever order the tests come.
    let all: BTreeSet<String> = tests.iter().map(|test| short_hash(&test.id)).collect();
    let ids = all.into_iter().take(MOST_IDS).collect();
    let whole = |(name, (field, count)): (String, (FieldShape, usize))| {
        (name, FieldShape { is_in_all: count == objects.len(), ..field })
    };
    Some(TestsShape { fields: fields.into_iter().map(whole).collect(), ids })
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
    passages
        .filter(|words| words.len() >= PASSAGE_WORDS && !says_how_long_ago(words))
        .map(|words| short_hash(&words.join(" ")))
        .collect()
}

/// Whether a passage tells a date by the time since, in the languages that are read.
fn says_how_long_ago(words: &[String]) -> bool {
    const BEHIND: [&str; 3] = ["ago", "geleden", "temu"];
    const BEFORE: [&str; 3] = ["vor", "a", "hace"];
    const UNITS: [&str; 5] = ["min", "stund", "heure", "hora", "tag"];
    const LONGER: [&str; 10] =
        ["jour", "día", "woche", "semaine", "semana", "monat", "mois", "mes", "jahr", "año"];
    let is_unit = |word: &str| UNITS.iter().chain(&LONGER).any(|unit| word.starts_with(unit));
    let behind = words.iter().any(|word| BEHIND.iter().any(|one| word.trim_end_matches(['.', ',']) == *one));
    behind || words.windows(2).any(|pair| BEFORE.contains(&pair[0].as_str()) && is_unit(&pair[1]))
}

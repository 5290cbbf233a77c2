//! What a reader must know before anything else.

use crate::evidence::{NotJudged, Verdict};
use crate::names::{Level, State};
use crate::time::Time;
use partner::Environment;
use serde::{Deserialize, Serialize};
use text::{plain, render};

/// A reservation. Its sentence is in the first line of every file for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Caveat {
    /// Made in the Sandbox: it proves nothing about RC.
    Practice {},
    /// The checks were never run.
    NeverRun {},
    /// The record of the pack isn't the one on the server.
    NotSaved {
        /// Paths of the fields: `name`, `urls.tests`.
        fields: Vec<String>,
    },
    /// Required checks fail.
    Failing {
        /// Their ids.
        checks: Vec<String>,
    },
    /// Required checks couldn't be made, or were left out.
    NotChecked {
        /// Their ids.
        checks: Vec<String>,
    },
    /// Something that these depend on has changed since.
    OutOfDate {
        /// Their ids.
        checks: Vec<String>,
    },
    /// These aren't confirmed yet.
    Unconfirmed {
        /// Their ids.
        checks: Vec<String>,
    },
}

/// What the caveats of a pack follow from.
#[derive(Debug, Clone, Copy)]
pub struct Grounds<'a> {
    /// Where it was checked.
    pub environment: Environment,
    /// When it was checked.
    pub checked_at: Option<Time>,
    /// What was found.
    pub verdicts: &'a [Verdict],
    /// What wasn't judged.
    pub not_judged: &'a [NotJudged],
}

impl Caveat {
    /// Those that follow from what was found. A pack has at least these; [`Caveat::NotSaved`] is added by whoever
    /// knows the server's record.
    pub fn all_of(grounds: Grounds<'_>) -> Vec<Self> {
        let ids = |holds: fn(&Verdict) -> bool| -> Vec<String> {
            grounds.verdicts.iter().filter(|one| holds(one)).map(|one| one.id.clone()).collect()
        };
        let mut caveats = Vec::new();
        if grounds.environment == Environment::Sandbox {
            caveats.push(Self::Practice {});
        }
        if grounds.checked_at.is_none() {
            caveats.push(Self::NeverRun {});
        }
        let mut not_checked = ids(|one| match one.state {
            State::Unknown => one.level == Level::Must,
            // What waits and isn't for a person waits for the rehearsal.
            State::Waiting => one.level == Level::Must,
            _ => false,
        });
        not_checked.extend(grounds.not_judged.iter().map(|one| one.id.clone()));
        let failing = ids(|one| one.state == State::Fail && one.level == Level::Must);
        let out_of_date = ids(|one| one.state == State::Stale);
        let unconfirmed = ids(|one| one.state != State::Confirmed && one.level == Level::Manual)
            .into_iter()
            .filter(|id| !out_of_date.contains(id))
            .filter(|id| {
                !grounds.verdicts.iter().any(|one| one.id == *id && one.state == State::NotApplicable)
            })
            .collect::<Vec<_>>();
        let found = [
            (failing, (|checks| Self::Failing { checks }) as fn(Vec<String>) -> Self),
            (not_checked, |checks| Self::NotChecked { checks }),
            (out_of_date, |checks| Self::OutOfDate { checks }),
            (unconfirmed, |checks| Self::Unconfirmed { checks }),
        ];
        caveats.extend(found.into_iter().filter(|(ids, _)| !ids.is_empty()).map(|(ids, of)| of(ids)));
        caveats
    }

    /// The caveat in a sentence, as one line.
    pub fn sentence(&self) -> String {
        match self {
            Self::Practice {} => plain("pack.caveat.practice"),
            Self::NeverRun {} => plain("pack.caveat.never_run"),
            Self::NotSaved { fields } => {
                let labels: Vec<String> = fields.iter().map(|path| field_label(path)).collect();
                render("pack.caveat.not_saved", &[("fields", &labels.join(", "))])
            }
            Self::Failing { checks } => of_checks("pack.caveat.failing", checks),
            Self::NotChecked { checks } => of_checks("pack.caveat.not_checked", checks),
            Self::OutOfDate { checks } => of_checks("pack.caveat.out_of_date", checks),
            Self::Unconfirmed { checks } => of_checks("pack.caveat.unconfirmed", checks),
        }
    }
}

fn of_checks(key: &str, checks: &[String]) -> String {
    render(key, &[("count", &checks.len().to_string()), ("checks", &checks.join(", "))])
}

/// The label of a field, or its path where it has none.
pub(crate) fn field_label(path: &str) -> String {
    let key = format!("field.{path}");
    if text::has(&key) { plain(&key) } else { path.to_owned() }
}

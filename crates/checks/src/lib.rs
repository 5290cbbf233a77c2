//! The catalogue of readiness checks: evidence in, verdicts out.
//!
//! A function of its input. Each check declares in one place what it reads, which calls it needs and
//! where its Fix goes; it never makes a call itself. Sentences are named here by key and stand in the
//! catalogue of texts.

mod all_checks;
mod article;
mod article_phrases;
mod article_topics;
mod article_urls;
mod article_verdicts;
mod auth_outcome;
mod call_name;
mod catalogue;
mod certificates;
mod customer_view;
mod evidence;
mod form;
mod group;
mod help;
mod input;
mod json_list;
mod kept;
mod leftovers;
mod level;
mod list;
mod list_body;
mod logo_rules;
mod names;
mod no_answer;
mod outcome;
mod page;
mod promotion;
mod record;
mod rehearsal;
mod rehearsal_checks;
mod report;
mod robot_wall;
mod round;
mod send;
mod token;
mod urls;
mod verdict;
mod watch;
mod watch_seen;

pub use crate::evidence::{Call, Evidence, Presence, RemoteSeen, Subject, TokenSent};
pub use ::evidence::{
    AddressRange, Answer, Certificate, NotSent, OurFault, ProbeError, Reach, Redirect, ReportRefusal,
    ReportUpdate, TlsError,
};
pub use all_checks::find;
pub use article::{Article, Language, Topic, read_article};
pub use article_topics::{READ, may_be_confirmed};
pub use article_verdicts::{ArticleVerdict, article_findings, article_passes, judge_article};
pub use catalogue::{Basis, CATALOGUE, Check, RULES, judge_one};
pub use customer_view::{TestEntry, TokenAnswer, own_error, tests_in};
pub use group::Group;
pub use input::Input;
pub use kept::{KeptAnswer, KeptEvidence};
pub use level::Level;
pub use outcome::{Outcome, outcome};
pub use page::refresh_target;
pub use rehearsal::{Rehearsal, RehearsalPart, Sent, Then};
pub use rehearsal_checks::{REHEARSAL, judge_rehearsal};
pub use report::{FINAL_STATUSES, LONG_SCORE};
pub use round::{CheckSelection, Earlier, judge_ready};
pub use send::LONG_ERROR;
pub use verdict::{BodyLocation, Cause, FixedBy, Message, Seen, State, Target, Verdict};
pub use watch::{
    WATCHED, WatchAnswers, WatchFinding, WatchKind, watch_answers, watch_calls, watch_selection,
};
pub use watch_seen::WatchSeen;

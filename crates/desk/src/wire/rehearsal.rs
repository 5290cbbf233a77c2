//! The rehearsal: what it needs, how far it is, and what it found.

use crate::wire::closed_set::closed_set;
use crate::wire::names::Route;
use crate::wire::readiness::{ExchangeView, VerdictView};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

closed_set! {
    /// What can be done next.
    RehearsalStage {
        /// Something is missing.
        Blocked = "blocked",
        /// Start.
        Ready = "ready",
        /// Choose a test and agree.
        Choose = "choose",
        /// A candidate is on its way.
        Sending = "sending",
        /// Agree once more: something may have been accepted already.
        SendAgain = "send_again",
        /// The report is awaited.
        Waiting = "waiting",
        /// There is nothing more to do in this one.
        Ended = "ended",
    }
}

closed_set! {
    /// A step of the recruiter, in the order in which they are played.
    RehearsalStep {
        Enable = "enable",
        Tests = "tests",
        WrongToken = "wrong_token",
        NoToken = "no_token",
        UnknownTest = "unknown_test",
        Candidate = "candidate",
        Report = "report",
    }
}

closed_set! {
    /// How a step stands.
    StepState {
        Open = "open",
        Going = "going",
        Passed = "passed",
        Failed = "failed",
        Advice = "advice",
        Unknown = "unknown",
        /// It was not played, since one before it did not go well.
        Skipped = "skipped",
    }
}

closed_set! {
    /// What a report can be set to.
    ReportStatus {
        Sent = "sent",
        Completed = "completed",
        Failed = "failed",
        Canceled = "canceled",
    }
}

/// A rehearsal as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RehearsalView {
    pub partner_id: String,
    /// A view with a lower one was read earlier.
    #[ts(type = "number")]
    pub revision: u64,
    /// Which one; empty before the first.
    pub rehearsal_id: String,
    pub stage: RehearsalStage,
    /// What is missing, and where it is fixed.
    pub obstacle: Option<ObstacleView>,
    /// The person sends the candidate whose report is read: Recruitee makes reports, and this app cannot.
    pub is_guided: bool,
    /// URL, kind or fields changed since it was started.
    pub is_out_of_date: bool,
    /// When it was started, in milliseconds since 1970.
    #[ts(type = "number | null")]
    pub started_at: Option<i64>,
    /// Where candidates go.
    pub url: String,
    pub steps: Vec<RehearsalStepView>,
    /// What the recruiter chooses from.
    pub tests: Vec<TestChoice>,
    /// Who is sent.
    pub candidate: CandidateText,
    /// The candidate who is sent by default.
    pub sample: CandidateText,
    /// Which test was chosen; empty before.
    pub test_id: String,
    /// Recruitee's number of the candidate; empty before it is known.
    pub candidate_id: String,
    pub report: Option<ReportView>,
    /// What the service sent about the report, where that can be seen.
    pub updates: Vec<ReportUpdateView>,
    /// What a developer needs to send a report.
    pub handover: Option<HandoverView>,
    /// The checks that only a rehearsal answers.
    pub verdicts: Vec<VerdictView>,
    /// Read again after so many milliseconds; none where reading would change nothing.
    pub poll_ms: Option<u32>,
}

/// What stands in the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ObstacleView {
    pub text: String,
    pub route: Route,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RehearsalStepView {
    pub step: RehearsalStep,
    pub title: String,
    pub state: StepState,
    /// The state in a word.
    pub word: String,
    /// What came of it.
    pub sentence: String,
    pub exchanges: Vec<ExchangeView>,
}

/// A test that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TestChoice {
    pub id: String,
    pub name: String,
}

/// A candidate as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CandidateText {
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    pub phone: String,
}

/// A report as Recruitee holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ReportView {
    pub id: String,
    /// As it came.
    pub status: String,
    /// In words.
    pub status_label: String,
    pub score: String,
    pub subtitle: String,
    pub completed_at: String,
    /// Where *Open* leads.
    pub link: Option<String>,
    /// All of it, as JSON.
    pub json: String,
}

/// Something that the service sent about a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ReportUpdateView {
    /// Milliseconds since 1970.
    #[ts(type = "number")]
    pub at: i64,
    pub was_taken: bool,
    /// What came of it.
    pub sentence: String,
    /// What was sent, as JSON.
    pub json: String,
}

/// For a developer: how a report is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct HandoverView {
    pub base_url: String,
    pub codename: String,
    pub report_id: String,
    /// Commands that run as they are once the secret is set.
    pub commands: String,
}

/// The person agrees that a candidate is sent.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RehearsalSend {
    pub partner_id: String,
    pub rehearsal_id: String,
    /// The URL that the person read when they agreed.
    pub url: String,
    pub candidate: CandidateText,
    pub test_id: String,
}

/// Reads the reports of a candidate.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RehearsalRead {
    pub partner_id: String,
    /// Recruitee's number of the candidate that the person sent by themselves; none to leave it.
    pub candidate_id: Option<String>,
}

/// A report to send in place of the service.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ReportText {
    pub partner_id: String,
    pub rehearsal_id: String,
    pub status: ReportStatus,
    /// Empty for none.
    pub score: String,
    /// Empty for none.
    pub subtitle: String,
    /// JSON; empty for none.
    pub properties: String,
}

closed_set! {
    /// What a developer reads the calls with.
    ContractFormat {
        /// The description of both sides' calls, the same for all partners.
        OpenApi = "openapi",
        /// The partner's own calls, for hurl.
        Hurl = "hurl",
        /// The same for Postman.
        Postman = "postman",
    }
}

/// Which file of calls is wanted.
#[derive(Debug, Deserialize, TS)]
pub struct ContractRequest {
    /// Of which partner.
    pub partner_id: String,
    /// For which program.
    pub format: ContractFormat,
}

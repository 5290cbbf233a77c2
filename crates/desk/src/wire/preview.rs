//! What a customer sees, for the preview.

use crate::wire::closed_set::{closed_set, domain_set};
use crate::wire::names::FieldName;
use serde::Serialize;
use ts_rs::TS;

closed_set! {
    /// Where a customer meets the partner, in the order in which that happens.
    PreviewPlace {
        /// The card on the marketplace.
        Card = "card",
        /// The page behind the card.
        Listing = "listing",
        /// The dialog with what the customer confirms.
        Consent = "consent",
        /// The dialog that asks for the token.
        Token = "token",
        /// The menu of a candidate.
        Menu = "menu",
        /// The button on a candidate's profile.
        Profile = "profile",
        /// The dialog that sends a candidate.
        Send = "send",
        /// The results on the profile.
        Report = "report",
    }
}

domain_set! {
    /// What Recruitee makes of the answer to a token.
    TokenAnswerName of checks::TokenAnswer, by checks::TokenAnswer::key
}

/// What the customer sees. `{name}` in a label stands for the name of the partner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PreviewView {
    /// The marketplace category.
    pub category: String,
    /// The button on a candidate's profile.
    pub action: String,
    /// The entry in a candidate's menu.
    pub menu_item: String,
    /// The title of the send dialog.
    pub dialog_title: String,
    /// The label above the list of tests.
    pub list_label: String,
    /// An entry of that list, where there is none to show.
    pub sample_item: String,
    /// Places whose labels are not documented for this kind.
    pub approximate: Vec<PreviewPlace>,
    /// Fields with a text that is cut off somewhere.
    pub too_long: Vec<FieldName>,
    /// The fields of the send dialog, without the list of tests.
    pub fields: Vec<SendFieldView>,
    /// What Recruitee sends to the Candidate URL, as JSON.
    pub body: String,
    /// What the send dialog says when the service gives an error without a text.
    pub standard_error: String,
    /// The text that the service gave in place of its test list, with an error.
    pub own_error: Option<String>,
    /// The last answer to the customer token.
    pub token: Option<TokenSeenView>,
    /// The test list, when it was last read.
    pub tests: Option<TestsSeenView>,
}

/// A field of the send dialog, filled in for the sample candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SendFieldView {
    /// Its caption.
    pub label: String,
    /// What it holds; empty where the recruiter chooses or types.
    pub value: String,
    /// The recruiter chooses from a list.
    pub is_choice: bool,
    /// The recruiter must fill it in.
    pub required: bool,
}

/// The last answer to the customer token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TokenSeenView {
    /// What Recruitee makes of it.
    pub answer: TokenAnswerName,
    /// The text that came with an error.
    pub own_error: Option<String>,
    /// Milliseconds since 1970.
    #[ts(type = "number")]
    pub at: i64,
    /// Whether URL and token are still those of then.
    pub is_current: bool,
}

/// The test list as it was last read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TestsSeenView {
    /// The first few, in the service's order.
    pub names: Vec<String>,
    /// Of all.
    pub count: usize,
    /// Milliseconds since 1970.
    #[ts(type = "number")]
    pub at: i64,
    /// Whether URL and token are still those of then.
    pub is_current: bool,
}

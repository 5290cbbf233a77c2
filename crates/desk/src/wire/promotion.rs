//! The help article that is written here, the evidence pack, and the way to promotion.

use crate::wire::closed_set::{closed_set, domain_set};
use crate::wire::{ConfirmedView, Icon};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

domain_set! {
    /// A section of the help article.
    SectionName of article_draft::SectionKey, by article_draft::SectionKey::key
}

closed_set! {
    /// How far a partner is on its way to all customers.
    PromotionStage {
        NotAsked = "not_asked",
        Asked = "asked",
        Promoted = "promoted",
        /// Promoted, and the record was changed since.
        Changed = "changed",
        /// The same, and Recruitee was asked again.
        AskedAgain = "asked_again",
    }
}

closed_set! {
    /// How a line of the timeline is shown.
    TimelineState {
        Done = "done",
        /// What comes next.
        Next = "next",
        Later = "later",
    }
}

closed_set! {
    /// What a person says about the promotion.
    PromotionWord {
        Asked = "asked",
        Promoted = "promoted",
    }
}

/// What the article says and the record does not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArticleFacts {
    /// Where in the partner's product the token is.
    pub token_place: String,
    /// What the product calls it.
    pub token_name: String,
    /// An email address or a URL for help.
    pub contact: String,
    /// When a result can be expected.
    pub result_time: String,
}

/// A section of the article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ArticleSection {
    /// Which.
    pub key: SectionName,
    /// May be empty.
    pub heading: String,
    /// Markdown; may be empty.
    pub body: String,
    /// A person wrote it; else it follows the record.
    pub is_edited: bool,
    /// What is still to be filled in.
    pub open: Vec<String>,
}

/// What the article is judged by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ArticleCheck {
    /// `HELP-3` and so on.
    pub id: String,
    /// The rule, or the fault.
    pub title: String,
    /// What was found.
    pub sentence: String,
    /// How it came out.
    pub icon: Icon,
}

/// The article as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ArticleView {
    /// Later views have a higher one.
    #[ts(type = "number")]
    pub revision: u64,
    /// Which partner.
    pub partner_id: String,
    /// Its heading.
    pub title: String,
    /// What the record does not say.
    pub facts: ArticleFacts,
    /// In their order.
    pub sections: Vec<ArticleSection>,
    /// How many places are still to be filled in.
    pub open: usize,
    /// What the checks would say of it.
    pub checks: Vec<ArticleCheck>,
}

/// Changes what the record does not say.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ArticleFactsRequest {
    /// Which partner.
    pub partner_id: String,
    /// All of them.
    pub facts: ArticleFacts,
}

/// Writes a section by hand.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ArticleSectionRequest {
    /// Which partner.
    pub partner_id: String,
    /// Which section.
    pub key: SectionName,
    /// May be empty.
    pub heading: String,
    /// Markdown; a section with neither is left out.
    pub body: String,
}

/// Lets a section follow the record again.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ArticleSectionReset {
    /// Which partner.
    pub partner_id: String,
    /// Which section.
    pub key: SectionName,
}

/// A line of the evidence pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PackRow {
    /// What is in it.
    pub title: String,
    /// How much, or when.
    pub note: String,
}

/// What the evidence pack would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PackView {
    /// What it holds.
    pub rows: Vec<PackRow>,
    /// What its first line says; none where it is complete.
    pub caveats: Vec<String>,
    /// The message to Recruitee; empty in the Sandbox.
    pub message: String,
    /// What it would hold is not what was saved last.
    pub is_outdated: bool,
}

/// A line of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TimelineRow {
    /// What happened, or will.
    pub title: String,
    /// More about it; may be empty.
    pub note: String,
    /// Milliseconds since 1970.
    #[ts(type = "number | null")]
    pub at: Option<i64>,
    /// How it is shown.
    pub state: TimelineState,
}

/// What changes when a partner goes live.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct GoLiveView {
    /// What is known of production, and what is not.
    pub known: Vec<PackRow>,
    /// Questions for Recruitee.
    pub to_ask: Vec<String>,
    /// What the developer does.
    pub to_do: Vec<String>,
    /// The tokens that lead into Recruitee, and what each is for.
    pub ways: Vec<String>,
}

/// A check that only a person can answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PersonCheck {
    /// `FORM-1` and so on.
    pub check_id: String,
    /// What is to be confirmed.
    pub title: String,
    /// Why.
    pub why: String,
    /// Who did, and when.
    pub confirmed: Option<ConfirmedView>,
}

/// The way to promotion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PromotionView {
    /// Later views have a higher one.
    #[ts(type = "number")]
    pub revision: u64,
    /// Which partner.
    pub partner_id: String,
    /// How far it is.
    pub stage: PromotionStage,
    /// The same in a sentence.
    pub headline: String,
    /// How the headline is shown.
    pub icon: Icon,
    /// What comes next, in a sentence.
    pub note: String,
    /// Fields that were changed since the promotion, in words.
    pub changed: Vec<String>,
    /// What people confirm.
    pub to_confirm: Vec<PersonCheck>,
    /// What the person in front of the app calls themselves.
    pub person: String,
    /// The evidence; `None` before the first run of the checks.
    pub pack: Option<PackView>,
    /// The earliest first.
    pub timeline: Vec<TimelineRow>,
    /// What changes when it goes live.
    pub go_live: GoLiveView,
    /// What a person may say now, or take back.
    pub may_say: Vec<PromotionWord>,
    /// What a person said and may take back.
    pub said: Vec<PromotionWord>,
    /// In the Sandbox nothing is asked of Recruitee.
    pub is_practice: bool,
}

/// What a person says about the promotion.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PromotionSayRequest {
    /// Which partner.
    pub partner_id: String,
    /// What.
    pub word: PromotionWord,
    /// Said, or taken back.
    pub said: bool,
}

/// What the person calls themselves.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PersonRequest {
    /// Which partner is looked at.
    pub partner_id: String,
    /// May be empty.
    pub name: String,
}

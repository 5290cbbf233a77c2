//! The app itself: start, settings, activity, Sandbox.

use crate::wire::names::{FaultKindName, LanguageChoice, Route, Theme, UrlName};
use crate::wire::readiness::ExchangeView;
use crate::wire::tokens::TokenName;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How the app looks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Settings {
    /// `system`, `light` or `dark`.
    pub theme: Theme,
    /// 1 is 100 %.
    pub zoom: f64,
    pub language: LanguageChoice,
}

/// What the page needs to begin.
#[derive(Debug, Clone, Serialize, TS)]
pub struct StartView {
    /// Of the app.
    pub version: String,
    /// Things the person should know: a file that was moved aside.
    pub notices: Vec<String>,
    /// How the app looks.
    pub settings: Settings,
    /// What can be chosen.
    pub languages: Vec<LanguageChoice>,
    /// Where the data is.
    pub folder: String,
    /// A logo file is read up to this length.
    pub max_logo_bytes: usize,
    /// Where the person was when the app was last open.
    pub last: Option<LastRoute>,
    /// The text of a partner file that the app was started with.
    pub opened_file: Option<String>,
    /// Whether another window writes this data, so that this one only shows it.
    pub is_read_only: bool,
}

/// Whether the page has edits that could not be written.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct EditsWaiting {
    /// Whether it has.
    pub waiting: bool,
}

/// The person's answer before the window closes.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct CloseRequest {
    /// Whether it is to close all the same.
    pub close: bool,
}

/// Which calls to show.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct ActivityRequest {
    /// Calls for this partner alone.
    pub partner_id: Option<String>,
    /// Calls that carried this token alone.
    pub token: Option<TokenName>,
    /// Calls whose URL holds this text.
    pub destination: String,
    /// Calls of this group alone.
    pub group: Option<CallGroup>,
}

/// What can be asked for together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CallGroup {
    /// Answered with a status below 400.
    Succeeded,
    /// Answered with a status of 400 and above; a wrong token that was sent on purpose is meant to be.
    Refused,
    /// Not answered.
    Unanswered,
}

/// The calls that fit.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ActivityList {
    /// The newest that fit, newest first.
    pub calls: Vec<ActivityView>,
    /// How many fit in all.
    pub count: u32,
}

/// One entry of the list of activity.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ActivityView {
    /// Rises with time.
    #[ts(type = "number")]
    pub id: i64,
    /// Milliseconds since 1970.
    #[ts(type = "number")]
    pub at: i64,
    /// The partner's name, if it is for one.
    pub partner: String,
    /// Sandbox, RC or nothing.
    pub environment: String,
    /// What was sent and what came back.
    pub exchange: ExchangeView,
    /// Which token was used, if any.
    pub token: String,
}

/// One fault of the example partner.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FaultView {
    /// Its name.
    pub name: String,
    /// In words.
    pub label: String,
    /// What is faulty: the key of a [`FaultKindView`].
    pub kind: FaultKindName,
    /// The check that names it, or the page that shows what it leads to; empty where nothing is wrong.
    pub found_by: String,
    /// Whether it is on.
    pub is_on: bool,
}

/// A heading of the list of faults.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FaultKindView {
    /// Stable.
    pub key: FaultKindName,
    /// In words.
    pub title: String,
}

/// The Sandbox.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SandboxView {
    /// Whether it runs.
    pub is_running: bool,
    /// How many partners it holds.
    pub partners: u32,
    /// The headings of what follows.
    pub kinds: Vec<FaultKindView>,
    /// What the example partner can be made to do wrong, and in which unusual ways it can be right.
    pub faults: Vec<FaultView>,
}

/// Switches a fault.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct FaultRequest {
    /// Its name.
    pub name: String,
    /// On or off.
    pub on: bool,
}

/// A link to the outside.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct LinkRequest {
    /// https only.
    pub url: String,
}

/// A text for the clipboard. No secret ever comes this way.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CopyRequest {
    /// The text.
    pub text: String,
}

/// A text in words.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Message {
    /// The text; empty when there is nothing to say.
    pub text: String,
}

/// A request without anything in it.
#[derive(Debug, Clone, Copy, Default, Deserialize, TS)]
pub struct Nothing {}

/// An answer without anything in it.
#[derive(Debug, Clone, Copy, Default, Serialize, TS)]
pub struct Done {}

/// Where the person is: a page of the app, or of a partner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LastRoute {
    /// The partner; `None` on a page of the app.
    pub partner_id: Option<String>,
    /// The page.
    pub route: Route,
}

/// What the person waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WorkName {
    /// Reading what the server holds.
    Plan,
    /// Writing to the server.
    Save,
    /// Trying a token or the partner secret.
    Verify,
    /// Trying a URL.
    Try,
    /// Turning a file into the logo.
    Logo,
}

/// Stops waiting for it.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct WorkRequest {
    /// Which partner.
    pub partner_id: String,
    /// For what.
    pub work: WorkName,
    /// The key of the URL that is tried; none for other work.
    pub url: Option<UrlName>,
}

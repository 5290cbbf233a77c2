//! A partner as the page shows it.

use crate::wire::names::{FieldName, ProblemCode, UrlName};
use crate::wire::preview::PreviewView;
use checks::Target;
use partner::Field;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

/// Sandbox or RC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EnvironmentName {
    /// The imitation inside this app.
    Sandbox,
    /// Recruitee's test system.
    Rc,
}

/// Names a partner.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PartnerId {
    /// As given by the app.
    pub partner_id: String,
}

/// One edit of one field.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct EditRequest {
    /// Which partner.
    pub partner_id: String,
    /// Which field, by its path.
    pub field: FieldName,
    /// Text, or the list of candidate fields.
    #[ts(type = "unknown")]
    pub value: Value,
}

/// How far the required checks have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct Meter {
    /// Required checks.
    pub required: usize,
    /// Green.
    pub pass: usize,
    /// Failing.
    pub fail: usize,
    /// Not known.
    pub open: usize,
}

/// How a state word is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Done or not due: quiet.
    Plain,
    /// Something to do.
    Todo,
    /// Something to mend.
    Bad,
}

/// One line of the list of tasks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Task {
    /// The page it leads to.
    pub page: Page,
    /// The part of the way that it belongs to.
    pub group: TaskGroup,
    /// Its state in a word or two; may be empty.
    pub state: String,
    /// How that is shown.
    pub tone: Tone,
    /// For the narrow rail.
    pub count: Option<usize>,
}

/// The parts of the way, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TaskGroup {
    /// What is filled in.
    SetUp,
    /// What is saved and tested.
    Prove,
    /// What Recruitee is asked for.
    GoLive,
}

/// The pages of a partner, in the one order in which they are named and walked everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Page {
    /// Kind, name, codename, description.
    Details,
    /// The logo.
    Logo,
    /// Environment and keys.
    Connection,
    /// The four addresses.
    Addresses,
    /// The candidate fields.
    Inputs,
    /// The help article that is written here.
    Article,
    /// What will change.
    Save,
    /// The checks.
    Readiness,
    /// The rehearsal.
    Rehearsal,
    /// The confirmations.
    Promotion,
}

impl Page {
    /// The part of the way that the page belongs to.
    #[must_use]
    pub fn group(self) -> TaskGroup {
        match self {
            Self::Details
            | Self::Logo
            | Self::Connection
            | Self::Addresses
            | Self::Inputs
            | Self::Article => TaskGroup::SetUp,
            Self::Save | Self::Readiness | Self::Rehearsal => TaskGroup::Prove,
            Self::Promotion => TaskGroup::GoLive,
        }
    }
}

/// One partner in the list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PartnerSummary {
    /// For every further call.
    pub id: String,
    /// The name, or a stand-in.
    pub title: String,
    /// May be empty.
    pub codename: String,
    /// The kind in words; may be empty.
    pub kind: String,
    /// SVG source; may be empty.
    pub logo: String,
    /// Where it is registered.
    pub environment: Option<EnvironmentName>,
    /// Draft, On RC, …
    pub state: String,
    /// What is next, or what differs.
    pub note: String,
    /// Whether the note asks for something.
    pub note_is_todo: bool,
    /// What the watch found, in a few words; empty where nothing.
    pub watch: String,
    /// The required checks.
    pub meter: Meter,
    /// Milliseconds since 1970.
    #[ts(type = "number")]
    pub changed_at: i64,
    /// Whether it is the sample partner.
    pub is_example: bool,
}

/// All partners on this computer.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PartnerList {
    /// Latest change first.
    pub partners: Vec<PartnerSummary>,
}

/// One candidate field.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct InputView {
    /// Its kind on the wire.
    pub kind: String,
    /// In words.
    pub label: String,
    /// Whether the recruiter must fill it in.
    pub required: bool,
    /// Whether the documentation names the kind.
    pub is_known: bool,
    /// Whether all of it can be read; if not it can be moved and removed, and goes back as it came.
    pub is_readable: bool,
    /// The whole element, for sending it back as it is.
    #[ts(type = "unknown")]
    pub raw: Value,
}

/// A candidate field as somebody writes it by hand.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct InputText {
    /// JSON, if it is.
    pub text: String,
}

/// Whether that is a candidate field.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct InputCheck {
    /// The field.
    pub input: Option<InputView>,
    /// Why it is none.
    pub fault: Option<String>,
}

/// What was changed in a URL, for under its field. Undo takes it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct UrlNote {
    /// The field, by its path.
    pub field: FieldName,
    /// In words.
    pub message: String,
}

/// A problem at a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ProblemView {
    /// The field's path.
    pub field: FieldName,
    /// `area.reason`.
    pub code: ProblemCode,
    /// The sentence at the field.
    pub message: String,
    /// The same, as it stands in a list of several fields.
    pub summary: String,
    /// Whether a save must wait for it.
    pub blocks: bool,
    /// Whether it may be shown as soon as the field is left.
    pub on_leave: bool,
    /// What would mend it, and the words to offer it with.
    pub suggestion: Option<Suggestion>,
}

/// A value that would mend a problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Suggestion {
    /// For the button.
    pub label: String,
    /// For the field.
    pub value: String,
}

/// A kind with the words a recruiter will see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct KindChoice {
    /// On the wire.
    pub value: String,
    /// In words.
    pub label: String,
    /// One line.
    pub hint: String,
    /// The recruiter's button.
    pub action: String,
}

/// A partner with everything that its pages show.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PartnerView {
    /// Higher than that of each view that was read earlier since the app began.
    #[ts(type = "number")]
    pub revision: u64,
    /// For every further call.
    pub id: String,
    /// The name, or a stand-in.
    pub title: String,
    /// Whether it is the sample partner.
    pub is_example: bool,
    /// Whether the Sandbox's sample token fits: a URL leads to the sample service.
    pub takes_sample_token: bool,
    /// Where it is registered.
    pub environment: Option<EnvironmentName>,
    /// As typed.
    pub company_id: String,
    /// On the wire; empty until chosen.
    pub kind: String,
    /// The kinds to choose from, one from RC that is not documented included.
    pub kinds: Vec<KindChoice>,
    /// As typed.
    pub name: String,
    /// As typed.
    pub codename: String,
    /// Made from the name, while no codename was typed.
    pub suggested_codename: String,
    /// Since when the codename is locked.
    #[ts(type = "number | null")]
    pub locked_since: Option<i64>,
    /// As typed.
    pub description: String,
    /// About how many characters of it a card shows.
    pub card_length: usize,
    /// SVG source; may be empty.
    pub logo: String,
    /// Its size in words.
    pub logo_size: String,
    /// The four addresses, by key, as typed.
    pub validate_token: String,
    /// See there.
    pub tests: String,
    /// See there.
    pub send_candidate: String,
    /// See there.
    pub help_article: String,
    /// The candidate fields.
    pub inputs: Vec<InputView>,
    /// Kinds that can be added.
    pub input_kinds: Vec<InputView>,
    /// Everything that is wrong.
    pub problems: Vec<ProblemView>,
    /// What the last step repaired in URLs.
    pub url_notes: Vec<UrlNote>,
    /// The list of tasks.
    pub tasks: Vec<Task>,
    /// The required checks.
    pub meter: Meter,
    /// One line below the meter.
    pub meter_note: String,
    /// When the last edit was on the disk.
    #[ts(type = "number")]
    pub saved_at: i64,
    /// What the server last said, in one line.
    pub remote_note: String,
    /// When it was last read.
    #[ts(type = "number | null")]
    pub remote_seen_at: Option<i64>,
    /// Fields that differ from what the server holds; `None` when that is not known.
    pub differs: Option<Vec<String>>,
    /// What undo would take back.
    pub undo: Option<String>,
    /// What redo would bring back.
    pub redo: Option<String>,
    /// That nobody knows what became of the last write, in a sentence.
    pub not_known: Option<String>,
    /// What the customer sees.
    pub preview: PreviewView,
    /// When company ID and token were last taken by the server.
    #[ts(type = "number | null")]
    pub verified_at: Option<i64>,
    /// Where the customer token goes, and where it would go if the person let it.
    pub origins: Vec<OriginView>,
}

impl Page {
    /// The page on which the field of a target stands.
    pub(crate) fn of_target(target: Target) -> Page {
        match target {
            Target::Field(Field::Logo) => Page::Logo,
            Target::Field(Field::Inputs) => Page::Inputs,
            Target::Field(Field::Url(_)) | Target::CustomerToken => Page::Addresses,
            Target::Field(Field::Kind | Field::Codename | Field::Name | Field::Description) => Page::Details,
            Target::Connection | Target::PartnerSecret => Page::Connection,
            Target::Save => Page::Save,
            Target::Article => Page::Article,
            Target::Promotion => Page::Promotion,
            Target::Rehearsal => Page::Rehearsal,
        }
    }
}

/// One place that the partner's addresses lead to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OriginView {
    /// `https://host`, the port only where it is not the usual one.
    pub origin: String,
    /// The keys of the addresses that lead there.
    pub urls: Vec<UrlName>,
    /// Whether the customer token may go there. While there is none, it may go anywhere.
    pub is_allowed: bool,
}

//! The logo: the file it comes from, what was found in it, and how it is placed in its square.

use crate::wire::closed_set::closed_set;
use crate::wire::names::FindingTone;
use crate::wire::partners::PartnerView;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A file that was dropped, chosen or pasted.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct LogoRequest {
    /// Which partner.
    pub partner_id: String,
    /// As on the disk.
    pub file_name: String,
    /// Of the whole file; `content` may be cut at the limit.
    #[ts(type = "number")]
    pub file_bytes: u64,
    /// Base64.
    pub content: String,
    /// The person waits longer than the usual limit.
    pub is_patient: bool,
}

closed_set! {
    /// A repair that a person can apply or take back.
    LogoOption {
        Center = "center",
        RemoveGround = "remove_ground",
        Trace = "trace",
        HideOverflow = "hide_overflow",
        LowercaseViewBox = "lowercase_view_box",
    }
}

/// How the drawing stands in its square.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LogoPlacement {
    /// Space at each side of the drawing, in shares of the square's side; `None` leaves the file's frame.
    pub padding: Option<f64>,
    /// 1 shows the frame, 2 the half of its side in the middle.
    pub zoom: f64,
    /// How far the drawing is moved to the right, in shares of the side.
    pub shift_x: f64,
    /// How far it is moved down.
    pub shift_y: f64,
}

/// What a person changes about the logo.
#[derive(Debug, Clone, PartialEq, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LogoChange {
    /// Applies a repair or takes it back.
    Option { option: LogoOption, is_on: bool },
    /// Moves the drawing in its square.
    Place { placement: LogoPlacement },
    /// Puts a color behind the drawing: `#rrggbb`, or none.
    Background { color: Option<String> },
    /// Applies every repair that a finding offers.
    FixAll,
    /// The file without any choice.
    Reset,
}

/// One change of one partner's logo.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct LogoChangeRequest {
    /// Which partner.
    pub partner_id: String,
    /// What changes.
    pub change: LogoChange,
}

/// Where something is in the square of the logo, in shares of its side.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
pub struct LogoPlace {
    /// From the left.
    pub x: f64,
    /// From above.
    pub y: f64,
    /// To the right.
    pub width: f64,
    /// Down.
    pub height: f64,
}

/// A repair that a finding offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LogoFix {
    /// For its button.
    pub label: String,
    /// What is applied.
    pub option: LogoOption,
}

/// One finding about the file or the logo.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct LogoFinding {
    /// One line.
    pub title: String,
    /// Why, or what was done.
    pub detail: String,
    /// `fail`, `advice` or `done`.
    pub tone: FindingTone,
    /// Where it is.
    pub places: Vec<LogoPlace>,
    /// What one press does about it.
    pub fix: Option<LogoFix>,
}

/// One repair, applied or taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LogoRepairView {
    /// What was done, or would be.
    pub title: String,
    /// What applies it and takes it back. `None` for a repair without which Recruitee shows no logo.
    pub option: Option<LogoOption>,
    /// Whether it is applied.
    pub is_on: bool,
}

/// The file that the logo comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LogoFileView {
    /// As on the disk.
    pub file_name: String,
    /// Type and size.
    pub facts: String,
}

/// The logo of a partner, and how it came to be.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct LogoView {
    /// Rises with each view.
    #[ts(type = "number")]
    pub revision: u64,
    /// The source in the record.
    pub logo: String,
    /// Since the app was started.
    pub file: Option<LogoFileView>,
    /// The file as it looked, as a data URL of a PNG.
    pub original: Option<String>,
    /// What is to be known, then what was repaired.
    pub findings: Vec<LogoFinding>,
    /// What was changed, and what was taken back.
    pub repairs: Vec<LogoRepairView>,
    /// Where the drawing stands.
    pub placement: LogoPlacement,
    /// Color behind the drawing: `#rrggbb`.
    pub background: Option<String>,
    /// Main colors, the strongest first: `#rrggbb`.
    pub colors: Vec<String>,
    /// How it was made, and how like the file it is.
    pub summary: String,
    /// What is to be said of it on dark ground.
    pub on_dark: Option<String>,
    /// Whether a finding offers a repair.
    pub can_fix: bool,
    /// The most padding, and the least and the most zoom.
    pub limits: LogoLimits,
}

/// What a placement may be.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
pub struct LogoLimits {
    /// In shares of the side.
    pub max_padding: f64,
    /// Smallest factor.
    pub min_zoom: f64,
    /// Largest factor.
    pub max_zoom: f64,
}

/// What became of a file or a change.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LogoOutcome {
    /// With the new logo.
    pub partner: PartnerView,
    /// How it came to be.
    pub view: LogoView,
    /// For the status bar.
    pub news: String,
}

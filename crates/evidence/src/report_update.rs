use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A report that a partner's service sent to the Sandbox, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportUpdate {
    /// In milliseconds since 1970.
    pub at: i64,
    /// The status with which the Sandbox answered.
    pub status: u16,
    /// Why it was not taken.
    pub refusal: Option<ReportRefusal>,
    /// The members that were sent; null where the body was no JSON object.
    pub fields: Value,
}

/// Why a report was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportRefusal {
    /// The partner secret is missing or not the partner's.
    WrongSecret,
    /// The report is there, and belongs to a partner of another codename.
    OtherPartner,
    /// There is no report of that ID.
    UnknownReport,
    /// The body is no JSON object.
    NotAnObject,
    /// The status is none that Recruitee knows.
    UnknownStatus,
}

impl ReportRefusal {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::WrongSecret, Self::OtherPartner, Self::UnknownReport, Self::NotAnObject, Self::UnknownStatus];

    /// The written name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::WrongSecret => "wrong_secret",
            Self::OtherPartner => "other_partner",
            Self::UnknownReport => "unknown_report",
            Self::NotAnObject => "not_an_object",
            Self::UnknownStatus => "unknown_status",
        }
    }
}

//! Partners from elsewhere: a file, RC, a list of URLs that was pasted.

use crate::wire::names::FieldName;
use redact::UnparsedSecret;
use serde::Deserialize;
use ts_rs::TS;

/// Text of a file that the person opened.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ImportRequest {
    /// The whole text; empty where the bytes are given.
    pub text: String,
    /// The whole file as base64, when nobody has read it as text yet.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub bytes: Option<String>,
}

/// Names a partner that is on RC already, and brings what is needed to read it.
#[derive(Debug, Deserialize, TS)]
pub struct ImportRcRequest {
    /// Its codename.
    pub codename: String,
    /// The company that owns it.
    pub company_id: String,
    /// A personal API token that was typed or pasted; the one that is kept for the company when left out.
    #[ts(type = "string | null")]
    pub token: Option<UnparsedSecret>,
}

/// A URL field that was left, or pasted into.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct UrlRequest {
    /// Which partner.
    pub partner_id: String,
    /// Which field, by its path.
    pub field: FieldName,
    /// What it holds: another text is left alone.
    pub text: String,
}

/// Addresses pasted all at once.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PasteRequest {
    /// Which partner.
    pub partner_id: String,
    /// Whatever was on the clipboard.
    pub text: String,
}

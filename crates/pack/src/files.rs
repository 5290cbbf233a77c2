//! The files of a pack. All are made from the pack alone, so that whoever has `evidence.json` can make them again.

use crate::archive::Files;
use crate::caveat::Caveat;
use crate::error::PackError;
use crate::har::har;
use crate::hash::{content_hash, record_hash, sha256, sorted};
use crate::message::message;
use crate::names::{Format, Level};
use crate::pack::Pack;
use crate::page::page;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// The pack as data.
pub const EVIDENCE: &str = "evidence.json";
/// The hash of each other file.
pub const MANIFEST: &str = "manifest.json";
/// The pack for people.
pub const PAGE: &str = "index.html";
/// The requests as an HTTP Archive.
pub const REQUESTS: &str = "requests.har";
/// The message to Recruitee; there is none in the Sandbox.
pub const MESSAGE: &str = "request.txt";
/// The record, and the logo. They can't say of themselves that they are for practice, so their names do.
const RECORD: [&str; 2] = ["partner.json", "practice.partner.json"];
const LOGO: [&str; 2] = ["logo.svg", "practice.logo.svg"];

/// What stands in `manifest.json`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    pub(crate) format: Format,
    pub(crate) content_hash: String,
    pub(crate) files: BTreeMap<String, String>,
}

fn json_text(value: &impl Serialize) -> String {
    // Texts, numbers and maps with texts as keys: they are always JSON.
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

/// Whether a required check has no result that holds.
fn is_required_open(caveat: &Caveat, pack: &Pack) -> bool {
    let is_must = |id: &String| pack.verdicts.iter().any(|one| one.id == *id && one.level == Level::Must);
    match caveat {
        Caveat::NotChecked { checks } | Caveat::OutOfDate { checks } => checks.iter().any(is_must),
        _ => false,
    }
}

impl Pack {
    /// Every file of the pack, by name.
    pub fn files(&self) -> Files {
        let which = usize::from(self.is_practice());
        let mut told = self.clone();
        told.record = sorted(&self.record);
        let mut texts = BTreeMap::from([
            (EVIDENCE, json_text(&told)),
            (PAGE, page(self)),
            (REQUESTS, har(self)),
            (RECORD[which], json_text(&told.record)),
            (LOGO[which], self.logo.clone()),
        ]);
        texts.extend(message(self).map(|text| (MESSAGE, text)));
        let mut files: Files =
            texts.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())).collect();
        let manifest = Manifest {
            format: self.format,
            content_hash: content_hash(self),
            files: files.iter().map(|(name, bytes)| (name.clone(), sha256(bytes))).collect(),
        };
        files.insert(MANIFEST.to_owned(), json_text(&manifest).into_bytes());
        files
    }

    /// The pack that these are the files of. Whether the others fit it is for [`crate::verify`] to say.
    ///
    /// # Errors
    /// `evidence.json` is missing, isn't a pack, is of another format, or contradicts itself.
    pub fn read(files: &Files) -> Result<Self, PackError> {
        let bytes = files.get(EVIDENCE).ok_or(PackError::Unreadable)?;
        let value: Value = serde_json::from_slice(bytes).map_err(|_| PackError::Unreadable)?;
        match value.get("format").and_then(Value::as_str) {
            Some(format) if format == Format::V1.key() => {}
            Some(format) if format.starts_with("partner-desk-pack/") => {
                return Err(PackError::Newer(format.to_owned()));
            }
            _ => return Err(PackError::Unreadable),
        }
        // From the bytes: a member that is there twice is seen only so.
        let pack: Self = serde_json::from_slice(bytes).map_err(|_| PackError::Unreadable)?;
        let caveats = Caveat::all_of(pack.grounds());
        let is_open = |caveat: &Caveat| {
            matches!(caveat, Caveat::Failing { .. } | Caveat::NeverRun {}) || is_required_open(caveat, &pack)
        };
        let contradicts = caveats.iter().any(|caveat| !pack.caveats.contains(caveat))
            || (pack.is_ready && caveats.iter().any(is_open));
        if contradicts || pack.record_hash != record_hash(&pack.record) {
            return Err(PackError::Tampered(EVIDENCE.to_owned()));
        }
        Ok(pack)
    }
}

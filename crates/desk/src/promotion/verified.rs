//! Evidence packs for whoever has no window: made as files, and verified.

use pack::{Caveat, Fit, Pack, PackError, content_hash};
use partner::PartnerFile;
use std::{collections::BTreeMap, path::Path};

/// A pack as files.
pub struct PackReport {
    /// By name.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What a reader must know first, in sentences.
    pub caveats: Vec<String>,
    /// Of all that it holds, save for times.
    pub content_hash: String,
}

impl PackReport {
    pub(crate) fn of(pack: &Pack) -> Self {
        Self {
            files: pack.files(),
            caveats: pack.caveats.iter().map(Caveat::sentence).collect(),
            content_hash: content_hash(pack),
        }
    }
}

/// What was found of a pack that is as it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackFit {
    /// It is about this record.
    Fits,
    /// These fields differ, in words.
    Differs(Vec<String>),
}

/// Whether a pack is as it was made and about this record.
///
/// # Errors
/// Why it can't be read or trusted, in a sentence.
pub fn verify_pack(files: &BTreeMap<String, Vec<u8>>, file: &PartnerFile) -> Result<PackFit, String> {
    let mut file = file.clone();
    if Pack::read(files).is_ok_and(|pack| pack.is_practice()) {
        // The Sandbox has a company of its own.
        file.company_id.clear();
    }
    let record = serde_json::from_str(&file.to_text()).unwrap_or_default();
    match pack::verify(files, &record) {
        Ok(Fit::Fits) => Ok(PackFit::Fits),
        Ok(Fit::Differs(paths)) => Ok(PackFit::Differs(paths.iter().map(|path| label(path)).collect())),
        Err(error) => Err(error.to_string()),
    }
}

/// The files of a pack in a zip.
///
/// # Errors
/// Why it can't be read, in a sentence.
pub fn unzip_pack(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, String> {
    pack::unzip(bytes).map_err(|error: PackError| error.to_string())
}

/// The files of a pack as a zip file of that name.
///
/// # Errors
/// Why it can't be made, in a sentence.
pub fn zip_pack(files: &BTreeMap<String, Vec<u8>>, path: &Path) -> Result<Vec<u8>, String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    pack::zip(files, &name).map_err(|error: PackError| error.to_string())
}

fn label(path: &str) -> String {
    let key = format!("field.{path}");
    if text::has(&key) { text::plain(&key) } else { path.to_owned() }
}

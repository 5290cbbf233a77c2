//! What logos were made from, for as long as the app runs: so that a choice starts at the file and not at what
//! an earlier choice left of it.

use logo::{Choices, Imported};
use logo_process::Limits;
use std::collections::VecDeque;
use std::sync::Arc;

/// Files that are kept together, in bytes. One of the largest, and many of usual size.
const MAX_KEPT_BYTES: usize = 64 * 1024 * 1024;
/// Logos that undo can lead back to with their file.
const MAX_KEPT: usize = 60;

/// The file behind a logo.
pub(crate) struct Source {
    /// As on the disk; none for a logo that was there when the app was started.
    pub(crate) file_name: Option<String>,
    pub(crate) bytes: Vec<u8>,
    /// What the person granted it.
    pub(crate) limits: Limits,
}

/// A logo with what it was made from.
pub(crate) struct Made {
    pub(crate) source: Arc<Source>,
    pub(crate) choices: Choices,
    pub(crate) imported: Imported,
}

struct Entry {
    partner_id: String,
    /// The text in the record: another than the result where a stored logo was only looked at.
    logo: String,
    made: Arc<Made>,
}

/// The latest logos, the newest last.
#[derive(Default)]
pub(crate) struct KeptLogos(VecDeque<Entry>);

impl KeptLogos {
    /// What a partner's logo was made from.
    pub(crate) fn find(&self, partner_id: &str, logo: &str) -> Option<Arc<Made>> {
        let of_partner = self.0.iter().rev().find(|one| one.partner_id == partner_id && one.logo == logo);
        of_partner.map(|one| one.made.clone())
    }

    pub(crate) fn keep(&mut self, partner_id: &str, logo: &str, made: Arc<Made>) {
        self.0.retain(|one| one.partner_id != partner_id || one.logo != logo);
        self.0.push_back(Entry { partner_id: partner_id.to_owned(), logo: logo.to_owned(), made });
        while self.0.len() > 1 && (self.0.len() > MAX_KEPT || self.bytes() > MAX_KEPT_BYTES) {
            self.0.pop_front();
        }
    }

    /// Of all files, each counted once.
    fn bytes(&self) -> usize {
        let is_first = |at: usize| {
            !self.0.iter().take(at).any(|one| Arc::ptr_eq(&one.made.source, &self.0[at].made.source))
        };
        (0..self.0.len()).filter(|at| is_first(*at)).map(|at| self.0[at].made.source.bytes.len()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(source: &Arc<Source>) -> Arc<Made> {
        let imported = logo::import(br#"<svg viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>"#).unwrap();
        Arc::new(Made { source: source.clone(), choices: Choices::default(), imported })
    }

    fn source(length: usize) -> Arc<Source> {
        Arc::new(Source { file_name: None, bytes: vec![0; length], limits: Limits::USUAL })
    }

    #[test]
    fn undo_finds_the_file_of_an_earlier_logo_until_too_much_is_kept() {
        let mut kept = KeptLogos::default();
        let large = source(MAX_KEPT_BYTES / 2);
        for logo in ["a", "b", "c"] {
            kept.keep("one", logo, made(&large));
        }
        assert!(kept.find("one", "a").is_some(), "one file counts once");
        assert!(kept.find("two", "a").is_none());
        kept.keep("two", "d", made(&source(MAX_KEPT_BYTES / 2 + 1)));
        assert!(kept.find("one", "c").is_none() && kept.find("two", "d").is_some());
        for number in 0..=MAX_KEPT {
            kept.keep("one", &number.to_string(), made(&source(1)));
        }
        assert!(kept.find("one", "0").is_none() && kept.find("one", "1").is_some());
    }
}

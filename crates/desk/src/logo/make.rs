//! One piece of work on a logo, in a process of its own. It can be canceled, and a later one replaces it.

use crate::core::work::WorkKey;
use crate::logo::Logos;
use crate::logo::kept::{Made, Source};
use crate::wire::{ErrorCode, WireError, WorkName, WorkRequest};
use logo::Choices;
use logo_process::{Limits, LogoProcess};
use std::sync::Arc;

/// A piece of work that is still the latest on its logo.
pub(crate) struct Turn {
    partner_id: String,
    number: u64,
}

impl Logos {
    /// From here on whatever is still worked on for this logo is no longer wanted.
    pub(crate) fn begin(&self, partner_id: &str) -> Turn {
        let number = {
            let mut latest = self.latest.lock();
            let number = latest.entry(partner_id.to_owned()).or_default();
            *number += 1;
            *number
        };
        let work = WorkRequest { partner_id: partner_id.to_owned(), work: WorkName::Logo, url: None };
        self.works.cancel(work);
        Turn { partner_id: partner_id.to_owned(), number }
    }

    /// Works on a file. Nothing is stored.
    pub(crate) async fn make(
        &self,
        turn: &Turn,
        source: Arc<Source>,
        choices: Choices,
    ) -> Result<Arc<Made>, WireError> {
        // Otherwise it would stand in the place of the later one, which could not be canceled then.
        self.still(turn)?;
        let work = import(self.core.host.logo_process(), source, choices);
        let key = WorkKey::of(&turn.partner_id, WorkName::Logo);
        let made = self.works.cancelable(key, |_| String::new(), work).await?;
        self.still(turn)?;
        Ok(made)
    }

    /// What a logo was made from. One of an earlier session, or from the server, is its own file.
    pub(crate) async fn made(&self, partner_id: &str, logo: &str) -> Result<Arc<Made>, WireError> {
        if let Some(made) = self.kept.lock().find(partner_id, logo) {
            return Ok(made);
        }
        let source = Source { file_name: None, bytes: logo.as_bytes().to_vec(), limits: Limits::USUAL };
        let made = import(self.core.host.logo_process(), Arc::new(source), Choices::default()).await?;
        self.kept.lock().keep(partner_id, logo, made.clone());
        Ok(made)
    }

    /// Whether no later piece of work has begun.
    fn still(&self, turn: &Turn) -> Result<(), WireError> {
        let is_latest = self.latest.lock().get(&turn.partner_id) == Some(&turn.number);
        if is_latest { Ok(()) } else { Err(WireError::plain(ErrorCode::WorkCanceled)) }
    }
}

async fn import(process: LogoProcess, source: Arc<Source>, choices: Choices) -> Result<Arc<Made>, WireError> {
    let imported = process.import(&source.bytes, &choices, source.limits).await;
    let imported = imported.map_err(|fault| WireError::from(fault).at("logo"))?;
    Ok(Arc::new(Made { source, choices, imported }))
}

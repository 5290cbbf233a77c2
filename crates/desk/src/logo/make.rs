//! One piece of work on a logo, in a process of its own. It can be canceled, and a later one replaces it.

use crate::core::work::WorkKey;
use crate::logo::Logos;
use crate::logo::kept::{Made, Source};
use crate::wire::{ErrorCode, WireError, WorkName, WorkRequest};
use logo::Choices;
use logo_process::ProcessFault;
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
        let host = self.core.host.clone();
        let work = async move {
            let process = host.logo_process().map_err(ProcessFault::from);
            let imported = match process {
                Ok(process) => process.import(&source.bytes, &choices, source.limits).await,
                Err(fault) => Err(fault),
            };
            let imported = imported.map_err(|fault| WireError::from(fault).at("logo"))?;
            Ok(Arc::new(Made { source, choices, imported }))
        };
        let key = WorkKey::of(&turn.partner_id, WorkName::Logo);
        let made = self.works.cancelable(key, |_| String::new(), work).await?;
        if self.latest.lock().get(&turn.partner_id) == Some(&turn.number) {
            Ok(made)
        } else {
            Err(WireError::plain(ErrorCode::WorkCanceled))
        }
    }
}

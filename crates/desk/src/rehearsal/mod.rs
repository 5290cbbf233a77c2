//! The rehearsal: the recruiter's part, played against the partner's own URLs, up to the report that comes back.
//!
//! What has an effect is sent once per agreement: each call is noted on disk before it goes out, and one that was
//! noted is never sent again, whatever became of the app meanwhile.

pub(crate) mod candidate;
pub(crate) mod command_line;
pub(crate) mod contract_files;
pub(crate) mod obstacle;
pub(crate) mod play;
pub(crate) mod post;
pub(crate) mod progress;
pub(crate) mod reports;
pub(crate) mod steps;
pub(crate) mod view;

use crate::core::Core;
use crate::core::snapshot::PartnerSnapshot;
use crate::readiness::Readiness;
use crate::rehearsal::progress::Played;
use crate::tokens::Tokens;
use crate::wire::{Done, ErrorCode, PartnerId, RehearsalView, WireError};
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::Arc;
use store::{RehearsalRow, Snapshot, StoreError};
use tokio_util::sync::CancellationToken;

/// Rehearsals, one per partner at a time.
pub struct Rehearsals {
    pub(crate) core: Arc<Core>,
    pub(crate) readiness: Arc<Readiness>,
    pub(crate) tokens: Arc<Tokens>,
    /// Those that are played right now, by partner.
    pub(crate) going: Mutex<HashMap<String, CancellationToken>>,
    /// Held while reports are read: an older answer never replaces a newer one.
    pub(crate) reading: tokio::sync::Mutex<()>,
}

/// The rehearsal of a partner in its environment.
pub(crate) fn rehearsal_of(
    store: &Snapshot<'_>,
    context: &PartnerSnapshot,
) -> Result<Option<RehearsalRow>, StoreError> {
    match context.environment() {
        Some(environment) => store.rehearsal(&context.row.id, environment),
        None => Ok(None),
    }
}

/// Ends the entry of one that was played.
pub(crate) struct Going<'a> {
    rehearsals: &'a Rehearsals,
    partner_id: String,
    pub(crate) stop: CancellationToken,
}

impl Drop for Going<'_> {
    fn drop(&mut self) {
        self.rehearsals.going.lock().remove(&self.partner_id);
    }
}

impl Rehearsals {
    /// The rehearsal as it stands.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn view(&self, request: PartnerId) -> Result<RehearsalView, WireError> {
        let (context, mut played) = self.read_one(&request.partner_id).await?;
        if let Some(played) = played.as_mut().filter(|played| played.has_lost_answers())
            && !self.is_going(&request.partner_id)
            && self.core.must_write().is_ok()
            && played.is_current(&context)
        {
            // The app ended while it was on its way: what that means was never noted.
            self.keep(&context, played).await?;
        }
        Ok(self.view_of(&context, played.as_ref()))
    }

    /// Stops before the next candidate is sent. One that is on its way is waited for.
    ///
    /// # Errors
    /// None.
    #[expect(clippy::unused_async, reason = "commands are async, so that none runs on the window's thread")]
    pub async fn stop(&self, request: PartnerId) -> Result<Done, WireError> {
        if let Some(stop) = self.going.lock().get(&request.partner_id) {
            stop.cancel();
        }
        Ok(Done {})
    }

    /// Forgets a rehearsal with its candidate, here and in the Sandbox.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn forget(&self, request: PartnerId) -> Result<RehearsalView, WireError> {
        let _going = self.begin(&request.partner_id)?;
        let (context, played) = self.read_one(&request.partner_id).await?;
        if let (Some(played), Some(environment)) = (played, context.environment()) {
            self.forget_reports(&context, &played).await;
            let id = request.partner_id.clone();
            self.core.write(move |store| store.forget_rehearsal(&id, environment)).await?;
        }
        self.view(request).await
    }

    pub(crate) async fn read_one(
        &self,
        partner_id: &str,
    ) -> Result<(PartnerSnapshot, Option<Played>), WireError> {
        let (context, row) = self.core.read_context(partner_id, PartnerSnapshot::read, rehearsal_of).await?;
        Ok((context, row.map(Played::of)))
    }

    /// One at a time per partner.
    pub(crate) fn begin(&self, partner_id: &str) -> Result<Going<'_>, WireError> {
        self.core.must_write()?;
        let mut going = self.going.lock();
        if going.contains_key(partner_id) {
            return Err(WireError::plain(ErrorCode::RehearsalGoing));
        }
        let stop = CancellationToken::new();
        going.insert(partner_id.to_owned(), stop.clone());
        Ok(Going { rehearsals: self, partner_id: partner_id.to_owned(), stop })
    }

    pub(crate) fn is_going(&self, partner_id: &str) -> bool {
        self.going.lock().contains_key(partner_id)
    }
}

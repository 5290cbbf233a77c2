//! The watch after the promotion: a few calls without an effect, on a schedule, and a word when something is no
//! longer as it was.

pub(crate) mod command_line;
pub(crate) mod look;
pub(crate) mod schedule;
pub(crate) mod view;

use crate::core::Core;
use crate::core::snapshot::PartnerSnapshot;
use crate::promotion::Promotion;
use crate::wire::WireError;
use parking_lot::Mutex;
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};
use store::{Millis, Snapshot, WatchRow};
use tokio::sync::{Notify, Semaphore};

/// Calls at a time to all services together.
pub(crate) const CALLS_AT_A_TIME: usize = 8;

/// Who looks at partners, and when.
pub struct Watch {
    pub(crate) core: Arc<Core>,
    pub(crate) promotion: Arc<Promotion>,
    /// The partners that are being looked at.
    pub(crate) looking: Mutex<HashSet<String>>,
    /// When the latest look failed, by partner.
    pub(crate) failed: Mutex<HashMap<String, Millis>>,
    /// Lets so many calls go out at a time, for whomever.
    pub(crate) gate: Arc<Semaphore>,
    /// Wakes the schedule.
    pub(crate) changed: Notify,
}

impl Watch {
    /// A partner with how it is watched; without an environment it isn't.
    pub(crate) async fn read_row(&self, id: &str) -> Result<(PartnerSnapshot, WatchRow), WireError> {
        let more = |store: &Snapshot<'_>, context: &PartnerSnapshot| match context.environment() {
            Some(environment) => store.watch(&context.row.id, environment),
            None => Ok(WatchRow::default()),
        };
        self.core.read_context(id, PartnerSnapshot::read, more).await
    }

    /// Changes how a partner is watched.
    pub(crate) async fn change_row(
        &self,
        id: &str,
        change: impl FnOnce(&mut WatchRow) + Send + 'static,
    ) -> Result<(), WireError> {
        let id = id.to_owned();
        self.core
            .write(move |store| {
                let Some(environment) = store.partner(&id)?.environment else { return Ok(()) };
                let mut row = store.watch(&id, environment)?;
                change(&mut row);
                store.set_watch(&id, environment, &row)
            })
            .await
    }
}

//! The watch after the promotion: a few calls without an effect, on a schedule, and a word when something is no
//! longer as it was.

pub(crate) mod command_line;
pub(crate) mod look;
pub(crate) mod schedule;
pub(crate) mod view;

use crate::core::Core;
use crate::promotion::Promotion;
use parking_lot::Mutex;
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};
use store::Millis;
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

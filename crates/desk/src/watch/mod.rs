//! The watch after the promotion: a few calls without an effect, on a schedule, and a word when something is no
//! longer as it was.

pub(crate) mod command_line;
pub(crate) mod look;
pub(crate) mod schedule;
pub(crate) mod view;

use crate::core::Core;
use crate::promotion::Promotion;
use parking_lot::Mutex;
use std::{collections::HashSet, sync::Arc};
use tokio::sync::Notify;

/// Who looks at partners, and when.
pub struct Watch {
    pub(crate) core: Arc<Core>,
    pub(crate) promotion: Arc<Promotion>,
    /// The partners that are being looked at.
    pub(crate) looking: Mutex<HashSet<String>>,
    /// Wakes the schedule.
    pub(crate) changed: Notify,
}

//! The partners on this computer: their list, the draft of each with its history, files, and what follows from a
//! draft without asking anybody.

pub(crate) mod draft_history;
pub(crate) mod edit;
pub(crate) mod field_values;
pub(crate) mod files;
pub(crate) mod list;
pub(crate) mod logo;
pub(crate) mod preview;
pub(crate) mod tasks;
pub(crate) mod urls;
pub(crate) mod view;

use crate::core::Core;
use parking_lot::Mutex;
use preview::TestsSeen;
use std::{collections::HashMap, sync::Arc};

pub struct Partners {
    core: Arc<Core>,
    /// The names of a service's tests, when they were last read, by partner.
    tests_seen: Mutex<HashMap<String, TestsSeen>>,
}

impl Partners {
    pub(crate) fn new(core: Arc<Core>) -> Arc<Self> {
        Arc::new(Self { core, tests_seen: Mutex::default() })
    }
}

//! The partners on this computer: their list, the draft of each with its history, files, and what follows from a
//! draft without asking anybody.

pub(crate) mod draft_history;
pub(crate) mod edit;
pub(crate) mod field_values;
pub(crate) mod files;
pub(crate) mod inputs;
mod letter;
pub(crate) mod list;
pub(crate) mod tasks;
pub(crate) mod urls;
pub(crate) mod view;

use crate::core::Core;
use crate::preview::Preview;
use std::sync::Arc;

pub struct Partners {
    core: Arc<Core>,
    preview: Arc<Preview>,
}

impl Partners {
    pub(crate) fn new(core: Arc<Core>, preview: Arc<Preview>) -> Arc<Self> {
        Arc::new(Self { core, preview })
    }
}

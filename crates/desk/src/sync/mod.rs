//! The record on the server and the draft here: read, merged, and written only as a plan has shown it.

pub(crate) mod delete;
pub(crate) mod plan;
pub(crate) mod plan_view;
pub(crate) mod readings;
pub(crate) mod remote_record;
pub(crate) mod resolve;
pub(crate) mod revert;
pub(crate) mod save;
pub(crate) mod sending;
pub(crate) mod state;
pub(crate) mod target;
pub(crate) mod writes;

use crate::core::Core;
use crate::core::work::Works;
use crate::partners::Partners;
use crate::tokens::Tokens;
use parking_lot::Mutex;
use readings::Turns;
use std::{collections::HashSet, sync::Arc, time::Duration};

pub struct RecordSync {
    core: Arc<Core>,
    partners: Arc<Partners>,
    tokens: Arc<Tokens>,
    works: Arc<Works>,
    pub(crate) turns: Arc<Turns>,
    /// Partners that are being written to a server.
    writing: Arc<Mutex<HashSet<String>>>,
    /// How long to wait before each look after a write whose answer was lost.
    outcome_polls: &'static [Duration],
}

/// What it stands on.
pub(crate) struct Below {
    pub(crate) core: Arc<Core>,
    pub(crate) partners: Arc<Partners>,
    pub(crate) tokens: Arc<Tokens>,
    pub(crate) works: Arc<Works>,
}

impl RecordSync {
    pub(crate) fn new(below: Below, outcome_polls: &'static [Duration]) -> Arc<Self> {
        let Below { core, partners, tokens, works } = below;
        let (turns, writing) = (Arc::default(), Arc::default());
        Arc::new(Self { core, partners, tokens, works, turns, writing, outcome_polls })
    }

    /// Whether any partner is being written to a server.
    pub(crate) fn is_busy(&self) -> bool {
        !self.writing.lock().is_empty()
    }
}

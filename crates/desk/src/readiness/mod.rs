//! Whether a partner is ready: the checks with everything that they call, their verdicts in words, and the runs
//! that are kept.

pub(crate) mod calls;
mod confirm;
pub(crate) mod developer_fault;
pub(crate) mod exchange_view;
mod for_developer;
pub(crate) mod gather;
pub(crate) mod history;
pub(crate) mod json_lines;
pub(crate) mod reference;
pub(crate) mod report;
pub(crate) mod run;
pub(crate) mod schedule;
pub(crate) mod token_table;
pub(crate) mod try_url;
pub(crate) mod view;
pub(crate) mod words;

use crate::core::Core;
use crate::core::work::Works;
use crate::partners::Partners;
use crate::preview::Preview;
use crate::sync::RecordSync;
use crate::tokens::Tokens;
use parking_lot::Mutex;
use std::{
    collections::HashMap,
    sync::{Arc, atomic::AtomicU64},
};
use tokio_util::sync::CancellationToken;

pub struct Readiness {
    pub(crate) core: Arc<Core>,
    pub(crate) partners: Arc<Partners>,
    pub(crate) preview: Arc<Preview>,
    pub(crate) tokens: Arc<Tokens>,
    pub(crate) sync: Arc<RecordSync>,
    pub(crate) works: Arc<Works>,
    /// Runs that go on, by partner, each with its number.
    pub(crate) runs: Mutex<HashMap<String, (u64, CancellationToken)>>,
    pub(crate) next_run: AtomicU64,
}

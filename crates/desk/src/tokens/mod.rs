//! The three tokens of a partner: kept, shown as far as they may be, let go where they are for, and what became of
//! each.

pub(crate) mod clipboard;
pub(crate) mod copied;
pub(crate) mod forget;
pub(crate) mod keep;
pub(crate) mod keychain_wait;
pub(crate) mod origins;
pub(crate) mod usage;
pub(crate) mod verified;
pub(crate) mod view;

use crate::core::Core;
use crate::partners::Partners;
use copied::Copied;
use parking_lot::Mutex;
use std::{
    sync::{Arc, atomic::AtomicU64},
    time::Duration,
};

pub struct Tokens {
    core: Arc<Core>,
    partners: Arc<Partners>,
    /// The secret that was last put on the clipboard, until it is taken off.
    copied: Mutex<Option<Copied>>,
    next_copy: AtomicU64,
    clipboard_keeps: Duration,
}

impl Tokens {
    pub(crate) fn new(core: Arc<Core>, partners: Arc<Partners>, clipboard_keeps: Duration) -> Arc<Self> {
        let (copied, next_copy) = (Mutex::default(), AtomicU64::new(0));
        Arc::new(Self { core, partners, copied, next_copy, clipboard_keeps })
    }
}

//! The last steps: the help article, the evidence for a reviewer, the request, and what comes after the promotion.

pub(crate) mod article;
pub(crate) mod evidence;
pub(crate) mod go_live;
pub(crate) mod pack_files;
pub(crate) mod stage;
pub(crate) mod timeline;
pub(crate) mod verified;
pub(crate) mod view;

use crate::core::Core;
use crate::rehearsal::Rehearsals;
use std::sync::Arc;

/// The way of a partner to all customers.
pub struct Promotion {
    pub(crate) core: Arc<Core>,
    pub(crate) rehearsals: Arc<Rehearsals>,
}

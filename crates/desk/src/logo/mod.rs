//! The logo: from a file, by the choices of a person, into the draft.

pub(crate) mod change;
pub(crate) mod choices;
pub(crate) mod convert;
pub(crate) mod findings;
pub(crate) mod kept;
pub(crate) mod make;
pub(crate) mod set;
pub(crate) mod view;

use crate::core::Core;
use crate::core::work::Works;
use crate::partners::Partners;
use kept::KeptLogos;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::Arc;

/// The logos of the partners.
pub struct Logos {
    pub(crate) core: Arc<Core>,
    pub(crate) partners: Arc<Partners>,
    pub(crate) works: Arc<Works>,
    /// What the logos of this session were made from.
    pub(crate) kept: Mutex<KeptLogos>,
    /// The latest piece of work on each partner's logo: an earlier one is no longer wanted.
    pub(crate) latest: Mutex<HashMap<String, u64>>,
}

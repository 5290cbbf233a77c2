//! Where a partner is worked on, for which company, and whether its tokens work there.

pub(crate) mod company;
mod import_rc;
pub(crate) mod partner_secret;
pub(crate) mod verify;

use crate::core::Core;
use crate::core::work::Works;
use crate::partners::Partners;
use crate::sync::RecordSync;
use crate::tokens::Tokens;
use std::sync::Arc;

pub struct Connection {
    pub(crate) core: Arc<Core>,
    pub(crate) partners: Arc<Partners>,
    pub(crate) tokens: Arc<Tokens>,
    pub(crate) sync: Arc<RecordSync>,
    pub(crate) works: Arc<Works>,
}

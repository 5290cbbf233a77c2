//! The app itself: how it starts and ends, its window, its settings, the Sandbox, and what needs several areas at
//! once.

pub(crate) mod activity;
pub(crate) mod article;
pub(crate) mod command_line;
pub(crate) mod finish_writes;
pub(crate) mod log_files;
pub(crate) mod notices;
pub(crate) mod sample_partner;
pub(crate) mod sandbox_page;
pub(crate) mod settings;
pub(crate) mod window;
pub(crate) mod window_state;

use crate::connection::Connection;
use crate::core::Core;
use crate::core::work::Works;
use crate::partners::Partners;
use crate::sync::RecordSync;
use crate::tokens::Tokens;
use crate::watch::Watch;
use std::sync::Arc;
use window_state::WindowState;

pub struct App {
    pub(crate) core: Arc<Core>,
    pub(crate) partners: Arc<Partners>,
    pub(crate) tokens: Arc<Tokens>,
    pub(crate) sync: Arc<RecordSync>,
    pub(crate) connection: Arc<Connection>,
    pub(crate) watch: Arc<Watch>,
    pub(crate) works: Arc<Works>,
    pub(crate) window: WindowState,
}

pub(crate) mod draft_history;
pub(crate) mod files;
pub(crate) mod list;
pub(crate) mod logo;
pub(crate) mod preview;
pub(crate) mod tasks;
pub(crate) mod urls;

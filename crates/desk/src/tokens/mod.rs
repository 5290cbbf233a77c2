pub(crate) mod clipboard;
pub(crate) mod keep;
pub(crate) mod keychain_wait;
pub(crate) mod origins;
pub(crate) mod usage;
pub(crate) mod view;

pub(crate) mod activity;
pub(crate) mod notices;
pub(crate) mod sample_partner;
pub(crate) mod sandbox_page;
pub(crate) mod settings;
pub(crate) mod window;

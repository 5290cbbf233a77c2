pub(crate) mod plan;
pub(crate) mod plan_view;
pub(crate) mod readings;
pub(crate) mod revert;
pub(crate) mod save;
pub(crate) mod sending;

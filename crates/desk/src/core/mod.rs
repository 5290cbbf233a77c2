pub(crate) mod host;
pub(crate) mod logs;
pub(crate) mod snapshot;
pub(crate) mod verdict_record;
pub(crate) mod work;

//! The log as daily files of the profile, which the shell writes.

/// The folder of the log files, in the profile's folder.
pub const LOG_FOLDER: &str = "logs";
/// How the name of a log file begins; the day follows.
pub const LOG_PREFIX: &str = "partner-desk";
/// How it ends.
pub const LOG_SUFFIX: &str = "log";

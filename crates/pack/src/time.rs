//! A moment, as it is written in a pack.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A moment in UTC: `2026-03-03T14:05:00Z`. What is no moment isn't read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Time(Timestamp);

/// The text isn't a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoTime;

impl Time {
    /// The start of 1970: stands where a format demands a moment and none is known.
    pub const NEVER: Self = Self(Timestamp::UNIX_EPOCH);

    /// A moment in milliseconds since 1970; `None` beyond the year 9999.
    pub fn from_millis(at: i64) -> Option<Self> {
        Timestamp::from_millisecond(at).ok().map(Self)
    }

    /// As people read it: `3 March 2026, 14:05 UTC`.
    pub(crate) fn shown(self) -> String {
        self.0.strftime("%-d %B %Y, %H:%M UTC").to_string()
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for NoTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::plain("pack.error.time"))
    }
}

impl std::error::Error for NoTime {}

impl FromStr for Time {
    type Err = NoTime;

    fn from_str(text: &str) -> Result<Self, NoTime> {
        // One moment has one text, so that a pack that is read is written as it was.
        let at: Timestamp = text.parse().map_err(|_| NoTime)?;
        Some(Self(at)).filter(|time| time.to_string() == text).ok_or(NoTime)
    }
}

impl TryFrom<String> for Time {
    type Error = NoTime;

    fn try_from(text: String) -> Result<Self, NoTime> {
        text.parse()
    }
}

impl From<Time> for String {
    fn from(time: Time) -> Self {
        time.to_string()
    }
}

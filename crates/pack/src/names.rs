//! The closed sets of a pack, by their written names. Those of checks have the names that `checks` writes.

use serde::{Deserialize, Serialize};

macro_rules! closed_set {
    ($(#[$about:meta])* $name:ident: $area:literal { $($(#[$doc:meta])* $variant:ident = $key:literal,)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($(#[$doc])* #[serde(rename = $key)] $variant,)+ }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its written name.
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)+ }
            }

            /// Its name for people.
            pub(crate) fn word(self) -> String {
                text::plain(&format!(concat!("pack.", $area, ".{}"), self.key()))
            }
        }
    };
}

closed_set! {
    /// How a check came out.
    State: "state" {
        /// Holds.
        Pass = "pass",
        /// Doesn't hold.
        Fail = "fail",
        /// Couldn't be checked.
        Unknown = "unknown",
        /// Something that it depends on has changed since.
        Stale = "stale",
        /// Waits for a person, or for the rehearsal.
        Waiting = "waiting",
        /// A person has confirmed it.
        Confirmed = "confirmed",
        /// Doesn't apply.
        NotApplicable = "not_applicable",
    }
}

closed_set! {
    /// What a check is worth.
    Level: "level" {
        /// Stops promotion.
        Must = "must",
        /// A recommendation.
        Should = "should",
        /// A person confirms it.
        Manual = "manual",
    }
}

closed_set! {
    /// How a step of the rehearsal came out.
    StepState: "step" {
        /// Not played yet.
        Open = "open",
        /// In progress.
        Going = "going",
        /// As it should be.
        Passed = "passed",
        /// As it should be, with a recommendation.
        Advice = "advice",
        /// Not as it should be.
        Failed = "failed",
        /// Left out.
        Skipped = "skipped",
        /// Couldn't be checked.
        Unknown = "unknown",
    }
}

/// The format of a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// The first.
    #[serde(rename = "partner-desk-pack/1")]
    V1,
}

impl Format {
    /// Its written name.
    pub fn key(self) -> &'static str {
        match self {
            Self::V1 => "partner-desk-pack/1",
        }
    }
}

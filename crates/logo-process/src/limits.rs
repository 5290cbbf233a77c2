//! What the work on one picture may take.

use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What the work on one picture may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// By the clock, from the start of the process.
    pub time: Duration,
    /// Of data, in bytes, beside the stack for nested drawings.
    pub memory: u64,
}

impl Limits {
    /// Enough for any logo.
    pub const USUAL: Self = Self { time: Duration::from_secs(5), memory: 300 * 1024 * 1024 };
    /// For a person who rather waits than looks for a smaller file.
    pub const PATIENT: Self = Self { time: Duration::from_secs(60), ..Self::USUAL };

    /// Holds this process to the limits, for all that is still to come. The time is kept by who started it; the
    /// processor's time is a second lock, should that one be gone.
    #[cfg(unix)]
    pub(crate) fn keep(self) {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let set = |resource, most: u64| {
            // A system that grants less already is as good.
            let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
        };
        set(Resource::Data, self.memory.saturating_add(logo::STACK_BYTES as u64));
        set(Resource::Cpu, self.time.as_secs().saturating_mul(4).saturating_add(1));
        // The picture would be in it.
        set(Resource::Core, 0);
    }

    /// Nothing is granted here by a kept library; the time is kept by who started the process.
    #[cfg(not(unix))]
    pub(crate) fn keep(self) {}
}

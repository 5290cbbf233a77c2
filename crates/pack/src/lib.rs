//! The evidence pack: what a reviewer at Recruitee is sent.
//!
//! A function of its input: no disk, no network, no clock. A [`Pack`] is data; its files are made from it alone, so
//! that whoever verifies a pack can make them again.

mod archive;
mod caveat;
mod error;
mod evidence;
mod files;
mod har;
mod hash;
mod message;
mod names;
mod pack;
mod page;
mod time;
mod verify;

pub use archive::{Files, unzip, zip};
pub use caveat::{Caveat, Grounds};
pub use error::PackError;
pub use evidence::{
    Confirmation, Confirmed, Header, NotJudged, Phases, Rehearsal, Request, Seen, Step, Verdict,
};
pub use files::{EVIDENCE, MANIFEST, MESSAGE, PAGE, REQUESTS};
pub use hash::{content_hash, record_hash};
pub use names::{Format, Level, State, StepState};
pub use pack::Pack;
pub use time::{NoTime, Time};
pub use verify::{Fit, verify};

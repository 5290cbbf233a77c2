//! The partner record: what the user fills in and what Recruitee holds.
//!
//! A function of its input: no disk, no network, no clock. Findings come back all at once; `Err` only
//! where nothing could be looked at.

mod codename;
mod draft;
mod encoding;
mod file;
mod inputs;
mod kind;
mod merge;
mod problem;
mod problem_code;
mod remote;
mod send_body;
mod typed_url;
mod url_field;

pub use codename::{CodenameFault, judge as judge_codename, suggest as suggest_codename};
pub use draft::{BadValue, Draft, Field, Urls};
pub use encoding::decode;
pub use file::{FORMAT, FileFault, PartnerFile};
pub use inputs::{Input, InputFault, InputKey, KNOWN_KINDS as KNOWN_INPUT_KINDS, defaults as default_inputs};
pub use kind::Kind;
pub use merge::{Conflict, Merged, merge, with_sent, with_unknown_of};
pub use problem::{CARD_DESCRIPTION, LONG_NAME, Problem, Severity, has_duplicates, is_placeholder, problems};
pub use problem_code::ProblemCode;
pub use remote::{NotUnderstood, Remote, create_body, differing, patch_body};
pub use send_body::{SendBody, Sending};
pub use typed_url::{ReadFault, Repair, TypedUrl, read as read_url, suggest as suggest_url};
pub use url_field::{Environment, UrlFault, UrlField, judge as parse_url};

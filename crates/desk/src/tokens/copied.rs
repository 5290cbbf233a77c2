//! A secret on the clipboard.

use redact::UnparsedSecret;

/// A secret that this app has put on the clipboard.
pub(crate) struct Copied {
    pub(crate) number: u64,
    pub(crate) secret: UnparsedSecret,
}

//! What to do about a keychain that cannot be used.

use crate::wire::error_code::ErrorCode;

/// What to do on that system; what is the same everywhere is said once.
pub(crate) fn steps(code: ErrorCode, system: &str) -> Vec<String> {
    let code = code.key();
    let own = format!("{code}.steps.{system}");
    let steps = if text::has(&own) { own } else { format!("{code}.steps") };
    text::plain(&steps).lines().map(str::to_owned).collect()
}

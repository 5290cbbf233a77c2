//! What to do about a keychain that cannot be used.

/// What to do on that system; what is the same everywhere is said once.
pub(crate) fn steps(code: &str, system: &str) -> Vec<String> {
    let own = format!("{code}.steps.{system}");
    let steps = if text::has(&own) { own } else { format!("{code}.steps") };
    text::plain(&steps).lines().map(str::to_owned).collect()
}

//! Origins, to which secrets are bound, and addresses as they may be shown.

use std::fmt;
use url::Url;

/// Scheme, host and port of an address: what a secret is bound to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin(String);

impl Origin {
    /// The origin of `url`, or `None` where there is none to speak of (`mailto:`, `file:`).
    pub fn of(url: &Url) -> Option<Self> {
        let origin = url.origin();
        origin.is_tuple().then(|| Self(origin.ascii_serialization()))
    }

    /// As `https://host:port`, the port only where it is not the scheme's own.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An address for logs and messages: no user info, no fragment, and the values of its query masked,
/// because partners put keys there.
pub fn display_url(url: &Url) -> String {
    let mut shown = url.clone();
    // Both fail only for addresses that cannot carry user info, and then there is none to remove.
    let _ = shown.set_username("");
    let _ = shown.set_password(None);
    shown.set_fragment(None);
    let keys: Vec<String> = url.query_pairs().map(|(key, _)| key.into_owned()).collect();
    if url.query().is_some() {
        shown.set_query(None);
        let mut pairs = shown.query_pairs_mut();
        for key in keys {
            pairs.append_pair(&key, "***");
        }
        drop(pairs);
    }
    shown.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shown_address_holds_no_user_info_no_fragment_and_no_query_value() {
        let url = Url::parse("https://joe:hunter2@example.com:8443/a?key=sesame&b=1#frag").unwrap();
        assert_eq!(display_url(&url), "https://example.com:8443/a?key=***&b=***");
    }

    #[test]
    fn an_origin_leaves_out_the_schemes_own_port() {
        let url = Url::parse("https://Example.com:443/x").unwrap();
        assert_eq!(Origin::of(&url).unwrap().as_str(), "https://example.com");
        assert_eq!(Origin::of(&Url::parse("mailto:a@b.c").unwrap()), None);
    }
}

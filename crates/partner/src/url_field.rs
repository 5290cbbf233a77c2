//! The four addresses of a partner and what an address may look like.

use crate::typed_url::{ReadFault, read};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use url::{Host, Url};

/// Which of the addresses (`partner.urls`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UrlField {
    /// Called when a customer pastes a token.
    ValidateToken,
    /// Called when a recruiter opens the send dialog.
    Tests,
    /// Called when a recruiter presses Send.
    SendCandidate,
    /// Opened by customers in the browser.
    HelpArticle,
}

impl UrlField {
    /// All four, in the order of the form.
    pub const ALL: [Self; 4] = [Self::ValidateToken, Self::Tests, Self::SendCandidate, Self::HelpArticle];

    /// The key in `partner.urls`.
    pub fn key(self) -> &'static str {
        match self {
            Self::ValidateToken => "validate_token",
            Self::Tests => "tests",
            Self::SendCandidate => "send_candidate",
            Self::HelpArticle => "help_article",
        }
    }
}

/// Where a partner is registered. They differ in base address, certificates and address rules only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Environment {
    /// The imitation inside this app.
    Sandbox,
    /// The Release Candidate, Recruitee's test system.
    Rc,
}

impl Environment {
    /// The name used in files, in the database and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Sandbox => "sandbox",
            Self::Rc => "rc",
        }
    }

    /// The environment of that name.
    pub fn of_key(key: &str) -> Option<Self> {
        [Self::Sandbox, Self::Rc].into_iter().find(|environment| environment.key() == key)
    }
}

/// What is wrong with the text of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UrlFault {
    /// Nothing given. Never stops a save; a failing check.
    Missing,
    /// Not an absolute web address at all. Stops a save.
    NotAUrl,
    /// A space inside. Stops a save.
    Space,
    /// `https://https://…`: the second scheme would be the host. Stops a save.
    Doubled,
    /// http, where https is asked for. Stops a save, except on loopback in the Sandbox, where it is no
    /// fault.
    Http,
    /// A name or password in front of the host. A failing check.
    UserInfo,
    /// A part after `#`, which no server sees. A failing check.
    Fragment,
}

/// Whether the host of `url` is this computer itself.
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => IpAddr::V4(ip).is_loopback(),
        Some(Host::Ipv6(ip)) => IpAddr::V6(ip).is_loopback(),
        None => false,
    }
}

/// Judges one address by rule ADDR-1: absolute https, no user info, no fragment. Plain http passes on
/// loopback in the Sandbox. The URL is the parser's form, whatever had to be repaired for it: that is what is
/// sent, and so what can be called.
///
/// # Errors
/// The first fault, in the order in which a person would fix them.
pub fn judge(text: &str, environment: Option<Environment>) -> Result<Url, UrlFault> {
    let url = read(text)
        .map_err(|fault| match fault {
            ReadFault::Empty => UrlFault::Missing,
            ReadFault::NotUrl => UrlFault::NotAUrl,
            ReadFault::Space => UrlFault::Space,
            ReadFault::Doubled(_) => UrlFault::Doubled,
        })?
        .url;
    if url.scheme() == "http" && !(environment == Some(Environment::Sandbox) && is_loopback(&url)) {
        return Err(UrlFault::Http);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(UrlFault::UserInfo);
    }
    if url.fragment().is_some() {
        return Err(UrlFault::Fragment);
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_absolute_https_without_user_info_or_fragment() {
        use UrlFault::{Doubled, Fragment, Http, Missing, NotAUrl, Space, UserInfo};
        let rc = Some(Environment::Rc);
        for (text, expect) in [
            ("https://api.example.org/token", None),
            ("  https://api.example.org/token ", None),
            ("", Some(Missing)),
            ("api.example.org/token", Some(NotAUrl)),
            ("ftp://example.org", Some(NotAUrl)),
            ("https:///token", None),
            ("https://", Some(NotAUrl)),
            ("javascript:alert(1)", Some(NotAUrl)),
            ("https://api example.org", Some(Space)),
            ("https://https://api.example.org", Some(Doubled)),
            ("http://api.example.org", Some(Http)),
            ("http://127.0.0.1:9/x", Some(Http)),
            ("https://me:pw@api.example.org", Some(UserInfo)),
            ("https://api.example.org/#x", Some(Fragment)),
        ] {
            assert_eq!(judge(text, rc).err(), expect, "{text}");
        }
    }

    #[test]
    fn plain_http_passes_on_loopback_in_the_sandbox_only() {
        let sandbox = Some(Environment::Sandbox);
        assert!(judge("http://127.0.0.1:8080/x", sandbox).is_ok());
        assert!(judge("http://localhost/x", sandbox).is_ok());
        assert!(judge("http://[::1]/x", sandbox).is_ok());
        assert_eq!(judge("http://localhost/x", None), Err(UrlFault::Http));
        assert_eq!(judge("http://localhost.example.org/x", sandbox), Err(UrlFault::Http));
    }
}

//! Who may ask the recruiter: programs on this computer, and its own pages.
//!
//! It calls URLs with a customer's token, so no website may make it do that in a visitor's browser: a name that was
//! made to lead here is not one of ours, and browsers say which page a request comes from.

use crate::names::SUFFIX;
use crate::recruiter::obstacle::Obstacle;
use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use url::{Host, Url};

/// What pages may do: show themselves, their own style and script, and pictures that they bring along.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Lets requests through that are not a foreign page's.
pub(crate) async fn guard(request: Request, next: Next) -> Response {
    let mut answer = if is_foreign(request.method(), request.headers(), request.uri().host()) {
        Obstacle::ForeignPage.into_response()
    } else {
        next.run(request).await
    };
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Without it browsers would not say that a form is our own.
        (header::REFERRER_POLICY, "same-origin"),
        // Candidates are not to stay in a cache on the disk.
        (header::CACHE_CONTROL, "no-store"),
    ] {
        answer.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    answer
}

fn is_foreign(method: &Method, headers: &HeaderMap, authority: Option<&str>) -> bool {
    let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(host) = text(&header::HOST).or(authority) else { return true };
    let Ok(own) = Url::parse(&format!("https://{host}")) else { return true };
    let is_ours = match own.host() {
        Some(Host::Domain(name)) => {
            name == "localhost"
                || name.strip_suffix(SUFFIX).is_some_and(|front| front.is_empty() || front.ends_with('.'))
        }
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    };
    if !is_ours {
        return true;
    }
    if *method == Method::GET {
        return false;
    }
    let has_other_origin = text(&header::ORIGIN)
        .is_some_and(|origin| Url::parse(origin).map_or(true, |from| from.origin() != own.origin()));
    let site = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    has_other_origin || site.is_some_and(|site| !["same-origin", "none"].contains(&site))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_foreign_with(method: &Method, given: &[(&'static str, &'static str)]) -> bool {
        let headers = given
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        is_foreign(method, &headers.collect(), None)
    }

    #[test]
    fn a_website_cannot_have_the_recruiter_send_anything() {
        let (get, post) = (Method::GET, Method::POST);
        let own = ("host", "127.0.0.1:8443");
        assert!(!is_foreign_with(&get, &[own]), "a person opens the page");
        assert!(!is_foreign_with(&post, &[own]), "a script sends no origin");
        for host in ["localhost:8443", "[::1]:8443", "api.sandbox.partner-desk.invalid"] {
            assert!(!is_foreign_with(&get, &[("host", host)]), "{host}");
        }
        let from = |origin| [own, ("origin", origin)];
        assert!(!is_foreign_with(&post, &from("https://127.0.0.1:8443")));
        for origin in ["https://shop.example", "null", "http://127.0.0.1:8443", "https://127.0.0.1:8444"] {
            assert!(is_foreign_with(&post, &from(origin)), "{origin}");
        }
        assert!(is_foreign_with(&post, &[own, ("sec-fetch-site", "cross-site")]));
        for host in ["shop.example", "127.0.0.1.shop.example", "notsandbox.partner-desk.invalid", "10.0.0.7"]
        {
            assert!(is_foreign_with(&get, &[("host", host)]), "a name that leads here: {host}");
        }
        assert!(is_foreign_with(&get, &[]), "no name at all");
    }
}

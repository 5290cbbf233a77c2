//! Where an article was asked for, and where the answer was found.

use crate::{Answer, Evidence};
use partner::UrlField;
use url::Url;

/// The URL of the article and, where redirects led elsewhere, the one it was found at.
pub(crate) fn asked_and_found(evidence: &Evidence, answer: &Answer) -> (Option<Url>, Option<Url>) {
    let asked = Url::parse(evidence.subject.draft.urls.get(UrlField::HelpArticle).trim()).ok();
    let found = answer.found_at.as_deref().and_then(|found| Url::parse(found).ok());
    let bare = |url: &Url| {
        let mut url = url.clone();
        url.set_fragment(None);
        url
    };
    let is_elsewhere = found.as_ref().map(bare) != asked.as_ref().map(bare);
    (asked, found.filter(|_| is_elsewhere))
}

/// Words that a URL of a log-in page has as a label of its host, …
const SIGN_ON_HOSTS: &str = "login signin sign-in accounts account auth auth0 sso id idp identity oauth passport cas adfs keycloak \
    secure-login";
/// … as the end of its host, …
const SIGN_ON_SERVICES: &str = "okta.com oktapreview.com auth0.com onelogin.com microsoftonline.com login.live.com b2clogin.com \
    amazoncognito.com accounts.dev pingone.com";
/// … or as a part of its path.
const SIGN_ON_PATHS: &str = "login log-in log_in signin sign-in sign_in logon sso auth oauth oauth2 authorize authenticate \
    authentication saml saml2 wp-login user_login userlogin customer_login unauthenticated inloggen \
    aanmelden anmelden anmeldung einloggen connexion se-connecter logowanie zaloguj iniciar-sesion acceder \
    acceso members-login";

fn is_in(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|one| one == word)
}

/// Whether a URL is that of a log-in page.
pub(crate) fn is_sign_on_url(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let labels: Vec<&str> = host.split('.').collect();
    let own = &labels[..labels.len().saturating_sub(2)];
    let parts: Vec<String> = parts(url).collect();
    own.iter().any(|label| is_in(SIGN_ON_HOSTS, label))
        || SIGN_ON_SERVICES
            .split_whitespace()
            .any(|service| host == service || host.ends_with(&format!(".{service}")))
        || parts.iter().any(|part| is_in(SIGN_ON_PATHS, part))
        || parts.windows(2).any(|two| matches!(two[0].as_str(), "session" | "sessions") && two[1] == "new")
}

/// The parts of a path in lower case, without the endings of files.
fn parts(url: &Url) -> impl Iterator<Item = String> {
    url.path().split('/').filter(|part| !part.is_empty()).map(|part| {
        let part = part.to_lowercase();
        let endings = [".html", ".htm", ".php", ".aspx", ".asp", ".jsp", ".do", ".action"];
        let without = endings.iter().find_map(|ending| part.strip_suffix(ending));
        without.map_or_else(|| part.clone(), str::to_owned)
    })
}

/// Whether the article was asked for and the front page came: what many sites do with pages they no
/// longer have.
pub(crate) fn went_home(asked: &Url, found: &Url) -> bool {
    (is_home(found) || is_center(found) && !is_center(asked)) && !is_home(asked) && is_same_site(asked, found)
}

/// The front page of a help center, which has a path of its own on many sites: `/hc`, `/hc/pl`, `/de/help`.
fn is_center(url: &Url) -> bool {
    const CENTERS: [&str; 8] = [
        "hc",
        "helpcenter",
        "help-center",
        "help-centre",
        "helpdesk",
        "kb",
        "knowledge-base",
        "knowledgebase",
    ];
    let parts: Vec<String> = parts(url).filter(|part| !is_language(part) && part != "index").collect();
    matches!(parts.as_slice(), [only] if CENTERS.contains(&only.as_str()))
        && url.query().is_none()
        && url.fragment().is_none()
}

/// A front page: nothing but a language in its path, and in its query nothing that could name a page.
fn is_home(url: &Url) -> bool {
    let is_name =
        |part: &str| matches!(part, "home" | "homepage" | "index" | "default" | "start" | "welcome");
    let mut parts = parts(url).peekable();
    parts.next_if(|part| is_language(part));
    parts.next_if(|part| is_name(part));
    let says_nothing = |key: &str| {
        let key = key.to_lowercase();
        key.starts_with("utm_")
            || matches!(
                key.as_str(),
                "lang"
                    | "language"
                    | "locale"
                    | "lng"
                    | "hl"
                    | "l"
                    | "ln"
                    | "region"
                    | "country"
                    | "market"
                    | "ref"
                    | "source"
                    | "from"
                    | "redirected"
                    | "redirect"
                    | "redirected_from"
                    | "error"
                    | "notfound"
                    | "not_found"
                    | "404"
                    | "gclid"
                    | "fbclid"
                    | "_ga"
                    | "setlang"
            )
    };
    let is_page = url.query_pairs().any(|(key, _)| !says_nothing(&key));
    // A route of scripts: "/#/help/recruitee".
    let is_route = url.fragment().is_some_and(|fragment| fragment.contains('/'));
    parts.next().is_none() && !is_page && !is_route
}

/// Languages, and countries that sites name in their place.
const LANGUAGES: &str = "ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl he hi hr hu hy id is it ja ka \
    kk ko lb lt lv mk ms mt nb nl nn no pl pt ro ru sk sl sq sr sv sw ta th tl tr uk ur uz vi zh us gb au nz ch at br mx jp \
    cn se dk eng deu fra nld pol spa ger";

/// "en", "de-DE", "pt_br", "zh-hans".
fn is_language(part: &str) -> bool {
    let (language, region) = part.split_once(['-', '_']).map_or((part, None), |(l, r)| (l, Some(r)));
    let is_letters = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase());
    // Without a region any short word could be one: "qa", "hc", "faq".
    (is_in(LANGUAGES, language)
        || region.is_some() && (2..=3).contains(&language.len()) && is_letters(language))
        && region.is_none_or(|region| {
            (2..=4).contains(&region.len()) && region.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// The same host, with or without www, or the one above it: from help.harbour.partner to harbour.partner. Also
/// from one name of a help center to another.
fn is_same_site(asked: &Url, found: &Url) -> bool {
    const NAMES: [&str; 10] =
        ["help", "support", "docs", "hc", "kb", "knowledge", "learn", "academy", "guide", "app"];
    let (Some(asked), Some(found)) = (asked.host_str(), found.host_str()) else { return false };
    let (asked, found) = (asked.trim_start_matches("www."), found.trim_start_matches("www."));
    let is_apex = found.contains('.') && asked.ends_with(&format!(".{found}"));
    let is_center = match (asked.split_once('.'), found.split_once('.')) {
        (Some((one, site)), Some((other, same))) => {
            site == same && site.contains('.') && NAMES.contains(&one) && NAMES.contains(&other)
        }
        _ => false,
    };
    asked == found || is_apex || is_center
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home(asked: &str, found: &str) -> Result<bool, url::ParseError> {
        Ok(went_home(&Url::parse(asked)?, &Url::parse(found)?))
    }

    #[test]
    fn a_front_page_is_one_in_every_language_and_under_every_name() -> Result<(), url::ParseError> {
        let asked = "https://help.harbour.partner/articles/recruitee";
        for found in [
            "https://help.harbour.partner/",
            "https://help.harbour.partner/en",
            "https://help.harbour.partner/en/",
            "https://help.harbour.partner/de-DE/",
            "https://help.harbour.partner/pt_br",
            "https://help.harbour.partner/nl/home",
            "https://help.harbour.partner/index.html",
            "https://help.harbour.partner/home",
            "https://help.harbour.partner/?lang=nl",
            "https://help.harbour.partner/?utm_source=404&redirected=1",
            "https://www.help.harbour.partner/",
            "https://harbour.partner/",
            "https://www.harbour.partner/en-gb/",
            "https://support.harbour.partner/",
            "https://help.harbour.partner/hc",
            "https://help.harbour.partner/hc/pl",
            "https://help.harbour.partner/en-us/help-center/",
        ] {
            assert!(home(asked, found)?, "{found}");
        }
        for found in [
            "https://help.harbour.partner/hc/pl/articles/12",
            "https://help.harbour.partner/en/recruitee",
            "https://help.harbour.partner/faq",
            "https://help.harbour.partner/?p=12",
            "https://help.harbour.partner/?page_id=12&lang=nl",
            "https://help.harbour.partner/#/recruitee",
            "https://recruitee.harbour.partner/",
            "https://harbour-for-recruitee.partner/",
            "https://partner/",
        ] {
            assert!(!home(asked, found)?, "{found}");
        }
        // Who asks for a front page gets it.
        assert!(!home("https://harbour.partner/en", "https://harbour.partner/en/")?);
        assert!(!home("https://harbour.partner/", "https://www.harbour.partner/nl")?);
        assert!(home("https://harbour.partner/?p=12", "https://harbour.partner/")?);
        assert!(!home("https://harb.link/x", "https://recruitee-guide.partner/")?);
        Ok(())
    }

    #[test]
    fn a_log_in_page_is_told_by_its_url() -> Result<(), url::ParseError> {
        for url in [
            "https://login.harbour.partner/",
            "https://harbour.partner/login?next=%2Fhelp",
            "https://harbour.partner/users/sign_in",
            "https://harbour.partner/u/login",
            "https://harbour.partner/session/new",
            "https://harbour.okta.com/app/1",
            "https://login.microsoftonline.com/common/oauth2/authorize",
            "https://harbour.partner/wp-login.php?redirect_to=x",
            "https://accounts.google.com/v3/signin",
            "https://id.harbour.partner/",
        ] {
            assert!(is_sign_on_url(&Url::parse(url)?), "{url}");
        }
        for url in [
            "https://harbour.partner/help/how-to-log-in",
            "https://harbour.partner/?login=1",
            "https://id.me/help",
            "https://auth.partner/help",
            "https://help.harbour.partner/session",
        ] {
            assert!(!is_sign_on_url(&Url::parse(url)?), "{url}");
        }
        Ok(())
    }
}

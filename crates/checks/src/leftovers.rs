//! What people leave in a URL: hosts for trying things, and placeholders that were never filled in.
//!
//! A false alarm stops a partner as surely as a miss lets a wrong URL through. So a word counts as a
//! placeholder only in the place and spelling in which no real service would use it.

use crate::verdict::Finding;
use partner::{UrlField, read_url};
use url::Url;

const HOSTS: &str = include_str!("leftover_hosts.txt");

/// What may stand behind `your` in a placeholder for a host.
const HOST_NOUNS: [&str; 34] = [
    "domain",
    "domainname",
    "subdomain",
    "company",
    "companyname",
    "business",
    "organization",
    "organisation",
    "org",
    "tenant",
    "workspace",
    "instance",
    "account",
    "site",
    "sitename",
    "website",
    "server",
    "host",
    "hostname",
    "service",
    "app",
    "appname",
    "api",
    "backend",
    "endpoint",
    "url",
    "product",
    "project",
    "brand",
    "partner",
    "integration",
    "platform",
    "ats",
    "tunnel",
];
/// Those that are one among other words, too.
const PLAINEST: [&str; 5] = ["domain", "company", "subdomain", "tenant", "instance"];
/// The same for a part of a path or a value of a query. Short: `/your-tests` may be a page.
const VALUE_NOUNS: [&str; 28] = [
    "company",
    "companyid",
    "companyname",
    "domain",
    "subdomain",
    "tenant",
    "tenantid",
    "org",
    "orgid",
    "organization",
    "organizationid",
    "account",
    "accountid",
    "workspace",
    "workspaceid",
    "client",
    "clientid",
    "partner",
    "partnerid",
    "id",
    "key",
    "apikey",
    "token",
    "apitoken",
    "accesstoken",
    "secret",
    "clientsecret",
    "password",
];
/// Names that are registered by nobody who checks candidates.
const STAND_INS: [&str; 16] = [
    "example",
    "exampledomain",
    "examplecompany",
    "domain",
    "domainname",
    "company",
    "companyname",
    "mydomain",
    "mycompany",
    "mysite",
    "mywebsite",
    "somedomain",
    "somecompany",
    "anydomain",
    "website",
    "foobar",
];
/// Words that stand for nothing else, wherever they are.
const FILLERS: [&str; 5] = ["changeme", "replaceme", "replacethis", "placeholder", "fillmein"];

/// The fault of one URL, if it is left over.
pub(crate) fn leftover(url_field: UrlField, text: &str) -> Option<Finding> {
    let url = read_url(text).ok().map(|typed| typed.url);
    let found = match &url {
        Some(url) => in_host(url).or_else(|| in_path(url_field, url)).or_else(|| in_query(url)),
        // `https://<company>.harbour.com` is no URL, and this is why.
        None if text.trim().to_ascii_lowercase().starts_with("http") => {
            marked(text).or_else(|| between(text, '[', ']'))
        }
        None => None,
    };
    if let Some(placeholder) = found {
        let quoted: String = placeholder.chars().filter(|c| !c.is_control()).take(60).collect();
        return Some(Finding::yours("placeholder").with("placeholder", quoted));
    }
    let url = url?;
    let kind = kind_of_host(&url)?;
    let finding = Finding::developers("leftover").with("host", host_of(&url));
    Some(finding.with("what", format!("leftover.{kind}")))
}

/// The host as it is shown and compared.
pub(crate) fn host_of(url: &Url) -> String {
    url.host_str().unwrap_or_default().trim_end_matches('.').to_ascii_lowercase()
}

/// The kind of service for trying things that a URL leads to.
fn kind_of_host(url: &Url) -> Option<&'static str> {
    let host = host_of(url);
    let is_at_or_below =
        |name: &str| host.strip_suffix(name).is_some_and(|front| front.is_empty() || front.ends_with('.'));
    let lines = HOSTS.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(' ')).find_map(|(kind, place)| {
        let (name, path) = place.split_once('/').unwrap_or((place, ""));
        let path = path.is_empty() || {
            let behind = url.path().trim_start_matches('/').strip_prefix(path);
            behind.is_some_and(|behind| behind.is_empty() || behind.starts_with('/'))
        };
        (path && is_at_or_below(name)).then_some(kind)
    })
}

/// Letters and digits alone, in lower case: `YOUR_Company-Id` is `yourcompanyid`.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a text says `your` and one of `nouns`, in whatever spelling.
fn is_yours(text: &str, nouns: &[&str]) -> bool {
    let plain = plain(text);
    plain.strip_prefix("your").is_some_and(|noun| {
        let noun = noun.strip_suffix("here").unwrap_or(noun);
        nouns.contains(&noun)
    })
}

fn is_filler(text: &str) -> bool {
    let plain = plain(text);
    let is_crossed_out = plain.len() >= 3 && plain.chars().all(|c| c == 'x') && plain.len() == text.len();
    let is_dots = !text.is_empty() && text.chars().all(|c| matches!(c, '.' | '…'));
    is_crossed_out || is_dots || FILLERS.contains(&plain.as_str()) || matches!(text, "TODO" | "TBD" | "FIXME")
}

fn in_host(url: &Url) -> Option<String> {
    let host = host_of(url);
    let labels: Vec<&str> = host.split('.').collect();
    let (top, below) = labels.split_last()?;
    // No host has these: names of variables, and the star of a certificate.
    if let Some(label) = labels.iter().find(|label| label.contains(['{', '}', '$', '*'])) {
        return Some((*label).to_owned());
    }
    let is_stand_in = |label: &&&str| says_yours(label) || **label == "subdomain" || is_filler(label);
    if let Some(label) = below.iter().find(is_stand_in).or(Some(top).filter(|top| says_yours(top))) {
        return Some((*label).to_owned());
    }
    let registered = registered_name(&labels)?;
    let stands_in = STAND_INS.contains(&plain(registered).as_str()) && registered.is_ascii();
    (matches!(*top, "example" | "tld") || stands_in).then_some(host)
}

/// Whether a label is a placeholder, or has the plainest of them among its words: `yourcompany-api`.
fn says_yours(label: &str) -> bool {
    let words: Vec<&str> = label.split(['-', '_']).collect();
    let pairs = words.windows(2).map(<[&str]>::concat);
    is_yours(label, &HOST_NOUNS)
        || words.iter().any(|word| is_yours(word, &PLAINEST))
        || pairs.into_iter().any(|pair| is_yours(&pair, &PLAINEST))
}

/// The label that somebody registered: the last but one, or the one before it below `co.uk` and its like.
fn registered_name<'a>(labels: &[&'a str]) -> Option<&'a str> {
    let [below @ .., second, top] = labels else { return None };
    let is_shared = top.len() == 2
        && matches!(*second, "co" | "com" | "org" | "net" | "ac" | "gov" | "edu" | "or" | "ne");
    if is_shared { below.last().copied().or(Some(second)) } else { Some(second) }
}

fn in_path(url_field: UrlField, url: &Url) -> Option<String> {
    url.path_segments()?.find_map(|raw| {
        if is_windows_variable(raw) {
            return Some(raw.to_owned());
        }
        let segment = decoded(raw);
        // Pages for people are named in words: `/help/your-account`. An endpoint is not.
        let is_yours = match url_field {
            UrlField::HelpArticle => segment.starts_with("YOUR") && is_yours(&segment, &VALUE_NOUNS),
            _ => is_yours(&segment, &VALUE_NOUNS) || (segment.starts_with("YOUR_") && segment.len() > 5),
        };
        let is_constant = ["_ID", "_KEY", "_TOKEN", "_NAME", "_DOMAIN", "_SECRET"];
        let is_constant = is_capitals(&segment) && is_constant.iter().any(|end| segment.ends_with(end));
        let is_whole = is_yours
            || is_constant
            || is_parameter(&segment)
            || is_filler(&segment)
            || is_bracketed(&segment);
        if is_whole { Some(segment) } else { marked(&segment) }
    })
}

fn in_query(url: &Url) -> Option<String> {
    url.query().into_iter().flat_map(|query| query.split('&')).find_map(|pair| {
        let (key, raw) = pair.split_once('=').unwrap_or(("", pair));
        if is_windows_variable(raw) {
            return Some(raw.to_owned());
        }
        let (key, value) = (decoded(key), decoded(&raw.replace('+', " ")));
        // `api_key=API_KEY`: the value is the name of what belongs there.
        let is_name = is_capitals(&value) && value.len() > 1 && plain(&key) == plain(&value);
        let is_yours = is_yours(&value, &VALUE_NOUNS) || value.starts_with("YOUR_");
        let is_whole =
            is_yours || is_name || is_parameter(&value) || is_filler(&value) || is_bracketed(&value);
        if is_whole { Some(value) } else { marked(&value).or_else(|| marked(&key)) }
    })
}

/// `{company}`, `{{company}}`, `${COMPANY}`, `<company>` or an ellipsis, anywhere in a text.
fn marked(text: &str) -> Option<String> {
    if text.contains('…') {
        return Some("…".into());
    }
    between(text, '{', '}').or_else(|| between(text, '<', '>'))
}

fn between(text: &str, open: char, close: char) -> Option<String> {
    text.match_indices(open).find_map(|(at, _)| {
        let rest = &text[at + open.len_utf8()..];
        let name = rest[..rest.find(close)?].trim_start_matches(open);
        (is_name(name) && !is_guid(name)).then(|| format!("{open}{name}{close}"))
    })
}

/// What a person writes between braces; JSON and ranges are something else. Nothing is a name too: `{}`.
fn is_name(text: &str) -> bool {
    text.chars().count() <= 40
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | '\'' | '’'))
        && (text.is_empty() || text.chars().any(char::is_alphabetic))
}

fn is_guid(text: &str) -> bool {
    text.len() == 36 && text.chars().all(|c| c.is_ascii_hexdigit() || c == '-')
}

/// `[company]`, as a whole: in a query `filter[name]` is a key.
fn is_bracketed(text: &str) -> bool {
    let inside = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    inside.is_some_and(|name| !name.is_empty() && is_name(name))
}

/// `:company_id` of a route, or `$COMPANY` of a shell. `tests:list` and `$metadata` are neither.
fn is_parameter(text: &str) -> bool {
    let is_word = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    text.strip_prefix(':').is_some_and(|name| is_word(name.trim_end_matches('?')))
        || text.strip_prefix('$').is_some_and(|name| is_word(name) && is_capitals(name))
}

/// `%COMPANY%`
fn is_windows_variable(raw: &str) -> bool {
    let inside = raw.strip_prefix('%').and_then(|rest| rest.strip_suffix('%'));
    inside.is_some_and(|name| {
        name.len() >= 3 && is_capitals(name) && !name.contains(|c: char| c.is_ascii_digit())
    })
}

fn is_capitals(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '_' | '-'))
}

/// A part of a URL without percent-encoding.
fn decoded(raw: &str) -> String {
    let bytes = raw.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let code = raw.get(at + 1..at + 3).filter(|_| *byte == b'%');
        if let Some(byte) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            plain.push(byte);
            at += 3;
        } else {
            plain.push(*byte);
            at += 1;
        }
    }
    String::from_utf8_lossy(&plain).into_owned()
}

#[cfg(test)]
mod tests;

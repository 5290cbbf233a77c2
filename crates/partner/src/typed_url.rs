//! A URL as a person typed or pasted it, and the URL that a parser makes of it.
//!
//! Parsers follow the URL standard, which repairs a lot without a word: missing slashes, backslashes,
//! characters that nobody sees. Whoever calls the URL with another library gets an error instead. So the
//! parser's form is what is kept, compared and sent, and what was repaired on the way is told.

use url::{Host, Url};

/// What a parser repairs silently and a person should know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Repair {
    /// Characters without a shape were taken out: zero-width ones, soft hyphens, a byte order mark, controls,
    /// tabs and line breaks.
    Invisible,
    /// Backslashes became slashes.
    Backslashes,
    /// There were not two slashes after the colon.
    Slashes,
    /// The host was written in another way: full-width letters, percent-encoding, an IP address as one number.
    Host,
}

/// The URL of a typed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedUrl {
    /// As a parser writes it. Read again, it is the same and needs no repair.
    pub url: Url,
    /// Each kind once.
    pub repairs: Vec<Repair>,
}

/// Why a text is no web URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadFault {
    /// Nothing that can be seen.
    Empty,
    /// No absolute http or https URL with a host.
    NotUrl,
    /// A space inside. Whether it is one too many or stands for `%20` cannot be known.
    Space,
    /// A scheme behind the scheme, and the URL that was probably meant. A parser would read the second one as
    /// the host.
    Doubled(Url),
}

/// Reads what a person typed.
///
/// # Errors
/// [`ReadFault`]
pub fn read(text: &str) -> Result<TypedUrl, ReadFault> {
    read_with(text, undouble)
}

/// The URL that was probably meant by a text that is no URL, or is one only after repairs.
pub fn suggest(text: &str) -> Option<Url> {
    match read(text) {
        Ok(typed) => (!typed.repairs.is_empty()).then_some(typed.url),
        Err(ReadFault::Doubled(meant)) => Some(meant),
        Err(ReadFault::Empty | ReadFault::Space) => None,
        Err(ReadFault::NotUrl) => {
            // Several lines may be several URLs.
            let text = text.trim();
            if text.contains(['\n', '\r']) {
                return None;
            }
            let (visible, _) = without_invisible(text, true);
            let host = without_misspelled_scheme(&visible);
            let typed = read(&format!("https://{host}")).ok()?;
            let is_plain = typed.repairs.is_empty() && typed.url.username().is_empty();
            (is_plain && typed.url.host_str().is_some_and(|host| host.contains('.'))).then_some(typed.url)
        }
    }
}

/// Reads with what is done about a second scheme.
fn read_with(text: &str, undouble: fn(&str, &str) -> Option<Url>) -> Result<TypedUrl, ReadFault> {
    let (visible, has_invisible) = without_invisible(text.trim(), false);
    let visible = visible.trim();
    if visible.is_empty() {
        return Err(ReadFault::Empty);
    }
    let (scheme, rest) = split_scheme(visible).ok_or(ReadFault::NotUrl)?;
    if holds_two(text) {
        return Err(ReadFault::NotUrl);
    }
    if visible.contains(char::is_whitespace) {
        return Err(ReadFault::Space);
    }
    let doubled = |second: &str| undouble(scheme, second).map_or(ReadFault::NotUrl, ReadFault::Doubled);
    let parsed = parse(visible);
    if let Some(second) = second_scheme(rest, parsed.is_some()) {
        return Err(doubled(second));
    }
    // Joiners that Persian or an emoji needs are kept; where they make no URL they were no such.
    let (url, has_joiner) = match parsed {
        Some(url) => (url, false),
        None => (parse(&without_invisible(visible, true).0).ok_or(ReadFault::NotUrl)?, true),
    };
    // What the parser made of it may say so only now: `%68ttps`, `a/../b`.
    if let Some(second) = split_scheme(url.as_str()).and_then(|(_, rest)| second_scheme(rest, true)) {
        return Err(doubled(second));
    }
    let before_query = rest.split(['?', '#']).next().unwrap_or_default();
    let repairs = [
        (has_invisible || has_joiner, Repair::Invisible),
        (before_query.contains('\\'), Repair::Backslashes),
        (rest.chars().take_while(|c| is_slash(*c)).count() != 2, Repair::Slashes),
        (is_host_rewritten(authority(rest), &url), Repair::Host),
    ];
    Ok(TypedUrl {
        url,
        repairs: repairs.into_iter().filter(|(is_there, _)| *is_there).map(|(_, kind)| kind).collect(),
    })
}

fn parse(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let has_host = url.host_str().is_some_and(|host| !host.is_empty());
    (matches!(url.scheme(), "http" | "https") && has_host).then_some(url)
}

fn is_slash(c: char) -> bool {
    matches!(c, '/' | '\\')
}

/// `http` or `https` and what follows the colon.
fn split_scheme(text: &str) -> Option<(&'static str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    ["https", "http"].into_iter().find(|known| scheme.eq_ignore_ascii_case(known)).map(|known| (known, rest))
}

/// Whether another URL begins on a later line: taking the line break out would glue the two together.
fn holds_two(text: &str) -> bool {
    text.trim().split(['\n', '\r']).skip(1).any(|line| split_scheme(line.trim_start()).is_some())
}

/// What begins with a scheme where the host should stand. A host may be called `https`, so a scheme needs a
/// colon that begins no port, or what only a scheme has behind it.
fn second_scheme(rest: &str, is_url: bool) -> Option<&str> {
    let second = rest.trim_start_matches(is_slash);
    let (word, after) = second.split_at(word_end(second)?);
    let is_web = word.eq_ignore_ascii_case("https") || word.eq_ignore_ascii_case("http");
    let is_scheme = match colon(after) {
        // `ttps://` of a paste that lost a letter, `ftp://`: no host has an empty port and two slashes.
        Some(behind) if behind.starts_with(is_slash) => {
            is_web || (!word.is_empty() && behind.chars().take_while(|c| is_slash(*c)).count() >= 2)
        }
        Some(behind) => {
            is_web && !behind.is_empty() && !(is_url && behind.starts_with(|c: char| c.is_ascii_digit()))
        }
        None if is_web && after.starts_with(is_slash) => {
            let host = after.trim_start_matches(is_slash);
            let first = host.split(is_slash).next().unwrap_or_default();
            !first.is_empty() && (after.len() - host.len() > 1 || first.contains('.'))
        }
        None => false,
    };
    is_scheme.then_some(second)
}

/// What follows a colon, also one that was percent-encoded.
fn colon(text: &str) -> Option<&str> {
    text.strip_prefix(':').or_else(|| {
        let encoded = text.get(..3)?.eq_ignore_ascii_case("%3a");
        encoded.then(|| &text[3..])
    })
}

/// The URL that was meant by one with several schemes: with https, when any of them says so.
fn undouble(first: &str, second: &str) -> Option<Url> {
    let mut is_https = first == "https";
    let mut left = second;
    while let Some(found) = second_scheme(left, false) {
        let (word, behind) = found.split_at(word_end(found)?);
        is_https |= !word.eq_ignore_ascii_case("http");
        left = without_slashes(colon(behind).unwrap_or(behind));
    }
    let scheme = if is_https { "https" } else { "http" };
    // Whatever is doubled even then is not taken apart any further.
    read_with(&format!("{scheme}://{left}"), |_, _| None).ok().map(|typed| typed.url)
}

fn word_end(text: &str) -> Option<usize> {
    text.find(|c: char| !c.is_ascii_alphanumeric() && c != '+' && c != '-')
}

/// Without slashes in front, also percent-encoded ones.
fn without_slashes(mut text: &str) -> &str {
    loop {
        let is_encoded = text.get(..3).is_some_and(|front| front.eq_ignore_ascii_case("%2f"));
        match if is_encoded { text.get(3..) } else { text.strip_prefix(is_slash) } {
            Some(behind) => text = behind,
            None => return text,
        }
    }
}

/// Without what somebody took for `https://`: `htps://`, `https//`, `https;//`, or `//` alone.
fn without_misspelled_scheme(text: &str) -> &str {
    let word_end = text.find(|c: char| !"HTPShtps".contains(c)).unwrap_or(text.len());
    let behind = text[word_end..].trim_start_matches([':', ';', ',']);
    let host = behind.trim_start_matches(is_slash);
    if word_end <= 7 && host.len() < behind.len() { host } else { text }
}

/// User info, host and port as typed.
fn authority(rest: &str) -> &str {
    let from_host = rest.trim_start_matches(is_slash);
    from_host.split(['/', '\\', '?', '#']).next().unwrap_or_default()
}

/// Whether the parser wrote the host in another way than a person would. Upper case and the punycode of a name
/// in another script are no such thing.
fn is_host_rewritten(authority: &str, url: &Url) -> bool {
    let user_end = authority.rfind('@');
    // `https://@host`: the parser drops a user that has no name.
    if user_end.is_some() && url.username().is_empty() && url.password().is_none() {
        return true;
    }
    let host = &authority[user_end.map_or(0, |at| at + 1)..];
    if matches!(url.host(), Some(Host::Ipv6(_)) | None) {
        return false;
    }
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    let written = url.host_str().unwrap_or_default();
    if host.is_ascii() {
        return !host.eq_ignore_ascii_case(written);
    }
    let labels = |text: &str| text.split('.').map(str::to_owned).collect::<Vec<_>>();
    let (typed, written) = (labels(host), labels(written));
    typed.len() != written.len()
        || typed.iter().zip(&written).any(|(typed, written)| {
            if typed.is_ascii() {
                !typed.eq_ignore_ascii_case(written)
            } else {
                !written.starts_with("xn--") || typed.chars().any(is_look_alike)
            }
        })
}

/// Letters in another dress, which stand for plain ones.
fn is_look_alike(c: char) -> bool {
    matches!(c, '\u{ff00}'..='\u{ffef}' | '\u{2460}'..='\u{24ff}' | '\u{1d400}'..='\u{1d7ff}' | '\u{2100}'..='\u{214f}')
}

/// `text` without what nobody sees, and whether there was any. Joiners and variation selectors behind a
/// character of another script belong to it, unless `strictly`.
fn without_invisible(text: &str, strictly: bool) -> (String, bool) {
    let mut kept = String::with_capacity(text.len());
    for c in text.chars() {
        let belongs =
            is_joiner(c) && !strictly && kept.chars().next_back().is_some_and(|before| !before.is_ascii());
        if belongs || !is_invisible(c) {
            kept.push(c);
        }
    }
    let found = kept.len() != text.len();
    (kept, found)
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0020}'..='\u{e007f}')
}

/// Controls, line and paragraph breaks, and what Unicode calls default-ignorable.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

//! Walls in front of sites that keep robots out. Their answers say nothing about what is behind them.

use crate::Answer;
use crate::page::{Page, decode};

/// Marks in a page, each of one product, as of November 2026. Pages of walls are short and hold few words.
const MARKS: [&str; 17] = [
    "/cdn-cgi/challenge-platform/",
    "cf-chl-",
    "_incapsula_resource",
    "captcha-delivery.com",
    "perimeterx.net",
    "px-captcha",
    "/_sec/cp_challenge",
    "sec-if-cpt-container",
    "errors.edgesuite.net",
    "awswafcookiedomainlist",
    "gokuprops",
    "sucuri website firewall",
    "ddos-guard",
    "kpsdk",
    "vercel security checkpoint",
    "challenges.cloudflare.com/turnstile",
    "stackpath",
];
/// A wall's page is no longer: a real article may speak of these products.
const MOST_BYTES: usize = 300 * 1024;
/// A page of less text that carries the mark of a wall is the wall.
const LITTLE: usize = 250;
/// A page of more text is an article, whatever words are in it.
const MUCH: usize = 1_500;

/// The product whose wall answered, if one did.
pub(crate) fn robot_wall(answer: &Answer) -> Option<&'static str> {
    let has = |name: &str| answer.header(name).is_some();
    let says = |name: &str, value: &str| {
        answer.header(name).is_some_and(|found| found.to_ascii_lowercase().contains(value))
    };
    // These two stand only where the answer is a wall's own.
    if says("cf-mitigated", "challenge") {
        return Some("Cloudflare");
    }
    if has("x-vercel-mitigated") {
        return Some("Vercel");
    }
    if has("x-amzn-waf-action") {
        return Some("AWS WAF");
    }
    if !matches!(answer.status, 200 | 202 | 401 | 403 | 405 | 406 | 429 | 503) {
        return None;
    }
    let is_page = answer.content_type.to_ascii_lowercase().contains("html") || answer.content_type.is_empty();
    if !is_page || answer.body.len() > MOST_BYTES {
        return None;
    }
    let source = decode(&answer.body, &answer.content_type);
    let mark = MARKS.iter().copied().find(|mark| source.to_lowercase().contains(mark));
    let page = Page::read(&source);
    let text = format!("{} {}", page.title, page.text).to_lowercase().replace('’', "'");
    let says_little = text.chars().count() < LITTLE;
    let refuses = answer.status != 200;
    match mark {
        // On a page that is shown, a script of a wall is no wall: many sites carry it.
        Some(mark) if refuses || says_little || (is_challenge(&text) && text.len() < MUCH) => {
            Some(product(mark))
        }
        None if refuses && has("x-datadome") => Some("DataDome"),
        None if refuses && has("x-iinfo") => Some("Imperva"),
        None if refuses && has("x-sucuri-id") => Some("Sucuri"),
        None if refuses && has("x-kpsdk-ct") => Some("Kasada"),
        None if refuses && says("server", "akamaighost") => Some("Akamai"),
        None if refuses && says("server", "cloudflare") && is_block(&source) => Some("Cloudflare"),
        None if text.contains("making sure you're not a bot") && text.len() < MUCH => Some("Anubis"),
        None if refuses && is_challenge(&text) => Some("robot protection"),
        _ => None,
    }
}

/// Whether a page asks its reader to prove that they are no robot.
fn is_challenge(page: &str) -> bool {
    const ASKS: [&str; 12] = [
        "just a moment",
        "checking your browser",
        "verifying you are human",
        "verify you are human",
        "verify that you are human",
        "are you a robot",
        "not a robot",
        "not a bot",
        "security checkpoint",
        "client challenge",
        "pardon our interruption",
        "attention required",
    ];
    ASKS.iter().any(|asks| page.contains(asks))
}

fn is_block(source: &str) -> bool {
    let page = source.to_lowercase();
    page.contains("sorry, you have been blocked") || page.contains("cf-error-details")
}

fn product(mark: &'static str) -> &'static str {
    match mark {
        "/cdn-cgi/challenge-platform/" | "cf-chl-" | "challenges.cloudflare.com/turnstile" => "Cloudflare",
        "_incapsula_resource" => "Imperva",
        "captcha-delivery.com" => "DataDome",
        "perimeterx.net" | "px-captcha" => "HUMAN",
        "/_sec/cp_challenge" | "sec-if-cpt-container" | "errors.edgesuite.net" => "Akamai",
        "awswafcookiedomainlist" | "gokuprops" => "AWS WAF",
        "sucuri website firewall" => "Sucuri",
        "ddos-guard" => "DDoS-Guard",
        "kpsdk" => "Kasada",
        "vercel security checkpoint" => "Vercel",
        _ => "robot protection",
    }
}

//! What people type and paste as URLs, and what is made of it.

use partner::Repair::{Backslashes, Host, Invisible, Slashes};
use partner::{Draft, Field, ReadFault, Repair, UrlField, differing, merge, problems, read_url, suggest_url};
use proptest::prelude::*;

fn url(text: &str) -> String {
    read_url(text).map_or_else(|fault| format!("{fault:?}"), |typed| typed.url.into())
}

fn repairs(text: &str) -> Vec<Repair> {
    read_url(text).unwrap_or_else(|fault| panic!("{text:?}: {fault:?}")).repairs
}

#[test]
fn what_a_parser_repairs_silently_is_named_and_the_repaired_url_given() {
    for (text, kept, found) in [
        ("https:api.harbour.com/token", "https://api.harbour.com/token", &[Slashes][..]),
        ("https:/api.harbour.com/token", "https://api.harbour.com/token", &[Slashes]),
        ("https:///api.harbour.com/token", "https://api.harbour.com/token", &[Slashes]),
        ("HTTPS:////api.harbour.com", "https://api.harbour.com/", &[Slashes]),
        ("http:api.harbour.com:8080", "http://api.harbour.com:8080/", &[Slashes]),
        ("https:\\\\api.harbour.com\\token", "https://api.harbour.com/token", &[Backslashes]),
        ("https:/\\api.harbour.com/token", "https://api.harbour.com/token", &[Backslashes]),
        ("https://api.harbour.com\\token", "https://api.harbour.com/token", &[Backslashes]),
        ("https:\\api.harbour.com", "https://api.harbour.com/", &[Backslashes, Slashes]),
        ("https://evil.com\\@api.harbour.com", "https://evil.com/@api.harbour.com", &[Backslashes]),
        ("https://api.har\u{ad}bour.com/", "https://api.harbour.com/", &[Invisible]),
        ("https://api.har\u{200b}bour.com/", "https://api.harbour.com/", &[Invisible]),
        ("https://api.har\u{200d}bour.com/", "https://api.harbour.com/", &[Invisible]),
        ("https://api.harbour.com/to\u{2060}ken", "https://api.harbour.com/token", &[Invisible]),
        ("https://api.harbour.com/token\u{200b}", "https://api.harbour.com/token", &[Invisible]),
        ("\u{feff}https://api.harbour.com/token", "https://api.harbour.com/token", &[Invisible]),
        ("https://api.harbour.com/\u{202e}token", "https://api.harbour.com/token", &[Invisible]),
        ("ht\u{200b}tps://api.harbour.com/", "https://api.harbour.com/", &[Invisible]),
        ("https://api.harbour.com/\r\ntoken", "https://api.harbour.com/token", &[Invisible]),
        ("https://api.har\tbour.com/token", "https://api.harbour.com/token", &[Invisible]),
        ("https://api.harbour.com/to\u{0}ken", "https://api.harbour.com/token", &[Invisible]),
        ("https:/api.har\u{ad}bour.com\\x", "https://api.harbour.com/x", &[Invisible, Backslashes, Slashes]),
        ("https://api%2Eharbour.com/", "https://api.harbour.com/", &[Host]),
        ("https://ａｐｉ.harbour.com/", "https://api.harbour.com/", &[Host]),
        ("https://api。harbour.com/", "https://api.harbour.com/", &[Host]),
        ("https://2130706433/x", "https://127.0.0.1/x", &[Host]),
        ("https://@api.harbour.com/", "https://api.harbour.com/", &[Host]),
    ] {
        assert_eq!((url(text).as_str(), &repairs(text)[..]), (kept, found), "{text:?}");
    }
}

#[test]
fn the_form_of_a_url_is_no_repair() {
    for (text, kept) in [
        ("https://api.harbour.com", "https://api.harbour.com/"),
        ("  https://api.harbour.com/token\n", "https://api.harbour.com/token"),
        ("https://API.Harbour.com:443/Token", "https://api.harbour.com/Token"),
        ("https://api.harbour.com//token", "https://api.harbour.com//token"),
        ("https://api.harbour.com/?back=a\\b", "https://api.harbour.com/?back=a\\b"),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
        ("https://münchen.de:8443/", "https://xn--mnchen-3ya.de:8443/"),
        ("https://[::1]:8443/x", "https://[::1]:8443/x"),
        ("https://10.0.0.7/x", "https://10.0.0.7/x"),
        ("https://me:pw@api.harbour.com/#part", "https://me:pw@api.harbour.com/#part"),
        (
            "https://api.harbour.com/نمی\u{200c}خواهم",
            "https://api.harbour.com/%D9%86%D9%85%DB%8C%E2%80%8C%D8%AE%D9%88%D8%A7%D9%87%D9%85",
        ),
        ("https://api.harbour.com/go/https://other.com", "https://api.harbour.com/go/https://other.com"),
        ("https://api.harbour.com/?to=https://other.com", "https://api.harbour.com/?to=https://other.com"),
        ("https://https.harbour.com/https/token", "https://https.harbour.com/https/token"),
        ("https://httpsharbour.com/", "https://httpsharbour.com/"),
        ("https://http-gateway/x", "https://http-gateway/x"),
        ("https://https:8443/x", "https://https:8443/x"),
        ("https://localhost:8443/x", "https://localhost:8443/x"),
    ] {
        assert_eq!((url(text).as_str(), &repairs(text)[..]), (kept, &[][..]), "{text:?}");
    }
}

#[test]
fn a_doubled_scheme_is_a_fault_of_its_own_with_the_url_that_was_meant() {
    for (text, meant) in [
        ("https://https://api.harbour.com/x", "https://api.harbour.com/x"),
        ("https://http://api.harbour.com/x", "https://api.harbour.com/x"),
        ("http://https://api.harbour.com/x", "https://api.harbour.com/x"),
        ("http://http://127.0.0.1:8080/x", "http://127.0.0.1:8080/x"),
        ("https://http:/api.harbour.com/x", "https://api.harbour.com/x"),
        ("http://https//api.harbour.com/x", "https://api.harbour.com/x"),
        ("https://https/api.harbour.com/x", "https://api.harbour.com/x"),
        ("https://https:api.harbour.com/x", "https://api.harbour.com/x"),
        ("https:https://api.harbour.com/x", "https://api.harbour.com/x"),
        ("https:\\\\https:\\\\api.harbour.com\\x", "https://api.harbour.com/x"),
        ("HTTPS://Https://api.harbour.com/x", "https://api.harbour.com/x"),
        ("https://https://https://api.harbour.com/x", "https://api.harbour.com/x"),
        ("https://https%3A%2F%2Fapi.harbour.com/a%2Fb", "https://api.harbour.com/a%2Fb"),
        ("https://ttps://api.harbour.com/x", "https://api.harbour.com/x"),
        ("https://%68ttps//api.harbour.com/x", "https://api.harbour.com/x"),
        ("https://ht\u{200b}tps://api.harbour.com/x", "https://api.harbour.com/x"),
    ] {
        assert_eq!(read_url(text), Err(ReadFault::Doubled(meant.parse().unwrap())), "{text:?}");
        assert_eq!(suggest_url(text).map(String::from).as_deref(), Some(meant), "{text:?}");
    }
}

#[test]
fn a_text_that_is_no_url_is_none_and_a_url_is_suggested_where_it_is_plain() {
    for (text, fault, suggestion) in [
        ("api.harbour.com/token", ReadFault::NotUrl, Some("https://api.harbour.com/token")),
        ("//api.harbour.com/token", ReadFault::NotUrl, Some("https://api.harbour.com/token")),
        ("https//api.harbour.com", ReadFault::NotUrl, Some("https://api.harbour.com/")),
        ("htps://api.harbour.com", ReadFault::NotUrl, Some("https://api.harbour.com/")),
        ("https:://api.harbour.com", ReadFault::NotUrl, Some("https://api.harbour.com/")),
        ("https;//api.harbour.com", ReadFault::NotUrl, Some("https://api.harbour.com/")),
        ("ftp://harbour.com", ReadFault::NotUrl, None),
        ("javascript:alert(1.5)", ReadFault::NotUrl, None),
        ("me@harbour.com", ReadFault::NotUrl, None),
        ("mailto:me@harbour.com", ReadFault::NotUrl, None),
        ("https://", ReadFault::NotUrl, None),
        ("https://https://", ReadFault::NotUrl, None),
        ("https://api.harbour.com\nhttps://api.harbour.com/tests", ReadFault::NotUrl, None),
        ("ask our developer", ReadFault::NotUrl, None),
        ("https://api harbour.com", ReadFault::Space, None),
        ("https://api.harbour.com/to\u{a0}ken", ReadFault::Space, None),
        ("\u{200b} \u{feff}", ReadFault::Empty, None),
        ("", ReadFault::Empty, None),
    ] {
        assert_eq!(read_url(text), Err(fault), "{text:?}");
        assert_eq!(suggest_url(text).map(String::from).as_deref(), suggestion, "{text:?}");
    }
}

fn with_tests(text: &str) -> Draft {
    let mut draft = Draft::default();
    draft.urls.tests = text.into();
    draft
}

#[test]
fn two_forms_of_one_url_are_no_change_and_a_repair_of_what_the_server_holds_is_one() {
    let changed = [Field::Url(UrlField::Tests)];
    for (draft, held, expect) in [
        ("https://api.x.com", "https://api.x.com/", &[][..]),
        ("https://API.x.com:443/", "https://api.x.com", &[]),
        ("https:/api.x.com", "https://api.x.com/", &[]),
        ("https://api.x.com/", "https:/api.x.com", &changed),
        ("https:/api.x.com", "https:/api.x.com", &changed),
        ("https://api.x.com/a", "https://api.x.com/A", &changed),
    ] {
        assert_eq!(differing(&with_tests(draft), &with_tests(held)), expect, "{draft} {held}");
    }
}

#[test]
fn a_repair_is_a_change_of_the_draft_and_never_a_conflict() {
    let broken = with_tests("https:/api.x.com");
    let whole = with_tests("https://api.x.com/");
    for (base, mine, held) in
        [(&broken, &broken, &broken), (&broken, &whole, &broken), (&Draft::default(), &whole, &broken)]
    {
        let merged = merge(base, mine, held);
        assert_eq!((&merged.draft, merged.taken.len(), merged.conflicts.len()), (mine, 0, 0));
        assert_eq!(differing(&merged.draft, held), [Field::Url(UrlField::Tests)]);
    }
    // What only the server has changed is taken in its repaired form.
    let merged = merge(&with_tests("https://old.x.com/"), &with_tests("https://old.x.com"), &broken);
    assert_eq!((&merged.draft, merged.conflicts.len()), (&whole, 0));
    // A draft that nobody touched follows the server.
    let next = with_tests("https://next.x.com/");
    assert_eq!(merge(&broken, &whole, &next).draft, next);
}

#[test]
fn a_repair_is_advice_and_a_doubled_scheme_or_a_space_stops_a_save() {
    use partner::Severity::{Advice, Blocks};
    for (text, code, severity, suggestion) in [
        ("https:/api.x.com", "url.slashes", Advice, Some("https://api.x.com/")),
        ("https:\\\\api.x.com", "url.backslashes", Advice, Some("https://api.x.com/")),
        ("https://api.x\u{ad}.com", "url.invisible", Advice, Some("https://api.x.com/")),
        ("https://api%2ex.com", "url.spelling", Advice, Some("https://api.x.com/")),
        ("https://https://api.x.com", "url.doubled", Blocks, Some("https://api.x.com/")),
        ("https://api.x.com/a b", "url.space", Blocks, None),
        ("http:/api.x.com/", "url.http", Blocks, Some("https://api.x.com/")),
    ] {
        let field = Field::Url(UrlField::Tests);
        let found = problems(&with_tests(text), None).into_iter().find(|one| one.field == field).unwrap();
        assert_eq!((found.code.key(), found.severity), (code, severity), "{text:?}");
        assert_eq!(found.suggestion.as_deref(), suggestion, "{text:?}");
    }
    assert!(
        problems(&with_tests("https://api.x.com"), None)
            .iter()
            .all(|one| one.field != Field::Url(UrlField::Tests))
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_url_that_was_read_reads_as_itself(
        start in "(https?:?[/\\\\]{0,3}){0,3}|HtTpS:|",
        rest in "([a-z.%:@/\\\\?#0-9]|\\PC|\u{200b}|\u{ad}|\n|%2[eEfF]|https|//|\\.\\./){0,12}",
    ) {
        let text = format!("{start}{rest}");
        let suggested = suggest_url(&text);
        if let Ok(typed) = read_url(&text) {
            let again = read_url(typed.url.as_str());
            prop_assert_eq!(again.as_ref().map(|again| &again.url), Ok(&typed.url), "{:?}", text);
            prop_assert_eq!(again.map(|again| again.repairs.len()), Ok(0), "{:?}", text);
        }
        if let Some(url) = suggested {
            prop_assert!(read_url(url.as_str()).is_ok_and(|again| again.url == url && again.repairs.is_empty()));
        }
    }

    #[test]
    fn what_is_sent_is_a_fixed_point_of_reading(text in "(https?:[/\\\\]{0,3})?[a-z.:@/\\\\?#\u{200b}A-Z%]{0,20}") {
        let draft = with_tests(&text);
        prop_assert_eq!(draft.trimmed().trimmed(), draft.trimmed());
        prop_assert_eq!(draft.as_held().as_held(), draft.as_held());
        prop_assert_eq!(draft.as_held().trimmed(), draft.trimmed());
        prop_assert!(differing(&draft, &draft.trimmed()).is_empty());
    }
}

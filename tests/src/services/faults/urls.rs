//! Addresses that a browser repairs without a word, and others that are no clean address.

use super::{Behaviour, Reply, Service, TESTS, TOKEN, fault, right};
use desk::{Draft, UrlField};

pub(super) fn services() -> Vec<Service> {
    vec![
        url(
            "one-slash-behind-the-scheme",
            "A slash was lost when the address was retyped, and browsers put it back.",
            &["ADDR-1"],
            |draft| draft.urls.set(UrlField::Tests, "https:/api.harbourtests.io/tests".into()),
        ),
        url(
            "no-slash-behind-the-scheme",
            "The slashes were deleted with the rest of an old host, and browsers put them back.",
            &["ADDR-1"],
            |draft| draft.urls.set(UrlField::ValidateToken, "https:api.harbourtests.io/token".into()),
        ),
        url(
            "three-slashes-behind-the-scheme",
            "The address was put together from parts, each with a slash of its own.",
            &["ADDR-1"],
            |draft| draft.urls.set(UrlField::SendCandidate, "https:///api.harbourtests.io/send".into()),
        ),
        url(
            "backslashes-throughout",
            "Somebody typed the address as Windows writes a path.",
            &["ADDR-1"],
            |draft| draft.urls.set(UrlField::ValidateToken, r"https:\\api.harbourtests.io\token".into()),
        ),
        url(
            "backslash-before-the-path",
            "One backslash stands where the path begins, from a script that joined host and path.",
            &["ADDR-1"],
            |draft| draft.urls.set(UrlField::Tests, r"https://api.harbourtests.io\tests".into()),
        ),
        url(
            "backslash-in-the-article",
            "The article's address was copied from a file on Windows.",
            &["ADDR-1"],
            |draft| {
                draft.urls.set(UrlField::HelpArticle, r"https://help.harbourtests.io\help\recruitee".into());
            },
        ),
        url(
            "soft-hyphen-in-the-host",
            "The address was copied from a PDF that could break the host at a soft hyphen.",
            &["ADDR-1"],
            |draft| draft.urls.set(UrlField::Tests, "https://api.harbour\u{ad}tests.io/tests".into()),
        ),
        url(
            "zero-width-space-in-the-host",
            "A chat program put a zero-width space behind the dot so that the line could break.",
            &["ADDR-1"],
            |draft| {
                draft.urls.set(UrlField::ValidateToken, "https://api.\u{200b}harbourtests.io/token".into());
            },
        ),
        url(
            "word-joiner-in-the-host",
            "A word processor kept the address on one line with a word joiner.",
            &["ADDR-1"],
            |draft| {
                draft.urls.set(UrlField::SendCandidate, "https://api\u{2060}.harbourtests.io/send".into());
            },
        ),
        url(
            "byte-order-mark-in-the-host",
            "The host comes from a file that begins with a byte order mark.",
            &["ADDR-1"],
            |draft| {
                draft
                    .urls
                    .set(UrlField::HelpArticle, "https://\u{feff}help.harbourtests.io/help/recruitee".into());
            },
        ),
        url(
            "zero-width-space-in-the-path",
            "A zero-width space was pasted into the path, where it becomes part of the address.",
            &["ADDR-1"],
            |draft| {
                draft.urls.set(UrlField::SendCandidate, "https://api.harbourtests.io/\u{200b}send".into());
            },
        ),
        url(
            "line-break-inside-the-address",
            "An e-mail program wrapped the address, and the line break was copied with it.",
            &["ADDR-1"],
            |draft| draft.urls.set(UrlField::Tests, "https://api.harbourtests.io/te\nsts".into()),
        ),
        url("tab-inside-the-address", "A cell of a spreadsheet had a tab in it.", &["ADDR-1"], |draft| {
            draft.urls.set(UrlField::ValidateToken, "https://api.harbourtests.io/\ttoken".into());
        }),
        url(
            "full-width-dots-in-the-host",
            "The address was typed with a Japanese keyboard, whose full stop browsers take for a dot.",
            &["ADDR-1"],
            |draft| draft.urls.set(UrlField::Tests, "https://api\u{3002}harbourtests\u{3002}io/tests".into()),
        ),
        url(
            "scheme-written-twice",
            "The address was pasted into a field that already held the scheme.",
            &["ADDR-1"],
            |draft| draft.urls.set(UrlField::Tests, "https://https://api.harbourtests.io/tests".into()),
        ),
        url(
            "two-different-schemes",
            "A template put https in front of a base address that has http already.",
            &["ADDR-1"],
            |draft| {
                draft.urls.set(UrlField::ValidateToken, "https://http://api.harbourtests.io/token".into());
            },
        ),
        url(
            "scheme-written-twice-without-its-colon",
            "A repair of a doubled scheme left its second half in place.",
            &["ADDR-1"],
            |draft| draft.urls.set(UrlField::SendCandidate, "https://https//api.harbourtests.io/send".into()),
        ),
        url(
            "colon-of-the-scheme-missing",
            "The colon was lost in a hand-written list.",
            &["ADDR-1"],
            |draft| {
                draft.urls.set(UrlField::SendCandidate, "https//api.harbourtests.io/send".into());
            },
        ),
        url("scheme-with-a-letter-missing", "One letter of the scheme was lost.", &["ADDR-1"], |draft| {
            draft.urls.set(UrlField::SendCandidate, "htps://api.harbourtests.io/send".into());
        }),
        url(
            "host-and-port-without-a-scheme",
            "The address is written as a load balancer shows it, and a parser reads the host as a scheme.",
            &["ADDR-1"],
            |draft| draft.urls.set(UrlField::SendCandidate, "api.harbourtests.io:443/send".into()),
        ),
        url(
            "name-and-password-in-the-address",
            "The password of the staging server was put into the address.",
            &["ADDR-1"],
            |draft| {
                draft.urls.set(UrlField::Tests, "https://harbour:sextant@api.harbourtests.io/tests".into());
            },
        ),
        url(
            "fragment-behind-the-address",
            "The address was copied from the API documentation with the anchor of its heading.",
            &["ADDR-1"],
            |draft| draft.urls.set(UrlField::Tests, "https://api.harbourtests.io/tests#list-tests".into()),
        ),
        url(
            "private-address-as-the-host",
            "The address is that of the server inside the office.",
            &["ADDR-2"],
            |draft| draft.urls.set(UrlField::SendCandidate, "https://10.20.0.14/send".into()),
        ),
        url(
            "private-address-of-version-six",
            "The send address is a unique local address of the company's own network.",
            &["ADDR-2"],
            |draft| draft.urls.set(UrlField::SendCandidate, "https://[fd12:3456:789a::14]/send".into()),
        ),
        url(
            "same-address-in-other-letters",
            "Two addresses look different by capitals and a port, and are one.",
            &["ADDR-7"],
            |draft| draft.urls.set(UrlField::SendCandidate, "https://API.HarbourTests.io:443/tests".into()),
        ),
        url(
            "same-address-by-a-detour",
            "The send address leads through a folder and back, and ends at the list of tests.",
            &["ADDR-7"],
            |draft| draft.urls.set(UrlField::SendCandidate, "https://api.harbourtests.io/v1/../tests".into()),
        ),
        Service {
            record: |draft| {
                for address in [UrlField::ValidateToken, UrlField::Tests, UrlField::SendCandidate] {
                    draft.urls.set(address, "https://api.harbourtests.io/recruitee".into());
                }
            },
            ..fault(
                "one-address-for-everything",
                "One endpoint gives the list to every GET and was entered three times.",
                &["ADDR-7"],
                "",
                one_endpoint,
            )
        },
    ]
}

/// The worked partner's service with a change to its addresses.
fn url(
    name: &'static str,
    story: &'static str,
    checks: &'static [&'static str],
    record: fn(&mut Draft),
) -> Service {
    Service { record, ..fault(name, story, checks, "", || Box::new(|asked| right(asked, TOKEN))) }
}

fn one_endpoint() -> Behaviour {
    Box::new(|asked| match (asked.path.as_str(), super::caller(asked, TOKEN)) {
        ("/recruitee", super::Caller::Known) => Reply::json(200, TESTS).into(),
        ("/recruitee", _) => super::refusal(),
        _ => right(asked, TOKEN),
    })
}

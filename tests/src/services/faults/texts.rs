//! Lists of tests that cannot be read: not JSON, cut short, wrongly encoded or wrongly packed.

use super::{Behaviour, Caller, Reply, Says, Service, TESTS, TOKEN, but, caller, fault, json, list, right};

pub(super) fn services() -> Vec<Service> {
    [around(), formats(), encodings(), packed()].into_iter().flatten().collect()
}

/// JSON with something before, behind or around it.
fn around() -> Vec<Service> {
    vec![
        fault(
            "php-notice-before-the-list",
            "PHP shows its notices on the production server, in front of the JSON.",
            &["TESTS-1"],
            "php",
            || {
                list(|| {
                    let notice = "<br />\n<b>Notice</b>:  Undefined index: lang in \
                        <b>/var/www/html/api/tests.php</b> on line <b>12</b><br />\n";
                    Reply::json(200, format!("{notice}{TESTS}"))
                })
            },
        ),
        fault(
            "php-warning-as-plain-text-before-the-list",
            "PHP warns without markup, because html_errors is off.",
            &["TESTS-1"],
            "php",
            || {
                list(|| {
                    let warning = "\nWarning: Undefined array key \"locale\" in /srv/harbour/src/Tests.php on line 40\n";
                    Reply::json(200, format!("{warning}{TESTS}"))
                })
            },
        ),
        fault(
            "php-deprecation-behind-the-list",
            "A library closes down after the answer and complains about the version of PHP.",
            &["TESTS-1"],
            "php",
            || {
                list(|| {
                    let complaint = "<br />\n<b>Deprecated</b>:  Creation of dynamic property Log::$file is \
                        deprecated in <b>/var/www/vendor/log/Log.php</b> on line <b>88</b><br />\n";
                    Reply::json(200, format!("{TESTS}{complaint}"))
                })
            },
        ),
        fault(
            "list-sent-twice",
            "The controller prints the list, and the framework prints its return value once more.",
            &["TESTS-1"],
            "",
            || list(|| Reply::json(200, format!("{TESTS}{TESTS}"))),
        ),
        fault(
            "list-behind-a-guard-against-hijacking",
            "The framework puts a guard before its JSON that only its own client takes away.",
            &["TESTS-1"],
            "",
            || list(|| Reply::json(200, format!(")]}}',\n{TESTS}"))),
        ),
        fault(
            "list-as-the-argument-of-a-function",
            "The endpoint was written for JSONP and calls a function with the list.",
            &["TESTS-1"],
            "",
            || list(|| Reply::body(200, "application/javascript", format!("callback({TESTS});"))),
        ),
        fault(
            "list-with-a-toolbar-behind-it",
            "The debug toolbar of the framework is added to every answer.",
            &["TESTS-1"],
            "",
            || {
                list(|| {
                    let toolbar = "\n<div id=\"sfwdt4f2c\" class=\"sf-toolbar\"><span>42 ms</span></div>\n";
                    Reply::html(200, format!("{TESTS}{toolbar}"))
                })
            },
        ),
    ]
}

/// Something else than JSON.
fn formats() -> Vec<Service> {
    vec![
        fault(
            "list-in-the-notation-of-python",
            "The list is printed as Python writes it, with single quotes.",
            &["TESTS-1"],
            "",
            || json("[{'id': 1, 'name': 'Knots and lines'}, {'id': 2, 'name': None}]"),
        ),
        fault(
            "list-with-a-comma-at-its-end",
            "A template writes a comma behind every entry, the last one too.",
            &["TESTS-1"],
            "",
            || json("[{\"id\":1,\"name\":\"Knots and lines\"},{\"id\":2,\"name\":\"Navigation\"},]"),
        ),
        fault(
            "list-with-a-number-that-is-none",
            "A table with an empty cell was written as JSON by a library that allows NaN.",
            &["TESTS-1"],
            "",
            || {
                json(
                    r#"[{"id":1,"name":"Knots and lines","minutes":NaN},{"id":2,"name":"Navigation","minutes":20}]"#,
                )
            },
        ),
        fault(
            "list-with-a-line-for-each-test",
            "The export writes one object on each line and no list around them.",
            &["TESTS-1"],
            "",
            || json("{\"id\":1,\"name\":\"Knots and lines\"}\n{\"id\":2,\"name\":\"Navigation\"}\n"),
        ),
        fault(
            "list-with-a-quote-inside-a-name",
            "The JSON is put together by hand, and a quotation mark in a name is not escaped.",
            &["TESTS-1"],
            "",
            || json(r#"[{"id":1,"name":"Knots, the "bowline" above all"},{"id":2,"name":"Navigation"}]"#),
        ),
        fault(
            "list-as-xml",
            "The service answers in XML unless it is asked for JSON.",
            &["TESTS-1"],
            "xml",
            || {
                list(|| {
                    let text = "<?xml version=\"1.0\"?><tests><test id=\"1\">Knots and lines</test></tests>";
                    Reply::body(200, "application/xml", text)
                })
            },
        ),
        fault(
            "list-as-a-table",
            "The list comes from a spreadsheet, separated by commas.",
            &["TESTS-1"],
            "",
            || list(|| Reply::body(200, "text/csv", "id,name\n1,Knots and lines\n2,Navigation\n")),
        ),
        fault(
            "list-as-a-page",
            "The address is that of the page on which people see the tests.",
            &["TESTS-1"],
            "",
            || {
                list(|| {
                    Reply::html(200, "<!doctype html><title>Tests</title><ul><li>Knots and lines</li></ul>")
                })
            },
        ),
        fault(
            "list-without-a-body",
            "The controller forgot to return what it had read.",
            &["TESTS-1"],
            "",
            || list(|| Reply::json(200, "")),
        ),
        fault("list-as-no-content", "A customer without tests gets 204.", &["TESTS-1"], "", || {
            list(|| Reply::status(204))
        }),
    ]
}

/// Bytes that are not the UTF-8 of JSON.
fn encodings() -> Vec<Service> {
    vec![
        fault(
            "list-in-utf-sixteen",
            "A Windows service writes UTF-16 with a byte order mark.",
            &["TESTS-1"],
            "utf-16",
            || {
                list(|| {
                    let body: Vec<u8> = std::iter::once(0xfeff)
                        .chain(TESTS.encode_utf16())
                        .flat_map(u16::to_le_bytes)
                        .collect();
                    Reply::body(200, "application/json; charset=utf-16", body)
                })
            },
        ),
        fault(
            "list-in-utf-sixteen-without-a-mark",
            "A Java service writes UTF-16 and says nothing about it.",
            &["TESTS-1"],
            "utf-16",
            || {
                list(|| {
                    let body: Vec<u8> = TESTS.encode_utf16().flat_map(u16::to_be_bytes).collect();
                    Reply::json(200, body)
                })
            },
        ),
        fault(
            "list-with-a-byte-order-mark",
            "The file with the list was saved by an editor on Windows that puts a mark before it.",
            &["TESTS-1"],
            "byte order mark",
            || list(|| Reply::json(200, format!("\u{feff}{TESTS}"))),
        ),
        fault(
            "list-in-latin-one",
            "The database speaks Latin-1, and its bytes are sent as they are.",
            &["TESTS-1"],
            "utf-8",
            || {
                list(|| {
                    Reply::json(
                        200,
                        &b"[{\"id\":1,\"name\":\"N\xe9gociation\"},{\"id\":2,\"name\":\"Caf\xe9\"}]"[..],
                    )
                })
            },
        ),
        fault(
            "list-in-base-sixty-four",
            "The gateway takes the function's answer for binary and sends it encoded.",
            &["TESTS-1"],
            "",
            || {
                json(
                    "W3siaWQiOjEsIm5hbWUiOiJLbm90cyBhbmQgbGluZXMifSx7ImlkIjoyLCJuYW1lIjoiTmF2aWdhdGlvbiwgMjAg\
                     bWludXRlcyJ9XQ==",
                )
            },
        ),
    ]
}

/// Answers that end too early, or that are not packed as they say.
fn packed() -> Vec<Service> {
    vec![
        fault(
            "list-cut-in-the-middle",
            "A column in the cache table is too short for the list.",
            &["TESTS-1"],
            "",
            || json(r#"[{"id":1,"name":"Knots and lines"},{"id":2,"name":"Navig"#),
        ),
        fault(
            "list-shorter-than-it-says",
            "The length was counted before a filter made the list shorter, and the connection just ends.",
            &["TESTS-1"],
            "",
            || raw("Content-Length: 4096\r\n", TESTS),
        ),
        fault(
            "list-whose-last-piece-never-comes",
            "The worker is stopped while it sends the list in pieces.",
            &["TESTS-1"],
            "",
            || raw("Transfer-Encoding: chunked\r\n", "23\r\n[{\"id\":1,\"name\":\"Knots and lines\"},\r\n"),
        ),
        fault(
            "list-called-gzip-and-not-packed",
            "A proxy unpacks the list and leaves the header that says it is packed.",
            &["TESTS-1"],
            "",
            || list(|| Reply::json(200, TESTS).header("Content-Encoding", "gzip")),
        ),
        fault(
            "list-called-brotli-and-packed-with-gzip",
            "Two layers pack, and the header is from the one that did not.",
            &["TESTS-1"],
            "",
            || list(|| Reply::json(200, GZIP).header("Content-Encoding", "br")),
        ),
        fault(
            "list-packed-and-cut",
            "The packed list is stored in a column that is too short for it.",
            &["TESTS-1"],
            "",
            || list(|| Reply::json(200, &GZIP[..GZIP.len() / 2]).header("Content-Encoding", "gzip")),
        ),
        fault(
            "list-packed-and-not-called-so",
            "The list is stored packed and sent as it is, without a header that says so.",
            &["TESTS-1"],
            "",
            || list(|| Reply::json(200, GZIP)),
        ),
        fault(
            "list-that-breaks-off-every-time",
            "The process runs out of memory whenever it reads the list.",
            &["TOKEN-6"],
            "",
            || {
                but(|asked, caller| {
                    (asked.path == "/tests" && caller == Caller::Known).then_some(Says::HangUp)
                })
            },
        ),
    ]
}

/// The list of tests is sent as these bytes under that header, then the connection ends.
fn raw(header: &'static str, body: &'static str) -> Behaviour {
    Box::new(move |asked| match (asked.path.as_str(), caller(asked, TOKEN)) {
        ("/tests", Caller::Known) => {
            let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n";
            Says::Bytes(format!("{head}{header}\r\n{body}").into_bytes())
        }
        _ => right(asked, TOKEN),
    })
}

/// The list of tests, packed with gzip.
const GZIP: &[u8] = &[
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 139, 174, 86, 202, 76, 81, 178, 50, 212, 81, 202, 75, 204, 77, 85, 178,
    82, 242, 206, 203, 47, 41, 86, 72, 204, 75, 81, 200, 201, 204, 75, 45, 86, 170, 213, 129, 168, 48, 130,
    171, 240, 75, 44, 203, 76, 79, 44, 201, 204, 207, 211, 81, 48, 50, 80, 200, 205, 204, 43, 45, 1, 41, 140,
    5, 0, 107, 91, 184, 214, 76, 0, 0, 0,
];

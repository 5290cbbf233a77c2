//! Compressed bodies as browsers read them, odd names of encodings, and bodies without a type.

use super::{ready, with_article, with_list};
use crate::services::{ARTICLE, Asked, Behaviour, Reply, Service, TESTS};

pub(super) fn services() -> Vec<Service> {
    vec![
        ready(
            "gzip-with-bytes-after-it",
            "A page compressed on disk, to which a module adds its comment.",
            || {
                let body = [GZIP, b"\r\n<!-- served by cache 7 -->\r\n"].concat();
                coded("gzip", "gzip", body)
            },
        ),
        ready(
            "gzip-called-x-gzip-with-a-file-name",
            "An old Apache that serves tests.json.gz as it lies.",
            || coded("gzip", "x-gzip", GZIP_WITH_A_NAME),
        ),
        ready("gzip-without-its-footer", "An embedded server that leaves the checksum out.", || {
            coded("gzip", "gzip", &GZIP[..GZIP.len() - 8])
        }),
        ready(
            "gzip-whatever-is-asked-for",
            "A list in a bucket, stored compressed and never unpacked.",
            || {
                let list = Reply::json(200, GZIP).header("Content-Encoding", "GZIP");
                Box::new(move |asked| with_list(asked, list.clone()))
            },
        ),
        ready(
            "deflate-without-a-header",
            "An old IIS, which means raw deflate when it says deflate.",
            || coded("deflate", "deflate", RAW_DEFLATE),
        ),
        ready("deflate-with-a-header", "A server that means zlib's format when it says deflate.", || {
            coded("deflate", "deflate", ZLIB)
        }),
        ready("list-by-brotli", "A CDN that takes the best encoding that is offered.", || {
            coded("br", "br", BROTLI)
        }),
        ready("list-by-zstd", "Caddy, which prefers zstd where it is offered.", || {
            coded("zstd", "zstd", ZSTD)
        }),
        ready(
            "article-by-brotli-whatever-is-asked-for",
            "A static site whose pages are stored compressed.",
            || {
                let page = Reply::html(200, BROTLI_PAGE).header("Content-Encoding", "br");
                Box::new(move |asked| with_article(asked, page.clone()))
            },
        ),
        ready(
            "encoding-named-after-a-character-set",
            "A developer who takes Content-Encoding for the character set.",
            || {
                let list = Reply::json(200, TESTS).header("Content-Encoding", "utf-8");
                Box::new(move |asked| with_list(asked, list.clone()))
            },
        ),
        ready("encoding-called-none", "A blog engine that says none where it does not compress.", || {
            let page = Reply::html(200, ARTICLE).header("Content-Encoding", "none");
            Box::new(move |asked| with_article(asked, page.clone()))
        }),
        ready("list-without-a-type", "A handler written by hand, which sets no header.", || {
            Box::new(|asked| with_list(asked, untyped(TESTS)))
        }),
        ready("list-as-plain-text", "A file without an extension on a static host.", || {
            Box::new(|asked| with_list(asked, Reply::body(200, "text/plain", TESTS)))
        }),
        ready("list-as-json-with-more-to-say", "A type with a version and a character set.", || {
            let kind = "application/vnd.harbour.tests.v2+json; Charset=\"UTF-8\"; profile=short";
            Box::new(move |asked| with_list(asked, Reply::body(200, kind, TESTS)))
        }),
        ready("article-without-a-type", "A script that prints a page and no header.", || {
            Box::new(|asked| with_article(asked, untyped(ARTICLE)))
        }),
        ready("article-with-a-byte-order-mark", "A page saved by Notepad.", || {
            let page = Reply::body(200, "text/html", format!("\u{feff}{ARTICLE}"));
            Box::new(move |asked| with_article(asked, page.clone()))
        }),
        ready(
            "article-as-xhtml",
            "A site that serves its pages as XML, with CDATA around the styles.",
            || {
                let page = Reply::body(200, "application/xhtml+xml; charset=utf-8", xhtml());
                Box::new(move |asked| with_article(asked, page.clone()))
            },
        ),
    ]
}

/// The list in these bytes under that name if the caller takes the coding, and plain otherwise.
fn coded(coding: &'static str, name: &'static str, bytes: impl Into<Vec<u8>>) -> Behaviour {
    let list = Reply::json(200, bytes).header("Content-Encoding", name).header("Vary", "Accept-Encoding");
    Box::new(move |asked| {
        with_list(asked, if takes(asked, coding) { list.clone() } else { Reply::json(200, TESTS) })
    })
}

fn takes(asked: &Asked, coding: &str) -> bool {
    let offered = asked.header("accept-encoding").unwrap_or_default();
    offered.split(',').any(|one| one.split(';').next().is_some_and(|name| name.trim() == coding))
}

fn untyped(body: &str) -> Reply {
    Reply { body: body.into(), ..Reply::status(200) }
}

/// The article as XML: its own declaration, an empty element with a slash, styles as CDATA.
fn xhtml() -> String {
    let open = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html \
                xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"en\">\n<head><style><![CDATA[ h1 > em { \
                color: navy } ]]></style><link rel=\"icon\" href=\"/harbour.svg\"/>";
    let rest = ARTICLE.split_once("<meta charset=\"utf-8\">").map_or(ARTICLE, |(_, rest)| rest);
    format!("{open}{rest}")
}

/// The list, by gzip.
const GZIP: &[u8] = b"\
    \x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\x8b\xaeV\xcaLQ\xb22\xd4Q\xcaK\xccMU\xb2R\xf2\xce\xcb/)VH\
    \xccKQ\xc8\xc9\xccK-V\xaa\xd5\x81\xa80\x82\xab\xf0K,\xcbLO,\xc9\xcc\xcf\xd3Q02P\xc8\xcd\xcc+-\x01)\
    \x8c\x05\x00k[\xb8\xd6L\x00\x00\x00";

/// The list, by gzip, with the name of a file in the header.
const GZIP_WITH_A_NAME: &[u8] = b"\
    \x1f\x8b\x08\x08\x00\x00\x00\x00\x02\xfftests.json\x00\x8b\xaeV\xcaLQ\xb22\xd4Q\xcaK\xccMU\xb2R\xf2\
    \xce\xcb/)VH\xccKQ\xc8\xc9\xccK-V\xaa\xd5\x81\xa80\x82\xab\xf0K,\xcbLO,\xc9\xcc\xcf\xd3Q02P\xc8\xcd\
    \xcc+-\x01)\x8c\x05\x00k[\xb8\xd6L\x00\x00\x00";

/// The list, deflated, without zlib's header.
const RAW_DEFLATE: &[u8] = b"\
    \x8b\xaeV\xcaLQ\xb22\xd4Q\xcaK\xccMU\xb2R\xf2\xce\xcb/)VH\xccKQ\xc8\xc9\xccK-V\xaa\xd5\x81\xa80\x82\
    \xab\xf0K,\xcbLO,\xc9\xcc\xcf\xd3Q02P\xc8\xcd\xcc+-\x01)\x8c\x05\x00";

/// The list, deflated, in zlib's format.
const ZLIB: &[u8] = b"\
    x\xda\x8b\xaeV\xcaLQ\xb22\xd4Q\xcaK\xccMU\xb2R\xf2\xce\xcb/)VH\xccKQ\xc8\xc9\xccK-V\xaa\xd5\x81\xa80\
    \x82\xab\xf0K,\xcbLO,\xc9\xcc\xcf\xd3Q02P\xc8\xcd\xcc+-\x01)\x8c\x05\x00\x93\xd6\x18l";

/// The list, by brotli.
const BROTLI: &[u8] = b"\
    \x1bK\x00\xa0\x1c\x07v\x8c\xe3\xc5#8\xb6\x8fA\xcd-\xd5\xdfe\x02\xd0\xaa3\xb0at\x06m\xa6[\xdaR\xe9\
    \xf4\xc1\x06\x1c`\x80\xbc\x0e\x9c\xc1\x20~o:\"\x96g|n\x84\xa1\xf6\x029\xef\xaa\xb4\xb4\xd2\x00rFB\
    \xd3U2\\'";

/// The list, by zstd.
const ZSTD: &[u8] = b"\
    (\xb5/\xfd\x20L\x05\x02\x00\xd2C\x0d\x11\xa0\xedS\x1dm\xe5*\xcd$<\x90|\\\x93\xfc\x7fA\xa8\x1e\xae(\
    \x9b\xdd\x86\xb1\xa0\x1f\xc7\xc4x&3@=\\\xcdmU\xa7\x85\xf1u9\xf9r\xa9\x0f\x04\xb9\xe2\xd3\x13\x02\x00\
    \xa0\x88\x95A=\x01";

/// A page, by brotli.
const BROTLI_PAGE: &[u8] = b"\
    \x1b\xb0\x02\x00\x8c\xc48&\xf1DsBRuS\xb6!\x1e\xe1q\xdc\x11\x0cz\x81\x8a\x9a\x9e\xb0\x9d\x97\x8c\x0fT\
    k\xcb\x86\x1a\x9d\xbd\xf3\x11\x11Kx\x0c\xd9$\xdc\x9f\xc9&6\x9b\xd5P\xaa6\xd7\xd6\xd6\xbf\x8f)\x9c\
    \x82eL&\x99\x19\x83\x1bj+\xbd\xd4\x98C\xa6sZ>\x7fI\xf6\xaa\xff\xc2\x0fN\xde\xdfP\x91>\x06\x09gt;)x\
    \x91O\x13<\x0a/\x13\x89\x7f\\\xaa\x09\xebv4H\xbf\xcf\xd9\xf9\xbe\x9bA\x0f\x07\xa7\xe17H\x91\\\\b\xd9\
    \xbb\xb6\x9a\x13\xcfnm'\xd7\x9d\x92\x19!8\x08\xd2k\xef\x13\x86\xfeG\xcd\x0e\xa6\xd4\xc3\x81X\x87Q\
    \x93\x077\xb4\x0c\xb4\xe0\x14\x98#\x13kd\x91\x89f\xbaf\x19'\x08=\x07\xb8\x19I\xa8pa\xedYb\x18z\x16P\
    \xd3\x0a|\xdb\xdb\x83x9X\xa8\x93\x84\x88\x83\"\xfb\x15\x17!\xff\xc2Z\"]\xb3\xa1Qx\xe2\xe8-\xef[\xcf\
    \xcd\xe5\xbbON4\xef\xdc\"R\x7fz\x90\xd7\xb0u$AI\x01";

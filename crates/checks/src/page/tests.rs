//! Pages as browsers read them, and pages made to mislead or exhaust a reader.

use super::*;
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn texts(page: &Page) -> Vec<&str> {
    page.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect()
}

fn main_text(source: &str) -> String {
    texts(&Page::read(source)).join(" | ")
}

#[test]
fn a_page_is_read_without_its_scripts_and_styles() {
    let page = Page::read(
        "<!doctype html><title>How to &amp; why</title><style>p{}</style><h1>Connect <b>it</b></h1>\
         <p>Copy</p><p>the to<b>ken</b>.</p><script>document.write('<p>never')</script><noscript>Turn on</noscript>\
         <form><input TYPE=Password></form>",
    );
    assert_eq!(page.title, "How to & why");
    assert_eq!(page.headings, ["Connect it"]);
    assert_eq!(page.text, "Connect it Copy the token.");
    assert_eq!(texts(&page), ["Connect it", "Copy", "the token."]);
    assert_eq!(page.noscript, "Turn on");
    assert!(page.has_password && page.has_script);
}

#[test]
fn what_only_looks_like_a_script_or_a_tag_takes_nothing_of_the_text() {
    for before in [
        "<!-- <script> -->",
        "<!-- <svg> <template> -->",
        "<textarea><script></textarea>",
        "<title>The <script> tag</title>",
        "<title><!--</title>",
        "<script><!-- if (a<b) document.write('<script>x</script>') --></script>",
        "<script>a = '</div><p>no'</script>",
        "<style>p::before{content:'</p><script>'}</style>",
        "<iframe src=x><p>no</iframe>",
        "<img alt='</h1><script>' src=x>",
        "<svg><style>p{}</style><title>no</title><text>no</text></svg>",
        "<svg><title>no</svg>",
        "<svg/>",
        "<svg><path>",
        "<svg><g><path></g>",
        "<div><svg><path></div>",
        "<math><mi>",
        "<noscript><p>no</noscript>",
        "<template><p>no</template>",
        "<select><option>no</select>",
        "<p hidden>no</p>",
        "<dialog><p>no</dialog>",
        "</noscript></template></svg></script>",
        "<input value='<b'>",
    ] {
        let page = Page::read(&format!("{before}<p>Copy</p><p>the token</p>"));
        assert_eq!(texts(&page), ["Copy", "the token"], "{before}");
    }
}

#[test]
fn html_that_breaks_out_of_a_drawing_is_read() {
    for tag in ["p", "div", "h1", "table", "ul", "blockquote", "pre", "span"] {
        assert_eq!(main_text(&format!("<svg><g><{tag}>Copy the token")), "Copy the token", "{tag}");
    }
    // Others do not: they are elements of the drawing.
    assert_eq!(main_text("<svg><section>Copy the token"), "");
    assert_eq!(
        main_text("<svg><foreignObject><p>Copy the token</p></foreignObject><text>no</text></svg>"),
        "Copy the token"
    );
    assert_eq!(main_text("<svg><![CDATA[<p>no]]></svg><p>Copy"), "Copy");
    assert_eq!(Page::read("<svg><title>Logo</title></svg><title>Connect</title>").title, "Connect");
    assert_eq!(Page::read("<title>Connect</title><title>Other</title>").title, "Connect");
}

#[test]
fn what_nothing_ends_is_read_as_a_browser_reads_it() {
    assert_eq!(main_text("<noscript><img src=pixel><p>Copy</p>"), "Copy");
    assert_eq!(main_text("<template><p>Copy</p>"), "");
    assert_eq!(main_text("<script>var a = 1;<p>Copy</p>"), "");
    assert_eq!(main_text("<p>Copy<p>the token<li>now"), "Copy | the token | now");
    assert_eq!(main_text("<nav><ul><li>Docs</nav><p>Copy"), "Copy");
    assert_eq!(main_text("<header>Harbour<main><p>Copy</main>"), "Copy");
    assert_eq!(main_text("<p>Copy <b>the <i>token</b></i> now"), "Copy the token now");
    assert_eq!(main_text("<form><div>Name</form>Copy"), "Copy");
    assert_eq!(main_text("<p>Copy<plaintext><b>"), "Copy | <b>");
}

#[test]
fn hidden_elements_say_nothing() {
    for attribute in [
        "hidden",
        "HIDDEN=hidden",
        "style='color:red; DISPLAY : None'",
        "aria-hidden=true",
        "style=visibility:hidden",
    ] {
        assert_eq!(
            main_text(&format!("<div {attribute}><p>no<div>no</div></div><p>Copy")),
            "Copy",
            "{attribute}"
        );
    }
    for attribute in
        ["hidden=until-found", "aria-hidden=false", "style='display:block'", "data-hidden", "class=hidden"]
    {
        assert_eq!(main_text(&format!("<div {attribute}>Copy</div>")), "Copy", "{attribute}");
    }
    assert!(!Page::read("<div hidden><input type=password></div>").has_password);
    assert_eq!(main_text("<body style='display:none'><p>Copy"), "");
    assert_eq!(
        main_text("<article-body><template shadowrootmode=open><p>Copy</template></article-body>"),
        "Copy"
    );
}

#[test]
fn main_text_is_told_from_navigation() {
    let page = Page::read(
        "<header><a href=/>Home</a><h1>Harbour</h1></header><nav>Docs and more</nav><aside>News of today</aside>\
         <ul><li><a href=a>One</a><li><a href=b>Two more</a> (2)</ul>\
         <main><article><header><h1>Connect</h1></header><p>Open <a href=c>Settings</a> and copy the token.</p>\
         <label>Search</label><button>Send</button></article></main><footer>Harbour Ltd, Rotterdam</footer>",
    );
    assert_eq!(texts(&page), ["Connect", "Open Settings and copy the token."]);
    assert_eq!(page.headings, ["Connect"]);
    assert_eq!(page.side_headings, ["Harbour"]);
    assert_eq!(page.side_paragraphs, ["Harbour", "Docs and more", "News of today", "Harbour Ltd, Rotterdam"]);
    assert_eq!(page.buttons, ["Send"]);
    assert!(page.text.contains("Docs and more") && page.text.contains("Rotterdam"));
    assert_eq!(main_text("<div class=cookie-banner><p>We use cookies.</p><p>More</p></div><p>Copy"), "Copy");
    assert_eq!(main_text("<div class=has-cookie-banner><p>Copy"), "Copy");
    assert_eq!(main_text("<div class=consent-form><p>Ask the candidate."), "Ask the candidate.");
    let article = "Copy the token and paste it. ".repeat(10);
    assert_eq!(main_text(&format!("<form id=aspnetForm><div><p>{article}</div></form>")), article.trim());
}

#[test]
fn fields_are_told_by_what_they_ask_for() {
    let email = "<form><input type=email name=e></form>";
    assert!(Page::read(email).has_user_field && !Page::read(email).has_password);
    assert!(Page::read("<form><input name=username></form>").has_user_field);
    assert!(Page::read("<input autocomplete='username webauthn'>").has_user_field);
    for none in [
        "<input type=search name=q>",
        "<input type=hidden name=user>",
        "<input name=q>",
        "<!-- <input type=email> -->",
    ] {
        assert!(!Page::read(none).has_user_field, "{none}");
    }
    let box_above = Page::read("<header><form><input type=password><button>Log in</button></form></header>");
    assert!(box_above.has_side_password && !box_above.has_password);
    assert_eq!((box_above.buttons.len(), box_above.side_buttons), (0, vec!["Log in".to_owned()]));
}

#[test]
fn pages_are_decoded_as_browsers_decode_them() {
    let utf16 = |text: &str, bom: bool| -> Vec<u8> {
        let units = bom.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    };
    for (bytes, kind) in [
        ("Prüfung".as_bytes().to_vec(), ""),
        ("\u{feff}Prüfung".as_bytes().to_vec(), "text/html; charset=windows-1252"),
        (b"Pr\xfcfung".to_vec(), "text/html; charset=\"ISO-8859-1\""),
        (b"Pr\xfcfung".to_vec(), "text/html"),
        (b"<meta charset=windows-1252>Pr\xfcfung".to_vec(), "text/html"),
        (
            b"<meta http-equiv=Content-Type content='text/html; charset=latin1'>Pr\xfcfung".to_vec(),
            "text/html",
        ),
        ("<meta charset=utf-16>Prüfung".as_bytes().to_vec(), "text/html"),
        ("<!-- <meta charset=koi8-r> -->Prüfung".as_bytes().to_vec(), "text/html"),
        ("<script>'<meta charset=koi8-r>'</script>Prüfung".as_bytes().to_vec(), "text/html"),
        (utf16("Prüfung", true), "text/html"),
        (utf16("Prüfung", false), "text/html; charset=utf-16le"),
    ] {
        assert_eq!(main_text(&decode(&bytes, kind)), "Prüfung", "{kind} {bytes:?}");
    }
    assert_eq!(main_text(&decode(b"<meta charset=iso-8859-2>zaloguj si\xea", "text/html")), "zaloguj się");
}

#[test]
fn an_answer_without_a_type_is_a_page_when_it_begins_as_one() {
    for source in ["<!DOCTYPE html>", "\n <html lang=en>", "<!-- x --><p>", "\u{feff}<h1>x", "<p>x"] {
        assert!(is_html("", source), "{source}");
    }
    for source in ["", "%PDF-1.7", "{\"a\":1}", "Connect", "<?xml version='1.0'?>", "<harbour>", "<pre"] {
        assert!(!is_html("", source), "{source}");
    }
    assert!(is_html("Text/HTML;charset=x", "") && is_html("application/xhtml+xml", ""));
    assert!(!is_html("text/plain", "<!doctype html>") && !is_html("text/html5", ""));
}

#[test]
fn long_pictures_and_scripts_in_a_page_take_nothing_of_its_text() {
    let picture = format!("<img src=\"data:image/png;base64,{}\">", "A".repeat(900_000));
    let script = format!("<SCRIPT>for(a=0;a<b;a++){{{}}}</SCRIPT>", "a<b;".repeat(10_000));
    let page = Page::read(&format!("<h1>Connect</h1>{picture}<p>Copy</p>{script}<p>the token</p>"));
    assert_eq!(texts(&page), ["Connect", "Copy", "the token"]);
    assert!(page.has_script);
}

/// Much of each, made to cost more than it weighs.
fn hostile() -> Vec<String> {
    let nested = |inner: &str| format!("{}{}", "<div>".repeat(30_000), inner.repeat(30_000));
    let mut pages: Vec<String> = [
        "<div>",
        "<svg>",
        "<a href=x>",
        "<form>",
        "<b><i><table>",
        "<p><button>",
        "<h1>",
        "<li>",
        "<!--",
        "<select><option>",
        "<svg><foreignObject>",
        "<template>",
        "<noscript>",
        "<ul><li>",
        "&amp;",
        "&",
        "<table><tr><td>",
        "<svg><title>",
        "</p>",
        "<a href=x><div></a>",
        "<form><div></form>",
        "<p><table>",
        "<![CDATA[",
        "<dialog open>",
        "<nav><main>",
        "<label>x",
    ]
    .iter()
    .map(|one| one.repeat(300_000 / one.len()))
    .collect();
    pages.extend(["</p>", "</a>", "<p>", "<a href=x>", "</div><div>", "</form><form>", "<li>"].map(nested));
    pages.extend([
        format!("<p {}>", (0..100_000).map(|at| format!("a{at}=1 ")).collect::<String>()),
        format!("<p {}>", "id=1 ".repeat(200_000)),
        format!("<script>{}", "<b".repeat(400_000)),
        format!("<script><!--{}", "<script>".repeat(120_000)),
        format!("<p {}", "<".repeat(900_000)),
        format!("<{}>", "a".repeat(900_000)),
        format!("<title>{}", "</titl".repeat(160_000)),
        format!("<textarea>{}", "<".repeat(900_000)),
        (0..30_000).map(|at| format!("<x{at}>")).collect(),
    ]);
    pages
}

#[test]
fn pages_made_to_exhaust_a_reader_are_read_in_passing() {
    for evil in hostile() {
        let begin = Instant::now();
        let page = Page::read(&evil);
        let took = begin.elapsed();
        // Far above what it takes, far below what a reader takes that compares each with each.
        assert!(took < Duration::from_secs(10), "{took:?} for {}", &evil[..40]);
        assert!(page.headings.len() <= 300);
    }
}

proptest! {
    #[test]
    fn no_page_makes_the_reader_panic(source in ".{0,400}", tags in "[<>/a-z =\"!&;-]{0,400}", bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        Page::read(&source);
        Page::read(&tags);
        Page::read(&decode(&bytes, &source));
    }

    #[test]
    fn tags_in_any_order_are_read_and_what_follows_them_in_the_clear_is_found(
        tags in prop::collection::vec(prop::sample::select(vec![
            "<p>", "</p>", "<div>", "</div>", "<svg>", "</svg>", "<path>", "<foreignObject>", "<desc>", "<table>", "<tr>", "<td>",
            "</table>", "<a href=x>", "</a>", "<form>", "</form>", "<b>", "</b>", "<li>", "<ul>", "</ul>", "<h1>", "</h2>",
            "<nav>", "</nav>", "<button>", "</button>", "<select>", "<option>", "</select>", "<noscript>", "</noscript>", "x",
            "<math>", "<mi>", "<title>", "</title>", "<label>", "<header>", "<main>", "</main>", "</header>", "<dialog>", "</dialog>",
        ]), 0..60),
    ) {
        let page = Page::read(&format!("<div>{}", tags.concat()));
        prop_assert!(page.length() <= tags.len());
    }
}

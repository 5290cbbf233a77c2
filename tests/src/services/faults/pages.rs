//! What stands at the article's address is no page, or a page without an article.

use super::{Reply, Service, article, article_with, but, fault, moved, page};
use crate::services::Says;

pub(super) fn services() -> Vec<Service> {
    vec![
        fault(
            "article-drawn-by-scripts",
            "The documentation is a single-page application with an empty root.",
            &["HELP-2"],
            "script",
            || {
                article(|| {
                    let body = r#"<div id="root"></div>
<script type="module" src="/assets/index-4f2c.js"></script>"#;
                    page("en", "Harbour Tests Docs", body)
                })
            },
        ),
        fault(
            "article-drawn-by-scripts-says-so-in-dutch",
            "The Dutch documentation asks readers without scripts to switch them on.",
            &["HELP-2"],
            "script",
            || {
                article(|| {
                    let body = r#"<noscript><p>Je hebt JavaScript nodig om deze pagina te bekijken.</p></noscript>
<div id="app"><div class="spinner">Laden…</div></div>
<script src="/app.js" defer></script>"#;
                    page("nl", "Harbour Tests Documentatie", body)
                })
            },
        ),
        fault(
            "article-inside-the-data-of-a-script",
            "The text of the article is in the page, but only as data for a script.",
            &["HELP-2"],
            "script",
            || {
                article(|| {
                    let data =
                        article_with("").replace("</", "<\\/").replace('"', "\\\"").replace('\n', "\\n");
                    let body = format!(
                        "<div id=\"__next\"></div>\n<script id=\"__NEXT_DATA__\" type=\"application/json\">\
                         {{\"props\":{{\"html\":\"{data}\"}}}}</script>"
                    );
                    page("en", "How to use Harbour Tests in Recruitee", &body)
                })
            },
        ),
        fault(
            "article-in-a-frame-from-elsewhere",
            "The help page embeds a published document and holds no text of its own.",
            &["HELP-2"],
            "",
            || {
                article(|| {
                    let body = r#"<iframe src="https://docs.example-office.com/document/d/e/2PACX/pub?embedded=true"
width="100%" height="900"></iframe>"#;
                    page("en", "Recruitee integration", body)
                })
            },
        ),
        fault(
            "article-is-a-pdf",
            "The manual was exported as a PDF and uploaded to the website.",
            &["HELP-1"],
            "pdf",
            || {
                article(|| {
                    Reply::body(
                        200,
                        "application/pdf",
                        "%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n%%EOF\n",
                    )
                })
            },
        ),
        fault(
            "article-is-a-text-file",
            "The address points at the Markdown file in the repository of the documentation.",
            &["HELP-1"],
            "",
            || {
                article(|| {
                    let text = "# Harbour Tests in Recruitee\n\n## Where to find your API token\n\nOpen Settings, then \
                        Integrations, and copy the token.\n";
                    Reply::body(200, "text/plain; charset=utf-8", text)
                })
            },
        ),
        fault(
            "article-is-a-download",
            "The address is that of a Word document on the company's file server.",
            &["HELP-1"],
            "",
            || {
                article(|| {
                    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
                    let name = "attachment; filename=\"recruitee.docx\"";
                    Reply::body(200, kind, "PK\u{3}\u{4}").header("Content-Disposition", name)
                })
            },
        ),
        fault(
            "article-answered-as-data",
            "The address is that of the help centre's API, which gives the article as JSON.",
            &["HELP-1"],
            "",
            || {
                article(|| {
                    Reply::json(200, r#"{"article":{"title":"Recruitee","body":"<p>Open Settings.</p>"}}"#)
                })
            },
        ),
        fault(
            "article-behind-the-password-of-staging",
            "The help site still has the password dialog of its staging days.",
            &["HELP-1"],
            "",
            || {
                article(|| {
                    Reply::html(401, "<h1>401 Authorization Required</h1>")
                        .header("WWW-Authenticate", "Basic realm=\"Staging\"")
                })
            },
        ),
        fault(
            "article-refused-to-the-outside",
            "The help site admits the addresses of the company's network alone.",
            &["HELP-1"],
            "",
            || article(|| Reply::html(403, "<html><head><title>403 Forbidden</title></head></html>")),
        ),
        fault(
            "article-was-taken-down",
            "The article was removed, and the help centre says so with the right status.",
            &["HELP-1"],
            "",
            || article(|| Reply::html(410, "<h1>This article has been removed</h1>")),
        ),
        fault(
            "article-that-breaks-the-help-centre",
            "The plug-in that renders the article fails, and the page is an error of the server.",
            &["HELP-1"],
            "",
            || article(|| Reply::html(500, "<p>There has been a critical error on this website.</p>")),
        ),
        fault(
            "article-in-a-circle",
            "Two rules for languages send the reader from one to the other and back.",
            &["HELP-1"],
            "",
            || {
                but(|asked, _| {
                    let to = match asked.path.as_str() {
                        "/help/recruitee" | "/en/help/recruitee" => "/en-gb/help/recruitee",
                        "/en-gb/help/recruitee" => "/en/help/recruitee",
                        _ => return None,
                    };
                    Some(Reply::redirect(302, to).into())
                })
            },
        ),
        fault(
            "article-that-is-one-picture",
            "The manual was scanned, and the page holds a picture of it.",
            &["HELP-2"],
            "",
            || {
                article(|| {
                    page(
                        "en",
                        "Manual",
                        r#"<img src="/uploads/manual-page-one.jpg" alt="" width="1240" height="1754">"#,
                    )
                })
            },
        ),
        fault(
            "article-on-a-parked-name",
            "The domain of the help site ran out, and a registrar shows its advertisements there.",
            &["HELP-2"],
            "",
            || moved(302, "https://parking.registrar-lander.com/harbourtests.io", parked),
        ),
        fault(
            "article-whose-server-hangs-up",
            "The help centre closes the connection before it has said anything.",
            &["HELP-1"],
            "",
            || but(|asked, _| (asked.path == "/help/recruitee").then_some(Says::HangUp)),
        ),
    ]
}

fn parked() -> Reply {
    let body = r##"<h1>harbourtests.io</h1>
<p>This domain may be for sale. <a href="#">Inquire now</a></p>
<h2>Related searches</h2>
<ul><li><a href="#">Assessment software</a></li><li><a href="#">Online recruitment</a></li>
<li><a href="#">Boat harbour</a></li></ul>"##;
    page("en", "harbourtests.io", body)
}

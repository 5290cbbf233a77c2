//! Pages that are articles, though a search through their text would say otherwise.

use super::{ready, with_article};
use crate::services::{ARTICLE, Behaviour, Reply, Service};

const NAVIGATION: &str =
    "<header><nav><a href=/>Home</a> <a href=/prices>Prices</a> <a href=/login>Log in</a></nav>";

const LOG_IN: &str = "<form action=\"/login\" method=\"post\"><h2>Log in</h2>\
                      <label>E-mail <input type=\"email\" name=\"email\"></label>\
                      <label>Password <input type=\"password\" name=\"password\"></label>\
                      <button>Log in</button> <a href=\"/forgot\">Forgot your password?</a></form>";

pub(super) fn services() -> Vec<Service> {
    let mut all = marked_up();
    all.extend(furnished());
    all.extend(worded());
    all
}

/// HTML that only a parser reads right.
fn marked_up() -> Vec<Service> {
    vec![
        ready(
            "script-within-a-comment",
            "A page with support for old browsers that was switched off.",
            || {
                page(
                    "",
                    "<!-- <script> was here: see ticket 7 --><!--[if lt IE 9]><script \
                     src=/shiv.js><![endif]-->",
                    "",
                )
            },
        ),
        ready(
            "script-within-a-textarea",
            "A page that shows a snippet to copy, which is never closed.",
            || {
                page(
                    "",
                    "<p>Our badge:</p><textarea rows=2><script src=\"/badge.js\"> <style> <!-- </textarea>",
                    "",
                )
            },
        ),
        ready("script-within-the-title", "A page whose title names a tag.", || {
            let title = "<title>No more <script> tags: Harbour Tests and Recruitee</title>";
            let html = ARTICLE.replace("<title>Harbour Tests and Recruitee</title>", title);
            shown(html)
        }),
        ready(
            "script-that-holds-the-end-of-a-comment",
            "A page with code of the nineties around its scripts.",
            || page("<script><!--\nvar open = '<!--', text = '<p>loading';\n//--></script>", "", ""),
        ),
        ready("svg-that-is-never-closed", "A page whose picture of a logo lacks its end.", || {
            page("", "<svg viewBox=\"0 0 8 8\"><title>Logo</title><g><path d=\"M0 0h8v8H0z\">", "")
        }),
        ready(
            "large-picture-before-the-text",
            "A page exported from a word processor, pictures and all.",
            || {
                let picture = format!(
                    "<img alt=\"\" src=\"data:image/png;base64,iVBORw0KGgo{}\">",
                    "A".repeat(800_000)
                );
                page("", &picture, "")
            },
        ),
        ready(
            "state-before-the-text",
            "A page made on the server, with the data of the application in its head.",
            || {
                let state = format!(
                    "<script type=\"application/json\">{{\"pages\":\"{}\"}}</script>",
                    "<h1>x</h1>".repeat(30_000)
                );
                page(&state, "", "")
            },
        ),
        ready(
            "text-three-hundred-levels-deep",
            "A page from a page builder, with a box in each box.",
            || {
                page(
                    "",
                    &"<div class=\"row\"><div class=\"column\">".repeat(150),
                    &"</div></div>".repeat(150),
                )
            },
        ),
        ready("no-optional-tags", "A page written by hand, without html, head and body.", || {
            let text = main_part().replace("</p>", "").replace("</li>", "");
            shown(format!("<!doctype html><meta charset=utf-8><title>Harbour Tests</title>{text}"))
        }),
        ready(
            "text-in-a-table-of-the-nineties",
            "A page laid out with tables and fonts, in capitals.",
            || {
                let open = "<HTML><HEAD><TITLE>Help</TITLE></HEAD><BODY><TABLE><TR><TD><FONT SIZE=2>";
                let text = main_part().replace("h1>", "H1>").replace("h2>", "H2>").replace("<p>", "<P>");
                shown(format!("{open}{text}</FONT></TABLE></BODY></HTML>"))
            },
        ),
        ready("steps-in-folded-sections", "A page with questions that unfold.", || {
            let mut text = main_part().replace("</h2>", "</summary>");
            for id in ["token", "connect", "use"] {
                text = text.replace(&format!("<h2 id=\"{id}\">"), "</details><details><summary>");
            }
            shown(whole(
                "",
                &format!("<main><details open><summary>First of all</summary>{text}</details></main>"),
            ))
        }),
        ready("words-cut-by-marks", "A page whose words may break, with a mark within the name.", || {
            let text = main_part().replace("Recruitee", "Recruit<wbr>ee").replace("token", "to&shy;ken");
            shown(whole("", &format!("<main>{text}</main>")))
        }),
    ]
}

/// What stands around the text.
fn furnished() -> Vec<Service> {
    vec![
        ready("log-in-box-above-the-article", "A help centre whose head lets customers log in.", || {
            page("", &format!("{NAVIGATION}{LOG_IN}</header>"), "")
        }),
        ready("search-and-newsletter-forms", "A help centre with a search box and a newsletter.", || {
            page(
                "",
                "<header><form role=search><input type=search name=q placeholder=\"How can we \
                 help?\"></form></header>",
                "<footer><form><label>Your e-mail <input type=email \
                 required></label><button>Continue</button></form></footer>",
            )
        }),
        ready(
            "comments-need-a-log-in",
            "An article under which readers may write once they are logged in.",
            || {
                page(
                    "",
                    "",
                    &format!(
                        "<section><h2>Comments</h2><p>Please sign in to leave a \
                         comment.</p>{LOG_IN}</section>"
                    ),
                )
            },
        ),
        ready(
            "banner-for-readers-without-scripts",
            "An application made on the server: text first, scripts later.",
            || {
                let text = main_part();
                let banner =
                    "<noscript><strong>You need to enable JavaScript to run this app.</strong></noscript>";
                let scripts = "<script src=/static/js/main.8842.js defer></script>";
                shown(whole(scripts, &format!("{banner}<div id=\"root\">{text}</div>")))
            },
        ),
        ready("cookie-box-before-the-text", "A site that asks for consent, at length.", || {
            let vendors =
                "<li>We and our partner process data. <a href=#>Accept all</a> <a href=#>Reject</a></li>"
                    .repeat(60);
            page("", &format!("<div role=dialog><h2>We value your privacy</h2><ul>{vendors}</ul></div>"), "")
        }),
        ready(
            "contact-form-with-a-captcha",
            "An article with a form to ask further, which keeps robots out.",
            || {
                let form = "<form><h2>Still stuck?</h2><textarea></textarea><div class=\"g-recaptcha\" \
                            data-sitekey=\"6Lc\"></div><p>This site is protected by reCAPTCHA. Verify you \
                            are human before you send.</p></form>";
                page("<script src=\"https://www.google.com/recaptcha/api.js\" async></script>", "", form)
            },
        ),
        ready("coming-soon-beside-the-article", "A page with a word on what is being built.", || {
            page(
                "",
                "",
                "<aside><h2>Coming soon</h2><p>A page about badges is under construction.</p></aside>",
            )
        }),
    ]
}

/// Words that frighten.
fn worded() -> Vec<Service> {
    vec![
        ready(
            "heading-candidate-not-found",
            "An article that explains messages which its readers may see.",
            || {
                page(
                    "",
                    "",
                    "<h2>Candidate not found: what it means</h2><p>The page says \u{201c}404 Not \
                     Found\u{201d} or \u{201c}Sorry, we can\u{2019}t find that page\u{201d} when the \
                     candidate was deleted in Recruitee.</p>",
                )
            },
        ),
        ready("title-that-says-not-found", "An article on codes, one of which is in its title.", || {
            let title = "<title>Not found, 404 and 401: Harbour Tests in Recruitee | Help</title>";
            shown(ARTICLE.replace("<title>Harbour Tests and Recruitee</title>", title))
        }),
        ready(
            "title-just-a-moment",
            "A title that promises to be short, as a challenge page has it.",
            || {
                let title = "<title>Just a moment: Recruitee in two minutes</title>";
                shown(ARTICLE.replace("<title>Harbour Tests and Recruitee</title>", title))
            },
        ),
        ready(
            "article-on-access-denied",
            "An article that helps those who were stopped by a firewall.",
            || {
                page(
                    "",
                    "",
                    "<h2>Access Denied</h2><p>If you see \u{201c}You don\u{2019}t have permission to \
                     access this page. Reference #18.2f\u{201d}, or are asked to check that you are not a \
                     robot, write to us.</p>",
                )
            },
        ),
        ready("article-on-logging-in", "An article whose first step is to log in.", || {
            let html = ARTICLE
                .replace(
                    "<title>Harbour Tests and Recruitee</title>",
                    "<title>Log in and connect \
                     Recruitee</title>",
                )
                .replace(
                    "<p>You need",
                    "<h2>Log in</h2><p>Please log in to Harbour Tests with your e-mail and \
                     password.</p><p>You need",
                );
            shown(html)
        }),
        ready(
            "article-of-four-hundred-and-fifty-characters",
            "An article that says what is needed, and no more.",
            || {
                shown(whole(
                    "",
                    "<h1>Harbour Tests in Recruitee</h1><h2>Where is my API token?</h2><p>In Harbour \
                     Tests, open Settings, then Integrations, and press Copy token beside Recruitee.</p>\
                     <h2>How do I connect it?</h2><p>In Recruitee, open Marketplace, choose Harbour Tests, \
                     press Integrate, paste the token there and press Integrate again.</p><h2>How do I use \
                     it?</h2><p>Open a candidate, press Send Harbour Tests test and pick a test. The \
                     candidate gets an e-mail; the score shows on their profile as soon as the test \
                     is done.</p>",
                ))
            },
        ),
        ready(
            "long-article-with-much-else",
            "A page on all of the integrations, with Recruitee among them.",
            || {
                let others =
                    "<h2>Another system</h2><p>Ask its makers for a key and paste it on the page for it.</p>"
                        .repeat(300);
                page("", &others, &others)
            },
        ),
    ]
}

/// What stands within `main` in the article of the worked partner.
fn main_part() -> &'static str {
    let rest = ARTICLE.split_once("<main>").map_or(ARTICLE, |(_, rest)| rest);
    rest.split_once("</main>").map_or(rest, |(text, _)| text)
}

/// A page with this in its head and this as its body.
fn whole(head: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Harbour Tests and \
         Recruitee</title>{head}</head>\n<body>{body}</body></html>\n"
    )
}

/// The right service, whose article has this in its head, before its text and after it.
fn page(head: &str, before: &str, after: &str) -> Behaviour {
    shown(whole(head, &format!("{before}<main>{}</main>{after}", main_part())))
}

/// The right service with this page as its article.
fn shown(html: String) -> Behaviour {
    let reply = Reply::html(200, html);
    Box::new(move |asked| with_article(asked, reply.clone()))
}

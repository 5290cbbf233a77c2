//! Walls for robots in front of an article, and limits, which say nothing about the service; and the products
//! of the same makers where they let everybody pass.

use super::{HELP, is_known, ready, with_article, with_list};
use crate::services::{ARTICLE, Behaviour, Expect, Reply, Service, TOKEN, right};

/// The checks that need the article's text.
const ARTICLE_CHECKS: &[&str] = &["HELP-1", "HELP-2"];

/// The checks that need the list of tests.
const LIST_CHECKS: &[&str] = &["TOKEN-6", "TESTS-1", "TESTS-2", "TESTS-3", "TESTS-4", "TESTS-5"];

pub(super) fn services() -> Vec<Service> {
    let mut all = walls();
    all.extend(more_walls());
    all.extend(limits());
    all.extend(open_services());
    all
}

fn walls() -> Vec<Service> {
    vec![
        walled(
            "article-behind-a-challenge-of-cloudflare",
            "A help centre on Zendesk, with bot protection on.",
            || {
                wall(
                    Reply::html(
                        403,
                        challenge(
                            "Just a moment...",
                            "/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1",
                        ),
                    )
                    .header("Server", "cloudflare")
                    .header("cf-mitigated", "challenge")
                    .header("CF-RAY", "9a3c8dee46fe7f28-AMS"),
                )
            },
        ),
        walled(
            "article-blocked-by-a-rule-of-cloudflare",
            "A site that blocks all but known browsers by a rule.",
            || {
                let page = "<!DOCTYPE html><title>Attention Required! | Cloudflare</title><h1>Sorry, you \
                            have been blocked</h1><h2>You are unable to access \
                            harbourtests.io</h2><p>This website is using a security service to protect \
                            itself from online attacks. Cloudflare Ray ID: \
                            <strong>9a3c8dee46fe7f28</strong></p>";
                wall(
                    Reply::html(403, page)
                        .header("Server", "cloudflare")
                        .header("CF-RAY", "9a3c8dee46fe7f28-AMS"),
                )
            },
        ),
        walled(
            "article-behind-the-old-challenge-of-cloudflare",
            "A site in the mode against attacks, of 2022.",
            || {
                let page = challenge(
                    "Just a moment...",
                    "/cdn-cgi/challenge-platform/h/g/orchestrate/jsch/v1?ray=7f2",
                )
                .replace("</body>", "<h1>Checking if the site connection is secure</h1></body>");
                wall(
                    Reply::html(503, page)
                        .header("Server", "cloudflare")
                        .header("CF-RAY", "7f28a3c8dee46fe7-FRA"),
                )
            },
        ),
        walled(
            "article-behind-a-checkpoint-of-vercel",
            "A site on Vercel in the mode against attacks.",
            || {
                let page = challenge(
                    "Vercel Security Checkpoint",
                    "/.well-known/vercel/security/static/challenge.v2.min.js",
                );
                wall(
                    Reply::html(429, page)
                        .header("Server", "Vercel")
                        .header("x-vercel-mitigated", "challenge")
                        .header("x-vercel-challenge-token", "2.1764547200.60.YTNjOGRlZTQ2ZmU3ZjI4"),
                )
            },
        ),
        walled(
            "article-behind-a-challenge-of-aws",
            "A site behind CloudFront, whose firewall tests the browser.",
            || {
                let page = challenge("", "https://8842.edge.sdk.awswaf.com/8842/challenge.js");
                wall(
                    Reply::html(202, page)
                        .header("Server", "CloudFront")
                        .header("x-amzn-waf-action", "challenge"),
                )
            },
        ),
        walled(
            "article-behind-a-captcha-of-aws",
            "A site behind CloudFront, whose firewall shows a riddle.",
            || {
                let page =
                    challenge("Human Verification", "https://8842.edge.captcha-sdk.awswaf.com/8842/jsapi.js");
                wall(
                    Reply::html(405, page)
                        .header("Server", "CloudFront")
                        .header("x-amzn-waf-action", "captcha"),
                )
            },
        ),
        walled(
            "article-behind-datadome",
            "A shop's help centre, with a bought protection against robots.",
            || {
                let page = "<html lang=\"en\"><head><title>harbourtests.io</title></head><body><p \
                            id=\"cmsg\">Please enable JS and disable any ad blocker</p><script>var \
                            dd={'rt':'c','hsh':'8842','t':'bv',\
                             'host':'geo.captcha-delivery.com'}</script><script \
                            src=\"https://ct.captcha-delivery.com/c.js\"></script>";
                wall(Reply::html(403, page).header("x-datadome", "protected").header("x-dd-b", "1").header(
                    "Set-Cookie",
                    "datadome=YTNjOGRlZTQ2; Max-Age=31536000; Path=/; Secure; SameSite=Lax",
                ))
            },
        ),
    ]
}

fn more_walls() -> Vec<Service> {
    vec![
        walled(
            "article-behind-imperva",
            "A bank's supplier, whose firewall answers with a frame and status 200.",
            || {
                let page = "<html style=\"height:100%\"><head><META NAME=\"ROBOTS\" CONTENT=\"NOINDEX, \
                            NOFOLLOW\"></head><body style=\"margin:0px;height:100%\"><iframe \
                            id=\"main-iframe\" \
                            src=\"/_Incapsula_Resource?SWUDNSAI=31&xinfo=8-884213-0&\
                             incident_id=441000-8842\" \
                            width=\"100%\">Request unsuccessful. Incapsula incident ID: \
                            441000-8842</iframe></body></html>";
                wall(Reply::html(200, page).header("X-CDN", "Imperva").header(
                    "X-Iinfo",
                    "8-884213-0 0NNN RT(1764547200 3) q(0 -1 -1 0) r(0 -1) B15(4,200,0) U18",
                ))
            },
        ),
        walled("article-denied-by-akamai", "A large publisher's site, at the edge of Akamai.", || {
            let page = "<HTML><HEAD>\n<TITLE>Access Denied</TITLE>\n</HEAD><BODY>\n<H1>Access \
                        Denied</H1>\n \nYou don't have permission to access \
                        \"http&#58;&#47;&#47;help&#46;harbourtests&#46;io&#47;help&#47;recruitee\" on \
                        this server.<P>\nReference&#32;&#35;18&#46;2f8842&#46;1764547200&#46;8842f\n\
                        <P>https&#58;&#47;&#47;errors&#46;edgesuite&#46;net&#47;18&#46;2f8842\n</BODY>\n\
                        </HTML>";
            wall(Reply::html(403, page).header("Server", "AkamaiGHost").header("Mime-Version", "1.0"))
        }),
        walled(
            "article-behind-human",
            "A site with PerimeterX, where one presses a button and holds it.",
            || {
                let page = "<!DOCTYPE html><html lang=\"en\"><head><meta name=\"description\" \
                            content=\"px-captcha\"><title>Access to this page has been \
                            denied</title></head><body>\
                             <script>window._pxAppId='PX8842';window._pxJsClientSrc='/8842/init.js';\
                             </script><div \
                            id=\"px-captcha\"></div><h1>Press &amp; Hold to confirm you are a human (and \
                            not a bot).</h1></body></html>";
                wall(Reply::html(403, page).header("Set-Cookie", "_pxhd=a3c8dee4; Path=/"))
            },
        ),
        walled("article-behind-kasada", "A ticket seller's help centre, behind Kasada.", || {
            let page = "<!DOCTYPE \
                        html><html><head></head><body><script>window.KPSDK={};KPSDK.now=function(){return \
                        0};</script><script \
                        src=\"/149e9513-01fa-4fb0-aad4-566afd725d1b/2d206a39/\
                             ips.js?x-kpsdk-im=8842\"></script></body></html>";
            wall(
                Reply::html(429, page)
                    .header("x-kpsdk-ct", "03ugmsy8l8foItap5tBupWj")
                    .header("x-kpsdk-r", "1-AA"),
            )
        }),
        walled(
            "article-behind-anubis",
            "A small firm that keeps crawlers out with Anubis, whose pages say 200.",
            || {
                let page = "<!doctype html><html lang=\"en\"><head><title>Making sure you&#39;re not a \
                            bot!</title><meta name=\"robots\" content=\"noindex,nofollow\"><script \
                            id=\"anubis_challenge\" \
                            type=\"application/json\">\
                             {\"rules\":{\"algorithm\":\"fast\",\"difficulty\":4}}\
                             </script></head><body><h1>Making \
                            sure you&#39;re not a bot!</h1><p \
                            id=\"status\">Loading...</p><details><summary>Why am I seeing \
                            this?</summary><p>You are seeing this because the administrator of this \
                            website has set up Anubis to protect the server against the scourge of AI \
                            companies aggressively scraping websites.</p></details><noscript>Sadly, you \
                            must enable JavaScript to get past this challenge.</noscript><script async \
                            type=\"module\" \
                            src=\"/.within.website/x/cmd/anubis/static/js/main.mjs\"></script></body></html>";
                wall(
                    Reply::html(200, page)
                        .header("Set-Cookie", "techaro.lol-anubis-cookie-verification=8842; Path=/"),
                )
            },
        ),
        walled(
            "challenge-behind-a-redirect",
            "A short address that leads to a help centre behind Cloudflare.",
            || {
                Box::new(|asked| match asked.path.as_str() {
                    HELP => Reply::redirect(301, "https://support.harbourtests.io/hc/articles/8842").into(),
                    "/hc/articles/8842" => {
                        let script = "/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1";
                        Reply::html(403, challenge("Just a moment...", script))
                            .header("Server", "cloudflare")
                            .header("cf-mitigated", "challenge")
                            .into()
                    }
                    _ => right(asked, TOKEN),
                })
            },
        ),
    ]
}

fn limits() -> Vec<Service> {
    vec![
        Service {
            expect: Expect::NotChecked { checks: ARTICLE_CHECKS, says: "" },
            ..ready(
                "article-refused-for-an-hour",
                "A help centre that had enough of an office's address.",
                || {
                    let page = "<h1>Too Many Requests</h1><p>Please come back later.</p>";
                    wall(Reply::html(429, page).header("Retry-After", "3600"))
                },
            )
        },
        Service {
            expect: Expect::NotChecked { checks: LIST_CHECKS, says: "" },
            ..ready(
                "list-refused-for-an-hour",
                "A list with a quota of its own for each day, which is used up.",
                || {
                    let quota =
                        Reply::json(429, r#"{"error":"Quota exceeded"}"#).header("Retry-After", "3600");
                    Box::new(move |asked| with_list(asked, quota.clone()))
                },
            )
        },
    ]
}

/// The same products where they let everybody pass.
fn open_services() -> Vec<Service> {
    vec![
        ready(
            "article-by-way-of-cloudflare",
            "A site behind Cloudflare, which hides addresses from robots and no more.",
            || {
                let page = ARTICLE.replace(
                    "</main>",
                    "<p>Questions? <a href=\"/cdn-cgi/l/email-protection#5a29\"><span class=\"__cf_email__\" \
                 data-cfemail=\"5a29\">[email&#160;protected]</span></a></p></main><script \
                 data-cfasync=\"false\" \
                 src=\"/cdn-cgi/scripts/5c5dd728/cloudflare-static/email-decode.min.js\"></script><script \
                 src=\"https://static.cloudflareinsights.com/beacon.min.js\" defer></script>",
                );
                wall(
                    Reply::html(200, page)
                        .header("Server", "cloudflare")
                        .header("CF-RAY", "9a3c8dee46fe7f28-AMS")
                        .header("cf-cache-status", "HIT")
                        .header("Set-Cookie", "__cf_bm=8842; Path=/; HttpOnly; Secure"),
                )
            },
        ),
        ready(
            "article-by-way-of-imperva",
            "A site behind Imperva, which puts its script into each page.",
            || {
                let script = "<script \
                              src=\"/_Incapsula_Resource?SWJIYLWA=719d34d31c8e3a6e6fffd425f7e032f3\" \
                              async></script></head>";
                wall(
                    Reply::html(200, ARTICLE.replace("</head>", script))
                        .header("X-CDN", "Imperva")
                        .header("X-Iinfo", "8-884213-884214 PNNN RT(1764547200 3) q(0 0 0 0) r(1 1) U5")
                        .header(
                            "Set-Cookie",
                            "visid_incap_8842=YTNjOGRlZTQ2; path=/; Domain=.harbourtests.io",
                        ),
                )
            },
        ),
        ready(
            "article-by-way-of-datadome-and-akamai",
            "A site whose protection lets browsers pass without a word.",
            || {
                let script = "<script>window.ddjskey='8842';window.ddoptions={}</script>\
                          <script src=\"https://js.datadome.co/tags.js\" async></script></head>";
                wall(
                    Reply::html(200, ARTICLE.replace("</head>", script))
                        .header("Server", "AkamaiGHost")
                        .header("X-DataDome-CID", "AHrlqAAAAAMA")
                        .header("Set-Cookie", "datadome=YTNjOGRlZTQ2; Max-Age=31536000; Path=/; Secure")
                        .header("Set-Cookie", "_abck=8842~-1~YAAQ; Path=/; Secure")
                        .header("Set-Cookie", "aws-waf-token=8842:AAoA; Path=/; Secure"),
                )
            },
        ),
        ready(
            "refusals-by-a-wall",
            "A firewall that refuses calls without a right token, with a page of its own.",
            || {
                Box::new(|asked| {
                    let page = Reply::html(
                        403,
                        "<title>Access denied</title><h1>Error 1020</h1><p>Cloudflare Ray ID: 9a3c8dee</p>",
                    );
                    let is_let_pass = asked.path == HELP || is_known(asked);
                    if is_let_pass { right(asked, TOKEN) } else { page.header("Server", "cloudflare").into() }
                })
            },
        ),
    ]
}

/// A service of which nothing can be said about the article.
fn walled(name: &'static str, story: &'static str, start: fn() -> Behaviour) -> Service {
    Service {
        expect: Expect::NotChecked { checks: ARTICLE_CHECKS, says: "bot protection" },
        ..ready(name, story, start)
    }
}

/// The right service with this in place of its article.
fn wall(reply: Reply) -> Behaviour {
    Box::new(move |asked| with_article(asked, reply.clone()))
}

/// A page that is empty but for a script.
fn challenge(title: &str, script: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"en-US\"><head><title>{title}</title><meta name=\"robots\" \
         content=\"noindex,nofollow\"></head><body><noscript>Enable JavaScript and cookies to \
         continue</noscript><script src=\"{script}\"></script></body></html>"
    )
}

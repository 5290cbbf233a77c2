//! Sixteen partner services that are right, each in an unusual way.

mod answers;

use crate::services::{
    ARTICLE, Asked, Behaviour, Expect, Reply, Says, Service, TOKEN, http_date, right, unchanged,
};
use desk::UrlField;
use std::{sync::Mutex, time::Duration};

/// Sixteen bytes in base64: the character before the padding holds four bits that nobody reads.
const BYTES: &str = "p8Jx0Q4v+2mZk1Lr/w9uAg==";

/// All of them.
pub(super) fn services() -> Vec<Service> {
    let groups = [callers(), answers::services(), lists(), articles(), records(), open()];
    groups.into_iter().flatten().collect()
}

/// A service of the worked partner that is right.
fn ready(name: &'static str, story: &'static str, start: fn() -> Behaviour) -> Service {
    Service { name, story, token: TOKEN, workers: 0, record: unchanged, start, expect: Expect::Ready }
}

/// Is this one of the two that take a token?
fn is_api(asked: &Asked) -> bool {
    asked.path == "/token" || asked.path == "/tests"
}

/// Is the token right?
fn is_known(asked: &Asked) -> bool {
    asked.bearer().map(str::trim) == Some(TOKEN)
}

/// The worked service, with another list.
fn list(asked: &Asked, body: &str) -> Says {
    let is_list = asked.path == "/tests" && is_known(asked);
    if is_list { Reply::json(200, body).into() } else { right(asked, TOKEN) }
}

/// The worked service, with that answer in place of the article.
fn page(asked: &Asked, reply: Reply) -> Says {
    if asked.path == "/help/recruitee" { reply.into() } else { right(asked, TOKEN) }
}

/// An answer by hand, after something else.
fn written(before: &str, kind: &str, body: &str) -> Says {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n", body.len());
    Says::Bytes(format!("{before}{head}Connection: close\r\n\r\n{body}").into_bytes())
}

/// What base64 stands for; `None` for what is none.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut held, mut bytes) = (0_u32, 0, Vec::new());
    for letter in text.trim_end_matches('=').chars() {
        bits = (bits << 6) | u32::try_from(letters.find(letter)?).ok()?;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from((bits >> held) & 0xff).ok()?);
            bits &= (1 << held) - 1;
        }
    }
    Some(bytes)
}

/// gzip with a file's name in its head and its data stored, not packed.
fn stored(name: &str, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    let mut crc = u32::MAX;
    for byte in data {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    let mut out = vec![0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3];
    out.extend(name.bytes());
    out.extend([0, 1]);
    out.extend(length.to_le_bytes());
    out.extend((!length).to_le_bytes());
    out.extend(data);
    out.extend((!crc).to_le_bytes());
    out.extend(u32::from(length).to_le_bytes());
    out
}

/// Services that look closely at who calls and how often.
fn callers() -> Vec<Service> {
    vec![
        Service {
            token: BYTES,
            ..ready(
                "base-64-compared-as-bytes",
                "The token is decoded before it is compared, so its last character can be written in sixteen \
                 ways, as base64 has it.",
                || {
                    Box::new(|asked: &Asked| {
                        let sent = asked.bearer().unwrap_or_default().trim();
                        let is_same = !sent.is_empty() && decoded(sent) == decoded(BYTES);
                        right(asked, if is_same { sent } else { BYTES })
                    })
                },
            )
        },
        ready(
            "one-call-at-a-time",
            "An account may have one call under way. A second one is told to come back in a second.",
            || {
                let busy = Mutex::new(Duration::ZERO);
                Box::new(move |asked: &Asked| {
                    if !is_api(asked) {
                        return right(asked, TOKEN);
                    }
                    let mut busy = busy.lock().unwrap();
                    if asked.at < *busy {
                        let body = r#"{"error":"Another call of this account is still under way"}"#;
                        return Reply::json(429, body).header("Retry-After", "1").into();
                    }
                    *busy = asked.at + Duration::from_millis(250);
                    let Says::Reply(reply) = right(asked, TOKEN) else { return Says::HangUp };
                    reply.after(300).into()
                })
            },
        ),
        ready(
            "retry-after-is-a-date",
            "Six calls, then a pause of two to three seconds; Retry-After names the moment, not the seconds.",
            || {
                let held = Mutex::new((0_u32, Duration::ZERO));
                Box::new(move |asked: &Asked| {
                    if !is_api(asked) {
                        return right(asked, TOKEN);
                    }
                    let mut held = held.lock().unwrap();
                    let (calls, until) = &mut *held;
                    if asked.at < *until {
                        let left = until.saturating_sub(asked.at).as_secs() + 1;
                        return Reply::json(429, r#"{"error":"Six calls, then a pause"}"#)
                            .header("Date", &http_date(0))
                            .header("Retry-After", &http_date(left))
                            .into();
                    }
                    *calls += 1;
                    if *calls == 6 {
                        *held = (0, asked.at + Duration::from_secs(2));
                    }
                    right(asked, TOKEN)
                })
            },
        ),
    ]
}

/// Lists that look suspicious and are not.
fn lists() -> Vec<Service> {
    vec![
        ready(
            "names-in-many-scripts",
            "Names that need joiners and direction marks to be written well: Persian, Arabic beside Latin, \
             Hebrew, Hindi, and an emoji joined from two.",
            || Box::new(|asked: &Asked| list(asked, SCRIPTS)),
        ),
        ready(
            "type-parameters-in-names",
            "Tests for developers have angle brackets and ampersands in their names, and IDs of zero, below \
             zero and as text.",
            || Box::new(|asked: &Asked| list(asked, BRACKETS)),
        ),
    ]
}

/// Articles that are articles.
fn articles() -> Vec<Service> {
    vec![
        ready(
            "spanish-article-in-latin-1",
            "An old help centre in Spanish writes ISO 8859-1 and says so in the page alone.",
            || {
                Box::new(|asked: &Asked| {
                    let bytes: Vec<u8> = SPANISH.chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect();
                    page(asked, Reply::body(200, "text/html", bytes))
                })
            },
        ),
        ready(
            "article-that-moved-seven-times",
            "The help centre changed its host, its product and its languages; each left a redirect. At the \
             end it answers browsers alone.",
            || {
                Box::new(|asked: &Asked| {
                    let has = |name, part| asked.header(name).is_some_and(|it| it.contains(part));
                    let is_browser = has("user-agent", "Mozilla/5.0") && has("accept", "text/html");
                    let (status, to) = match asked.path.as_str() {
                        "/help/recruitee" => (301, "/help/recruitee/"),
                        "/help/recruitee/" => (301, "https://support.harbourtests.io/recruitee"),
                        "/recruitee" => (302, "//support.harbourtests.io/hc/recruitee"),
                        "/hc/recruitee" => (307, "/hc/en-us/recruitee"),
                        "/hc/en-us/recruitee" => (308, "articles/360012"),
                        "/hc/en-us/articles/360012" => (301, "./360012-Harbour-Tests-and-Recruitee"),
                        "/hc/en-us/articles/360012-Harbour-Tests-and-Recruitee" if asked.query.is_empty() => {
                            (303, "?view=article")
                        }
                        "/hc/en-us/articles/360012-Harbour-Tests-and-Recruitee" if is_browser => {
                            return Reply::html(200, ARTICLE).into();
                        }
                        path if path.starts_with("/hc/") => return Reply::status(403).into(),
                        _ => return right(asked, TOKEN),
                    };
                    Reply::redirect(status, to).into()
                })
            },
        ),
        ready(
            "article-with-comments-and-trouble",
            "A help centre with a sign-in link, a comment box for those who are signed in, and a chapter on \
             what to do when a page is not found or access is denied.",
            || {
                Box::new(|asked: &Asked| {
                    let html = ARTICLE.replace("<body>", TOP).replace("</main>", MORE);
                    page(asked, Reply::html(200, html))
                })
            },
        ),
    ]
}

/// Records that look suspicious and are not.
fn records() -> Vec<Service> {
    vec![
        Service {
            record: |draft| {
                let urls = &mut draft.urls;
                urls.set(UrlField::ValidateToken, "https://api.turngrok.io/token".into());
                urls.set(UrlField::Tests, "https://api.turngrok.io/tests".into());
                urls.set(UrlField::SendCandidate, "https://hooks.mockable-hr.com/send".into());
                urls.set(UrlField::HelpArticle, "https://help.localhosting.eu/help/recruitee".into());
            },
            ..ready(
                "hosts-that-only-sound-like-leftovers",
                "Real companies whose names hold those of a tunnel, of a mock service and of this computer.",
                || Box::new(|asked: &Asked| right(asked, TOKEN)),
            )
        },
        Service {
            record: |draft| draft.name = "L’Étoile & Söhne".into(),
            ..ready(
                "partner-name-in-entities",
                "A name with letters and signs that the help centre writes as entities.",
                || {
                    Box::new(|asked: &Asked| {
                        let name = "L&rsquo;&Eacute;toile &amp; S&#246;hne";
                        page(asked, Reply::html(200, ARTICLE.replace("Harbour Tests", name)))
                    })
                },
            )
        },
    ]
}

/// Where a person has to look.
fn open() -> Vec<Service> {
    vec![
        Service {
            expect: Expect::NotChecked { checks: &["HELP-1", "HELP-2"], says: "" },
            ..ready(
                "firewall-sets-a-riddle",
                "The cloud's firewall answers 202 with a script that a browser solves in a moment; then the \
                 article opens.",
                || {
                    Box::new(|asked: &Asked| match asked.path.as_str() {
                        "/help/recruitee" => Reply::html(202, RIDDLE)
                            .header("Server", "CloudFront")
                            .header("x-amzn-waf-action", "challenge")
                            .header("Cache-Control", "no-store, max-age=0")
                            .into(),
                        _ => right(asked, TOKEN),
                    })
                },
            )
        },
        Service {
            expect: Expect::NotChecked { checks: &["HELP-3", "HELP-4", "HELP-5"], says: "language" },
            ..ready(
                "article-in-swedish",
                "The article is complete, in a language that the three topics are not looked for in.",
                || Box::new(|asked: &Asked| page(asked, Reply::html(200, SWEDISH))),
            )
        },
    ]
}

/// An article with letters beyond ASCII, none beyond Latin-1.
const SPANISH: &str = r#"<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html lang="es"><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">
<title>Integración de Harbour Tests con Recruitee</title></head><body>
<h1>Cómo usar Harbour Tests en Recruitee</h1>
<p>Necesita una cuenta de Harbour Tests y, en Recruitee, permiso para gestionar integraciones.</p>
<h2>Dónde encontrar su token de API</h2>
<p>En Harbour Tests, abra Configuración y después Integraciones. Pulse «Copiar token» junto a Recruitee: ese
es su token de API.</p>
<h2>Cómo conectar Harbour Tests con Recruitee</h2>
<p>En Recruitee, abra el Marketplace y busque Harbour Tests. Pulse Integrar, pegue el token de API y pulse
Integrar otra vez. La integración queda activada.</p>
<h2>Cómo usar la integración</h2>
<p>Abra un candidato, elija «Enviar prueba de Harbour Tests», seleccione una prueba y pulse Enviar. Invitamos
al candidato por correo electrónico. La puntuación aparece en el perfil del candidato en cuanto termina la
prueba.</p>
</body></html>"#;

/// The same in a language of none of the six.
const SWEDISH: &str = r#"<!doctype html><html lang="sv"><head><meta charset="utf-8">
<title>Harbour Tests och Recruitee</title></head><body><main><h1>Så använder du Harbour Tests i Recruitee</h1>
<p>Du behöver ett konto hos Harbour Tests och behörighet att hantera integrationer i Recruitee.</p>
<h2>Var du hittar din nyckel</h2>
<p>Öppna Inställningar i Harbour Tests och sedan Kopplingar. Tryck på Kopiera nyckel bredvid Recruitee.</p>
<h2>Så kopplar du ihop tjänsterna</h2>
<p>Öppna marknadsplatsen i Recruitee och sök efter Harbour Tests. Klistra in nyckeln och bekräfta.</p>
<h2>Så använder du kopplingen</h2>
<p>Öppna en kandidat, välj ett prov och skicka det. Vi bjuder in kandidaten med e-post. Poängen syns på
kandidatens profil så snart provet är klart.</p></main></body></html>"#;

/// What the firewall sends to those it does not know yet.
const RIDDLE: &str = r#"<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title></title>
<script>window.awsWafCookieDomainList = []; window.gokuProps = {"key": "AQIDAHjcYu"};</script>
<script src="https://3c1f2.edge.sdk.awswaf.com/3c1f2/challenge.js"></script></head><body>
<div id="challenge-container"></div><script>AwsWafIntegration.saveReferrer();
AwsWafIntegration.checkForceRefresh().then(() => window.location.reload(true));</script>
<noscript><h1>JavaScript is disabled</h1>In order to continue, we need to verify that you're not a robot. This
requires JavaScript. Enable JavaScript and then reload the page.</noscript></body></html>"#;

/// Names that need joiners and marks.
const SCRIPTS: &str = "[{\"id\":1,\"name\":\"آزمون مهارت\u{200c}های ارتباطی\"},\
{\"id\":2,\"name\":\"أساسيات C++\u{200f} للمبتدئين\"},\
{\"id\":3,\"name\":\"מבחן בעברית, רמה א׳\"},\
{\"id\":4,\"name\":\"हिन्दी क\u{94d}\u{200d}षमता परीक्षा\"},\
{\"id\":5,\"name\":\"\\ud83d\\udc69\\u200d\\ud83d\\udcbb Coding basics\"}]";

/// Names with what only looks like markup.
const BRACKETS: &str = r#"[ {"id": 0, "name": "Java: List<T> and Map<K, V>"},
  {"id": -12, "name": "R&D aptitude", "tags": [], "parent": null},
  {"id": "0d5f7a1e-2c44-4f0e-9a37-b8d1c6e05f92", "name": "SQL: when a <> b AND b < 5"},
  {"id": "c", "name": "C: pointers & \"strings\" \/ arrays", "minutes": 2.5e1} ]"#;

/// What a help centre has above an article.
const TOP: &str = "<body><nav><a href=\"/\">Help Center</a> <a href=\"/new\">Submit a request</a> \
<a href=\"/signin\">Sign in</a></nav>";

/// What it has below: trouble and comments.
const MORE: &str = "<h2>If something goes wrong</h2><h3>404: this page does not exist</h3><p>The listing was \
renamed; search the Marketplace for it again.</p><h3>Access denied, please log in</h3><p>Your Recruitee \
session has ended. Sign in there and press Integrate once more.</p></main><section id=\"comments\">\
<h2>Comments</h2><p>Please <a href=\"/signin\">sign in</a> to leave a comment.</p></section>";

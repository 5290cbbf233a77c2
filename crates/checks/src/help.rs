//! HELP: the article that customers are led to.

use crate::no_answer::{asked_to_wait, no_answer};
use crate::page::Page;
use crate::robot_wall::robot_wall;
use crate::verdict::Finding;
use crate::{Answer, Call, Cause, Evidence};
use partner::Address;
use url::Url;

/// HELP-1
pub(crate) fn opens(_: &str, evidence: &Evidence) -> Finding {
    let answer = match evidence.answer(Call::Article) {
        Ok(answer) => answer,
        Err(crate::Trouble::Redirects) => return Finding::developers("loop"),
        Err(trouble) => return no_answer(&trouble),
    };
    if let Some(product) = robot_wall(answer) {
        return Finding::unknown(Cause::RobotWall).with("product", product);
    }
    if let Some(trouble) = answer.body_fault.as_ref().filter(|_| answer.status == 200) {
        return no_answer(trouble);
    }
    let is_page = ["text/html", "application/xhtml"]
        .iter()
        .any(|kind| answer.content_type.to_ascii_lowercase().starts_with(kind));
    match answer.status {
        200 if is_page => Finding::pass(),
        200 => Finding::developers("not_html").with("found", short(&answer.content_type)),
        404 | 410 => Finding::yours("missing").with("status", answer.status),
        401 | 403 => Finding::yours("log_in").with("status", answer.status),
        429 => asked_to_wait(answer),
        500..=599 => Finding::developers("server_error").with("status", answer.status),
        status => Finding::developers("status").with("status", status),
    }
}

fn short(text: &str) -> String {
    if text.is_empty() { "help.no_type".into() } else { text.chars().take(60).collect() }
}

/// Shorter texts are no articles.
const SHORT: usize = 200;
/// A page that says more than this is an article, whatever it asks for or is called.
const LONG: usize = 1_500;

/// What titles of missing pages say, in the six languages in which articles are read.
const MISSING: [&str; 20] = [
    "404",
    "not found",
    "page doesn't exist",
    "page does not exist",
    "page isn't available",
    "no longer available",
    "niet gevonden",
    "bestaat niet",
    "nicht gefunden",
    "existiert nicht",
    "nicht verfügbar",
    "introuvable",
    "n'existe pas",
    "non trouvée",
    "nie znaleziono",
    "nie istnieje",
    "nie została znaleziona",
    "no encontrada",
    "no se encuentra",
    "no existe",
];

/// HELP-2: an article that can be read, rather than a page that only looks like an answer.
pub(crate) fn is_article(_: &str, evidence: &Evidence) -> Finding {
    let answer = match evidence.answer(Call::Article) {
        Ok(answer) if answer.status == 200 => answer,
        _ => return Finding::unknown(Cause::DependsOn("HELP-1")),
    };
    let page = Page::read(&String::from_utf8_lossy(&answer.body));
    let length = page.text.chars().count();
    let missing = || {
        [&page.title, &page.heading].into_iter().find(|text| {
            let text = text.to_lowercase().replace('’', "'");
            MISSING.iter().any(|phrase| text.contains(phrase))
        })
    };
    if page.has_password && length < LONG {
        return Finding::yours("log_in_wall");
    }
    if let Some(title) = missing().filter(|_| length < LONG) {
        return Finding::yours("soft_404").with("title", title.chars().take(80).collect::<String>());
    }
    if went_home(evidence, answer) {
        return Finding::yours("went_home");
    }
    match (length < SHORT, page.has_script) {
        (true, true) => Finding::developers("needs_scripts"),
        (true, false) => Finding::yours("empty").with("length", length),
        (false, _) => Finding::pass().with("title", page.title.chars().take(80).collect::<String>()),
    }
}

/// Whether the article was asked for and the front page came: what many sites do with pages they no
/// longer have.
fn went_home(evidence: &Evidence, answer: &Answer) -> bool {
    let asked = Url::parse(evidence.subject.draft.urls.get(Address::HelpArticle).trim());
    let found = answer.found_at.as_deref().map(Url::parse);
    let (Ok(asked), Some(Ok(found))) = (asked, found) else { return false };
    asked.host() == found.host() && asked.path().len() > 1 && found.path() == "/" && found.query().is_none()
}

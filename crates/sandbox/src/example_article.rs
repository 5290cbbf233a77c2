//! The help article of the example partner, right and wrong.

use crate::example_caller::On;
use axum::{
    Extension,
    http::{StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};

const ARTICLE: &str = include_str!("harbour.html");
const IN_ITALIAN: &str = include_str!("harbour.it.html");

/// Where missing pages lead to.
pub(crate) async fn front_page() -> Html<String> {
    Html(format!(
        "<title>Harbour Tests</title><h1>Harbour Tests</h1><p>{}</p>",
        "Tests for the sea. ".repeat(30)
    ))
}

pub(crate) async fn article(Extension(faults): On) -> Response {
    let missing = "<title>Page not found</title><h1>We cannot find that page</h1>";
    if faults.has("article-missing") {
        return (StatusCode::NOT_FOUND, Html(missing)).into_response();
    }
    if faults.has("article-behind-a-log-in") {
        return (StatusCode::FORBIDDEN, Html("<h1>Log in to read on</h1>")).into_response();
    }
    if faults.has("article-broken") {
        return StatusCode::BAD_GATEWAY.into_response();
    }
    if faults.has("article-not-a-page") {
        return ([(header::CONTENT_TYPE, "application/pdf")], "%PDF-1.7").into_response();
    }
    if faults.has("article-went-home") {
        return Redirect::to("/").into_response();
    }
    let page = [
        ("article-soft-404", missing),
        ("article-shows-a-log-in", "<h1>Log in</h1><form><input type=\"password\"></form>"),
        ("article-needs-scripts", "<div id=\"app\"></div><script src=\"/app.js\"></script>"),
        ("article-empty", "<h1>Help</h1><p>Coming soon.</p>"),
        (
            "article-shows-a-cookie-wall",
            "<title>Harbour Tests</title><div class=\"cookie-consent\"><p>We use cookies. Accept them to read \
             on.</p><button>Accept all cookies</button></div>",
        ),
        ("article-in-another-language", IN_ITALIAN),
    ];
    if let Some((_, page)) = page.into_iter().find(|(fault, _)| faults.has(fault)) {
        return Html(page).into_response();
    }
    let written = [
        ("article-without-the-token", with_section("token", "")),
        ("article-about-the-token-of-recruitee", with_section("token", RECRUITEES_TOKEN)),
        ("article-without-the-connection", with_section("connect", "")),
        ("article-without-the-use", with_section("use", "")),
        ("article-about-another-ats", ARTICLE.replace("Recruitee", "Greenhouse")),
        ("article-without-your-name", ARTICLE.replace("Harbour Tests", "Seaworthy")),
    ];
    let page = written.into_iter().find(|(fault, _)| faults.has(fault)).map(|(_, page)| page);
    Html(page.unwrap_or_else(|| ARTICLE.to_owned())).into_response()
}

/// The same words as for a token of one's own, nearly; another owner.
const RECRUITEES_TOKEN: &str = "<h2>Where to find your API token</h2>
<p>In Recruitee, open Settings, then Apps and plugins, then Personal API tokens. Press New token and copy it.</p>
";

/// The article with another text in place of one of its sections.
fn with_section(id: &str, text: &str) -> String {
    let start = ARTICLE.find(&format!("<h2 id=\"{id}\">")).unwrap_or(ARTICLE.len());
    let rest = ARTICLE.get(start + 1..).unwrap_or_default();
    let end = ["<h2", "</main>"]
        .iter()
        .filter_map(|next| rest.find(next))
        .min()
        .map_or(ARTICLE.len(), |at| start + 1 + at);
    format!("{}{text}{}", &ARTICLE[..start], &ARTICLE[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_section_can_be_taken_from_the_article() {
        let sections = ["token", "connect", "use"];
        let holds = |page: &str, id: &str| page.contains(&format!("<h2 id=\"{id}\">"));
        for id in sections {
            let without = with_section(id, "");
            let left: Vec<&str> = sections.into_iter().filter(|other| holds(&without, other)).collect();
            let others: Vec<&str> = sections.into_iter().filter(|other| *other != id).collect();
            assert_eq!(left, others);
            assert!(without.ends_with("</html>\n"));
        }
        assert!(with_section("token", RECRUITEES_TOKEN).contains("How to connect"));
    }
}

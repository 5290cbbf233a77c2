//! `article`: a help article alone, from a file or a URL.

use crate::{
    BAD_FILE, Failure, NOT_KNOWN,
    arguments::ArticleArguments,
    input,
    output::{printable, say},
    profile,
};
use desk::{ArticleReport, ArticleSource};
use std::path::Path;

/// Pages above this are not read.
const MOST_BYTES: u64 = 20 * 1024 * 1024;

/// Judges an article, with `folder` for the profile.
pub(crate) async fn run(folder: &Path, arguments: ArticleArguments) -> Result<u8, Failure> {
    let article = arguments.article;
    let is_url = ["http://", "https://"]
        .iter()
        .any(|start| article.get(..start.len()).is_some_and(|begins| begins.eq_ignore_ascii_case(start)));
    let source = if is_url {
        ArticleSource::Url(article)
    } else {
        let read = input::read(Path::new(&article), MOST_BYTES, "cli.article.too_large");
        ArticleSource::Page(read.map_err(|message| Failure::new(BAD_FILE, message))?)
    };
    let desk = profile::open(folder, &[])?;
    let report = desk.app.judge_article(source, arguments.name.as_deref()).await;
    let report = report.map_err(|error| Failure::new(NOT_KNOWN, error))?;
    say(if arguments.json { format!("{:#}", report.value) } else { as_text(&report) }).await?;
    Ok(match report.passes {
        Some(true) => 0,
        Some(false) => 1,
        None => NOT_KNOWN,
    })
}

fn as_text(report: &ArticleReport) -> String {
    let verdicts = report.value["verdicts"].as_array().cloned().unwrap_or_default();
    let line = |verdict: &serde_json::Value| {
        let text = |key: &str| verdict[key].as_str().unwrap_or_default();
        let what = text::plain(&format!("cli.article.{}", text("id")));
        let quote = match text("quote") {
            "" => String::new(),
            quote => format!(" “{}”", printable(quote)),
        };
        format!("{:<7} {:<8} {what}{quote}", text("id"), text("verdict"))
    };
    verdicts.iter().map(line).collect::<Vec<_>>().join("\n")
}

//! A help article alone: all that is said of it.

use crate::article::{Language, Topic, read_article};
use crate::article_topics::found;
use crate::page::decode;
use crate::{Answer, Call, Evidence, State, Verdict, judge_one};

/// What is said of an article on one point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleVerdict {
    /// The check.
    pub id: &'static str,
    /// `None` where it cannot be told.
    pub passes: Option<bool>,
    /// Where the page says it.
    pub quote: Option<String>,
}

/// Checks that every article must pass: the documentation asks for them, or nothing could be read otherwise.
const REQUIRED: [&str; 5] = ["HELP-1", "HELP-2", "HELP-3", "HELP-4", "HELP-5"];

/// Whether all that is required passes; `None` where some of it cannot be told and nothing fails.
pub fn article_passes(verdicts: &[ArticleVerdict]) -> Option<bool> {
    let required = || verdicts.iter().filter(|verdict| REQUIRED.contains(&verdict.id));
    if required().any(|verdict| verdict.passes == Some(false)) {
        return Some(false);
    }
    required().all(|verdict| verdict.passes == Some(true)).then_some(true)
}

/// Judges an article that was fetched: whether it opens and is one (HELP-1, HELP-2), and what it says (HELP-3 to
/// HELP-6). Without a name, whether it names the partner is not known.
pub fn judge_article(evidence: &Evidence, partner: Option<&str>) -> (Option<Language>, Vec<ArticleVerdict>) {
    let mut verdicts: Vec<ArticleVerdict> = ["HELP-1", "HELP-2"]
        .map(|id| {
            let passes = judge_one(id, evidence).and_then(|verdict| passes(verdict.state));
            ArticleVerdict { id, passes, quote: None }
        })
        .into();
    let is_readable = verdicts.iter().all(|verdict| verdict.passes == Some(true));
    let partner = partner.unwrap_or_default();
    let article = match evidence.answers.get(&Call::Article) {
        Some(Ok(answer)) if is_readable => {
            Some(read_article(&decode(&answer.body, &answer.content_type), partner))
        }
        _ => None,
    };
    let read = Topic::ALL.map(|topic| (topic.id(), Some(topic))).into_iter().chain([("HELP-6", None)]);
    verdicts.extend(read.map(|(id, topic)| ArticleVerdict {
        id,
        passes: article.as_ref().and_then(|article| passes(found(id, article, partner).state)),
        quote: topic.and_then(|topic| article.as_ref()?.quotes.get(&topic).cloned()),
    }));
    (article.and_then(|article| article.language), verdicts)
}

fn passes(state: State) -> Option<bool> {
    match state {
        State::Pass => Some(true),
        State::Fail => Some(false),
        _ => None,
    }
}

/// What the checks say of a page that is not published yet: HELP-2 to HELP-6, without their dependence on one that
/// must be fetched.
pub fn article_findings(page: Vec<u8>, mut evidence: Evidence) -> Vec<Verdict> {
    evidence.answers.insert(Call::Article, Ok(Answer::saved_page(page)));
    ["HELP-2", "HELP-3", "HELP-4", "HELP-5", "HELP-6"]
        .into_iter()
        .filter_map(|id| judge_one(id, &evidence))
        .collect()
}

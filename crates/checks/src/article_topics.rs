//! HELP: what the article tells customers.

use crate::article::{Article, Topic, read_article};
use crate::page::decode;
use crate::verdict::Finding;
use crate::{Call, Cause, Evidence, Target};
use partner::{Field, UrlField};

/// Where another article is chosen.
const URL: Target = Target::Field(Field::Url(UrlField::HelpArticle));

/// The argument of a finding that a person may confirm: which text it was found in.
pub const READ: &str = "article";

/// HELP-3 to HELP-6
pub(crate) fn says(id: &'static str, evidence: &Evidence) -> Finding {
    let answer = match evidence.answer(Call::Article) {
        Ok(answer) if answer.status == 200 => answer,
        _ => return Finding::unknown(Cause::DependsOn("HELP-1")),
    };
    let name = evidence.subject.draft.name.trim();
    found(id, &read_article(&decode(&answer.body, &answer.content_type), name), name)
}

/// What an article of the partner of that name says on one point.
pub(crate) fn found(id: &str, article: &Article, partner: &str) -> Finding {
    match Topic::ALL.into_iter().find(|topic| topic.id() == id) {
        Some(topic) => answers(topic, article),
        None => names(article, partner),
    }
}

fn answers(topic: Topic, article: &Article) -> Finding {
    if article.language.is_none() {
        return Finding::unknown(Cause::Language).with(READ, &article.fingerprint);
    }
    if let Some(quote) = article.quotes.get(&topic) {
        return Finding::pass().with("quote", quote);
    }
    match article.other_product {
        Some(product) => Finding::yours("other_product").with("product", product).at(URL),
        None if !article.names_recruitee => Finding::yours("no_recruitee"),
        None if topic == Topic::Token && article.copies_recruitees_token => {
            Finding::yours("recruitees_token")
        }
        None => Finding::yours("missing").with(READ, &article.fingerprint),
    }
}

/// HELP-6
fn names(article: &Article, partner: &str) -> Finding {
    let Some(names_partner) = article.names_partner else {
        return Finding::unknown(Cause::DependsOn("REC-2"));
    };
    match (article.names_recruitee, names_partner, article.other_product) {
        (true, true, _) => Finding::pass(),
        (true, false, _) => Finding::yours("no_partner").with("name", partner),
        (false, _, Some(product)) => Finding::yours("other_product").with("product", product),
        (false, true, None) => Finding::yours("no_recruitee"),
        (false, false, None) => Finding::yours("neither").with("name", partner),
    }
}

/// Whether a person may say that a check holds which ended with that sentence: what only people know, and articles
/// whose language or whose way of saying it is not known.
pub fn may_be_confirmed(id: &str, sentence: &str) -> bool {
    let is_topic = Topic::ALL.iter().any(|topic| topic.id() == id);
    is_topic && (sentence == "check.unknown.language" || sentence == format!("check.{id}.missing"))
}

//! Judging a help article alone, from a file or a URL.

use crate::app::App;
use crate::wire::WireError;
use checks::{Answer, Call, Evidence, article_passes, judge_article};
use partner::{Draft, Environment, UrlField};
use serde_json::{Value, json};

/// An article to be judged.
pub enum ArticleSource {
    /// As it was saved.
    Page(Vec<u8>),
    /// Where it is. It is fetched as a visitor does; plain http is called on loopback alone.
    Url(String),
}

/// What was found.
pub struct ArticleReport {
    /// `{"verdicts": [{"id", "verdict", "quote"}], "language"}`.
    pub value: Value,
    /// Whether all that is required passes; `None` where some of it cannot be told and nothing fails.
    pub passes: Option<bool>,
}

impl App {
    /// Judges an article of the partner of that name.
    ///
    /// # Errors
    /// When the profile does not work. What is wrong with the article, or the way to it, is a verdict.
    pub async fn judge_article(
        &self,
        source: ArticleSource,
        name: Option<&str>,
    ) -> Result<ArticleReport, WireError> {
        let evidence = match source {
            ArticleSource::Page(body) => {
                let mut evidence = Evidence::default();
                evidence.answers.insert(Call::Article, Ok(Answer::saved_page(body)));
                evidence
            }
            ArticleSource::Url(url) => self.fetch_article(url).await?,
        };
        let (language, verdicts) = judge_article(&evidence, name);
        let passes = article_passes(&verdicts);
        let told: Vec<Value> = verdicts
            .iter()
            .map(|verdict| {
                let word = match verdict.passes {
                    Some(true) => "pass",
                    Some(false) => "fail",
                    None => "unknown",
                };
                json!({ "id": verdict.id, "verdict": word, "quote": verdict.quote })
            })
            .collect();
        let value = json!({ "verdicts": told, "language": language.map(checks::Language::code) });
        Ok(ArticleReport { value, passes })
    }

    async fn fetch_article(&self, url: String) -> Result<Evidence, WireError> {
        let mut draft = Draft::default();
        draft.urls.set(UrlField::HelpArticle, url);
        // In the Sandbox, loopback is called too.
        let created = self
            .partners
            .create_with(draft, |store, id| store.set_environment(id, Environment::Sandbox))
            .await?;
        let context = self.core.context(&created.id).await?;
        Ok(self.watch.promotion.rehearsals.readiness.try_calls(&context, &[Call::Article]).await?.evidence)
    }
}

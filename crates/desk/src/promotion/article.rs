//! The help article that is written here: a draft that follows the record, and the sections that a person wrote.

use crate::core::snapshot::PartnerSnapshot;
use crate::core::verdict_record::VerdictRecord;
use crate::promotion::Promotion;
use crate::readiness::words::{icon, sentence, title};
use crate::wire::{
    ArticleCheck, ArticleFacts, ArticleFactsRequest, ArticleSection, ArticleSectionRequest,
    ArticleSectionReset, ArticleView, ErrorCode, Message, PartnerId, SectionName, WireError,
};
use article_draft::{Article, Facts, Labels, Section, SectionKey, open_points, outline, pictures};
use checks::{Evidence, Subject, article_findings};
use partner::Draft;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Snapshot, StoreError, Transaction};

/// What is kept of an article: what the record does not say, and the sections that a person wrote.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Written {
    facts: Facts,
    sections: BTreeMap<SectionKey, Text>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Text {
    heading: String,
    body: String,
}

/// Longer texts are no section of an article.
const LONGEST: usize = 50_000;

impl Written {
    fn read(store: &Snapshot<'_>, id: &str) -> Result<Self, StoreError> {
        let kept = store.article_draft(id)?;
        // What a newer app wrote and this one can't read is begun anew, and kept until something is written.
        Ok(kept.and_then(|kept| serde_json::from_value(kept).ok()).unwrap_or_default())
    }

    fn keep(&self, store: &Transaction<'_>, id: &str, now: i64) -> Result<(), StoreError> {
        store.set_article_draft(id, &serde_json::to_value(self)?, now)
    }

    /// All sections, as written or as the record makes them. An empty one stands for one that was taken out.
    fn sections(&self, draft: &Draft) -> Vec<Section> {
        outline(draft, &self.facts)
            .into_iter()
            .map(|section| match self.sections.get(&section.key) {
                Some(text) => {
                    Section { key: section.key, heading: text.heading.clone(), body: text.body.clone() }
                }
                None => section,
            })
            .collect()
    }
}

impl From<Facts> for ArticleFacts {
    fn from(facts: Facts) -> Self {
        let Facts { token_place, token_name, contact, result_time } = facts;
        Self { token_place, token_name, contact, result_time }
    }
}

impl From<ArticleFacts> for Facts {
    fn from(facts: ArticleFacts) -> Self {
        let ArticleFacts { token_place, token_name, contact, result_time } = facts;
        Self { token_place, token_name, contact, result_time }
    }
}

fn is_there(section: &Section) -> bool {
    !section.heading.trim().is_empty() || !section.body.trim().is_empty()
}

/// An article as it is exported.
struct Exported {
    title: String,
    sections: Vec<Section>,
    pictures: Vec<article_draft::Picture>,
}

impl Exported {
    fn of(draft: &Draft, written: &Written) -> Self {
        let mut sections = written.sections(draft);
        sections.retain(is_there);
        Self { title: article_draft::title(draft), sections, pictures: pictures(draft, &Labels::of(draft)) }
    }

    fn article(&self) -> Article<'_> {
        Article { title: &self.title, sections: &self.sections, pictures: &self.pictures }
    }
}

/// Whether a line has something in brackets that is no link.
fn has_gap(line: &str) -> bool {
    line.match_indices('[').any(|(start, _)| {
        let (before, from) = line.split_at(start);
        let behind = from.find(']').map(|end| &from[end + 1..]);
        !before.ends_with(['\\', ']']) && behind.is_some_and(|behind| !behind.starts_with(['(', '[']))
    })
}

/// A text without the lines in which something is still to be filled in.
fn without_gaps(body: &str) -> String {
    body.lines().filter(|line| !has_gap(line)).collect::<Vec<_>>().join("\n")
}

/// What the checks would say of the article, were it published as it is. What is still to be filled in says nothing.
fn judged(draft: &Draft, exported: &Exported) -> Vec<ArticleCheck> {
    let open = open_points(&exported.sections);
    let mut sections = exported.sections.clone();
    for section in sections.iter_mut().filter(|section| open.iter().any(|point| point.section == section.key))
    {
        section.body = without_gaps(&section.body);
    }
    let filled = Article { title: &exported.title, sections: &sections, pictures: &[] };
    let subject = Subject { draft: draft.clone(), ..Subject::default() };
    let evidence = Evidence { subject: subject.clone(), ..Evidence::default() };
    let page = article_draft::html(&filled);
    article_findings(page.into_bytes(), evidence)
        .into_iter()
        .map(|verdict| {
            let record = VerdictRecord::of(&verdict, &subject, 0);
            ArticleCheck {
                title: title(&record),
                sentence: sentence(&record),
                icon: icon(&record),
                id: record.id,
            }
        })
        .collect()
}

impl Promotion {
    /// The article as it stands.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn article(&self, request: PartnerId) -> Result<ArticleView, WireError> {
        let (revision, draft, written) = self.read_article(&request.partner_id).await?;
        Ok(article_view(request.partner_id, (revision, &draft), written))
    }

    /// Changes what the record does not say.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn set_article_facts(&self, request: ArticleFactsRequest) -> Result<ArticleView, WireError> {
        let facts: Facts = request.facts.into();
        self.change_article(request.partner_id, move |written| written.facts = facts).await
    }

    /// Writes a section by hand.
    ///
    /// # Errors
    /// When the text is longer than any section is.
    pub async fn set_article_section(
        &self,
        request: ArticleSectionRequest,
    ) -> Result<ArticleView, WireError> {
        if request.heading.chars().count() + request.body.chars().count() > LONGEST {
            return Err(WireError::new(ErrorCode::ArticleTooLong, &[("count", &LONGEST.to_string())]));
        }
        let (key, text) = (request.key.0, Text { heading: request.heading, body: request.body });
        self.change_article(request.partner_id, move |written| drop(written.sections.insert(key, text))).await
    }

    /// Lets a section follow the record again.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn reset_article_section(
        &self,
        request: ArticleSectionReset,
    ) -> Result<ArticleView, WireError> {
        self.change_article(request.partner_id, move |written| drop(written.sections.remove(&request.key.0)))
            .await
    }

    /// Saves the article with its pictures where the person chooses. Gives the news, or nothing when they thought
    /// better of it.
    ///
    /// # Errors
    /// When the file can't be written.
    pub async fn save_article(&self, request: PartnerId) -> Result<Message, WireError> {
        let (_, draft, written) = self.read_article(&request.partner_id).await?;
        let files = article_draft::export(&Exported::of(&draft, &written).article());
        let name = format!("{}.zip", text::plain("article.file_name"));
        let zip = pack::zip(&files, &name)
            .map_err(|error| WireError::new(ErrorCode::PackNotMade, &[("reason", &error.to_string())]))?;
        self.core.save_bytes_as(&name, zip).await
    }

    /// Copies the article as text.
    ///
    /// # Errors
    /// When the clipboard can't be used.
    pub async fn copy_article(&self, request: PartnerId) -> Result<Message, WireError> {
        let (_, draft, written) = self.read_article(&request.partner_id).await?;
        let copied = article_draft::plain_text(&Exported::of(&draft, &written).article());
        self.core.spawn_blocking_host(move |host| host.copy(&copied)).await?;
        Ok(Message { text: text::plain("news.article_copied") })
    }

    async fn read_article(&self, id: &str) -> Result<(u64, Draft, Written), WireError> {
        let of = id.to_owned();
        let read = move |store: &Snapshot<'_>, _: &_| Written::read(store, &of);
        let (context, written) = self.core.read_context(id, PartnerSnapshot::read, read).await?;
        Ok((context.revision, context.draft, written))
    }

    async fn change_article(
        &self,
        partner_id: String,
        change: impl FnOnce(&mut Written) + Send + 'static,
    ) -> Result<ArticleView, WireError> {
        let (id, now) = (partner_id.clone(), self.core.now());
        self.core
            .write(move |store| {
                let mut written = Written::read(store, &id)?;
                change(&mut written);
                written.keep(store, &id, now)
            })
            .await?;
        self.article(PartnerId { partner_id }).await
    }
}

fn article_view(partner_id: String, (revision, draft): (u64, &Draft), written: Written) -> ArticleView {
    let exported = Exported::of(draft, &written);
    let open = open_points(&exported.sections);
    let sections = written.sections(draft).into_iter().map(|section| ArticleSection {
        is_edited: written.sections.contains_key(&section.key),
        open: open
            .iter()
            .filter(|point| point.section == section.key)
            .map(|point| point.text.clone())
            .collect(),
        key: SectionName(section.key),
        heading: section.heading,
        body: section.body,
    });
    ArticleView {
        revision,
        partner_id,
        title: exported.title.clone(),
        sections: sections.collect(),
        open: open.len(),
        checks: judged(draft, &exported),
        facts: written.facts.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::without_gaps;

    #[test]
    fn a_line_with_a_gap_says_nothing_and_links_and_escaped_brackets_do() {
        for (body, left) in [
            ("1. Go to [where the token is in A\\*B].\n2. Copy it.", "2. Copy it."),
            (
                "[two](https://a.example) and [three][3] and \\[four\\]",
                "[two](https://a.example) and [three][3] and \\[four\\]",
            ),
            ("an open [ bracket", "an open [ bracket"),
            ("ö[ü]ä", ""),
        ] {
            assert_eq!(without_gaps(body), left);
        }
    }
}

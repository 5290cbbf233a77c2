//! The list of partners, and one partner with its edits.

use crate::core::snapshot::PartnerSnapshot;
use crate::core::watch_record::WatchRecord;
use crate::partners::Partners;
use crate::partners::field_values::kind_label;
use crate::partners::tasks::{meter, tasks};
use crate::partners::view::title;
use crate::wire::{
    Done, Nothing, Page, PartnerId, PartnerList, PartnerSummary, PartnerView, PromotionStage, Tone, WireError,
};
use partner::{Draft, Environment};
use serde_json::Value;
use store::{StoreError, Transaction};

/// A new id for a partner on this computer.
pub(crate) fn new_id() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}

impl Partners {
    /// All partners on this computer, latest change first.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn list(&self, _: Nothing) -> Result<PartnerList, WireError> {
        let contexts = self
            .core
            .read(|store| {
                store
                    .partners()?
                    .iter()
                    .map(|row| {
                        let watch = match row.environment {
                            Some(environment) => store.watch_found(&row.id, environment)?,
                            None => Value::Null,
                        };
                        Ok((PartnerSnapshot::read(store, &row.id)?, WatchRecord::of_json(&watch)))
                    })
                    .collect::<Result<Vec<_>, StoreError>>()
            })
            .await?;
        Ok(PartnerList {
            partners: contexts.iter().map(|(context, watch)| summary(context, watch)).collect(),
        })
    }

    /// Adds a partner with an empty draft.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn create(&self, _: Nothing) -> Result<PartnerView, WireError> {
        self.create_with(Draft::default(), |_, _| Ok(())).await
    }

    /// Adds a partner that begins with a draft, and what else is known of it.
    pub(crate) async fn create_with(
        &self,
        draft: Draft,
        more: impl FnOnce(&Transaction<'_>, &str) -> Result<(), StoreError> + Send + 'static,
    ) -> Result<PartnerView, WireError> {
        let (id, now) = (new_id(), self.core.now());
        let kept = id.clone();
        self.core
            .write(move |store| {
                store.add_partner(&kept, false, now)?;
                store.begin_with(&kept, &draft, now)?;
                more(store, &kept)
            })
            .await?;
        self.view(&id).await
    }

    /// A second partner with the same answers, named as a copy and without a codename: two kinds need two codenames.
    pub async fn duplicate(&self, request: PartnerId) -> Result<PartnerView, WireError> {
        let mut draft = self.core.context(&request.partner_id).await?.draft;
        draft.codename.clear();
        if !draft.name.trim().is_empty() {
            draft.name = text::render("partner.copy", &[("name", draft.name.trim())]);
        }
        draft.extra.clear();
        self.create_with(draft, |_, _| Ok(())).await
    }

    /// Takes a partner off this computer; [`Partners::restore`] brings it back.
    pub async fn remove(&self, request: PartnerId) -> Result<Done, WireError> {
        let now = self.core.now();
        self.core.write(move |store| store.set_removed(&request.partner_id, Some(now))).await?;
        Ok(Done {})
    }

    /// Puts a removed partner back on the list.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn restore(&self, request: PartnerId) -> Result<PartnerView, WireError> {
        let id = request.partner_id.clone();
        self.core.write(move |store| store.set_removed(&id, None)).await?;
        self.view(&request.partner_id).await
    }
}

fn summary(context: &PartnerSnapshot, watch: &WatchRecord) -> PartnerSummary {
    let verdicts = context.verdicts();
    let (meter, _) = meter(&verdicts);
    let differs = context.differs().map(|fields| fields.len());
    let registered = context.registration.codename.is_some();
    let stage = context.promotion_facts().stage();
    let state = match context.environment() {
        Some(Environment::Rc) if registered && stage == PromotionStage::Promoted => "state.promoted",
        Some(Environment::Rc) if registered && stage == PromotionStage::Changed => "state.changed_since",
        Some(Environment::Rc) if registered && stage != PromotionStage::NotAsked => "state.requested",
        Some(Environment::Rc) if registered => "state.on_rc",
        Some(Environment::Sandbox) if registered => "state.on_sandbox",
        _ => "state.draft",
    };
    let next = tasks(context, &verdicts).into_iter().find(|task| task.tone != Tone::Plain);
    let (note, note_is_todo) = match (differs, next) {
        (Some(0), _) if context.row.is_example => (text::plain("note.example"), false),
        (Some(0), _) => (text::plain("note.nothing_changed"), false),
        (Some(count), _) => (text::counted("note.not_saved", count), true),
        (None, Some(task)) => {
            (text::render("note.next", &[("page", &format!("page.{}", page_key(task.page)))]), true)
        }
        (None, None) => (String::new(), false),
    };
    PartnerSummary {
        id: context.row.id.clone(),
        title: title(&context.draft),
        codename: context.draft.codename.clone(),
        kind: kind_label(context.draft.kind.as_ref()),
        logo: context.draft.logo.clone(),
        environment: context.environment().map(Into::into),
        state: text::plain(state),
        note,
        note_is_todo,
        watch: watch.mark(),
        meter,
        changed_at: context.row.changed_at,
        is_example: context.row.is_example,
    }
}

/// The name of a page as in the keys of texts.
pub(crate) fn page_key(page: Page) -> String {
    serde_json::to_value(page).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

//! The history of a draft: who changed what and when, and the way back to any revision.

use crate::core::snapshot::PartnerSnapshot;
use crate::partners::Partners;
use crate::partners::field_values::{field_label, plan_row, value_view};
use crate::wire::{
    DraftHistoryRequest, DraftHistoryView, PlanRow, RevisionRequest, RevisionView, UndoOutcome, WireError,
};
use partner::{Draft, Field};
use serde_json::Value;
use store::{EditSource, Revision};

/// How many moments are given at once.
const PAGE: u32 = 100;
/// Longer values are cut in the list; the revision itself shows them whole.
const SHORT: usize = 120;

/// A stored value in a few words.
fn short(field: Field, value: &Value) -> String {
    if field == Field::Logo {
        let has_one = value.as_str().is_some_and(|hash| !hash.is_empty());
        return text::plain(if has_one { "history.a_logo" } else { "save.no_logo" });
    }
    let mut draft = Draft { inputs: Vec::new(), ..Draft::default() };
    if draft.set(field, value).is_err() {
        return String::new();
    }
    let whole = value_view(&draft, field).text;
    match whole.char_indices().nth(SHORT) {
        Some((place, _)) => format!("{}…", &whole[..place]),
        None => whole,
    }
}

fn revision_view(revision: &Revision) -> RevisionView {
    let how = match revision.origin {
        EditSource::Typed => "history.typed",
        EditSource::Imported => "history.imported",
        EditSource::Merged => "history.merged",
        EditSource::Repaired => "history.repaired",
        EditSource::Returned(_) => "history.returned",
    };
    RevisionView {
        sequence: revision.sequence,
        at: revision.at,
        field: field_label(revision.field),
        before: short(revision.field, &revision.before),
        after: short(revision.field, &revision.after),
        how: text::plain(how),
        is_undone: revision.is_undone,
        is_now: revision.is_now,
    }
}

impl Partners {
    /// The moments of a draft, the latest first.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn draft_history(&self, request: DraftHistoryRequest) -> Result<DraftHistoryView, WireError> {
        let id = request.partner_id;
        let (row, revisions) = self
            .core
            .read(move |store| {
                let row = store.partner(&id)?;
                Ok((row, store.history(&id, request.before, PAGE)?))
            })
            .await?;
        Ok(DraftHistoryView {
            has_more: revisions.len() == PAGE as usize,
            revisions: revisions.iter().map(revision_view).collect(),
            began_at: row.created_at,
        })
    }

    /// How the draft stood at a revision, beside what it is now: the fields that differ.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn draft_revision(&self, request: RevisionRequest) -> Result<Vec<PlanRow>, WireError> {
        let (now, then) = self.now_and_then(&request).await?;
        Ok(differing(&now, &then).map(|field| plan_row(field, Some(&now), &then, None)).collect())
    }

    /// Returns the draft to a revision, as a new edit.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn draft_return(&self, request: RevisionRequest) -> Result<UndoOutcome, WireError> {
        let (now, then) = self.now_and_then(&request).await?;
        let values: Vec<(Field, Value)> =
            differing(&now, &then).map(|field| (field, then.get(field))).collect();
        let (id, at, to) = (request.partner_id.clone(), self.core.now(), request.sequence);
        self.core.write(move |store| store.edit(&id, &values, EditSource::Returned(to), at)).await?;
        Ok(UndoOutcome { partner: self.view(&request.partner_id).await?, news: text::plain("news.returned") })
    }

    async fn now_and_then(&self, request: &RevisionRequest) -> Result<(Draft, Draft), WireError> {
        let sequence = request.sequence;
        let (context, mut then) = self
            .core
            .read_context(&request.partner_id, PartnerSnapshot::read, move |store, context| {
                store.draft_after(&context.row.id, sequence)
            })
            .await?;
        // The key does not go back behind the registration.
        if let Some(codename) = &context.registration.codename {
            then.codename.clone_from(codename);
        }
        Ok((context.draft, then))
    }
}

fn differing(now: &Draft, then: &Draft) -> impl Iterator<Item = Field> {
    Field::ALL.into_iter().filter(|field| now.get(*field) != then.get(*field))
}

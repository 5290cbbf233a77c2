//! One partner with its edits: each is on the disk when it is done, and can be undone.

use crate::core::snapshot::PartnerSnapshot;
use crate::partners::Partners;
use crate::partners::view::step_label;
use crate::wire::{EditRequest, ErrorCode, PartnerId, PartnerView, UndoOutcome, WireError};
use partner::Field;
use store::{EditSource, Edited, Step, StoreError, Transaction};

impl Partners {
    /// One partner with everything that its pages show.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn open(&self, request: PartnerId) -> Result<PartnerView, WireError> {
        self.view(&request.partner_id).await
    }

    /// Writes one edit of one field; on the disk when this returns.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn edit(&self, request: EditRequest) -> Result<PartnerView, WireError> {
        let field = request.field.0;
        let (id, now) = (request.partner_id.clone(), self.core.now());
        let locked =
            field == Field::Codename && self.core.context(&id).await?.registration.codename.is_some();
        if locked {
            return Err(WireError::plain(ErrorCode::CodenameLocked).at("codename"));
        }
        self.core
            .write(move |store| store.edit(&id, &[(field, request.value)], EditSource::Typed, now))
            .await?;
        self.view(&request.partner_id).await
    }

    /// Takes the last step back.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn undo(&self, request: PartnerId) -> Result<UndoOutcome, WireError> {
        self.travel(request, "news.undone", |context| context.undo, |store, id, now| store.undo(id, now))
            .await
    }

    /// Takes the step that was last undone again.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn redo(&self, request: PartnerId) -> Result<UndoOutcome, WireError> {
        self.travel(request, "news.redone", |context| context.redo, |store, id, now| store.redo(id, now))
            .await
    }

    async fn travel(
        &self,
        request: PartnerId,
        news: &str,
        step: fn(&PartnerSnapshot) -> Option<Step>,
        go: fn(&Transaction<'_>, &str, i64) -> Result<Edited, StoreError>,
    ) -> Result<UndoOutcome, WireError> {
        let before = step(&self.core.context(&request.partner_id).await?);
        let (id, now) = (request.partner_id.clone(), self.core.now());
        self.core.write(move |store| go(store, &id, now)).await?;
        let news = before.map_or_else(
            || text::plain("news.nothing_to_undo"),
            |step| text::render(news, &[("what", &step_label(step))]),
        );
        Ok(UndoOutcome { partner: self.view(&request.partner_id).await?, news })
    }
}

//! Deleting a partner on the server, and one that is gone there.

use crate::core::snapshot::say;
use crate::core::work::WorkKey;
use crate::sync::RecordSync;
use crate::sync::state::ServerSnapshot;
use crate::sync::writes::{Intent, ResolvedOutcome, Sent};
use crate::wire::{DeleteRequest, ErrorCode, PartnerId, PartnerView, PlanView, WireError, WorkName};
use partner::Draft;
use serde_json::Value;
use std::sync::Arc;
use store::{WriteAction, WriteState};

impl RecordSync {
    /// Deletes a partner on the server. The draft stays.
    pub async fn delete(self: &Arc<Self>, request: DeleteRequest) -> Result<PartnerView, WireError> {
        let (sync, key) = (self.clone(), WorkKey::of(&request.partner_id, WorkName::Save));
        let told = |_: &PartnerView| text::plain("news.deleted_after_all");
        self.works.cancelable(key, told, async move { Box::pin(sync.send_delete(request)).await }).await
    }

    async fn send_delete(&self, request: DeleteRequest) -> Result<PartnerView, WireError> {
        let id = request.partner_id;
        let context = self.core.context(&id).await?;
        let environment =
            context.environment().ok_or_else(|| WireError::plain(ErrorCode::ConnectionNoEnvironment))?;
        let codename = context
            .registration
            .codename
            .clone()
            .ok_or_else(|| WireError::plain(ErrorCode::DeleteNotRegistered))?;
        if request.codename.trim() != codename {
            return Err(WireError::new(ErrorCode::DeleteOtherCodename, &[("codename", &codename)])
                .at("delete_codename"));
        }
        let _writing = self.begin_writing(&id)?;
        self.settle_first(&context).await?;
        let target = self.target(&context).await?;
        let before: Option<Draft> = context.registration.last_seen.clone();
        let intent = Intent { action: WriteAction::Delete, fields: Vec::new(), before, after: None };
        let sent = self.send(&id, &target, intent, &Value::Null).await;
        self.core.logs.write().await;
        if let Sent::ResolvedOutcome(ResolvedOutcome { state: WriteState::NotDone, sentence }) = sent? {
            return Err(
                WireError { message: sentence, ..WireError::plain(ErrorCode::DeleteNotDone) }.retryable()
            );
        }
        let deleted = say(&context, "ui.delete.done");
        let shown = match self.drop_registration(&id, environment).await {
            Ok(()) => self.partners.view(&id).await,
            Err(error) => Err(error),
        };
        shown.map_err(|error| WireError::after_all(&deleted, &error))
    }

    /// The person says that a partner which the server does not know any more is to be registered anew.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn forget_registration(&self, request: PartnerId) -> Result<PlanView, WireError> {
        let id = request.partner_id;
        let _writing = self.begin_writing(&id)?;
        let context = self.core.context(&id).await?;
        let environment =
            context.environment().ok_or_else(|| WireError::plain(ErrorCode::ConnectionNoEnvironment))?;
        if !context.registration.is_missing() {
            return Err(WireError::plain(ErrorCode::SavePlanChanged).retryable());
        }
        self.drop_registration(&id, environment).await?;
        let server = ServerSnapshot::last_seen(self.core.context(&id).await?);
        self.plan_view(&server, None).await
    }
}

//! Deciding a field that both sides have changed.

use crate::sync::RecordSync;
use crate::sync::state::ServerSnapshot;
use crate::wire::{ErrorCode, PlanView, ResolveRequest, Take, WireError};
use partner::{Field, read_url};
use serde_json::Value;
use store::EditSource;

impl RecordSync {
    /// Decides a field that both sides have changed, or takes what the server holds for one that only the
    /// draft has. Nothing is sent.
    pub async fn resolve(&self, request: ResolveRequest) -> Result<PlanView, WireError> {
        let field = request.field.0;
        let server = ServerSnapshot::last_seen(self.core.context(&request.partner_id).await?);
        if server.plan_hash() != request.plan_hash {
            return Err(WireError::plain(ErrorCode::SavePlanChanged).retryable());
        }
        let (Some(environment), Some(held)) = (server.context.environment(), server.held.record()) else {
            return Err(WireError::plain(ErrorCode::SavePlanChanged).retryable());
        };
        let (held, theirs) = (held.as_held().get(field), held.trimmed().get(field));
        let edit: Option<(Value, EditSource)> = match (request.take, request.value) {
            (Take::Mine, _) => None,
            (Take::Theirs, _) => Some((theirs, EditSource::Merged)),
            (Take::Edit, Some(value)) => Some((Value::String(as_kept(field, value)), EditSource::Typed)),
            (Take::Edit, None) => return Err(WireError::plain(ErrorCode::CommandRequest)),
        };
        let (id, now) = (request.partner_id.clone(), self.core.now());
        self.core
            .write(move |store| {
                if let Some((value, origin)) = edit {
                    store.edit(&id, &[(field, value)], origin, now)?;
                }
                store.change_registration(&id, environment, |known| {
                    let mut base = known.base.take().unwrap_or_default();
                    // What both sides know of now: the draft may differ from it on purpose.
                    let _ = base.set(field, &held);
                    known.base = Some(base);
                })
            })
            .await?;
        let server = ServerSnapshot::last_seen(self.core.context(&request.partner_id).await?);
        self.plan_view(&server, None).await
    }
}

/// What the person typed in place of both: a URL as a parser writes it, any other text as it is.
fn as_kept(field: Field, text: String) -> String {
    match read_url(&text) {
        Ok(typed) if matches!(field, Field::Url(_)) => typed.url.into(),
        _ => text,
    }
}

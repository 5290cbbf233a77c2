//! *Put back what the server held before*: a save is taken back by another one that shows what it does.

use crate::core::snapshot::say;
use crate::core::work::WorkKey;
use crate::partners::field_values::plan_row;
use crate::sync::RecordSync;
use crate::sync::save::WriteResult;
use crate::sync::state::{RemoteState, ServerSnapshot, plan_hash};
use crate::sync::target::Target;
use crate::sync::writes::{Intent, JustSent};
use crate::wire::{ErrorCode, PartnerId, RevertView, SaveOutcome, SaveRequest, WireError, WorkName};
use partner::{Draft, Field, patch_body, with_sent, with_unknown_of};
use serde_json::json;
use std::sync::Arc;
use store::{WriteAction, WriteRow};

/// What putting back would do.
struct Revert {
    server: ServerSnapshot,
    write: WriteRow,
    held: Draft,
    before: Draft,
    /// Fields that would change.
    fields: Vec<Field>,
}

impl Revert {
    fn plan_hash(&self) -> String {
        plan_hash(&json!([self.write.id, self.held]))
    }
}

impl RecordSync {
    /// Shows what would change on the server when the last save is reverted.
    pub async fn plan_revert(self: &Arc<Self>, request: PartnerId) -> Result<RevertView, WireError> {
        if self.is_writing(&request.partner_id) {
            return Err(WireError::plain(ErrorCode::SaveGoingOn).retryable());
        }
        let (sync, id) = (self.clone(), request.partner_id.clone());
        let key = WorkKey::of(&id, WorkName::Plan);
        let reading = async move { Box::pin(sync.revert_plan(&id)).await };
        let result = self.works.cancelable(key, |_: &Revert| String::new(), reading).await;
        self.core.logs.write().await;
        let plan = result?;
        let after = plan.write.after.clone().unwrap_or_default();
        let context = &plan.server.context;
        let count = plan.fields.len();
        Ok(RevertView {
            plan: self.plan_view(&plan.server, None).await?,
            rows: plan
                .fields
                .iter()
                // What was saved then, where somebody has changed it since.
                .map(|field| plan_row(*field, Some(&plan.held), &plan.before, Some(&after)))
                .collect(),
            plan_hash: plan.plan_hash(),
            button: match count {
                0 => say(context, "put_back.nothing"),
                _ => text::counted("put_back.button", count),
            },
        })
    }

    /// Puts back what the server held before the last save, as a plan has shown it.
    pub async fn revert(self: &Arc<Self>, request: SaveRequest) -> Result<SaveOutcome, WireError> {
        let sync = self.clone();
        let key = WorkKey::of(&request.partner_id, WorkName::Save);
        let writing = self.begin_writing(&request.partner_id)?;
        let saving = async move {
            let _writing = writing;
            let result = Box::pin(sync.apply_revert(&request)).await;
            sync.core.logs.write().await;
            result
        };
        self.works.cancelable(key, |outcome: &SaveOutcome| outcome.news.clone(), saving).await
    }

    async fn revert_plan(&self, id: &str) -> Result<Revert, WireError> {
        let server = self.look(id).await?;
        let write = self.last_save(&server.context).await?;
        let write = write.ok_or_else(|| WireError::plain(ErrorCode::RevertNothingSaved))?;
        let RemoteState::Record(held) = &server.held else {
            return Err(WireError::plain(ErrorCode::RevertNothingSaved));
        };
        let held = (**held).clone();
        // A URL that had to be repaired goes back as it would be sent.
        let before = write.before.clone().unwrap_or_default().trimmed();
        let differs = |field: &&Field| held.as_held().get(**field) != before.get(**field);
        let fields = write.fields.iter().filter(differs).copied().collect();
        Ok(Revert { server, write, held, before, fields })
    }

    async fn apply_revert(&self, request: &SaveRequest) -> Result<SaveOutcome, WireError> {
        let id = &request.partner_id;
        let plan = self.revert_plan(id).await?;
        if plan.plan_hash() != request.plan_hash {
            let news = say(&plan.server.context, "news.plan_changed");
            return Ok(SaveOutcome {
                plan: self.plan_view(&plan.server, None).await?,
                news,
                is_saved: false,
            });
        }
        let target: Target = self.target(&plan.server.context).await?;
        // Only what was saved goes back; all else stays as the server holds it now.
        let whole = with_sent(&plan.held, &plan.before, &plan.fields);
        let whole = with_unknown_of(&whole, &plan.held);
        let body = patch_body(&whole, &plan.fields);
        let after = with_sent(&plan.held, &whole, &plan.fields);
        let after_sent = after.clone();
        let intent = Intent {
            action: WriteAction::Update,
            fields: plan.fields.clone(),
            before: Some(plan.held.clone()),
            after: Some(after),
        };
        let sent = JustSent { fields: plan.fields.clone(), before: plan.held.clone(), after: after_sent };
        let (is_saved, news) =
            self.send(id, &target, intent, &body).await?.told(say(&plan.server.context, "news.put_back"));
        let told = WriteResult { is_saved, news, sent: Some(sent) };
        Box::pin(self.read_again(plan.server.context, told)).await
    }
}

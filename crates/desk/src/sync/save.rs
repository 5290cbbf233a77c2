//! *Review and save*: the only way in which anything is written to the server.

use crate::core::snapshot::{PartnerSnapshot, environment_key, say};
use crate::core::work::WorkKey;
use crate::partners::field_values::field_label;
use crate::partners::view::problem_view;
use crate::sync::RecordSync;
use crate::sync::state::{RemoteState, ServerSnapshot};
use crate::sync::target::Target;
use crate::sync::writes::{Intent, JustSent, Sent};
use crate::wire::error::{FieldError, WireError};
use crate::wire::{ErrorCode, FieldCode, PartnerId, SaveOutcome, SaveRequest, WorkName};
use partner::{
    Field, Remote, Severity, create_body, differing, patch_body, problems, with_sent, with_unknown_of,
};
use std::sync::Arc;
use store::WriteAction;

/// What is said after a write.
pub(crate) struct WriteResult {
    /// Whether the server has it, as far as it has answered.
    pub(crate) is_saved: bool,
    pub(crate) news: String,
    /// The fields that were sent.
    pub(crate) sent: Option<JustSent>,
}

impl RecordSync {
    /// Writes the draft as a plan has shown it: registers it, or sends what differs. The server is read
    /// before and after; when it, or the draft, is not as in the plan any more, nothing is written and the
    /// new plan comes back.
    pub async fn save(self: &Arc<Self>, request: SaveRequest) -> Result<SaveOutcome, WireError> {
        let sync = self.clone();
        let key = WorkKey::of(&request.partner_id, WorkName::Save);
        let writing = self.begin_writing(&request.partner_id)?;
        let saving = async move {
            let _writing = writing;
            let result = Box::pin(sync.save_draft(&request)).await;
            sync.core.logs.write().await;
            result
        };
        self.works.cancelable(key, |outcome: &SaveOutcome| outcome.news.clone(), saving).await
    }

    /// Saves without anybody having looked at a plan: what has just been made has nothing to be looked at.
    pub(crate) async fn save_unseen(self: &Arc<Self>, id: &str) -> Result<(), WireError> {
        let plan = Box::pin(self.plan(PartnerId { partner_id: id.to_owned() })).await?;
        let request = SaveRequest { partner_id: id.to_owned(), plan_hash: plan.plan_hash };
        Box::pin(self.save(request)).await.map(drop)
    }

    async fn save_draft(&self, request: &SaveRequest) -> Result<SaveOutcome, WireError> {
        let id = &request.partner_id;
        let context = self.core.context(id).await?;
        let blocking: Vec<FieldError> = problems(&context.draft, context.environment())
            .iter()
            .filter(|problem| problem.severity == Severity::Blocks)
            .map(problem_view)
            .map(|problem| FieldError {
                field: problem.field.0.path().to_owned(),
                code: FieldCode::Problem(problem.code),
                message: problem.summary,
            })
            .collect();
        if !blocking.is_empty() {
            return Err(WireError { fields: blocking, ..WireError::plain(ErrorCode::SaveProblems) });
        }
        let server = self.look(id).await?;
        if server.plan_hash() != request.plan_hash || !server.conflicts.is_empty() {
            let news = server.settled.clone().unwrap_or_else(|| say(&server.context, "news.plan_changed"));
            return Ok(SaveOutcome { plan: self.plan_view(&server, None).await?, news, is_saved: false });
        }
        if server.is_missing() {
            let news = say(&server.context, "news.missing");
            return Ok(SaveOutcome { plan: self.plan_view(&server, None).await?, news, is_saved: false });
        }
        let target = self.target(&server.context).await?;
        let told = self.send_draft(id, &server, &target).await?;
        Box::pin(self.read_again(server.context, told)).await
    }

    /// Reads the server once more after a write, and says what of it is not held all the same. It is saved,
    /// whatever comes of reading; only what is shown of it is less sure when that fails.
    pub(crate) async fn read_again(
        &self,
        before: PartnerSnapshot,
        told: WriteResult,
    ) -> Result<SaveOutcome, WireError> {
        let WriteResult { mut is_saved, mut news, sent } = told;
        let id = before.row.id.clone();
        let (plan, read_error) = match self.read_after_sending(&id, sent.as_ref()).await {
            Ok(server) => {
                if let (Some(sent), Some(held), true) = (&sent, server.held.record(), is_saved) {
                    let fields: Vec<String> = sent.not_held(held).map(field_label).collect();
                    if !fields.is_empty() {
                        is_saved = false;
                        let environment = environment_key(&server.context);
                        let args: [(&str, &str); 2] =
                            [("environment", &environment), ("fields", &fields.join(", "))];
                        news = text::render("news.not_held", &args);
                    }
                }
                (server, None)
            }
            Err(error) => {
                let now = self.core.context(&id).await.unwrap_or(before);
                (
                    ServerSnapshot { held: RemoteState::NotKnown, ..ServerSnapshot::last_seen(now) },
                    Some(error),
                )
            }
        };
        match self.plan_view(&plan, read_error).await {
            Ok(plan) => Ok(SaveOutcome { plan, news, is_saved }),
            Err(error) => Err(WireError::after_all(&news, &error)),
        }
    }

    /// Sends what the server does not hold yet; whether it has it now, and the news.
    async fn send_draft(
        &self,
        id: &str,
        server: &ServerSnapshot,
        target: &Target,
    ) -> Result<WriteResult, WireError> {
        let context = &server.context;
        let told = |(is_saved, news): (bool, String)| WriteResult { is_saved, news, sent: None };
        let Some(held) = server.held.record() else {
            let draft = context.draft.trimmed();
            let intent = Intent {
                action: WriteAction::Register,
                fields: Field::ALL.to_vec(),
                before: None,
                after: Some(draft.clone()),
            };
            let sent = self.send(id, target, intent, &create_body(&draft)).await?;
            let Sent::Answered(answer) = sent else { return Ok(told(sent.told(String::new()))) };
            // Before anything else can fail: the secret is shown once, and the partner is there now.
            if let Some(secret) = Remote::parse(answer).ok().and_then(|remote| remote.secret) {
                self.tokens.keep(context, &secret).await?;
            }
            return Ok(told((true, say(context, "news.registered"))));
        };
        let draft = with_unknown_of(&context.draft, held).trimmed();
        let fields = differing(&draft, held);
        if fields.is_empty() {
            return Ok(told((true, say(context, "news.already_saved"))));
        }
        let body = patch_body(&draft, &fields);
        let after = with_sent(held, &draft, &fields);
        let just_sent = JustSent { fields: fields.clone(), before: held.clone(), after: after.clone() };
        let intent =
            Intent { action: WriteAction::Update, fields, before: Some(held.clone()), after: Some(after) };
        let (is_saved, news) =
            self.send(id, target, intent, &body).await?.told(say(context, "news.saved_to"));
        Ok(WriteResult { is_saved, news, sent: Some(just_sent) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use partner::Draft;
    use serde_json::json;

    #[test]
    fn what_only_the_server_knows_is_sent_back_as_it_is() {
        let mut held = Draft::default();
        held.urls.extra.insert("website".into(), json!("https://h.example"));
        held.inputs[2].extra.insert("label".into(), json!("Mail"));
        let mut draft = Draft::default();
        draft.urls.tests = "https://h.example/t".into();
        let whole = with_unknown_of(&draft, &held);
        let sent = patch_body(&whole, &Field::ALL);
        assert_eq!(sent["urls"], json!({"tests": "https://h.example/t", "website": "https://h.example"}));
        assert_eq!(sent["inputs"][2]["label"], "Mail");
        assert_eq!(differing(&whole, &held).len(), 1);
    }
}

//! *Check and save*: the only way in which anything is written to the server.

use crate::desk::Desk;
use crate::partners::problem_view;
use crate::plan::Held;
use crate::{DeleteRequest, FieldError, PartnerId, PartnerView, SaveOutcome, WireError, text};
use client::ApiError;
use partner::{Draft, Remote, Severity, create_body, differing, patch_body, problems};

impl Desk {
    /// Writes the draft: registers it, or sends what differs. The server is read before and after.
    pub async fn save_apply(&self, request: PartnerId) -> Result<SaveOutcome, WireError> {
        let result = self.save(&request.partner_id).await;
        self.write_activity().await?;
        result
    }

    async fn save(&self, id: &str) -> Result<SaveOutcome, WireError> {
        let context = self.context(id).await?;
        let blocking: Vec<FieldError> = problems(&context.draft, context.environment())
            .iter()
            .filter(|problem| problem.severity == Severity::Blocks)
            .map(problem_view)
            .map(|problem| FieldError { field: problem.field, code: problem.code, message: problem.summary })
            .collect();
        if !blocking.is_empty() {
            return Err(WireError { fields: blocking, ..WireError::plain("save.problems") });
        }
        let environment =
            context.environment().ok_or_else(|| WireError::plain("connection.no_environment"))?;
        let target = self.target(&context).await?;
        let before = match target.api.get(&target.key, &target.token).await {
            Ok(value) => Some(Remote::parse(value).map_err(|_| WireError::from(ApiError::NotUnderstood))?),
            Err(ApiError::NotFound) => None,
            Err(error) => return Err(error.into()),
        };
        let name = format!("environment.{}", environment.key());
        let args: [(&str, &str); 1] = [("environment", &name)];
        let draft = with_unknown_of(&context.draft, before.as_ref().map(|remote| &remote.record));
        let news = match &before {
            None => {
                let answer = target.api.create(&target.key, &target.token, &create_body(&draft)).await?;
                // Before anything else can fail: the secret is shown once, and the partner is there now.
                if let Some(secret) = Remote::parse(answer).ok().and_then(|remote| remote.secret) {
                    self.keep(&context, &secret).await?;
                }
                text::render("news.registered", &args)
            }
            Some(remote) => {
                let changed = differing(&draft, &remote.record);
                if changed.is_empty() {
                    text::render("news.already_saved", &args)
                } else {
                    target.api.patch(&target.key, &target.token, &patch_body(&draft, &changed)).await?;
                    text::render("news.saved_to", &args)
                }
            }
        };
        let (kept, codename, now) = (id.to_owned(), target.key.codename.clone(), self.now());
        self.with_store(move |store| {
            store.change_registration(&kept, environment, |registration| {
                registration.codename.get_or_insert(codename);
                registration.registered_at.get_or_insert(now);
            })
        })
        .await?;
        // It is saved, whatever comes of reading it once more; only what is shown of it is less sure then.
        let read = self.read_remote(id).await;
        let context = self.context(id).await?;
        let plan = match read {
            Ok(record) => self.plan_view(&context, Held::read(record), None).await?,
            Err(error) => self.plan_view(&context, Held::NotKnown, Some(error)).await?,
        };
        Ok(SaveOutcome { plan, news })
    }

    /// Deletes a partner on the server. The draft stays.
    pub async fn remote_delete(&self, request: DeleteRequest) -> Result<PartnerView, WireError> {
        let id = request.partner_id;
        let context = self.context(&id).await?;
        let environment =
            context.environment().ok_or_else(|| WireError::plain("connection.no_environment"))?;
        let codename =
            context.registration.codename.clone().ok_or_else(|| WireError::plain("delete.not_registered"))?;
        if request.codename.trim() != codename {
            return Err(
                WireError::new("delete.other_codename", &[("codename", &codename)]).at("delete_codename")
            );
        }
        let target = self.target(&context).await?;
        let result = target.api.delete(&target.key, &target.token).await;
        self.write_activity().await?;
        match result {
            Ok(()) | Err(ApiError::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
        self.note_seen(&context, environment, &codename, None).await?;
        self.view(&id).await
    }
}

/// The draft with everything that only the server knows: keys of `urls` and of candidate fields that
/// this app does not show are sent back as they are.
fn with_unknown_of(draft: &Draft, held: Option<&Draft>) -> Draft {
    let mut draft = draft.clone();
    let Some(held) = held else { return draft };
    for (key, value) in &held.urls.extra {
        draft.urls.extra.entry(key.clone()).or_insert_with(|| value.clone());
    }
    for input in &mut draft.inputs {
        let same = held.inputs.iter().find(|other| other.kind == input.kind && other.name == input.name);
        for (key, value) in same.into_iter().flat_map(|other| &other.extra) {
            input.extra.entry(key.clone()).or_insert_with(|| value.clone());
        }
    }
    draft
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_only_the_server_knows_is_sent_back_as_it_is() {
        let mut held = Draft::default();
        held.urls.extra.insert("website".into(), json!("https://h.example"));
        held.inputs[2].extra.insert("label".into(), json!("Mail"));
        let mut draft = Draft::default();
        draft.urls.tests = "https://h.example/t".into();
        let sent = patch_body(&with_unknown_of(&draft, Some(&held)), &differing(&draft, &held));
        assert_eq!(sent["urls"], json!({"tests": "https://h.example/t", "website": "https://h.example"}));
        assert_eq!(sent["inputs"][2]["label"], "Mail");
    }
}

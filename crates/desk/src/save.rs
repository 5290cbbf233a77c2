//! *Check and save*: the only way in which anything is written to the server.

use crate::desk::Desk;
use crate::partners::problem_view;
use crate::plan::{Held, Target};
use crate::{DeleteRequest, FieldError, PartnerId, PartnerView, SaveOutcome, WireError, text};
use client::ApiError;
use partner::{Remote, Severity, create_body, differing, patch_body, problems};
use redact::Secret;

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
        let (secret, news) = match &before {
            None => {
                let answer =
                    target.api.create(&target.key, &target.token, &create_body(&context.draft)).await?;
                (
                    Remote::parse(answer).ok().and_then(|remote| remote.secret),
                    text::render("news.registered", &args),
                )
            }
            Some(remote) => {
                let changed = differing(&context.draft, &remote.record);
                if changed.is_empty() {
                    (None, text::render("news.already_saved", &args))
                } else {
                    let body = patch_body(&context.draft, &changed);
                    target.api.patch(&target.key, &target.token, &body).await?;
                    (None, text::render("news.saved_to", &args))
                }
            }
        };
        self.read_back(id, &target, secret).await?;
        let context = self.context(id).await?;
        let held = context.registration.last_seen.clone();
        Ok(SaveOutcome { plan: self.plan_view(&context, Held::read(held), None).await?, news })
    }

    /// Reads the server once more, to be sure, and keeps a secret that came with the registration.
    async fn read_back(
        &self,
        id: &str,
        target: &Target,
        secret: Option<Secret<redact::PartnerKey>>,
    ) -> Result<(), WireError> {
        let context = self.context(id).await?;
        let environment = target.network.environment;
        if let Some(secret) = secret {
            // Before anything else can fail: it is shown once.
            self.keep(&context, crate::TokenName::PartnerSecret, &secret).await?;
        }
        let answer = target.api.get(&target.key, &target.token).await?;
        let remote = Remote::parse(answer).map_err(|_| WireError::from(ApiError::NotUnderstood))?;
        self.note_seen(&context, environment, Some(&remote)).await
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
        self.note_seen(&context, environment, None).await?;
        self.view(&id).await
    }
}

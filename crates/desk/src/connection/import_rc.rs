//! A partner that is on RC already comes onto this computer: it is read first, and added only when it is there.

use crate::connection::Connection;
use crate::core::network::api_origin;
use crate::core::snapshot::company_id;
use crate::wire::{ErrorCode, ImportRcRequest, PartnerView, WireError};
use client::{ApiError, PartnerPath, PartnersApi};
use partner::{CodenameFault, Draft, Environment, Remote, judge_codename};
use redact::{Personal, UnparsedSecret};

impl Connection {
    /// Reads a partner from RC and adds it with what RC holds. When RC has no such partner, or can't be read, nothing
    /// is added and no token is kept.
    ///
    /// # Errors
    /// At the field that is missing or wrong, or `import.not_there`.
    pub async fn import_rc(&self, request: ImportRcRequest) -> Result<PartnerView, WireError> {
        let codename = request.codename.trim().to_owned();
        match judge_codename(&codename) {
            Some(CodenameFault::Missing) => {
                return Err(WireError::plain(ErrorCode::ImportNoCodename).at("codename"));
            }
            Some(CodenameFault::Characters) => {
                return Err(WireError::plain(ErrorCode::ImportCodenameCharacters).at("codename"));
            }
            Some(CodenameFault::OddDash) | None => {}
        }
        let company = request.company_id.trim().to_owned();
        let draft = Draft { codename, ..Draft::default() };
        let added = self
            .partners
            .create_with(draft, move |store, id| {
                store.set_environment(id, Environment::Rc)?;
                store.change_registration(id, Environment::Rc, |registration| {
                    registration.company_id = company;
                })
            })
            .await?;
        let read = self.read_into(&added.id, request.token).await;
        self.core.logs.write().await;
        if read.is_err() {
            let id = added.id;
            if let Err(error) = self.core.write(move |store| store.drop_partner(&id)).await {
                // Why nothing could be read is what the person can do something about.
                tracing::warn!(
                    code = error.code.key(),
                    "a partner that was not imported could not be dropped"
                );
            }
        }
        read
    }

    /// Asks RC for the partner, keeps a token that worked, and takes over what RC holds.
    async fn read_into(&self, id: &str, typed: Option<UnparsedSecret>) -> Result<PartnerView, WireError> {
        let context = self.core.context(id).await?;
        let path =
            PartnerPath { codename: context.draft.codename.clone(), company_id: company_id(&context)? };
        let network = self.core.network(&context).await?;
        let is_typed = typed.is_some();
        let token = match typed {
            Some(typed) => typed
                .parse::<Personal>()
                .map_err(|fault| WireError::from(fault).at("personal_token"))?
                .bound_to(api_origin(&network)),
            None => self.tokens.require_personal_token(&context, &network).await?,
        };
        let reading = self.sync.turns.begin(id, Environment::Rc, path);
        let answer = PartnersApi::new(&network)?.get(&reading.key, &token).await;
        let answer = answer.map_err(|error| not_read(error, &reading.key))?;
        let remote = Remote::parse(answer).map_err(|_| WireError::from(ApiError::NotUnderstood))?;
        // One that doesn't work must not take the place of one that is kept.
        if is_typed {
            self.tokens.keep(&context, &token).await?;
        }
        self.sync.note_seen(&context, &reading, Some(&remote)).await?;
        self.partners.view(id).await
    }
}

fn not_read(error: ApiError, path: &PartnerPath) -> WireError {
    match error {
        ApiError::NotFound => {
            let args = [("codename", path.codename.as_str()), ("company", &path.company_id)];
            WireError::new(ErrorCode::ImportNotThere, &args).at("codename")
        }
        error => error.into(),
    }
}

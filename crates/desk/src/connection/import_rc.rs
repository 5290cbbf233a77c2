//! A partner that is on RC already comes onto this computer: it is read first, and added only when it is there.

use crate::connection::Connection;
use crate::core::network::api_origin;
use crate::core::snapshot::{PartnerSnapshot, company_id};
use crate::wire::{ErrorCode, ImportRcRequest, PartnerId, PartnerView, WireError};
use client::{ApiError, PartnerPath, PartnersApi};
use partner::{CodenameFault, Draft, Environment, judge_codename};
use redact::{Personal, UnparsedSecret};
use std::sync::Arc;

impl Connection {
    /// Reads a partner from RC and adds it with what RC holds. When RC has no such partner, or can't be read, nothing
    /// is added and no token is kept.
    ///
    /// # Errors
    /// At the field that is missing or wrong, or `import.not_there`.
    pub async fn import_rc(self: &Arc<Self>, request: ImportRcRequest) -> Result<PartnerView, WireError> {
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
        if read.is_err() {
            let id = added.id;
            self.core.write(move |store| store.drop_partner(&id)).await?;
        }
        self.core.logs.write().await;
        read
    }

    /// Asks RC for the partner, keeps a token that worked, and takes over what RC holds.
    async fn read_into(
        self: &Arc<Self>,
        id: &str,
        typed: Option<UnparsedSecret>,
    ) -> Result<PartnerView, WireError> {
        let context = self.core.context(id).await?;
        let path =
            PartnerPath { codename: context.draft.codename.clone(), company_id: company_id(&context)? };
        let network = self.core.network(&context).await?;
        let api = PartnersApi::new(&network)?;
        if let Some(typed) = typed {
            let token = typed
                .parse::<Personal>()
                .map_err(|fault| WireError::from(fault).at("personal_token"))?
                .bound_to(api_origin(&network));
            // One that doesn't work must not take the place of one that is kept.
            api.get(&path, &token).await.map_err(|error| not_read(error, &path))?;
            self.tokens.keep(&context, &token).await?;
        } else {
            let token = self.tokens.require_personal_token(&context, &network).await?;
            api.get(&path, &token).await.map_err(|error| not_read(error, &path))?;
        }
        self.take_over(&context).await
    }

    /// Takes over what RC holds.
    async fn take_over(self: &Arc<Self>, context: &PartnerSnapshot) -> Result<PartnerView, WireError> {
        let request = PartnerId { partner_id: context.row.id.clone() };
        Ok(self.verify_token(request).await?.partner)
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

//! A server that is ready to be written to.

use crate::core::snapshot::{PartnerSnapshot, company_id};
use crate::sync::RecordSync;
use crate::wire::{ErrorCode, WireError};
use client::{PartnerPath, PartnersApi};
use redact::{Personal, Secret};

/// A server that is ready to be written to.
pub(crate) struct Target {
    pub(crate) api: PartnersApi,
    pub(crate) key: PartnerPath,
    pub(crate) token: Secret<Personal>,
}

impl RecordSync {
    pub(crate) async fn target(&self, context: &PartnerSnapshot) -> Result<Target, WireError> {
        if context.environment().is_none() {
            return Err(WireError::plain(ErrorCode::ConnectionNoEnvironment));
        }
        let company_id = company_id(context)?;
        let network = self.core.network(context).await?;
        let token = self.tokens.require_personal_token(context, &network).await?;
        let codename =
            context.registration.codename.as_deref().unwrap_or(context.draft.codename.trim()).to_owned();
        if codename.is_empty() {
            return Err(WireError::plain(ErrorCode::CodenameNeeded).at("codename"));
        }
        Ok(Target { api: PartnersApi::new(&network)?, key: PartnerPath { codename, company_id }, token })
    }
}

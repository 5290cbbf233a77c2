//! Where the customer token may go: the origins of the partner's addresses that the person has let it go
//! to. An address that changes to another origin asks first.

use crate::core::origins::of_urls;
use crate::core::snapshot::PartnerSnapshot;
use crate::tokens::Tokens;
use crate::wire::{AllowRequest, ErrorCode, PartnerView, WireError};
use redact::Origin;

impl Tokens {
    /// Where the customer token may go now. While it has been nowhere, the first addresses it is used
    /// with are the ones it is for. What cannot be read is not allowed.
    pub(crate) async fn origins_for_use(&self, context: &PartnerSnapshot) -> Vec<Origin> {
        let Some(environment) = context.environment() else { return Vec::new() };
        let (id, now, current) = (context.row.id.clone(), self.core.now(), of_urls(context));
        let allowed = self.core.write(move |store| {
            let known = store.token_origins(&id, environment)?;
            if known.is_empty() {
                store.allow_origins(&id, environment, &current, now)?;
                return Ok(current);
            }
            Ok(current.into_iter().filter(|origin| known.iter().any(|one| one == origin.as_str())).collect())
        });
        allowed.await.unwrap_or_default()
    }

    /// Lets the customer token go to origins that the person has read and said yes to. One that no address
    /// leads to any more is not among them.
    pub async fn allow_origins(&self, request: AllowRequest) -> Result<PartnerView, WireError> {
        let context = self.core.context(&request.partner_id).await?;
        let environment =
            context.environment().ok_or_else(|| WireError::plain(ErrorCode::ConnectionNoEnvironment))?;
        let meant: Vec<Origin> = of_urls(&context)
            .into_iter()
            .filter(|origin| request.origins.iter().any(|one| one == origin.as_str()))
            .collect();
        if meant.len() != request.origins.len() {
            return Err(WireError::plain(ErrorCode::OriginChanged));
        }
        let (id, now) = (request.partner_id.clone(), self.core.now());
        self.core.write(move |store| store.allow_origins(&id, environment, &meant, now)).await?;
        self.partners.view(&request.partner_id).await
    }
}

//! Where the customer token may go: the origins of the partner's addresses that the person has let it go
//! to. An address that changes to another origin asks first.

use crate::core::snapshot::Context;
use crate::desk::Desk;
use crate::tokens::keep::key;
use crate::{AllowRequest, OriginView, PartnerView, WireError};
use partner::{Address, judge_address};
use redact::{Origin, Token};

/// The addresses that the app calls with the customer token.
const CALLED: [Address; 2] = [Address::ValidateToken, Address::Tests];

/// The origins of the partner's addresses as they are now, each once, with the addresses that lead there.
fn found(context: &Context) -> Vec<(Origin, Vec<Address>)> {
    let mut found: Vec<(Origin, Vec<Address>)> = Vec::new();
    for address in CALLED {
        let url = judge_address(context.draft.urls.get(address), context.environment()).ok();
        let Some(origin) = url.as_ref().and_then(Origin::of) else { continue };
        match found.iter_mut().find(|(known, _)| *known == origin) {
            Some((_, addresses)) => addresses.push(address),
            None => found.push((origin, vec![address])),
        }
    }
    found
}

/// The same without the addresses.
pub(crate) fn of_addresses(context: &Context) -> Vec<Origin> {
    found(context).into_iter().map(|(origin, _)| origin).collect()
}

impl Desk {
    /// Where the customer token may go now. While it has been nowhere, the first addresses it is used
    /// with are the ones it is for. What cannot be read is not allowed.
    pub(crate) async fn origins_for_use(&self, context: &Context) -> Vec<Origin> {
        let Some(environment) = context.environment() else { return Vec::new() };
        let (id, now, current) = (context.row.id.clone(), self.now(), of_addresses(context));
        let allowed = self.with_store(move |store| {
            let known = store.token_origins(&id, environment)?;
            if known.is_empty() {
                store.allow_origins(&id, environment, &current, now)?;
                return Ok(current);
            }
            Ok(current.into_iter().filter(|origin| known.iter().any(|one| one == origin.as_str())).collect())
        });
        allowed.await.unwrap_or_default()
    }

    pub(crate) async fn origin_views(&self, context: &Context) -> Result<Vec<OriginView>, WireError> {
        let Ok(token) = key(context, Token::Customer) else { return Ok(Vec::new()) };
        let known = self
            .with_store(move |store| {
                // While there is no token, there is nothing to be asked.
                let has_token = store.token_note(&token)?.is_some();
                if has_token { store.token_origins(&token.owner, token.environment) } else { Ok(Vec::new()) }
            })
            .await?;
        Ok(found(context)
            .into_iter()
            .map(|(origin, addresses)| OriginView {
                is_allowed: known.is_empty() || known.iter().any(|one| one == origin.as_str()),
                origin: origin.to_string(),
                addresses: addresses.iter().map(|address| address.key().to_owned()).collect(),
            })
            .collect())
    }

    /// Lets the customer token go to origins that the person has read and said yes to. One that no address
    /// leads to any more is not among them.
    pub async fn origins_allow(&self, request: AllowRequest) -> Result<PartnerView, WireError> {
        let context = self.context(&request.partner_id).await?;
        let environment =
            context.environment().ok_or_else(|| WireError::plain("connection.no_environment"))?;
        let meant: Vec<Origin> = of_addresses(&context)
            .into_iter()
            .filter(|origin| request.origins.iter().any(|one| one == origin.as_str()))
            .collect();
        if meant.len() != request.origins.len() {
            return Err(WireError::plain("origin.changed"));
        }
        let (id, now) = (request.partner_id.clone(), self.now());
        self.with_store(move |store| store.allow_origins(&id, environment, &meant, now)).await?;
        self.view(&request.partner_id).await
    }
}

//! Where the customer token would go: the origins of the partner's URLs as they are now.

use crate::core::snapshot::PartnerSnapshot;
use crate::wire::{OriginView, UrlName};
use partner::{UrlField, parse_url};
use redact::Origin;

/// The addresses that the app calls with the customer token.
const CALLED: [UrlField; 3] = [UrlField::ValidateToken, UrlField::Tests, UrlField::SendCandidate];

/// The origins of the partner's addresses as they are now, each once, with the addresses that lead there.
pub(crate) fn found(context: &PartnerSnapshot) -> Vec<(Origin, Vec<UrlField>)> {
    let mut found: Vec<(Origin, Vec<UrlField>)> = Vec::new();
    for url_field in CALLED {
        let url = parse_url(context.draft.urls.get(url_field), context.environment()).ok();
        let Some(origin) = url.as_ref().and_then(Origin::of) else { continue };
        match found.iter_mut().find(|(known, _)| *known == origin) {
            Some((_, urls)) => urls.push(url_field),
            None => found.push((origin, vec![url_field])),
        }
    }
    found
}

/// The same without the addresses.
pub(crate) fn of_urls(context: &PartnerSnapshot) -> Vec<Origin> {
    found(context).into_iter().map(|(origin, _)| origin).collect()
}

/// The same as the page shows them, with whether the token may go there.
pub(crate) fn origin_views(context: &PartnerSnapshot) -> Vec<OriginView> {
    let known = &context.known_origins;
    found(context)
        .into_iter()
        .map(|(origin, urls)| OriginView {
            is_allowed: known.is_empty() || known.iter().any(|one| one == origin.as_str()),
            origin: origin.to_string(),
            urls: urls.iter().copied().map(UrlName::from).collect(),
        })
        .collect()
}

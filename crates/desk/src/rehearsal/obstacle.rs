//! What a rehearsal needs before it can begin, the first thing first.

use crate::core::origins::origin_views;
use crate::core::snapshot::{PartnerSnapshot, company_id};
use crate::rehearsal::progress::send_url;
use crate::wire::{ObstacleView, Route};
use partner::{Environment, UrlField, parse_url};

/// The first thing that is missing.
pub(crate) fn obstacle(context: &PartnerSnapshot) -> Option<ObstacleView> {
    let missing = |key: &str, route: Route| Some(ObstacleView { text: text::plain(key), route });
    let environment = context.environment();
    if environment.is_none() || company_id(context).is_err() {
        return missing("rehearsal.needs_connection", Route::Connection);
    }
    for url_field in [UrlField::ValidateToken, UrlField::Tests, UrlField::SendCandidate] {
        if parse_url(context.draft.urls.get(url_field), environment).is_err() {
            let label = format!("field.urls.{}", url_field.key());
            let text = text::render("rehearsal.needs_url", &[("url", &label)]);
            return Some(ObstacleView { text, route: Route::Addresses });
        }
    }
    if context.registration.customer_token_at.is_none() {
        return missing("rehearsal.needs_token", Route::Addresses);
    }
    if origin_views(context).iter().any(|origin| !origin.is_allowed) {
        return missing("rehearsal.needs_origin", Route::Addresses);
    }
    // The Sandbox makes a report only for a partner that it holds.
    let is_registered = context.registration.codename.is_some();
    if !is_registered && environment == Some(Environment::Sandbox) {
        return missing("rehearsal.needs_saving", Route::Save);
    }
    if is_registered && context.registration.partner_secret_at.is_none() {
        return missing("rehearsal.needs_secret", Route::Connection);
    }
    None
}

/// Whether reports are made by Recruitee alone, and a person sends the candidate that is reported on.
pub(crate) fn is_guided(context: &PartnerSnapshot) -> bool {
    context.environment() != Some(Environment::Sandbox)
}

/// What the person agrees to: the URL as it stands.
pub(crate) fn agreed(context: &PartnerSnapshot, url: &str) -> bool {
    send_url(context) == url
}

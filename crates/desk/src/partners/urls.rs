//! URLs of the draft, kept as a parser writes them: on leaving a field, on a paste, on taking over a record.
//!
//! What is typed is never rewritten while it is typed. Where a URL had to be repaired, that is a step of its
//! own, so that undo shows the text as it was, and a note under the field says what was changed.

use crate::core::snapshot::PartnerSnapshot;
use crate::partners::Partners;
use crate::wire::{ErrorCode, PartnerView, PasteRequest, UrlNote, UrlRequest, WireError};
use partner::{Draft, Field, Repair, TypedUrl, UrlField, read_url};
use serde_json::{Value, json};
use store::{EditSource, Millis, StoreError, Transaction};

impl Partners {
    /// Puts the URL of a field into the form of a parser, unless the field holds another text by now.
    pub async fn normalize_url(&self, request: UrlRequest) -> Result<PartnerView, WireError> {
        let field = Some(request.field.0)
            .filter(|field| matches!(field, Field::Url(_)))
            .ok_or_else(|| WireError::plain(ErrorCode::CommandRequest))?;
        if let Ok(TypedUrl { url, repairs }) = read_url(&request.text) {
            let source = if repairs.is_empty() { EditSource::Typed } else { EditSource::Repaired };
            let (id, now, typed) = (request.partner_id.clone(), self.core.now(), json!(request.text));
            self.core
                .write(move |store| {
                    store.edit_from(&id, source, now, |draft| {
                        if draft.get(field) == typed { vec![(field, json!(url))] } else { Vec::new() }
                    })
                })
                .await?;
        }
        self.view(&request.partner_id).await
    }

    /// Puts pasted addresses into their fields: by the name in front of each or the word in its path,
    /// else in the order of the form.
    pub async fn paste_urls(&self, request: PasteRequest) -> Result<PartnerView, WireError> {
        let found = sort_addresses(&request.text);
        if found.is_empty() {
            return Err(WireError::plain(ErrorCode::UrlNonePasted));
        }
        let values: Vec<(Field, Value)> = found
            .into_iter()
            .map(|(address, text)| (Field::Url(address), json!(plain_form(&text))))
            .collect();
        let (id, now) = (request.partner_id.clone(), self.core.now());
        self.core
            .write(move |store| {
                store.edit(&id, &values, EditSource::Imported, now)?;
                repair_urls(store, &id, now)
            })
            .await?;
        self.view(&request.partner_id).await
    }
}

/// Repairs what has to be repaired in the URLs of a draft, as one step.
pub(crate) fn repair_urls(store: &Transaction<'_>, id: &str, now: Millis) -> Result<(), StoreError> {
    store.edit_from(id, EditSource::Repaired, now, repaired)?;
    Ok(())
}

fn repaired(draft: &Draft) -> Vec<(Field, Value)> {
    let urls = UrlField::ALL.into_iter().filter_map(|address| {
        let typed = read_url(draft.urls.get(address)).ok().filter(|typed| !typed.repairs.is_empty())?;
        Some((Field::Url(address), json!(typed.url)))
    });
    urls.collect()
}

/// A URL that needs no repair as a parser writes it; any other text as it is.
fn plain_form(text: &str) -> String {
    match read_url(text) {
        Ok(typed) if typed.repairs.is_empty() => typed.url.into(),
        _ => text.to_owned(),
    }
}

/// What was changed in URLs by the last step, for the fields that still hold what it made of them.
pub(crate) fn url_notes(context: &PartnerSnapshot) -> Vec<UrlNote> {
    let note = |(field, before): &(Field, Value)| {
        let text = before.as_str().filter(|_| matches!(field, Field::Url(_)))?;
        let TypedUrl { url, repairs } = read_url(text).ok()?;
        let is_shown = !repairs.is_empty() && context.draft.get(*field) == json!(url);
        let what: Vec<String> = repairs.into_iter().map(in_words).collect();
        is_shown.then(|| UrlNote {
            field: (*field).into(),
            message: text::render("url.changed", &[("url", url.as_str()), ("what", &what.join(", "))]),
        })
    };
    context.repaired.iter().filter_map(note).collect()
}

fn in_words(repair: Repair) -> String {
    text::plain(match repair {
        Repair::Invisible => "url.changed.invisible",
        Repair::Backslashes => "url.changed.backslashes",
        Repair::Slashes => "url.changed.slashes",
        Repair::Host => "url.changed.spelling",
    })
}

/// Where a URL begins in a line, also one that has to be repaired: `https:/host`.
fn start_of_url(line: &str) -> Option<usize> {
    let lower = line.to_ascii_lowercase();
    let starts = ["https:", "http:"].into_iter().filter_map(|scheme| lower.find(scheme));
    starts.min()
}

fn sort_addresses(pasted: &str) -> Vec<(UrlField, String)> {
    let mut found: Vec<(UrlField, String)> = Vec::new();
    let mut unnamed = Vec::new();
    for line in pasted.lines() {
        let Some(start) = start_of_url(line) else { continue };
        let rest = &line[start..];
        let end = rest.find(|c: char| c.is_whitespace() || "\"'<>,;".contains(c)).unwrap_or(rest.len());
        let named = UrlField::ALL.into_iter().find(|address| line[..start].contains(address.key()));
        match named {
            Some(address) => found.push((address, rest[..end].to_owned())),
            None => unnamed.push(rest[..end].to_owned()),
        }
    }
    let free: Vec<UrlField> = UrlField::ALL
        .into_iter()
        .filter(|address| !found.iter().any(|(taken, _)| taken == address))
        .collect();
    found.extend(free.into_iter().zip(unnamed));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_addresses_find_their_fields_by_name_and_the_rest_by_order() {
        let pasted = "tests: https://a.example/list,\n\nHTTPS:/a.example/token\nrubbish\n\"help_article\": \"https:\\\\a.example\\help\"\nhttps://a.example/send";
        let found = sort_addresses(pasted);
        let text = |address| found.iter().find(|(known, _)| *known == address).map(|(_, text)| text.as_str());
        assert_eq!(text(UrlField::Tests), Some("https://a.example/list"));
        assert_eq!(text(UrlField::ValidateToken), Some("HTTPS:/a.example/token"));
        assert_eq!(text(UrlField::HelpArticle), Some("https:\\\\a.example\\help"));
        assert_eq!(text(UrlField::SendCandidate), Some("https://a.example/send"));
        assert!(sort_addresses("nothing here").is_empty());
    }
}

//! A file, and what a person changes about it, on the way into the draft.

use crate::logo::Logos;
use crate::logo::change::next_choices;
use crate::logo::kept::{Made, Source};
use crate::logo::view::logo_view;
use crate::wire::{
    ErrorCode, LogoChange, LogoChangeRequest, LogoOutcome, LogoRequest, LogoView, Message, PartnerId,
    WireError,
};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use logo::{Choices, LogoFault, MAX_FILE_BYTES};
use logo_process::Limits;
use partner::Field;
use serde_json::json;
use std::sync::Arc;
use store::EditSource;

/// Rounds of repairs, each of what the one before has brought to light.
const MAX_ROUNDS: usize = 3;

impl Logos {
    /// Turns a file into the logo. On any fault the logo that was there stays.
    pub async fn set(&self, request: LogoRequest) -> Result<LogoOutcome, WireError> {
        self.core.must_write()?;
        let LogoRequest { partner_id, file_name, file_bytes, content, is_patient } = request;
        if file_bytes > MAX_FILE_BYTES as u64 {
            return Err(WireError::from(LogoFault::TooLarge).at("logo"));
        }
        let turn = self.begin(&partner_id);
        let bytes =
            BASE64_STANDARD.decode(&content).map_err(|_| WireError::plain(ErrorCode::CommandRequest))?;
        drop(content);
        let limits = if is_patient { Limits::PATIENT } else { Limits::USUAL };
        let news = text::render("news.logo_set", &[("file", &file_name)]);
        let source = Arc::new(Source { file_name: Some(file_name), bytes, limits });
        let made = self.make(&turn, source, Choices::default()).await?;
        self.store(&partner_id, made, news).await
    }

    /// Changes how the file became the logo.
    pub async fn change(&self, request: LogoChangeRequest) -> Result<LogoOutcome, WireError> {
        self.core.must_write()?;
        let LogoChangeRequest { partner_id, change } = request;
        let turn = self.begin(&partner_id);
        let logo = self.core.context(&partner_id).await?.draft.logo;
        let mut made = self.made(&partner_id, &logo).await?;
        for _ in 0..MAX_ROUNDS {
            let choices = next_choices(&made, &change)?;
            if choices == made.choices {
                break;
            }
            made = self.make(&turn, made.source.clone(), choices).await?;
            if change != LogoChange::FixAll {
                break;
            }
        }
        self.store(&partner_id, made, text::plain("news.logo_changed")).await
    }

    /// The logo as it is, and how it came to be.
    pub async fn view(&self, request: PartnerId) -> Result<LogoView, WireError> {
        let context = self.core.context(&request.partner_id).await?;
        let logo = &context.draft.logo;
        let made = if logo.is_empty() { None } else { self.made(&request.partner_id, logo).await.ok() };
        Ok(logo_view(context.revision, logo, made.as_deref()))
    }

    /// Puts the source of the logo on the clipboard.
    pub async fn copy(&self, request: PartnerId) -> Result<Message, WireError> {
        let logo = self.core.context(&request.partner_id).await?.draft.logo;
        self.core.spawn_blocking_host(move |host| host.copy(&logo)).await?;
        Ok(Message { text: text::plain("news.logo_copied") })
    }

    async fn store(&self, partner_id: &str, made: Arc<Made>, news: String) -> Result<LogoOutcome, WireError> {
        let svg = made.imported.svg.clone();
        self.kept.lock().keep(partner_id, &svg, made);
        let (id, now) = (partner_id.to_owned(), self.core.now());
        let edits = [(Field::Logo, json!(svg))];
        self.core.write(move |store| store.edit(&id, &edits, EditSource::Repaired, now)).await?;
        let view = self.view(PartnerId { partner_id: partner_id.to_owned() }).await?;
        Ok(LogoOutcome { partner: self.partners.view(partner_id).await?, view, news })
    }
}

//! The partner secret: whether the server takes the one that is kept, and having a new one made.

use crate::connection::Connection;
use crate::core::network::api_origin;
use crate::core::snapshot::{PartnerSnapshot, company_id};
use crate::core::work::WorkKey;
use crate::sync::writes::{Intent, ResolvedOutcome, sentence_of};
use crate::tokens::verified::Verified;
use crate::wire::{ErrorCode, PartnerId, TokenOutcome, WireError, WorkName};
use client::{ApiError, Network, PartnerPath, PartnersApi, SecretTried};
use partner::Remote;
use redact::{PartnerSecret, Secret};
use std::sync::Arc;
use store::{WriteAction, WriteRow, WriteState};
use vault::Read;

/// Whether the server lets a secret in; `None` when that is not known.
fn is_let_in(answer: &Result<(), ApiError>) -> Option<bool> {
    match answer {
        Ok(()) => Some(true),
        Err(ApiError::TurnedAway) => Some(false),
        Err(_) => None,
    }
}

/// A registered partner, and the way to its server.
struct Registered {
    network: Network,
    key: PartnerPath,
    /// The environment, as a key of the catalogue of texts.
    environment: String,
}

fn unknown() -> WireError {
    WireError { outcome_unknown: true, ..WireError::plain(ErrorCode::SecretOutcomeUnknown) }
}

impl Connection {
    async fn registered(&self, context: &PartnerSnapshot) -> Result<Registered, WireError> {
        let environment =
            context.environment().ok_or_else(|| WireError::plain(ErrorCode::ConnectionNoEnvironment))?;
        let codename = context
            .registration
            .codename
            .clone()
            .ok_or_else(|| WireError::plain(ErrorCode::SecretNotRegistered))?;
        Ok(Registered {
            network: self.core.network(context).await?,
            key: PartnerPath { codename, company_id: company_id(context)? },
            environment: format!("environment.{}", environment.key()),
        })
    }

    /// Asks the server whether it takes the partner secret that is kept.
    pub async fn verify_secret(self: &Arc<Self>, request: PartnerId) -> Result<TokenOutcome, WireError> {
        let context = self.core.context(&request.partner_id).await?;
        let (connection, key) = (self.clone(), WorkKey::of(&request.partner_id, WorkName::Verify));
        let trying = async move { Box::pin(connection.try_kept_secret(&context)).await };
        let verified = self.works.cancelable(key, |_: &Verified| String::new(), trying).await;
        self.core.logs.write().await;
        self.tokens.token_outcome(&request.partner_id, verified?).await
    }

    pub(crate) async fn try_kept_secret(&self, context: &PartnerSnapshot) -> Result<Verified, WireError> {
        let registered = self.registered(context).await?;
        let secret = match self.tokens.partner_secret(context, &registered.network).await {
            Read::Present(secret, _) => secret,
            Read::Absent => return Err(WireError::plain(ErrorCode::SecretAbsent).at("partner_secret")),
            Read::Unknown(fault) => return Err(fault.into()),
        };
        let answer = self.try_secret(&registered, &secret, SecretTried::Kept).await?;
        let args: [(&str, &str); 1] = [("environment", &registered.environment)];
        Ok(match (is_let_in(&answer), answer) {
            (Some(true), _) => Verified { works: Some(true), sentence: text::render("secret.works", &args) },
            (Some(false), _) => {
                Verified { works: Some(false), sentence: text::render("secret.turned_away", &args) }
            }
            (None, answer) => {
                let reason = answer.err().map(|error| WireError::from(error).message).unwrap_or_default();
                Verified { works: None, sentence: text::render("verify.not_known", &[("reason", &reason)]) }
            }
        })
    }

    async fn try_secret(
        &self,
        registered: &Registered,
        secret: &Secret<PartnerSecret>,
        which: SecretTried,
    ) -> Result<Result<(), ApiError>, WireError> {
        let answer = PartnersApi::new(&registered.network)?.try_secret(&registered.key, secret, which).await;
        self.core.logs.write().await;
        Ok(answer)
    }

    /// Has the server make a new partner secret, and tries both: the new one should be let in, the old one
    /// should not.
    pub async fn regenerate_secret(self: &Arc<Self>, request: PartnerId) -> Result<TokenOutcome, WireError> {
        let (connection, key) = (self.clone(), WorkKey::of(&request.partner_id, WorkName::Save));
        let told = |outcome: &TokenOutcome| outcome.sentence.clone();
        self.works
            .cancelable(key, told, async move { Box::pin(connection.regenerate_now(request)).await })
            .await
    }

    async fn regenerate_now(&self, request: PartnerId) -> Result<TokenOutcome, WireError> {
        let id = request.partner_id;
        let context = self.core.context(&id).await?;
        let registered = self.registered(&context).await?;
        let token = self.tokens.require_personal_token(&context, &registered.network).await?;
        let old = match self.tokens.partner_secret(&context, &registered.network).await {
            Read::Present(secret, _) => Some(secret),
            Read::Absent | Read::Unknown(_) => None,
        };
        let _writing = self.sync.begin_writing(&id)?;
        self.sync.settle_first(&context).await?;
        let intent =
            Intent { action: WriteAction::Regenerate, fields: Vec::new(), before: None, after: None };
        self.works.begin_sending(&id)?;
        let write = self.sync.note_write(&context, &registered.key, intent).await?;
        let api = PartnersApi::new(&registered.network)?;
        let answer = api.regenerate_secret(&registered.key.codename, &token, old.as_ref()).await;
        let new = match answer {
            Ok(value) => Remote::parse(value).ok().and_then(|remote| remote.secret),
            Err(ApiError::OutcomeUnknown(_) | ApiError::NotUnderstood | ApiError::Redirected { .. }) => None,
            Err(error) => {
                self.sync.note_outcome(&write, WriteState::NotDone).await;
                self.core.logs.write().await;
                return Err(error.into());
            }
        };
        let Some(new) = new else {
            let (state, error) = self.where_it_stands(&registered, old.as_ref()).await?;
            self.sync.note_outcome(&write, state).await;
            return Err(error);
        };
        self.tokens.keep(&context, &new).await?;
        self.sync.note_outcome(&write, WriteState::Done).await;
        let new = new.bound_to(api_origin(&registered.network));
        let works = is_let_in(&self.try_secret(&registered, &new, SecretTried::Kept).await?);
        let old_works = match &old {
            Some(old) => is_let_in(&self.try_secret(&registered, old, SecretTried::Replaced).await?),
            None => None,
        };
        let args: [(&str, &str); 1] = [("environment", &registered.environment)];
        let mut sentence = text::render(
            match works {
                Some(true) => "news.secret_new.works",
                Some(false) => "news.secret_new.turned_away",
                None => "news.secret_new.not_known",
            },
            &args,
        );
        if let Some(old_works) = old_works {
            let key = if old_works { "news.secret_old.works" } else { "news.secret_old.turned_away" };
            sentence = format!("{sentence} {}", text::plain(key));
        }
        // It is made and kept, whatever keeps it from being shown.
        let outcome = self.tokens.token_outcome(&id, Verified { works, sentence: sentence.clone() }).await;
        outcome.map_err(|error| WireError::after_all(&sentence, &error))
    }

    /// No new secret came: whether one was made all the same, the old one tells.
    async fn where_it_stands(
        &self,
        registered: &Registered,
        old: Option<&Secret<PartnerSecret>>,
    ) -> Result<(WriteState, WireError), WireError> {
        let old_works = match old {
            Some(old) => is_let_in(&self.try_secret(registered, old, SecretTried::Replaced).await?),
            None => None,
        };
        Ok(match old_works {
            Some(true) => (
                WriteState::NotDone,
                WireError { outcome_unknown: true, ..WireError::plain(ErrorCode::SecretOldWorks) },
            ),
            Some(false) => (WriteState::Done, WireError::plain(ErrorCode::SecretLost)),
            // Nothing more can be found out without a secret to try: the sentence says what to do.
            None if old.is_none() => (WriteState::NotDone, unknown()),
            None => (WriteState::Open, unknown()),
        })
    }

    /// Finds out whether a new secret was made when the app ended in the middle of asking for one.
    pub(crate) async fn resolve_secret_outcome(
        &self,
        write: &WriteRow,
    ) -> Result<ResolvedOutcome, WireError> {
        let context = self.core.context(&write.partner_id).await?;
        if context.registration.codename.is_none() {
            // The partner is gone there, and its secrets with it.
            self.sync.note_outcome(write, WriteState::NotDone).await;
            let sentence = sentence_of(write, WriteState::NotDone);
            return Ok(ResolvedOutcome { state: WriteState::NotDone, sentence });
        }
        let registered = self.registered(&context).await?;
        let old = match self.tokens.partner_secret(&context, &registered.network).await {
            Read::Present(secret, _) => Some(secret),
            Read::Absent => None,
            Read::Unknown(fault) => return Err(fault.into()),
        };
        match self.where_it_stands(&registered, old.as_ref()).await? {
            (WriteState::Open, error) => Err(error),
            (state, _) => {
                self.sync.note_outcome(write, state).await;
                Ok(ResolvedOutcome { state, sentence: sentence_of(write, state) })
            }
        }
    }
}

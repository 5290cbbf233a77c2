//! A token that was just put in, tried where that is possible.

use crate::connection::Connection;
use crate::core::snapshot::{PartnerSnapshot, codename_to_ask, company_id};
use crate::core::work::{CANCELED, WorkKey};
use crate::tokens::keep::field;
use crate::tokens::verified::Verified;
use crate::wire::{
    ErrorCode, PartnerId, TokenName, TokenOutcome, TokenRequest, TokenStoreRequest, WireError, WorkName,
};
use client::{ApiError, PartnerPath, PartnersApi};
use partner::{Environment, Remote};
use redact::{Customer, PartnerSecret, Personal, SecretKind, UnparsedSecret};
use sandbox_api::TokenPurpose;
use std::sync::Arc;

impl Connection {
    /// Keeps a token that was typed or pasted, and tries a personal one at once.
    pub async fn store_token(
        self: &Arc<Self>,
        request: TokenStoreRequest,
    ) -> Result<TokenOutcome, WireError> {
        self.store_typed(&request.partner_id, request.token, &request.value).await
    }

    /// Keeps a token that was typed or pasted, and tries it where that is possible.
    pub(crate) async fn store_typed(
        self: &Arc<Self>,
        id: &str,
        token: TokenName,
        value: &UnparsedSecret,
    ) -> Result<TokenOutcome, WireError> {
        let context = self.core.context(id).await?;
        let token = SecretKind::from(token);
        if token == SecretKind::Personal {
            company_id(&context)?;
        }
        // The three are read as different types, so that none can end up in another's place.
        let verified = match token {
            SecretKind::Personal => {
                self.keep_typed::<Personal>(&context, value).await?;
                let verified = self.verify_cancelable(context).await;
                self.core.logs.write().await;
                match verified {
                    // It is kept all the same.
                    Err(error) if error.code == CANCELED => {
                        Verified { works: None, sentence: text::plain("verify.canceled") }
                    }
                    verified => verified?,
                }
            }
            SecretKind::PartnerSecret => {
                self.keep_typed::<PartnerSecret>(&context, value).await?;
                match context.registration.codename {
                    Some(_) => self.try_kept_secret(&context).await?,
                    None => Verified::nothing(),
                }
            }
            SecretKind::Customer => {
                self.keep_typed::<Customer>(&context, value).await?;
                Verified::nothing()
            }
        };
        self.tokens.token_outcome(id, verified).await
    }

    async fn keep_typed<T: redact::Marks>(
        &self,
        context: &PartnerSnapshot,
        value: &UnparsedSecret,
    ) -> Result<(), WireError> {
        let field = field(T::TOKEN);
        let secret = value.parse::<T>().map_err(|fault| WireError::from(fault).at(field))?;
        if let Some(other) = self.tokens.is_mixed_up(context, T::TOKEN, secret.expose_secret()).await {
            let names = [T::TOKEN, other].map(|token| format!("token.{}", token.key()));
            let args: [(&str, &str); 2] = [("token", &names[0]), ("other", &names[1])];
            return Err(WireError::new(ErrorCode::TokenMixedUp, &args).at(field));
        }
        self.tokens.keep(context, &secret).await
    }

    /// Takes a fresh token from the Sandbox, where nobody can make one by hand.
    pub async fn take_sandbox_token(
        self: &Arc<Self>,
        request: TokenRequest,
    ) -> Result<TokenOutcome, WireError> {
        let context = self.core.context(&request.partner_id).await?;
        if context.environment() != Some(Environment::Sandbox) {
            return Err(WireError::plain(ErrorCode::SandboxOnlyThere));
        }
        let purpose = match request.token {
            TokenName::Personal => TokenPurpose::Personal,
            TokenName::Customer => TokenPurpose::Customer,
            TokenName::PartnerSecret => return Err(WireError::plain(ErrorCode::CommandRequest)),
        };
        let token = self.tokens.sandbox_token(purpose).await?;
        self.store_typed(&request.partner_id, request.token, &token).await
    }

    /// Asks the server for the partner: an answer, or a 404 for a codename that nobody has, means that
    /// company ID and token work.
    pub async fn verify_token(self: &Arc<Self>, request: PartnerId) -> Result<TokenOutcome, WireError> {
        let id = request.partner_id;
        let context = self.core.context(&id).await?;
        let verified = self.verify_cancelable(context).await;
        self.core.logs.write().await;
        self.tokens.token_outcome(&id, verified?).await
    }

    async fn verify_cancelable(self: &Arc<Self>, context: PartnerSnapshot) -> Result<Verified, WireError> {
        let (connection, key) = (self.clone(), WorkKey::of(&context.row.id, WorkName::Verify));
        let verifying = async move { Box::pin(connection.ask_server(&context)).await };
        self.works.cancelable(key, |_: &Verified| String::new(), verifying).await
    }

    async fn ask_server(&self, context: &PartnerSnapshot) -> Result<Verified, WireError> {
        let Some(environment) = context.environment() else {
            return Err(WireError::plain(ErrorCode::ConnectionNoEnvironment));
        };
        let company_id = company_id(context)?;
        let network = self.core.network(context).await?;
        let token = self.tokens.require_personal_token(context, &network).await?;
        let (codename, is_own) = codename_to_ask(context);
        let key = PartnerPath { codename, company_id: company_id.clone() };
        let reading = self.sync.turns.begin(&context.row.id, environment, key);
        let answer = PartnersApi::new(&network)?.get(&reading.key, &token).await;
        let args: [(&str, &str); 3] = [
            ("environment", &format!("environment.{}", environment.key())),
            ("company", &company_id),
            ("codename", &reading.key.codename),
        ];
        match answer {
            Ok(value) => {
                let remote = Remote::parse(value).map_err(|_| WireError::from(ApiError::NotUnderstood))?;
                self.sync.note_seen(context, &reading, Some(&remote)).await?;
                Ok(Verified { works: Some(true), sentence: text::render("verify.works", &args) })
            }
            Err(ApiError::NotFound) if context.registration.codename.is_some() => {
                self.sync.note_seen(context, &reading, None).await?;
                Ok(Verified { works: None, sentence: text::render("verify.missing", &args) })
            }
            Err(ApiError::NotFound) => {
                if is_own {
                    self.sync.note_seen(context, &reading, None).await?;
                } else {
                    let (id, now) = (context.row.id.clone(), self.core.now());
                    self.core
                        .write(move |store| {
                            store.change_registration(&id, environment, |known| known.verified_at = Some(now))
                        })
                        .await?;
                }
                Ok(Verified { works: Some(true), sentence: text::render("verify.works_assumed", &args) })
            }
            Err(ApiError::TurnedAway) => {
                let id = context.row.id.clone();
                self.core
                    .write(move |store| {
                        store.change_registration(&id, environment, |registration| {
                            registration.verified_at = None;
                        })
                    })
                    .await?;
                Ok(Verified { works: Some(false), sentence: text::render("verify.turned_away", &args) })
            }
            Err(error) => {
                let error = WireError::from(error);
                let sentence = text::render("verify.not_known", &[("reason", &error.message)]);
                Ok(Verified { works: None, sentence })
            }
        }
    }

    /// Takes a token from the clipboard and keeps it, as [`Connection::store_token`] does with one that was typed.
    pub async fn paste_token(self: &Arc<Self>, request: TokenRequest) -> Result<TokenOutcome, WireError> {
        let at = field(request.token.into());
        let pasted =
            self.core.spawn_blocking_host(|host| host.paste()).await.map_err(|error| error.at(at))?;
        let Some(pasted) = pasted else { return Err(WireError::plain(ErrorCode::ClipboardNoText).at(at)) };
        self.store_typed(&request.partner_id, request.token, &pasted).await
    }
}

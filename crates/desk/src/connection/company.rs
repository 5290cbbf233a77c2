//! Where to work, for which company, and whether the token works there.

use crate::core::snapshot::Context;
use crate::core::work::{CANCELED, WorkKey};
use crate::desk::Desk;
use crate::partners::urls::repair_urls;
use crate::sync::plan::Looked;
use crate::sync::readings::Reading;
use crate::tokens::keep::{field, key};
use crate::{
    ConnectionRequest, Nothing, PartnerId, PartnerView, PlanView, Sentence, TokenName, TokenOutcome,
    TokenRequest, TokenStoreRequest, WireError, WorkName, text,
};
use client::{ApiError, PartnerKey};
use partner::{CodenameFault, Draft, Environment, PracticePurpose, Remote, differing, judge_codename};
use redact::{Customer, PartnerKey as PartnerSecret, Personal, Token, TypedSecret};
use store::Origin;

/// Whether a token works, and the sentence about it.
pub(crate) struct Verified {
    pub(crate) works: Option<bool>,
    pub(crate) sentence: String,
}

impl Verified {
    fn nothing() -> Self {
        Self { works: None, sentence: String::new() }
    }
}

/// The company ID as the server takes it: digits.
pub(crate) fn company_id(context: &Context) -> Result<String, WireError> {
    let typed = context.registration.company_id.trim();
    if typed.is_empty() {
        return Err(WireError::plain("company_id.missing").at("company_id"));
    }
    if !typed.bytes().all(|byte| byte.is_ascii_digit()) || typed.len() > 18 {
        return Err(WireError::plain("company_id.not_a_number").at("company_id"));
    }
    Ok(typed.to_owned())
}

/// A codename to ask the server about, and whether it is the partner's own: while it has none, one is
/// asked for that nobody has.
pub(crate) fn codename_to_ask(context: &Context) -> (String, bool) {
    let own = context.registration.codename.as_deref().unwrap_or(context.draft.codename.trim());
    match judge_codename(own) {
        None | Some(CodenameFault::OddDash) => (own.to_owned(), true),
        Some(CodenameFault::Missing | CodenameFault::Characters) => {
            let random = uuid::Uuid::new_v4().simple().to_string();
            let letters: String = random.bytes().map(|byte| char::from(b'a' + byte % 26)).collect();
            (format!("no-such-partner-{letters}"), false)
        }
    }
}

impl Desk {
    /// Chooses where to work and for which company.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn connection_set(&self, request: ConnectionRequest) -> Result<PartnerView, WireError> {
        let environment = Environment::from(request.environment);
        let id = request.partner_id.clone();
        // Where a save has gone it is heard of too.
        let _writing = self.begin_writing(&id)?;
        let practice_company = match environment {
            Environment::Sandbox => self.sandbox.example().company_id,
            Environment::Rc => String::new(),
        };
        self.with_store(move |store| {
            store.partner(&id)?;
            store.set_environment(&id, environment)?;
            store.change_registration(&id, environment, |registration| match request.company_id {
                Some(typed) if typed != registration.company_id => {
                    registration.company_id = typed;
                    registration.verified_at = None;
                }
                None if registration.company_id.is_empty() => registration.company_id = practice_company,
                _ => {}
            })
        })
        .await?;
        self.view(&request.partner_id).await
    }

    /// Keeps a token that was typed or pasted, and tries a personal one at once.
    pub async fn token_store(&self, request: TokenStoreRequest) -> Result<TokenOutcome, WireError> {
        self.store_typed(&request.partner_id, request.token, &request.value).await
    }

    /// Keeps a token that was typed or pasted, and tries it where that is possible.
    pub(crate) async fn store_typed(
        &self,
        id: &str,
        token: TokenName,
        value: &TypedSecret,
    ) -> Result<TokenOutcome, WireError> {
        let context = self.context(id).await?;
        let token = Token::from(token);
        if token == Token::Personal {
            company_id(&context)?;
        }
        // The three are read as different types, so that none can end up in another's place.
        let verified = match token {
            Token::Personal => {
                self.keep_typed::<Personal>(&context, value).await?;
                let verified = self.verify_cancelable(context).await;
                self.write_logs().await;
                match verified {
                    // It is kept all the same.
                    Err(error) if error.code == CANCELED => {
                        Verified { works: None, sentence: text::plain("verify.canceled") }
                    }
                    verified => verified?,
                }
            }
            Token::PartnerSecret => {
                self.keep_typed::<PartnerSecret>(&context, value).await?;
                match context.registration.codename {
                    Some(_) => self.try_kept_secret(&context).await?,
                    None => Verified::nothing(),
                }
            }
            Token::Customer => {
                self.keep_typed::<Customer>(&context, value).await?;
                Verified::nothing()
            }
        };
        self.token_outcome(id, verified).await
    }

    async fn keep_typed<T: redact::Marks>(
        &self,
        context: &Context,
        value: &TypedSecret,
    ) -> Result<(), WireError> {
        let field = field(T::TOKEN);
        let secret = value.parse::<T>().map_err(|fault| WireError::from(fault).at(field))?;
        if let Some(other) = self.is_mixed_up(context, T::TOKEN, secret.text_for_safekeeping()).await {
            let names = [T::TOKEN, other].map(|token| format!("token.{}", token.key()));
            let args: [(&str, &str); 2] = [("token", &names[0]), ("other", &names[1])];
            return Err(WireError::new("token.mixed_up", &args).at(field));
        }
        self.keep(context, &secret).await
    }

    /// Forgets a token, in the keychain too.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn token_forget(&self, request: TokenRequest) -> Result<TokenOutcome, WireError> {
        let context = self.context(&request.partner_id).await?;
        let key = key(&context, request.token.into())?;
        self.forget(key).await?;
        self.token_outcome(&request.partner_id, Verified::nothing()).await
    }

    /// Forgets every token of every partner; drafts stay.
    ///
    /// # Errors
    /// The keychain's fault, when it cannot be said that nothing is left in it.
    pub async fn tokens_forget_all(&self, _: Nothing) -> Result<Sentence, WireError> {
        let count = self.forget_every_token().await?;
        Ok(Sentence { text: text::counted("news.tokens_forgotten", count as usize) })
    }

    /// Takes a fresh token from the Sandbox, where nobody can make one by hand.
    pub async fn token_practice(&self, request: TokenRequest) -> Result<TokenOutcome, WireError> {
        let context = self.context(&request.partner_id).await?;
        if context.environment() != Some(Environment::Sandbox) {
            return Err(WireError::plain("sandbox.only_there"));
        }
        let purpose = match request.token {
            TokenName::Personal => PracticePurpose::Personal,
            TokenName::Customer => PracticePurpose::Customer,
            TokenName::PartnerSecret => return Err(WireError::plain("command.request")),
        };
        let token = self.practice_token(purpose).await?;
        self.store_typed(&request.partner_id, request.token, &token).await
    }

    pub(crate) async fn practice_token(&self, purpose: PracticePurpose) -> Result<TypedSecret, WireError> {
        self.must_write()?;
        let sandbox = self.sandbox.clone();
        let minted = tokio::task::spawn_blocking(move || sandbox.mint(purpose)).await;
        minted.unwrap_or_else(|_| Err("the thread ended".into())).map_err(|reason| {
            tracing::error!(reason, "the Sandbox gave no token");
            WireError::plain("sandbox.failed")
        })
    }

    /// Asks the server for the partner: an answer, or a 404 for a codename that nobody has, means that
    /// company ID and token work.
    pub async fn token_verify(&self, request: PartnerId) -> Result<TokenOutcome, WireError> {
        let id = request.partner_id;
        let context = self.context(&id).await?;
        let verified = self.verify_cancelable(context).await;
        self.write_logs().await;
        self.token_outcome(&id, verified?).await
    }

    async fn verify_cancelable(&self, context: Context) -> Result<Verified, WireError> {
        let (desk, key) = (self.held()?, WorkKey::of(&context.row.id, WorkName::Verify));
        let verifying = async move { Box::pin(desk.verify(&context)).await };
        self.cancelable(key, |_: &Verified| String::new(), verifying).await
    }

    async fn verify(&self, context: &Context) -> Result<Verified, WireError> {
        let Some(environment) = context.environment() else {
            return Err(WireError::plain("connection.no_environment"));
        };
        let company_id = company_id(context)?;
        let network = self.network(context).await?;
        let token = self.require_personal_token(context, &network).await?;
        let (codename, is_own) = codename_to_ask(context);
        let key = PartnerKey { codename, company_id: company_id.clone() };
        let reading = self.begin_reading(context, environment, key);
        let answer = Self::api(&network)?.get(&reading.key, &token).await;
        let args: [(&str, &str); 3] = [
            ("environment", &format!("environment.{}", environment.key())),
            ("company", &company_id),
            ("codename", &reading.key.codename),
        ];
        match answer {
            Ok(value) => {
                let remote = Remote::parse(value).map_err(|_| WireError::from(ApiError::NotUnderstood))?;
                self.note_seen(context, &reading, Some(&remote)).await?;
                Ok(Verified { works: Some(true), sentence: text::render("verify.works", &args) })
            }
            Err(ApiError::NotFound) if context.registration.codename.is_some() => {
                self.note_seen(context, &reading, None).await?;
                Ok(Verified { works: None, sentence: text::render("verify.missing", &args) })
            }
            Err(ApiError::NotFound) => {
                if is_own {
                    self.note_seen(context, &reading, None).await?;
                } else {
                    let (id, now) = (context.row.id.clone(), self.now());
                    self.with_store(move |store| {
                        store.change_registration(&id, environment, |known| known.verified_at = Some(now))
                    })
                    .await?;
                }
                Ok(Verified { works: Some(true), sentence: text::render("verify.works_assumed", &args) })
            }
            Err(ApiError::TurnedAway) => {
                let id = context.row.id.clone();
                self.with_store(move |store| {
                    store
                        .change_registration(&id, environment, |registration| registration.verified_at = None)
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

    /// Notes what the server holds of a partner, or that it holds nothing; says whether that is news. It is none
    /// when a newer answer came before, when a write was settled meanwhile, or when the partner is connected
    /// otherwise by now. A blank draft with just a codename takes the record over: that is how an import from RC
    /// ends. Of a partner that was registered and is not found what is known stays: the company ID may be mistyped.
    pub(crate) async fn note_seen(
        &self,
        context: &Context,
        reading: &Reading,
        remote: Option<&Remote>,
    ) -> Result<bool, WireError> {
        let (reading, turns, now) = (reading.clone(), self.turns.clone(), self.now());
        let seen = remote.map(|remote| (remote.record.clone(), remote.promoted));
        let is_news = self
            .with_store(move |store| {
                let (id, environment) = (reading.partner_id(), reading.environment());
                let known = store.registration(id, environment)?;
                // As it is now: the person may have typed while the server answered.
                let mut draft = store.draft(id)?;
                let codename = &reading.key.codename;
                let is_same = known.company_id.trim() == reading.key.company_id
                    && known.codename.as_deref().unwrap_or(draft.codename.trim()) == codename;
                if !is_same || !turns.is_newest(&reading) {
                    return Ok(false);
                }
                let is_blank = Draft { codename: String::new(), ..draft.clone() } == Draft::default();
                if let Some((record, _)) = seen.as_ref().filter(|_| is_blank) {
                    let record = Draft { codename: codename.clone(), ..record.clone() };
                    store.take_over(id, &record, Origin::Imported, now)?;
                    repair_urls(store, id, now)?;
                    draft = store.draft(id)?;
                }
                let mut is_news = false;
                store.change_registration(id, environment, |registration| {
                    // Here, where no write can come between.
                    is_news = turns.take(&reading);
                    if !is_news {
                        return;
                    }
                    registration.last_seen_at = Some(now);
                    if let Some((record, promoted)) = seen {
                        registration.verified_at = Some(now);
                        if registration.base.is_none() && (is_blank || differing(&draft, &record).is_empty())
                        {
                            registration.base = Some(record.clone());
                        }
                        registration.last_seen = Some(Draft { codename: codename.clone(), ..record });
                        registration.codename.get_or_insert_with(|| codename.clone());
                        registration.registered_at.get_or_insert(now);
                        registration.promoted = promoted;
                    } else {
                        registration.last_seen = None;
                        registration.verified_at = registration.codename.is_none().then_some(now);
                    }
                })?;
                Ok(is_news)
            })
            .await?;
        if let Some(secret) = remote.and_then(|remote| remote.secret.as_ref())
            && !self.is_kept(context, secret).await
        {
            self.keep(context, secret).await?;
        }
        Ok(is_news)
    }

    /// The person says that a partner which the server does not know any more is to be registered anew.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn registration_forget(&self, request: PartnerId) -> Result<PlanView, WireError> {
        let id = request.partner_id;
        let _writing = self.begin_writing(&id)?;
        let context = self.context(&id).await?;
        let environment =
            context.environment().ok_or_else(|| WireError::plain("connection.no_environment"))?;
        if !context.registration.is_missing() {
            return Err(WireError::plain("save.plan_changed").retryable());
        }
        self.forget_registration(&id, environment).await?;
        let looked = Looked::last_seen(self.context(&id).await?);
        self.plan_view(&looked, None).await
    }

    /// Forgets what was known of a partner on a server; draft and tokens stay.
    pub(crate) async fn forget_registration(
        &self,
        id: &str,
        environment: Environment,
    ) -> Result<(), WireError> {
        let (id, turns) = (id.to_owned(), self.turns.clone());
        turns.note_write(&id, environment);
        self.with_store(move |store| store.change_registration(&id, environment, store::Registration::forget))
            .await
    }

    pub(crate) async fn token_outcome(
        &self,
        id: &str,
        verified: Verified,
    ) -> Result<TokenOutcome, WireError> {
        let tokens = self.tokens_of(&self.context(id).await?).await?;
        let partner = self.view(id).await?;
        Ok(TokenOutcome { partner, tokens, works: verified.works, sentence: verified.sentence })
    }
}

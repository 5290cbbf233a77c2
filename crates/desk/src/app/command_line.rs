//! Judging a partner from a file, or the sample partner, without a window.

use crate::app::App;
use crate::promotion::verified::PackReport;
use crate::readiness::report::{Extent, Reader, Report};
use crate::rehearsal::command_line::{RehearsalReport, SendOptions};
use crate::wire::{ConnectionRequest, Nothing, WireError};
use partner::PartnerFile;
use redact::{Customer, PartnerSecret, Personal, UnparsedSecret};

/// A partner from a file, with what is needed to call its URLs.
pub struct PartnerSource {
    /// The record.
    pub file: PartnerFile,
    /// Sandbox or RC.
    pub environment: partner::Environment,
    /// Recruitee's key to the partner's addresses.
    pub customer_token: Option<UnparsedSecret>,
    /// For RC, where the registration is out of scope without it, and for a Sandbox that runs already.
    pub personal_token: Option<UnparsedSecret>,
    /// Of a partner that a Sandbox that runs already holds.
    pub partner_secret: Option<UnparsedSecret>,
}

/// A partner to be judged on the command line.
pub struct CheckRequest {
    /// Which.
    pub source: PartnerSource,
    /// The checks to judge; `None` for all.
    pub only: Option<Vec<String>>,
}

impl App {
    /// Takes a partner from a file, registering it in the Sandbox. Gives its id, and whether Recruitee can be asked
    /// about it.
    async fn take_file(&self, request: PartnerSource) -> Result<(String, bool), WireError> {
        use partner::Environment::{Rc, Sandbox};
        let environment = request.environment;
        let id = self.take_record(&request).await?;
        let context = self.core.context(&id).await?;
        let personal = match environment {
            Sandbox if request.personal_token.is_none() => {
                Some(self.tokens.sandbox_token(sandbox_api::TokenPurpose::Personal).await?)
            }
            Sandbox | Rc => request.personal_token,
        };
        if let Some(token) = &personal {
            self.tokens.keep(&context, &token.parse::<Personal>()?).await?;
        }
        if let Some(token) = &request.customer_token {
            self.tokens.keep(&context, &token.parse::<Customer>()?).await?;
        }
        if environment == Sandbox {
            // A record that cannot be registered is judged all the same; REC-6 then says why.
            if let Err(error) = self.sync.save_unseen(&id).await {
                tracing::info!(code = error.code.key(), "the record was not registered in the Sandbox");
            }
            if let Some(secret) = &request.partner_secret {
                let context = self.core.context(&id).await?;
                self.tokens.keep(&context, &secret.parse::<PartnerSecret>()?).await?;
            }
        }
        Ok((id, personal.is_some()))
    }

    /// Takes a partner from a file to be watched: nothing is registered anywhere.
    ///
    /// # Errors
    /// When it can't be read or its token can't be used.
    pub async fn take_watched(&self, request: PartnerSource) -> Result<String, WireError> {
        let id = self.take_record(&request).await?;
        if let Some(token) = &request.customer_token {
            let context = self.core.context(&id).await?;
            self.tokens.keep(&context, &token.parse::<Customer>()?).await?;
        }
        Ok(id)
    }

    /// The record of a partner with its environment.
    async fn take_record(&self, request: &PartnerSource) -> Result<String, WireError> {
        let company_id = request.file.company_id.clone();
        let view = self.partners.import_file(request.file.clone(), |_, _| Ok(())).await?;
        let is_rc = request.environment == partner::Environment::Rc;
        let set = ConnectionRequest {
            partner_id: view.id.clone(),
            environment: request.environment.into(),
            company_id: is_rc.then_some(company_id),
        };
        self.connection.set(set).await?;
        Ok(view.id)
    }

    /// Judges a partner from a file.
    ///
    /// # Errors
    /// When it could not be registered or read.
    pub async fn check_file(&self, request: CheckRequest) -> Result<Report, WireError> {
        let (id, registration) = self.take_file(request.source).await?;
        let extent = Extent { only: request.only.as_deref(), registration, reader: Reader::CommandLine };
        self.watch.promotion.rehearsals.readiness.judge(&id, &extent).await
    }

    /// Judges a partner from a file, and makes the evidence pack of it. No rehearsal is played.
    ///
    /// # Errors
    /// When it could not be registered or read.
    pub async fn pack_file(&self, source: PartnerSource) -> Result<PackReport, WireError> {
        let (id, registration) = self.take_file(source).await?;
        let extent = Extent { only: None, registration, reader: Reader::CommandLine };
        self.watch.promotion.rehearsals.readiness.judge(&id, &extent).await?;
        Ok(PackReport::of(&self.watch.promotion.make(&id).await?.pack))
    }

    /// Plays the rehearsal of a partner from a file, up to its list of tests without somebody's word.
    ///
    /// # Errors
    /// When something is missing, or it could not be registered or read.
    pub async fn rehearse_file(
        &self,
        source: PartnerSource,
        send: Option<SendOptions>,
    ) -> Result<RehearsalReport, WireError> {
        let (id, _) = self.take_file(source).await?;
        self.watch.promotion.rehearsals.rehearse(&id, send).await
    }

    /// Plays the rehearsal of the sample partner.
    ///
    /// # Errors
    /// When the Sandbox does not work.
    pub async fn rehearse_example(&self, send: Option<SendOptions>) -> Result<RehearsalReport, WireError> {
        let view = self.open_sample(Nothing {}).await?;
        self.watch.promotion.rehearsals.rehearse(&view.id, send).await
    }

    /// Judges the sample partner, or some of its checks.
    ///
    /// # Errors
    /// When the Sandbox does not work.
    pub async fn check_example(&self, only: Option<&[String]>) -> Result<Report, WireError> {
        let view = self.open_sample(Nothing {}).await?;
        self.watch
            .promotion
            .rehearsals
            .readiness
            .judge(&view.id, &Extent { only, registration: true, reader: Reader::CommandLine })
            .await
    }
}

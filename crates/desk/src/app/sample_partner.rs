//! The sample partner: a finished partner in the Sandbox.

use crate::app::App;
use crate::partners::list::new_id;
use crate::wire::{ErrorCode, Nothing, PartnerId, PartnerView, WireError};
use partner::Environment;
use redact::{Customer, Personal};
use sandbox_api::TokenPurpose;

impl App {
    /// Opens the sample partner, making it the first time: tokens and registration included.
    pub async fn open_sample(&self, _: Nothing) -> Result<PartnerView, WireError> {
        let known =
            self.core.read(|store| Ok(store.partners()?.into_iter().find(|row| row.is_example))).await?;
        if let Some(row) = known {
            return self.partners.view(&row.id).await;
        }
        let file = self.core.networks.sandbox.example();
        let (id, now) = (new_id(), self.core.now());
        let kept = id.clone();
        self.core
            .write(move |store| {
                store.add_partner(&kept, true, now)?;
                store.begin_with(&kept, &file.draft, now)?;
                store.set_environment(&kept, Environment::Sandbox)?;
                store.change_registration(&kept, Environment::Sandbox, |registration| {
                    registration.company_id = file.company_id;
                })
            })
            .await?;
        self.fill_keys(&id).await?;
        let registered = self.sync.save_unseen(&id).await;
        if let Err(error) = registered {
            // The Sandbox may hold it from before this profile's data was erased: then it is known already.
            if error.code != ErrorCode::ApiConflict {
                return Err(error);
            }
            self.connection.verify_token(PartnerId { partner_id: id.clone() }).await?;
        }
        self.partners.view(&id).await
    }

    /// Gives a partner in the Sandbox the two tokens that it needs there.
    pub(crate) async fn fill_keys(&self, id: &str) -> Result<(), WireError> {
        let context = self.core.context(id).await?;
        let personal = self.tokens.sandbox_token(TokenPurpose::Personal).await?.parse::<Personal>()?;
        let customer = self.tokens.sandbox_token(TokenPurpose::Customer).await?.parse::<Customer>()?;
        self.tokens.keep(&context, &personal).await?;
        self.tokens.keep(&context, &customer).await?;
        Ok(())
    }
}

//! The worked example: a finished partner in the Sandbox.

use crate::desk::Desk;
use crate::partners::list::new_id;
use crate::{Nothing, PartnerId, PartnerView, WireError};
use partner::{Environment, PracticePurpose};
use redact::{Customer, Personal};

impl Desk {
    /// Opens the worked example, making it the first time: tokens and registration included.
    pub async fn example_open(&self, _: Nothing) -> Result<PartnerView, WireError> {
        let known =
            self.with_store(|store| Ok(store.partners()?.into_iter().find(|row| row.is_example))).await?;
        if let Some(row) = known {
            return self.view(&row.id).await;
        }
        let file = self.sandbox.example();
        let (id, now) = (new_id(), self.now());
        let kept = id.clone();
        self.with_store(move |store| {
            store.add_partner(&kept, true, now)?;
            store.begin_with(&kept, &file.draft, now)?;
            store.set_environment(&kept, Environment::Sandbox)?;
            store.change_registration(&kept, Environment::Sandbox, |registration| {
                registration.company_id = file.company_id;
            })
        })
        .await?;
        self.fill_keys(&id).await?;
        let registered = self.save_unseen(&id).await;
        if let Err(error) = registered {
            // The Sandbox may hold it from before this profile's data was erased: then it is known already.
            if error.code != "api.conflict" {
                return Err(error);
            }
            self.token_verify(PartnerId { partner_id: id.clone() }).await?;
        }
        self.view(&id).await
    }

    /// Gives a partner in the Sandbox the two tokens that it needs there.
    pub(crate) async fn fill_keys(&self, id: &str) -> Result<(), WireError> {
        let context = self.context(id).await?;
        let personal = self.practice_token(PracticePurpose::Personal).await?.parse::<Personal>()?;
        let customer = self.practice_token(PracticePurpose::Customer).await?.parse::<Customer>()?;
        self.keep(&context, &personal).await?;
        self.keep(&context, &customer).await?;
        Ok(())
    }
}

//! Where to work, for which company, and whether the token works there.

use crate::connection::Connection;
use crate::wire::{ConnectionRequest, PartnerView, WireError};
use partner::Environment;

impl Connection {
    /// Chooses where to work and for which company.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn set(&self, request: ConnectionRequest) -> Result<PartnerView, WireError> {
        let environment = Environment::from(request.environment);
        let id = request.partner_id.clone();
        // Where a save has gone it is heard of too.
        let _writing = self.sync.begin_writing(&id)?;
        let sandbox_company = match environment {
            Environment::Sandbox => self.core.networks.sandbox.example().company_id,
            Environment::Rc => String::new(),
        };
        self.core
            .write(move |store| {
                store.partner(&id)?;
                store.set_environment(&id, environment)?;
                store.change_registration(&id, environment, |registration| match request.company_id {
                    Some(typed) if typed != registration.company_id => {
                        registration.company_id = typed;
                        registration.verified_at = None;
                    }
                    None if registration.company_id.is_empty() => registration.company_id = sandbox_company,
                    _ => {}
                })
            })
            .await?;
        self.partners.view(&request.partner_id).await
    }
}

//! `*.partner.json`, in and out, and texts to hand to others.

use crate::core::snapshot::PartnerSnapshot;
use crate::partners::Partners;
use crate::partners::urls::repair_urls;
use crate::wire::{ErrorCode, ImportRequest, Message, Nothing, PartnerId, PartnerView, WireError};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use partner::{FileFault, PartnerFile, decode};
use store::{StoreError, Transaction};

/// A partner as a file.
pub(crate) fn file_of(context: &PartnerSnapshot) -> PartnerFile {
    PartnerFile { company_id: context.registration.company_id.clone(), draft: context.draft.clone() }
}

impl Partners {
    /// Adds a partner from the text of a file, or all of a file that holds several; gives the first.
    pub async fn import(&self, request: ImportRequest) -> Result<PartnerView, WireError> {
        let text = match request.bytes {
            Some(bytes) => {
                let bytes =
                    BASE64_STANDARD.decode(bytes).map_err(|_| WireError::plain(ErrorCode::CommandRequest))?;
                decode(&bytes).ok_or(FileFault::NotText)?
            }
            None => request.text,
        };
        let mut first = None;
        for mut file in PartnerFile::parse_all(&text)? {
            file.draft = file.draft.as_held();
            let now = self.core.now();
            let view = self.import_file(file, move |store, id| repair_urls(store, id, now)).await?;
            first.get_or_insert(view);
        }
        first.ok_or_else(|| WireError::plain(ErrorCode::FileNoPartners))
    }

    /// Saves every partner on this computer into one file where the person chooses.
    pub async fn export_all(&self, _: Nothing) -> Result<Message, WireError> {
        let contexts = self
            .core
            .read(|store| {
                let rows = store.partners()?;
                rows.iter()
                    .map(|row| PartnerSnapshot::read(store, &row.id))
                    .collect::<Result<Vec<_>, StoreError>>()
            })
            .await?;
        let files: Vec<PartnerFile> = contexts.iter().map(file_of).collect();
        self.core.save_as("partner-desk.partner.json", &PartnerFile::all_to_text(&files)).await
    }

    /// Adds a partner from a file that was read. Its company ID is offered once an environment is chosen.
    pub(crate) async fn import_file(
        &self,
        file: PartnerFile,
        more: impl FnOnce(&Transaction<'_>, &str) -> Result<(), StoreError> + Send + 'static,
    ) -> Result<PartnerView, WireError> {
        let company_id = file.company_id;
        self.create_with(file.draft, move |store, id| {
            if !company_id.is_empty() {
                let rc = partner::Environment::Rc;
                store.change_registration(id, rc, |registration| registration.company_id = company_id)?;
            }
            more(store, id)
        })
        .await
    }

    /// Saves a partner as a file where the person chooses. Gives the news, or nothing when they thought
    /// better of it.
    pub async fn export(&self, request: PartnerId) -> Result<Message, WireError> {
        let context = self.core.context(&request.partner_id).await?;
        let codename = context.draft.codename.trim();
        let name = format!("{}.partner.json", if codename.is_empty() { "partner" } else { codename });
        self.core.save_as(&name, &file_of(&context).to_text()).await
    }
}

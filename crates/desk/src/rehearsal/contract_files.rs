//! The calls as files for a developer: OpenAPI, Hurl, Postman. No token is in them.

use crate::core::snapshot::PartnerSnapshot;
use crate::rehearsal::Rehearsals;
use crate::rehearsal::progress::Played;
use crate::wire::{ContractFormat, ContractRequest, Message, WireError};
use contract::Calls;
use partner::{Draft, Environment, UrlField, parse_url};

/// The calls of a partner from a file, against RC.
pub fn contract_file(draft: &Draft, company_id: &str, format: ContractFormat) -> String {
    let calls =
        Calls { reports_base: client::RC_BASE.to_owned(), ..calls(draft, Environment::Rc, company_id) };
    text_of(&calls, format)
}

fn calls(draft: &Draft, environment: Environment, company_id: &str) -> Calls {
    let url = |url_field: UrlField| {
        // Plain http on loopback is called in the Sandbox alone, and a developer may well have it.
        let found = [environment, Environment::Sandbox].into_iter();
        let url = found
            .map(|environment| parse_url(draft.urls.get(url_field), Some(environment)))
            .find_map(Result::ok);
        url.map(|url| (url_field, url))
    };
    Calls {
        partner_name: draft.name.trim().to_owned(),
        urls: UrlField::ALL.into_iter().filter_map(url).collect(),
        inputs: draft.inputs.clone(),
        codename: draft.codename.trim().to_owned(),
        company_id: company_id.trim().to_owned(),
        ..Calls::default()
    }
}

fn text_of(calls: &Calls, format: ContractFormat) -> String {
    match format {
        ContractFormat::OpenApi => contract::openapi_yaml(),
        ContractFormat::Hurl => contract::hurl(calls),
        ContractFormat::Postman => format!("{:#}\n", contract::postman(calls)),
    }
}

/// What a file of that format is called.
fn file_name(codename: &str, format: ContractFormat) -> String {
    let name = if codename.is_empty() { "partner" } else { codename };
    match format {
        ContractFormat::OpenApi => "recruitee-partners.openapi.yaml".to_owned(),
        ContractFormat::Hurl => format!("{name}.hurl"),
        ContractFormat::Postman => format!("{name}.postman_collection.json"),
    }
}

impl Rehearsals {
    /// Saves the calls as a file where the person chooses. Gives the news, or nothing when they thought better of it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn save_contract(&self, request: ContractRequest) -> Result<Message, WireError> {
        let (context, played) = self.read_one(&request.partner_id).await?;
        let content = text_of(&self.contract_calls(&context, played.as_ref()), request.format);
        self.core.save_as(&file_name(context.draft.codename.trim(), request.format), &content).await
    }

    /// About the candidate of the rehearsal, where there is one.
    fn contract_calls(&self, context: &PartnerSnapshot, played: Option<&Played>) -> Calls {
        let environment = context.environment().unwrap_or(Environment::Rc);
        let of_draft = calls(&context.draft, environment, &context.registration.company_id);
        let reported = played.map(|played| &played.progress.reported);
        let of_partner = Calls {
            codename: context.registration.codename.clone().unwrap_or(of_draft.codename.clone()),
            reports_base: client::RC_BASE.to_owned(),
            candidate_id: reported.map(|kept| kept.candidate_id.clone()).filter(|id| !id.is_empty()),
            ..of_draft
        };
        if environment == Environment::Rc {
            return of_partner;
        }
        match self.core.networks.sandbox.route() {
            // By the address: the name is known to the app alone.
            Some(route) => Calls {
                reports_base: format!("https://{}/api", route.listens_at),
                company_id: route.company_id,
                note: Some(text::plain("contract.sandbox")),
                ..of_partner
            },
            // Its secret must not go to RC.
            None => Calls { codename: String::new(), ..of_partner },
        }
    }
}

//! The partner whose integration is played, as the Sandbox holds it.

use crate::example::file;
use crate::ids::{hash, random};
use crate::names::{COMPANY_ID, EXAMPLE_HOST};
use crate::recruiter::obstacle::Obstacle;
use crate::refusal::on_disk;
use partner::{Draft, Environment, Remote, UrlField, parse_url};
use redact::{Customer, Origin, Secret, UnparsedSecret};
use std::{collections::BTreeMap, sync::Arc};
use store::{SandboxFile, SandboxPartner, StoreError};
use tokio::sync::OnceCell;
use url::Url;

/// A partner that can be called.
pub(crate) struct HeldPartner {
    pub(crate) codename: String,
    /// Its company stands in for that of the customer.
    pub(crate) company_id: String,
    pub(crate) record: Draft,
    urls: BTreeMap<UrlField, Url>,
    pub(crate) token: Secret<Customer>,
}

/// What a recruiter calls.
const CALLED: [UrlField; 3] = [UrlField::ValidateToken, UrlField::Tests, UrlField::SendCandidate];

impl HeldPartner {
    /// One of its URLs; each was read before.
    pub(crate) fn url(&self, url_field: UrlField) -> Result<&Url, Obstacle> {
        self.urls.get(&url_field).ok_or(Obstacle::Url(url_field))
    }
}

/// The partners that can be played.
pub(crate) struct Partners {
    file: Arc<SandboxFile>,
    /// The one that the Sandbox was started with.
    first: Option<String>,
    /// Of that one.
    customer_token: Option<UnparsedSecret>,
    /// One that the sample accepts.
    sample_token: OnceCell<UnparsedSecret>,
}

impl Partners {
    pub(crate) fn new(
        file: Arc<SandboxFile>,
        first: Option<String>,
        customer_token: Option<UnparsedSecret>,
    ) -> Self {
        Self { file, first, customer_token, sample_token: OnceCell::new() }
    }

    /// Their codenames, the sample's among them.
    pub(crate) fn codenames(&self) -> Result<Vec<String>, StoreError> {
        let mut codenames = self.file.codenames()?;
        let sample = file().draft.codename;
        if !codenames.contains(&sample) {
            codenames.push(sample);
        }
        Ok(codenames)
    }

    /// The partner of that name, else the only one, else the sample.
    pub(crate) async fn hold(
        &self,
        codename: Option<&str>,
        token: Option<UnparsedSecret>,
    ) -> Result<HeldPartner, Obstacle> {
        let held = self.partner(codename).await?;
        let record = Remote::parse(held.record).map_err(|_| Obstacle::Url(CALLED[0]))?.record;
        let mut urls = BTreeMap::new();
        for url_field in CALLED {
            let url = parse_url(record.urls.get(url_field), Some(Environment::Sandbox));
            urls.insert(url_field, url.map_err(|_| Obstacle::Url(url_field))?);
        }
        let is_sample = urls.values().all(|url| url.host_str() == Some(EXAMPLE_HOST));
        let token = match token {
            Some(token) => token,
            None if is_sample => self.sample_token.get_or_try_init(|| self.mint()).await?.clone(),
            // A token belongs to the partner that gave it: another's service must not see it.
            None => self
                .customer_token
                .clone()
                .filter(|_| self.first.as_deref() == Some(held.codename.as_str()))
                .ok_or(Obstacle::NoToken)?,
        };
        let token = token.parse::<Customer>().map_err(Obstacle::Token)?;
        let token = token.bound_to(urls.values().filter_map(Origin::of));
        let (codename, company_id) = (held.codename, held.company_id);
        Ok(HeldPartner { codename, company_id, record, urls, token })
    }

    async fn partner(&self, codename: Option<&str>) -> Result<SandboxPartner, Obstacle> {
        let store = &self.file;
        let known = store.codenames()?;
        let sample = file().draft;
        let others: Vec<String> = known.into_iter().filter(|name| *name != sample.codename).collect();
        let codename = match (codename.or(self.first.as_deref()), others.as_slice()) {
            (Some(codename), _) => codename.trim().to_owned(),
            (None, [only]) => only.clone(),
            (None, []) => sample.codename.clone(),
            (None, several) => return Err(Obstacle::SeveralPartners(several.to_vec())),
        };
        if let Some(held) = store.partner(&codename)? {
            return Ok(held);
        }
        if codename != sample.codename {
            return Err(Obstacle::UnknownPartner(codename, self.codenames()?));
        }
        let record = partner::create_body(&sample);
        let company_id = COMPANY_ID.to_owned();
        // Whoever wants its secret registers it, or asks for another one.
        let held = SandboxPartner { codename, company_id, record, secret_hash: hash(&random()) };
        let new = held.clone();
        on_disk(store.clone(), move |file| file.set_partner(&new)).await?;
        Ok(held)
    }

    /// A token that the sample accepts.
    async fn mint(&self) -> Result<UnparsedSecret, Obstacle> {
        let token = random();
        let kept = hash(&token);
        on_disk(self.file.clone(), move |file| file.add_token(&kept, "customer")).await?;
        Ok(UnparsedSecret::new(token))
    }
}

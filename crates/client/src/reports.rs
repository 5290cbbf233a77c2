//! The reports of candidates: `…/p/{codename}/…/reports`, with the partner secret.

use crate::api::{Call, Prepared, SECRET_HEADER, unknown_outcome};
use crate::{ApiError, PartnerPath, PartnersApi, SecretTried};
use redact::{PartnerSecret, Secret};
use reqwest::Method;
use serde_json::Value;
use url::Url;

impl PartnersApi {
    /// Asks for the reports of a candidate that nobody has (`GET …/candidates/0/reports`), to see whether
    /// a partner secret is let in: an answer, or a 404, means that it is.
    ///
    /// # Errors
    /// [`ApiError::TurnedAway`] when it is not; else see [`ApiError`].
    pub async fn try_secret(
        &self,
        key: &PartnerPath,
        secret: &Secret<PartnerSecret>,
        which: SecretTried,
    ) -> Result<(), ApiError> {
        let purpose = match which {
            SecretTried::Kept => "purpose.secret_try",
            SecretTried::Replaced => "purpose.secret_try_old",
        };
        let call = Call { method: Method::GET, url: self.reports_url(key, "0"), purpose, body: None };
        match self.read_patiently(&call, || self.with_secret(&call, secret)).await {
            Ok(_) | Err(ApiError::NotFound) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// `GET …/candidates/{candidate_id}/reports`: what Recruitee holds of a candidate.
    ///
    /// # Errors
    /// See [`ApiError`].
    pub async fn reports(
        &self,
        key: &PartnerPath,
        candidate_id: &str,
        secret: &Secret<PartnerSecret>,
    ) -> Result<Value, ApiError> {
        let url = self.reports_url(key, candidate_id);
        let call = Call { method: Method::GET, url, purpose: "purpose.reports_get", body: None };
        self.read_patiently(&call, || self.with_secret(&call, secret)).await
    }

    /// Where a report is written: `…/p/{codename}/reports/{report_id}`.
    pub fn report_url(&self, codename: &str, report_id: &str) -> Url {
        self.join(&["p", codename, "reports", report_id])
    }

    /// `PATCH …/reports/{report_id}`: what a partner's service does when a candidate is finished.
    ///
    /// # Errors
    /// See [`ApiError`]; sent once.
    pub async fn patch_report(
        &self,
        url: Url,
        secret: &Secret<PartnerSecret>,
        body: &Value,
    ) -> Result<(), ApiError> {
        let call = Call { method: Method::PATCH, url, purpose: "purpose.report_patch", body: Some(body) };
        match self.finish(self.with_secret(&call, secret)?, &call).await {
            Ok(_) | Err(ApiError::NotUnderstood) => Ok(()),
            Err(error) => Err(unknown_outcome(error)),
        }
    }

    fn reports_url(&self, key: &PartnerPath, candidate_id: &str) -> Url {
        self.join(&["p", &key.codename, "c", &key.company_id, "candidates", candidate_id, "reports"])
    }

    fn with_secret(&self, call: &Call<'_>, secret: &Secret<PartnerSecret>) -> Result<Prepared, ApiError> {
        self.prepare(call).with(SECRET_HEADER, "", secret, &call.url)
    }
}

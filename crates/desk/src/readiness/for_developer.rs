//! Everything that the developer of the service has to fix, in one text or one page.

use crate::core::snapshot::environment_key;
use crate::readiness::Readiness;
use crate::readiness::developer_fault::{fault, is_for_developer};
use crate::readiness::report::time;
use crate::readiness::view::{sent, verdict_view};
use crate::wire::{ErrorCode, Message, PartnerId, WireError};
use client::Exchange;
use developer_report::DeveloperReport;

impl Readiness {
    /// All that failed and that the developer fixes, as one text. The page copies it.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn developer_text(&self, request: PartnerId) -> Result<Message, WireError> {
        Ok(Message { text: self.developer_report(&request.partner_id).await?.0.text() })
    }

    /// Saves the same as a page that prints, where the person chooses. Gives the news, or nothing when they thought
    /// better of it.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn save_developer_report(&self, request: PartnerId) -> Result<Message, WireError> {
        let (report, name) = self.developer_report(&request.partner_id).await?;
        self.core.save_as(&name, &report.page()).await
    }

    /// The report, and a name for its file.
    async fn developer_report(&self, id: &str) -> Result<(DeveloperReport, String), WireError> {
        let context = self.core.whole_context(id).await?;
        let Some(run) = &context.run else { return Err(WireError::plain(ErrorCode::ReadinessNone)) };
        let exchanges = context.exchanges();
        let verdicts = context.verdicts();
        let faults = verdicts.iter().filter(|verdict| is_for_developer(verdict)).filter_map(|verdict| {
            let view = verdict_view(verdict, &exchanges)?;
            let of_verdict = sent(verdict, &exchanges);
            let of_verdict: Vec<&Exchange> = of_verdict.into_iter().map(|(_, exchange)| exchange).collect();
            Some(fault(&view, verdict, &of_verdict))
        });
        let report = DeveloperReport {
            name: context.draft.name.trim().to_owned(),
            environment: text::plain(&environment_key(&context)),
            checked_at: time(run.started_at),
            faults: faults.collect(),
        };
        let codename = context.draft.codename.trim();
        let name = if codename.is_empty() { "partner" } else { codename };
        Ok((report, format!("{name}.for-developer.html")))
    }
}

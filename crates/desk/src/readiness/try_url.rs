//! Trying one address alone, with the customer token.

use crate::core::verdict_record::VerdictRecord;
use crate::core::work::WorkKey;
use crate::readiness::Readiness;
use crate::readiness::gather::Tried;
use crate::readiness::words::sentence;
use crate::wire::{ErrorCode, TryOutcome, TryRequest, WireError, WorkName};
use checks::{State, judge_one};
use partner::{Kind, UrlField, parse_url};
use std::sync::Arc;
use std::time::Instant;

impl Readiness {
    /// Calls one address as Recruitee would and says what it answered.
    pub async fn try_url(self: &Arc<Self>, request: TryRequest) -> Result<TryOutcome, WireError> {
        let url_field = request.url.0;
        let context = self.core.context(&request.partner_id).await?;
        let field = format!("urls.{}", url_field.key());
        if let Err(fault) = parse_url(context.draft.urls.get(url_field), context.environment()) {
            let code = if fault == partner::UrlFault::Missing {
                ErrorCode::UrlMissing
            } else {
                ErrorCode::UrlNotTried
            };
            return Err(WireError::plain(code).at(&field));
        }
        let clock = Instant::now();
        let key = WorkKey { url_field: Some(url_field), ..WorkKey::of(&request.partner_id, WorkName::Try) };
        let readiness = self.clone();
        let trying = async move { Box::pin(readiness.try_alone(&context, url_field)).await };
        let tried = self.works.cancelable(key, |_: &Tried| String::new(), trying).await;
        let took = clock.elapsed().as_millis().to_string();
        self.core.logs.write().await;
        let Tried { evidence, scrubber, .. } = tried?;
        // The list is tried by its content; the door it stands behind is part of that.
        let ids: &[&str] = match url_field {
            UrlField::ValidateToken => &["TOKEN-1"],
            UrlField::Tests => &["TESTS-1", "TESTS-2", "TESTS-3", "TESTS-4", "TESTS-5"],
            UrlField::HelpArticle => &["HELP-1", "HELP-2", "HELP-3", "HELP-4", "HELP-5", "HELP-6"],
            UrlField::SendCandidate => &[],
        };
        let verdicts: Vec<VerdictRecord> = ids
            .iter()
            .filter_map(|id| judge_one(id, &evidence))
            .map(|verdict| VerdictRecord::of(&verdict, &evidence.subject, self.core.now()))
            // What waits for a name says nothing of the URL.
            .filter(|record| record.depends_on.as_deref() != Some("REC-2"))
            .map(|record| record.cleaned(|text| scrubber.clean(text)))
            .collect();
        let remaining = verdicts.iter().find(|verdict| !verdict.state().is_green());
        let partner = self.partners.view(&request.partner_id).await?;
        let (good, sentence) = match remaining {
            None => {
                let count = partner.preview.tests.as_ref().map_or(0, |tests| tests.count).to_string();
                let has_packages = Kind::has_packages(Some(&Kind::from(partner.kind.clone())));
                let key = match url_field {
                    UrlField::Tests if has_packages => "try.packages".to_owned(),
                    _ => format!("try.{}", url_field.key()),
                };
                (Some(true), text::render(&key, &[("took", &took), ("count", &count)]))
            }
            Some(verdict) if verdict.state() == State::Unknown && verdict.depends_on.is_some() => {
                let verdict = judge_one("TOKEN-6", &evidence).filter(|_| url_field == UrlField::Tests);
                let sentence = match verdict.as_ref().and_then(|_| evidence_status(&evidence)) {
                    Some(status) => text::render("try.turned_away", &[("status", &status)]),
                    None => text::plain("try.no_connection"),
                };
                (Some(false), sentence)
            }
            Some(verdict) if verdict.state() == State::Unknown => (None, sentence(verdict)),
            Some(verdict) => (Some(false), sentence(verdict)),
        };
        Ok(TryOutcome { url: request.url, good, sentence, partner })
    }
}

/// The status with which the list of tests answered, if it did.
fn evidence_status(evidence: &checks::Evidence) -> Option<String> {
    let call = checks::Call::Tests(checks::TokenSent::Good);
    evidence.answers.get(&call)?.as_ref().ok().map(|answer| answer.status.to_string())
}

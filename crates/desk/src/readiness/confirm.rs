//! A person's word for what no program can judge.

use crate::core::PERSON;
use crate::core::snapshot::may_confirm;
use crate::readiness::Readiness;
use crate::wire::{ConfirmRequest, ErrorCode, PartnerId, RunView, WireError};
use checks::{Level, State, find};
use store::Confirmation;

impl Readiness {
    /// Notes or withdraws a person's word for a check that they can judge better.
    pub async fn confirm(&self, request: ConfirmRequest) -> Result<RunView, WireError> {
        let id = request.partner_id.clone();
        let check = find(&request.check_id).ok_or_else(|| WireError::plain(ErrorCode::CommandRequest))?;
        let mut finding = String::new();
        if check.level != Level::Manual {
            let context = self.core.context(&id).await?;
            let verdict = context.verdicts().into_iter().find(|verdict| verdict.id == check.id);
            let verdict = verdict.filter(may_confirm);
            // It is about the finding below, which a second press must not take away.
            if request.confirmed && verdict.as_ref().is_some_and(|one| one.state() == State::Confirmed) {
                return self.view(PartnerId { partner_id: request.partner_id }).await;
            }
            finding = verdict.ok_or_else(|| WireError::plain(ErrorCode::CommandRequest))?.finding();
        }
        let now = self.core.now();
        self.core
            .write(move |store| {
                if !request.confirmed {
                    return store.withdraw(&id, &request.check_id);
                }
                let person = store.setting(PERSON)?.unwrap_or_default();
                let check_id = request.check_id.clone();
                store.confirm(&id, &Confirmation { check_id, at: now, person, finding })
            })
            .await?;
        self.view(PartnerId { partner_id: request.partner_id }).await
    }
}

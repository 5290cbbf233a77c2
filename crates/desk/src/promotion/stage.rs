//! What people say about the promotion, and what it means.

use crate::core::PERSON;
use crate::core::snapshot::PartnerSnapshot;
use crate::partners::files::file_of;
use crate::promotion::Promotion;
use crate::wire::{
    ErrorCode, PartnerId, PersonRequest, PromotionSayRequest, PromotionStage, PromotionView, PromotionWord,
    WireError,
};
use partner::Environment;
use serde_json::Value;
use store::{PromotionEvent, PromotionStep};

/// A name longer than this is none.
const LONGEST_NAME: usize = 200;

const fn step_of(word: PromotionWord) -> PromotionStep {
    match word {
        PromotionWord::Asked => PromotionStep::Asked,
        PromotionWord::Promoted => PromotionStep::Promoted,
    }
}

/// What may be said now.
pub(crate) fn may_say(context: &PartnerSnapshot) -> Vec<PromotionWord> {
    if context.environment() != Some(Environment::Rc) || context.registration.codename.is_none() {
        return Vec::new();
    }
    match context.promotion_facts().stage() {
        PromotionStage::NotAsked => vec![PromotionWord::Asked, PromotionWord::Promoted],
        PromotionStage::Asked | PromotionStage::AskedAgain => vec![PromotionWord::Promoted],
        PromotionStage::Changed => vec![PromotionWord::Asked],
        PromotionStage::Promoted => Vec::new(),
    }
}

/// What was said last, and may be taken back. What RC said may not.
pub(crate) fn said(context: &PartnerSnapshot) -> Vec<PromotionWord> {
    let last = context.promotion.iter().rev().find(|event| event.step != PromotionStep::Pack);
    match last.filter(|event| !event.is_by_rc).map(|event| event.step) {
        Some(PromotionStep::Asked) => vec![PromotionWord::Asked],
        Some(PromotionStep::Promoted) => vec![PromotionWord::Promoted],
        _ => Vec::new(),
    }
}

/// A record as it is kept with an event.
pub(crate) fn kept_record(context: &PartnerSnapshot) -> Value {
    // The Sandbox has a company of its own, which is not the partner's.
    let mut file = file_of(context);
    if context.environment() != Some(Environment::Rc) {
        file.company_id.clear();
    }
    serde_json::from_str(&file.to_text()).unwrap_or_default()
}

impl Promotion {
    /// Notes what a person says about the promotion, or takes it back.
    ///
    /// # Errors
    /// When it can't be said of this partner now.
    pub async fn say(&self, request: PromotionSayRequest) -> Result<PromotionView, WireError> {
        let context = self.core.context(&request.partner_id).await?;
        let allowed = if request.said { may_say(&context) } else { said(&context) };
        let environment = context.environment().filter(|_| allowed.contains(&request.word));
        let environment =
            environment.ok_or_else(|| WireError::plain(ErrorCode::PromotionNotNow).retryable())?;
        let (step, now) = (step_of(request.word), self.core.now());
        let pack = context.promotion.iter().rev().find(|event| event.step == PromotionStep::Pack);
        let pack = pack.map(|event| event.pack.clone()).unwrap_or_default();
        // Recruitee is asked for, and promotes, what RC holds.
        let held = context.registration.last_seen.clone().unwrap_or_else(|| context.draft.clone());
        let record = kept_record(&PartnerSnapshot { draft: held, ..context });
        let id = request.partner_id.clone();
        self.core
            .write(move |store| {
                if !request.said {
                    return store.remove_promotion_event(&id, environment, step);
                }
                let person = store.setting(PERSON)?.unwrap_or_default();
                let event = PromotionEvent { at: now, step, pack, person, is_by_rc: false, record };
                store.add_promotion_event(&id, environment, &event)
            })
            .await?;
        self.view(PartnerId { partner_id: request.partner_id }).await
    }

    /// Notes what the person in front of the app calls themselves, for what they confirm from now on.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn set_person(&self, request: PersonRequest) -> Result<PromotionView, WireError> {
        let name: String = request.name.trim().chars().take(LONGEST_NAME).collect();
        self.core.write(move |store| store.set_setting(PERSON, &name)).await?;
        self.view(PartnerId { partner_id: request.partner_id }).await
    }
}

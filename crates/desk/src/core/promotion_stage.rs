//! How far a partner is on its way to all customers, by what happened and what changed since.

use crate::wire::PromotionStage;
use partner::{Draft, Field, PartnerFile, differing};
use store::{PromotionEvent, PromotionStep};

/// What tells how far a partner is.
pub(crate) struct PromotionFacts<'a> {
    /// As it is now.
    pub(crate) draft: &'a Draft,
    /// The earliest first.
    pub(crate) events: &'a [PromotionEvent],
    /// What RC holds, where RC says that it is promoted.
    pub(crate) promoted_on_rc: Option<&'a Draft>,
}

/// The record of an event. What can't be read says nothing.
fn record_of(event: &PromotionEvent) -> Option<Draft> {
    PartnerFile::parse(&event.record.to_string()).ok().map(|file| file.draft)
}

impl PromotionFacts<'_> {
    fn last_promoted(&self) -> Option<(usize, &PromotionEvent)> {
        self.events.iter().enumerate().rev().find(|(_, event)| event.step == PromotionStep::Promoted)
    }

    /// The record that was promoted.
    pub(crate) fn promoted(&self) -> Option<Draft> {
        match self.last_promoted() {
            Some((_, event)) => record_of(event),
            // Earlier versions noted only that it is.
            None => self.promoted_on_rc.cloned(),
        }
    }

    /// The latest request since the promotion, or at all.
    pub(crate) fn asked(&self) -> Option<(&PromotionEvent, Draft)> {
        let after = self.last_promoted().map_or(0, |(at, _)| at + 1);
        let since = self.events.get(after..).unwrap_or_default();
        let asked = since.iter().rev().find(|event| event.step == PromotionStep::Asked)?;
        Some((asked, record_of(asked)?))
    }

    /// The fields that were changed since the promotion.
    pub(crate) fn changed(&self) -> Vec<Field> {
        self.promoted().map(|promoted| differing(self.draft, &promoted)).unwrap_or_default()
    }

    pub(crate) fn stage(&self) -> PromotionStage {
        let asked = self.asked();
        match self.promoted() {
            None if asked.is_some() => PromotionStage::Asked,
            None => PromotionStage::NotAsked,
            Some(promoted) if differing(self.draft, &promoted).is_empty() => PromotionStage::Promoted,
            // A request for another state of the record is none for this one.
            Some(_) => match asked {
                Some((_, record)) if differing(self.draft, &record).is_empty() => PromotionStage::AskedAgain,
                _ => PromotionStage::Changed,
            },
        }
    }
}

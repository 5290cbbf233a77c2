//! The way to promotion as the page shows it.

use crate::core::verdict_record::sum;
use crate::promotion::Promotion;
use crate::promotion::go_live::go_live;
use crate::promotion::pack_files::Made;
use crate::promotion::stage::{may_say, said};
use crate::promotion::timeline::timeline;
use crate::readiness::words::headline_of;
use crate::wire::{
    ConfirmedView, Icon, PackRow, PackView, PartnerId, PersonCheck, PromotionStage, PromotionView, WireError,
};
use checks::{CATALOGUE, Level};
use pack::content_hash;
use partner::Environment;
use store::PromotionStep;

impl Promotion {
    /// How far a partner is.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn view(&self, request: PartnerId) -> Result<PromotionView, WireError> {
        let made = self.make(&request.partner_id).await?;
        let context = &made.context;
        let facts = context.promotion_facts();
        let stage = facts.stage();
        let is_practice = context.environment() != Some(Environment::Rc);
        let label = |field: &partner::Field| text::plain(&format!("field.{}", field.path()));
        Ok(PromotionView {
            revision: context.revision,
            partner_id: context.row.id.clone(),
            stage,
            headline: match stage {
                PromotionStage::NotAsked => made.pack.headline.clone(),
                stage => text::plain(&format!("promotion.stage.{}", stage.key())),
            },
            icon: icon(stage, &made),
            note: text::plain(&format!("promotion.note.{}", note(stage, &made, is_practice))),
            changed: facts.changed().iter().map(label).collect(),
            to_confirm: to_confirm(&made),
            person: made.person.clone(),
            pack: context.run.as_ref().map(|_| pack_view(&made)),
            timeline: timeline(context),
            go_live: go_live(context),
            may_say: may_say(context),
            said: said(context),
            is_practice,
        })
    }
}

fn icon(stage: PromotionStage, made: &Made) -> Icon {
    match stage {
        PromotionStage::Promoted => Icon::Pass,
        PromotionStage::Changed => Icon::Fail,
        PromotionStage::Asked | PromotionStage::AskedAgain => Icon::Confirmed,
        // As the result of the checks is shown everywhere.
        PromotionStage::NotAsked if made.context.run.is_none() => Icon::None,
        PromotionStage::NotAsked => headline_of(made.context.environment(), sum(&made.context.verdicts())).1,
    }
}

fn note(stage: PromotionStage, made: &Made, is_practice: bool) -> &'static str {
    match stage {
        _ if is_practice && made.context.run.is_some() => "practice",
        PromotionStage::Asked => "asked",
        PromotionStage::AskedAgain => "asked_again",
        PromotionStage::Promoted => "promoted",
        PromotionStage::Changed => "changed",
        PromotionStage::NotAsked if made.context.run.is_none() => "check_first",
        PromotionStage::NotAsked if made.pack.is_ready => "ready",
        PromotionStage::NotAsked => "not_ready",
    }
}

fn to_confirm(made: &Made) -> Vec<PersonCheck> {
    let manual = CATALOGUE.iter().filter(|check| check.level == Level::Manual);
    manual
        .map(|check| {
            let given = made.context.confirmed.iter().find(|one| one.check_id == check.id);
            PersonCheck {
                check_id: check.id.into(),
                title: text::plain(&format!("check.{}.title", check.id)),
                why: text::plain(&format!("check.{}.why", check.id)),
                confirmed: given.map(|one| ConfirmedView { at: one.at, person: one.person.clone() }),
            }
        })
        .collect()
}

/// Whether the pack that was saved last is another one than would be saved now.
fn is_outdated(made: &Made) -> bool {
    let saved = made.context.promotion.iter().rev().find(|event| event.step == PromotionStep::Pack);
    saved.is_some_and(|event| event.pack != content_hash(&made.pack))
}

fn pack_view(made: &Made) -> PackView {
    let pack = &made.pack;
    let row = |title: &str, note: String| PackRow { title: text::plain(title), note };
    let steps = pack.rehearsal.as_ref().map_or(0, |rehearsal| rehearsal.steps.len());
    PackView {
        rows: vec![
            row("pack.row.report", text::counted("pack.row.report_note", pack.verdicts.len())),
            row("pack.row.record", text::plain("pack.row.record_note")),
            row(
                "pack.row.rehearsal",
                match steps {
                    0 => text::plain("pack.row.rehearsal_none"),
                    count => text::counted("pack.row.rehearsal_note", count),
                },
            ),
            row("pack.row.requests", text::counted("pack.row.requests_note", pack.requests.len())),
        ],
        caveats: pack.caveats.iter().map(pack::Caveat::sentence).collect(),
        message: made.message(),
        is_outdated: is_outdated(made),
    }
}

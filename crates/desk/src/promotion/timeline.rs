//! What happened to a partner, and what comes next.

use crate::core::snapshot::PartnerSnapshot;
use crate::core::verdict_record::sum;
use crate::readiness::words::headline_of;
use crate::wire::{PromotionStage, TimelineRow, TimelineState};
use partner::Environment;
use store::{PromotionEvent, PromotionStep};

/// The beginning of a hash is enough to tell packs apart.
const SHORT_HASH: usize = 12;

fn row(key: &str, at: Option<i64>) -> TimelineRow {
    let state = if at.is_some() { TimelineState::Done } else { TimelineState::Later };
    TimelineRow { title: text::plain(key), note: String::new(), at, state }
}

fn of_event(event: &PromotionEvent) -> TimelineRow {
    let key = match event.step {
        PromotionStep::Pack => "promotion.time.pack",
        PromotionStep::Asked => "promotion.time.asked",
        PromotionStep::Promoted => "promotion.time.promoted",
    };
    let hash: String = event.pack.chars().take(SHORT_HASH).collect();
    let args = [("hash", hash.as_str()), ("person", event.person.as_str())];
    let has_person = !event.person.is_empty();
    let note = match event.step {
        PromotionStep::Pack => text::render("promotion.time.pack_note", &args),
        _ if event.is_by_rc => text::plain("promotion.time.by_rc"),
        PromotionStep::Asked if !hash.is_empty() && has_person => {
            text::render("promotion.time.with_pack_by", &args)
        }
        PromotionStep::Asked if !hash.is_empty() => text::render("promotion.time.with_pack", &args),
        _ if has_person => text::render("promotion.time.by", &args),
        _ => String::new(),
    };
    TimelineRow { note, ..row(key, Some(event.at)) }
}

/// The earliest first, and what is to come behind it.
pub(crate) fn timeline(context: &PartnerSnapshot) -> Vec<TimelineRow> {
    let mut rows = vec![row("promotion.time.created", Some(context.row.created_at))];
    if let Some(at) = context.registration.registered_at {
        let key = match context.environment() {
            Some(Environment::Sandbox) => "promotion.time.registered_sandbox",
            _ => "promotion.time.registered",
        };
        rows.push(row(key, Some(at)));
    }
    if let Some(form) = context.confirmed.iter().find(|one| one.check_id == "FORM-1") {
        rows.push(row("promotion.time.form", Some(form.at)));
    }
    if let Some(run) = &context.run {
        let (headline, _) = headline_of(context.environment(), sum(&context.verdicts()));
        let title = text::render("promotion.time.checked", &[("headline", &headline)]);
        rows.push(TimelineRow { title, ..row("promotion.time.checked", Some(run.started_at)) });
    }
    rows.extend(context.promotion.iter().map(of_event));
    rows.sort_by_key(|row| row.at);
    // Nothing made for practice is sent.
    if context.environment() == Some(Environment::Rc) {
        rows.extend(to_come(context.promotion_facts().stage()));
    }
    rows
}

fn to_come(stage: PromotionStage) -> Vec<TimelineRow> {
    let next = |key: &str, note: &str| TimelineRow {
        note: text::plain(note),
        state: TimelineState::Next,
        ..row(key, None)
    };
    let wait =
        || TimelineRow { note: text::plain("promotion.time.wait_note"), ..row("promotion.time.wait", None) };
    match stage {
        PromotionStage::NotAsked => vec![next("promotion.time.ask", "promotion.time.ask_note"), wait()],
        PromotionStage::Changed => vec![next("promotion.time.ask_again", "promotion.time.ask_note"), wait()],
        PromotionStage::Asked | PromotionStage::AskedAgain => {
            vec![TimelineRow { state: TimelineState::Next, ..wait() }]
        }
        PromotionStage::Promoted => Vec::new(),
    }
}

//! A verdict as the developer of the service is told it.

use crate::core::verdict_record::VerdictRecord;
use crate::readiness::exchange_view::{command, hidden_values};
use crate::readiness::report::time;
use crate::readiness::words::icon;
use crate::wire::{Icon, VerdictView};
use checks::FixedBy;
use client::Exchange;
use developer_report::{Fault, Seen};

/// Whether it is the developer's to fix.
pub(crate) fn is_for_developer(verdict: &VerdictRecord) -> bool {
    matches!(icon(verdict), Icon::Fail | Icon::Advice) && verdict.fixed_by() == FixedBy::Developer
}

/// What a developer needs to see the fault themselves: expected, got, when, what is right, and commands that run as
/// they are.
pub(crate) fn fault(view: &VerdictView, verdict: &VerdictRecord, sent: &[&Exchange]) -> Fault {
    let mut commands: Vec<String> = sent.iter().map(|exchange| command(exchange)).collect();
    commands.dedup();
    let mut hidden: Vec<String> = sent
        .iter()
        .flat_map(|exchange| hidden_values(&exchange.url))
        .map(|(pair, name)| text::render("developer.hidden", &[("name", &name), ("pair", &pair)]))
        .collect();
    hidden.sort();
    hidden.dedup();
    commands.splice(0..0, hidden);
    let seen = view.seen.iter().map(|seen| Seen {
        what: seen.what.clone(),
        should: seen.should.clone(),
        was: seen.was.clone(),
        good: seen.good,
    });
    Fault {
        id: verdict.id.clone(),
        version: verdict.version,
        title: view.title.clone(),
        sentence: view.sentence.clone(),
        why: view.why.clone(),
        seen: seen.collect(),
        example: text::plain(&format!("check.{}.passes", verdict.id)),
        documentation: view.basis_link.clone(),
        checked_at: time(verdict.at),
        commands,
    }
}

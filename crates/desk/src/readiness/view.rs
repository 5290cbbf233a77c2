//! A run in words: headline, groups, verdicts, what was sent, and the text for a developer.

use crate::core::snapshot::{PartnerSnapshot, may_confirm};
use crate::core::verdict_record::{Exchanges, VerdictRecord, sum};
use crate::partners::tasks::meter;
use crate::readiness::developer_fault::{fault, is_for_developer};
use crate::readiness::exchange_view::exchange_view;
use crate::readiness::history::{is_new_rule, newer_rules, was_green};
use crate::readiness::token_table::token_table;
use crate::readiness::words::{
    basis, headline_of, icon, seen_view, sentence, tally, target_view, title, word,
};
use crate::wire::{ConfirmedView, ExchangeView, GroupView, Icon, RunView, VerdictView};
use checks::{CATALOGUE, Check, FixedBy, Group, Level, REHEARSAL, State, find};
use client::Exchange;

/// A check that was never judged.
fn unjudged(check: &Check) -> VerdictView {
    let (basis, basis_link) = basis(check);
    VerdictView {
        id: check.id.into(),
        group: check.group.into(),
        title: text::plain(&format!("check.{}.title", check.id)),
        word: word(Icon::None),
        icon: Icon::None,
        tally: tally(Icon::None),
        level: check.level.into(),
        level_label: text::plain(&format!("level.{}", check.level.key())),
        basis,
        basis_link,
        sentence: text::plain("check.none"),
        why: text::plain(&format!("check.{}.why", check.id)),
        fixed_by: String::new(),
        fixed_by_key: FixedBy::Nobody.into(),
        seen: Vec::new(),
        target: target_view(check.target),
        has_exchanges: false,
        is_of_run: check.is_of_run(),
        was_green: None,
        developer_text: String::new(),
        is_new_rule: false,
        may_confirm: check.level == Level::Manual,
        confirmed: None,
    }
}

/// What was sent for a check.
pub(crate) fn sent<'a>(verdict: &VerdictRecord, exchanges: &'a Exchanges) -> Vec<(&'a String, &'a Exchange)> {
    let of = |call: &String| exchanges.get_key_value(call);
    let sent = verdict.calls.iter().filter_map(of);
    sent.flat_map(|(call, exchanges)| exchanges.iter().map(move |exchange| (call, exchange))).collect()
}

/// One verdict as it is shown.
pub(crate) fn verdict_view(verdict: &VerdictRecord, exchanges: &Exchanges) -> Option<VerdictView> {
    let check = find(&verdict.id)?;
    if !verdict.is_judged() {
        return Some(unjudged(check));
    }
    let icon = icon(verdict);
    let sent = sent(verdict, exchanges);
    let mut view = VerdictView {
        title: title(verdict),
        word: word(icon),
        icon,
        tally: tally(icon),
        level: verdict.level().into(),
        level_label: text::plain(&format!("level.{}", verdict.level)),
        sentence: match icon {
            Icon::Stale if verdict.version != check.version => text::plain("check.stale_rule"),
            Icon::Stale => text::plain("check.stale"),
            _ => sentence(verdict),
        },
        fixed_by: match (verdict.fixed_by.as_str(), icon) {
            ("nobody", _) | (_, Icon::Stale) => String::new(),
            (who, _) => text::plain(&format!("mended_by.{who}")),
        },
        fixed_by_key: verdict.fixed_by().into(),
        seen: verdict.seen.iter().map(seen_view).collect(),
        target: target_view(verdict.target()),
        has_exchanges: !sent.is_empty(),
        ..unjudged(check)
    };
    if is_for_developer(verdict) {
        let exchanges: Vec<&Exchange> = sent.into_iter().map(|(_, exchange)| exchange).collect();
        view.developer_text = fault(&view, verdict, &exchanges).text();
    }
    Some(view)
}

/// What was sent for one check of the latest run, with the place of its fault marked.
pub(crate) fn exchange_views(context: &PartnerSnapshot, check_id: &str) -> Vec<ExchangeView> {
    let verdicts = context.verdicts();
    let Some(verdict) = verdicts.iter().find(|verdict| verdict.id == check_id) else { return Vec::new() };
    let exchanges = context.exchanges();
    let place = verdict.place.as_ref();
    sent(verdict, &exchanges)
        .into_iter()
        .map(|(call, exchange)| {
            let at = place.filter(|(faulty, _)| faulty == call).map(|(_, place)| place);
            exchange_view(exchange, at)
        })
        .collect()
}

/// The latest run as it stands now; `runs` are the earlier ones, the latest first.
pub(crate) fn run_view(context: &PartnerSnapshot, runs: &[Vec<VerdictRecord>]) -> RunView {
    let verdicts = context.verdicts();
    let exchanges = context.exchanges();
    let started_at = context.run.as_ref().map(|run| run.started_at);
    let (meter, _) = meter(&verdicts);
    let sum = sum(&verdicts);
    let view_of = |check: &'static Check| {
        let Some(verdict) = verdicts.iter().find(|verdict| verdict.id == check.id) else {
            return unjudged(check);
        };
        let view = verdict_view(verdict, &exchanges).unwrap_or_else(|| unjudged(check));
        VerdictView {
            was_green: was_green(verdict, runs),
            // The first of them is the latest itself.
            is_new_rule: is_new_rule(check, runs.get(1..).unwrap_or_default()),
            may_confirm: may_confirm(verdict),
            confirmed: context
                .confirmation(verdict)
                .map(|one| ConfirmedView { at: one.at, person: one.person.clone() }),
            ..view
        }
    };
    let groups = Group::ALL
        .into_iter()
        .map(|group| GroupView {
            id: group.into(),
            title: text::plain(&format!("group.{}", group.key())),
            checks: CATALOGUE
                .iter()
                .chain(REHEARSAL)
                .filter(|check| check.group == group)
                .map(view_of)
                .collect(),
        })
        .collect();
    let (headline, icon) = headline(context, &verdicts);
    RunView {
        revision: context.revision,
        partner_id: context.row.id.clone(),
        has_run: context.run.is_some(),
        is_ready: sum.is_ready(),
        headline,
        icon,
        started_at,
        duration_ms: context.run.as_ref().map_or(0, |run| run.duration_ms),
        changed_since: changed_since(&verdicts),
        meter,
        left_out: left_out(&verdicts),
        advice: sum.advice,
        to_confirm: sum.to_confirm,
        to_recheck: to_recheck(&verdicts).len(),
        for_developer: verdicts.iter().filter(|verdict| is_for_developer(verdict)).count(),
        rules_news: newer_rules(context),
        token_table: token_table(&verdicts),
        groups,
    }
}

/// The checks that *Check again what failed* asks again: all but what is green, does not apply, or waits for
/// a person.
pub(crate) fn to_recheck(verdicts: &[VerdictRecord]) -> Vec<&str> {
    let open = [State::Fail, State::Unknown, State::Stale];
    // What the rehearsal found is asked again by playing it.
    let is_of_run = |verdict: &&VerdictRecord| find(&verdict.id).is_some_and(Check::is_of_run);
    let asked = verdicts.iter().filter(is_of_run).filter(|verdict| open.contains(&verdict.state()));
    asked.map(|verdict| verdict.id.as_str()).collect()
}

/// The required checks that don't apply: why fewer are required than there are.
fn left_out(verdicts: &[VerdictRecord]) -> String {
    let left_out =
        |verdict: &&VerdictRecord| verdict.level() == Level::Must && icon(verdict) == Icon::NotApplicable;
    let titles: Vec<String> = verdicts.iter().filter(left_out).map(title).collect();
    if titles.is_empty() {
        return String::new();
    }
    let args = [("count", &*titles.len().to_string()), ("titles", &titles.join("; "))];
    text::render("meter.left_out", &args)
}

/// Labels of the fields whose checks are out of date.
fn changed_since(verdicts: &[VerdictRecord]) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for verdict in verdicts.iter().filter(|verdict| verdict.state() == State::Stale) {
        // The check that compares with the server reads every field; it would name them all.
        let label = find(&verdict.id)
            .filter(|check| check.id != "REC-6")
            .map(|check| target_view(check.target).label);
        labels.extend(label.filter(|label| !labels.contains(label)));
    }
    labels
}

fn headline(context: &PartnerSnapshot, verdicts: &[VerdictRecord]) -> (String, Icon) {
    if verdicts.is_empty() {
        return (text::plain("headline.none"), Icon::None);
    }
    headline_of(context.environment(), sum(verdicts))
}

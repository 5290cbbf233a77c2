//! A run in words: headline, groups, verdicts, what was sent, and the text for a developer.

use crate::core::snapshot::Context;
use crate::core::verdict_record::{SeenRecord, VerdictRecord, sum};
use crate::partners::tasks::meter;
use crate::readiness::exchange_view::{command, exchange_view, hidden_values};
use crate::readiness::history::{newer_rules, was_green};
use crate::readiness::token_table::token_table;
use crate::{ExchangeView, GroupView, Mark, Page, RunView, SeenView, TargetView, VerdictView, text};
use checks::{Basis, CATALOGUE, Check, Group, Level, Outcome, State, find};
use client::Exchange;
use partner::Environment;
use std::collections::BTreeMap;

/// Exchanges of a run, by the name of the call.
pub(crate) type Exchanges = BTreeMap<String, Vec<Exchange>>;

/// The page on which the field of a target stands.
pub(crate) fn page_of(target: &str) -> Page {
    match target {
        "logo" => Page::Logo,
        "inputs" => Page::Inputs,
        "connection" | "partner_secret" => Page::Connection,
        "check_and_save" => Page::Save,
        "promotion" => Page::Promotion,
        "customer_token" => Page::Addresses,
        target if target.starts_with("urls.") => Page::Addresses,
        _ => Page::Details,
    }
}

pub(crate) fn mark(verdict: &VerdictRecord) -> Mark {
    match verdict.state() {
        _ if !verdict.is_judged() => Mark::None,
        State::Pass => Mark::Pass,
        State::Fail if verdict.level() == Level::Must => Mark::Fail,
        State::Fail => Mark::Advice,
        State::Unknown => Mark::Unknown,
        State::Stale => Mark::Stale,
        State::Waiting => Mark::Confirm,
        State::Confirmed => Mark::Confirmed,
        State::NotApplicable => Mark::NotApplicable,
    }
}

pub(crate) fn word(mark: Mark) -> String {
    text::plain(match mark {
        Mark::Pass => "word.pass",
        Mark::Fail => "word.fail",
        Mark::Advice => "word.advice",
        Mark::Unknown => "word.unknown",
        Mark::Stale => "word.stale",
        Mark::Confirm => "word.confirm",
        Mark::Confirmed => "word.confirmed",
        Mark::NotApplicable => "word.not_applicable",
        Mark::None => "word.none",
    })
}

fn borrowed(args: &[(String, String)]) -> Vec<(&str, &str)> {
    args.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// The sentence of a verdict for somebody at a terminal, who has no pages to go to.
pub(crate) fn sentence_at_terminal(verdict: &VerdictRecord) -> String {
    let key = format!("{}.command_line", verdict.key);
    let key = if text::has(&key) { key } else { verdict.key.clone() };
    sentence(&VerdictRecord { key, ..verdict.clone() })
}

/// The sentence of a verdict. Names of fields and of checks are spoken for.
pub(crate) fn sentence(verdict: &VerdictRecord) -> String {
    let mut args = verdict.args.clone();
    for (name, value) in &mut args {
        if name == "fields" {
            let labels: Vec<String> =
                value.split(',').map(|path| text::plain(&format!("field.{path}"))).collect();
            *value = labels.join(", ");
        }
    }
    if let Some(id) = &verdict.depends_on {
        args.push(("check".into(), format!("check.{id}.title")));
    }
    text::render(&verdict.key, &borrowed(&args))
}

pub(crate) fn basis(check: &Check) -> (String, Option<String>) {
    match check.basis {
        Basis::Documented(link) => (text::plain("basis.documented"), Some(link.to_owned())),
        Basis::Ours => (text::plain("basis.ours"), None),
    }
}

fn target_view(key: &str) -> TargetView {
    TargetView { page: page_of(key), field: key.to_owned(), label: text::plain(&format!("field.{key}")) }
}

/// A check that was never judged.
fn unjudged(check: &Check) -> VerdictView {
    let (basis, basis_link) = basis(check);
    VerdictView {
        id: check.id.into(),
        group: check.group.key().into(),
        title: text::plain(&format!("check.{}.title", check.id)),
        word: word(Mark::None),
        mark: Mark::None,
        level: check.level.key().into(),
        level_label: text::plain(&format!("level.{}", check.level.key())),
        basis,
        basis_link,
        sentence: text::plain("check.none"),
        why: text::plain(&format!("check.{}.why", check.id)),
        mended_by: String::new(),
        mended_by_key: "nobody".into(),
        seen: Vec::new(),
        target: target_view(check.target.key()),
        has_exchanges: false,
        was_green: None,
        developer_text: String::new(),
    }
}

/// What holds, or what does not.
pub(crate) fn title(verdict: &VerdictRecord) -> String {
    let fails = format!("check.{}.fails", verdict.id);
    let bad = matches!(mark(verdict), Mark::Fail | Mark::Advice) && text::has(&fails);
    let key = if bad { fails } else { format!("check.{}.title", verdict.id) };
    text::render(&key, &borrowed(&verdict.args))
}

pub(crate) fn seen_view(seen: &SeenRecord) -> SeenView {
    SeenView {
        what: text::plain(&seen.what),
        should: text::plain(&seen.should),
        was: text::render(&seen.was, &borrowed(&seen.args)),
        good: seen.good,
    }
}

/// What was sent for a check.
fn sent<'a>(verdict: &VerdictRecord, exchanges: &'a Exchanges) -> Vec<(&'a String, &'a Exchange)> {
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
    let mark = mark(verdict);
    let sent = sent(verdict, exchanges);
    let mut view = VerdictView {
        title: title(verdict),
        word: word(mark),
        mark,
        level: verdict.level.clone(),
        level_label: text::plain(&format!("level.{}", verdict.level)),
        sentence: match mark {
            Mark::Stale if verdict.version != check.version => text::plain("check.stale_rule"),
            Mark::Stale => text::plain("check.stale"),
            _ => sentence(verdict),
        },
        mended_by: match (verdict.mended_by.as_str(), mark) {
            ("nobody", _) | (_, Mark::Stale) => String::new(),
            (who, _) => text::plain(&format!("mended_by.{who}")),
        },
        mended_by_key: verdict.mended_by.clone(),
        seen: verdict.seen.iter().map(seen_view).collect(),
        target: target_view(&verdict.target),
        has_exchanges: !sent.is_empty(),
        ..unjudged(check)
    };
    if matches!(mark, Mark::Fail | Mark::Advice) && verdict.mended_by == "developer" {
        let exchanges: Vec<&Exchange> = sent.into_iter().map(|(_, exchange)| exchange).collect();
        view.developer_text = developer_text(&view, verdict, &exchanges);
    }
    Some(view)
}

/// What a developer needs to see the fault themselves: expected, got, when, and commands that run as they
/// are.
fn developer_text(view: &VerdictView, verdict: &VerdictRecord, sent: &[&Exchange]) -> String {
    let when = jiff::Timestamp::from_millisecond(verdict.at).map(|at| at.to_string()).unwrap_or_default();
    let seen: Vec<String> = view
        .seen
        .iter()
        .map(|seen| {
            text::render(
                "developer.seen",
                &[("what", &seen.what), ("should", &seen.should), ("was", &seen.was)],
            )
        })
        .collect();
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
    let id = format!("{} (rule version {})", verdict.id, verdict.version);
    text::render(
        "developer.text",
        &[
            ("title", &view.title),
            ("id", &id),
            ("sentence", &view.sentence),
            ("why", &view.why),
            ("seen", &seen.join("\n")),
            ("when", &when),
            ("curls", &commands.join("\n")),
        ],
    )
}

pub(crate) fn exchanges(context: &Context) -> Exchanges {
    let kept = context.run.as_ref().map(|run| run.exchanges.clone()).unwrap_or_default();
    serde_json::from_value(kept).unwrap_or_default()
}

/// What was sent for one check of the latest run, with the place of its fault marked.
pub(crate) fn exchange_views(context: &Context, check_id: &str) -> Vec<ExchangeView> {
    let verdicts = context.verdicts();
    let Some(verdict) = verdicts.iter().find(|verdict| verdict.id == check_id) else { return Vec::new() };
    let exchanges = exchanges(context);
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
pub(crate) fn run_view(context: &Context, runs: &[Vec<VerdictRecord>]) -> RunView {
    let verdicts = context.verdicts();
    let exchanges = exchanges(context);
    let started_at = context.run.as_ref().map(|run| run.started_at);
    let (meter, _) = meter(&verdicts);
    let sum = sum(&verdicts);
    let view_of = |check: &'static Check| {
        let Some(verdict) = verdicts.iter().find(|verdict| verdict.id == check.id) else {
            return unjudged(check);
        };
        let view = verdict_view(verdict, &exchanges).unwrap_or_else(|| unjudged(check));
        VerdictView { was_green: was_green(verdict, runs), ..view }
    };
    let groups = Group::ALL
        .into_iter()
        .map(|group| GroupView {
            id: group.key().into(),
            title: text::plain(&format!("group.{}", group.key())),
            checks: CATALOGUE.iter().filter(|check| check.group == group).map(view_of).collect(),
        })
        .collect();
    let (headline, mark) = headline(context, &verdicts);
    RunView {
        revision: context.revision,
        partner_id: context.row.id.clone(),
        has_run: context.run.is_some(),
        is_ready: sum.is_ready(),
        headline,
        mark,
        started_at,
        duration_ms: context.run.as_ref().map_or(0, |run| run.duration_ms),
        changed_since: changed_since(&verdicts),
        meter,
        advice: sum.advice,
        to_confirm: sum.to_confirm,
        to_recheck: to_recheck(&verdicts).len(),
        rules_news: newer_rules(context),
        token_table: token_table(&verdicts),
        groups,
    }
}

/// The checks that *Re-check what failed* asks again: all but what is green, does not apply, or waits for
/// a person.
pub(crate) fn to_recheck(verdicts: &[VerdictRecord]) -> Vec<&str> {
    let open = [State::Fail, State::Unknown, State::Stale];
    verdicts.iter().filter(|verdict| open.contains(&verdict.state())).map(|v| v.id.as_str()).collect()
}

/// Labels of the fields whose checks are out of date.
fn changed_since(verdicts: &[VerdictRecord]) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for verdict in verdicts.iter().filter(|verdict| verdict.state() == State::Stale) {
        // The check that compares with the server reads every field; it would name them all.
        let label = find(&verdict.id)
            .filter(|check| check.id != "REC-6")
            .map(|check| target_view(check.target.key()).label);
        labels.extend(label.filter(|label| !labels.contains(label)));
    }
    labels
}

fn headline(context: &Context, verdicts: &[VerdictRecord]) -> (String, Mark) {
    if verdicts.is_empty() {
        return (text::plain("headline.none"), Mark::None);
    }
    headline_of(context.environment(), sum(verdicts))
}

/// The verdict in one sentence.
pub(crate) fn headline_of(environment: Option<Environment>, sum: Outcome) -> (String, Mark) {
    let sandbox = environment == Some(Environment::Sandbox);
    if sum.is_ready() {
        let key = match (sandbox, sum.advice) {
            (true, 0) => "headline.ready_sandbox",
            (true, _) => "headline.ready_sandbox_advice",
            (false, 0) => "headline.ready",
            (false, _) => "headline.ready_advice",
        };
        return (text::plain(key), if sum.advice == 0 { Mark::Pass } else { Mark::Advice });
    }
    if sum.fail == 0 {
        return (text::counted("headline.open", sum.open), Mark::Unknown);
    }
    let fails = text::counted("headline.fail", sum.fail);
    let headline = match sum.open {
        0 => fails,
        open => format!("{fails}{}", text::counted("headline.and_open", open)),
    };
    (headline, Mark::Fail)
}

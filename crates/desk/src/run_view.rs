//! A run in words: headline, groups, verdicts, what was sent, and the text for a developer.

use crate::context::Context;
use crate::tasks::meter;
use crate::verdict_record::{VerdictRecord, sum};
use crate::{ExchangeView, GroupView, Mark, Page, RunView, SeenView, TargetView, VerdictView, text};
use checks::{Basis, CATALOGUE, Check, Group, Level, State, find};
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

fn mark(verdict: &VerdictRecord) -> Mark {
    match verdict.state() {
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

fn word(mark: Mark) -> String {
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

fn basis(check: &Check) -> (String, Option<String>) {
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
        exchanges: Vec::new(),
        developer_text: String::new(),
    }
}

/// One verdict as it is shown.
pub(crate) fn verdict_view(
    verdict: &VerdictRecord,
    exchanges: &Exchanges,
    started_at: i64,
) -> Option<VerdictView> {
    let check = find(&verdict.id)?;
    let mark = mark(verdict);
    let fails = format!("check.{}.fails", check.id);
    let bad = matches!(mark, Mark::Fail | Mark::Advice) && text::has(&fails);
    let title = if bad { fails } else { format!("check.{}.title", check.id) };
    let sent: Vec<&Exchange> =
        verdict.calls.iter().filter_map(|call| exchanges.get(call)).flatten().collect();
    let mut view = VerdictView {
        title: text::render(&title, &borrowed(&verdict.args)),
        word: word(mark),
        mark,
        level: verdict.level.clone(),
        level_label: text::plain(&format!("level.{}", verdict.level)),
        sentence: match mark {
            Mark::Stale => text::plain("check.stale"),
            _ => sentence(verdict),
        },
        mended_by: match (verdict.mended_by.as_str(), mark) {
            ("nobody", _) | (_, Mark::Stale) => String::new(),
            (who, _) => text::plain(&format!("mended_by.{who}")),
        },
        mended_by_key: verdict.mended_by.clone(),
        seen: verdict
            .seen
            .iter()
            .map(|seen| SeenView {
                what: text::plain(&seen.what),
                should: text::plain(&seen.should),
                was: text::render(&seen.was, &borrowed(&seen.args)),
                good: seen.good,
            })
            .collect(),
        target: target_view(&verdict.target),
        exchanges: sent.iter().map(|exchange| exchange_view(exchange)).collect(),
        ..unjudged(check)
    };
    if bad && verdict.mended_by == "developer" {
        view.developer_text = developer_text(&view, verdict, &sent, started_at);
    }
    Some(view)
}

/// What a developer needs to see the fault themselves: expected, got, when, and commands that run as they are.
fn developer_text(
    view: &VerdictView,
    verdict: &VerdictRecord,
    sent: &[&Exchange],
    started_at: i64,
) -> String {
    let when = jiff::Timestamp::from_millisecond(started_at).map(|at| at.to_string()).unwrap_or_default();
    let seen: Vec<String> = verdict
        .seen
        .iter()
        .zip(&view.seen)
        .map(|(_, seen)| {
            text::render(
                "developer.seen",
                &[("what", &seen.what), ("should", &seen.should), ("was", &seen.was)],
            )
        })
        .collect();
    let curls: Vec<String> = sent.iter().map(|exchange| curl(exchange)).collect();
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
            ("curls", &curls.join("\n")),
        ],
    )
}

/// The same request as a curl line, with a placeholder for the token; a changed one is derived from it.
fn curl(exchange: &Exchange) -> String {
    let quoted = |text: &str| format!("'{}'", text.replace('\'', r"'\''"));
    let mut line = String::from("curl -i");
    let kind = exchange.purpose.as_str();
    let has_token = exchange.request_headers.iter().any(|(name, _)| name == "Authorization");
    if has_token {
        let token = match kind {
            k if k.ends_with("_changed") => {
                r#"$(printf %s "$CUSTOMER_TOKEN" | awk '{m=int(length($0)/2); c=substr($0,m+1,1); print substr($0,1,m) (c=="x"?"y":"x") substr($0,m+2)}')"#
            }
            k if k.ends_with("_empty") => "",
            k if k.starts_with("purpose.partner") => "$PERSONAL_TOKEN",
            _ => "$CUSTOMER_TOKEN",
        };
        line.push_str(&format!(r#" -H "Authorization: Bearer {token}""#));
    }
    format!("{line} -H 'Content-Type: application/json' {}", quoted(&exchange.url))
}

pub(crate) fn exchange_view(exchange: &Exchange) -> ExchangeView {
    let lines = |headers: &[(String, String)]| {
        headers.iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join("\n")
    };
    let mut request = format!("{} {}\n{}", exchange.method, exchange.url, lines(&exchange.request_headers));
    if !exchange.request_body.is_empty() {
        request.push_str("\n\n");
        request.push_str(&exchange.request_body);
    }
    let response = match (exchange.status, &exchange.trouble) {
        (Some(status), None) => {
            let mut text = format!("{status}\n{}", lines(&exchange.response_headers));
            if !exchange.response_body.is_empty() {
                text.push_str("\n\n");
                text.push_str(&exchange.response_body);
            }
            text
        }
        (_, Some(trouble)) => text::render("exchange.no_answer", &[("reason", trouble)]),
        (None, None) => String::new(),
    };
    ExchangeView {
        purpose: text::plain(&exchange.purpose),
        request,
        response,
        status: exchange.status.map(|status| status.to_string()).unwrap_or_default(),
        duration_ms: exchange.duration_ms,
    }
}

/// The latest run as it stands now.
pub(crate) fn run_view(context: &Context) -> RunView {
    let verdicts = context.verdicts();
    let exchanges: Exchanges = context
        .run
        .as_ref()
        .and_then(|run| serde_json::from_value(run.exchanges.clone()).ok())
        .unwrap_or_default();
    let started_at = context.run.as_ref().map(|run| run.started_at);
    let (meter, _) = meter(&verdicts);
    let sum = sum(&verdicts);
    let view_of = |check: &'static Check| {
        verdicts
            .iter()
            .find(|verdict| verdict.id == check.id)
            .and_then(|verdict| verdict_view(verdict, &exchanges, started_at.unwrap_or_default()))
            .unwrap_or_else(|| unjudged(check))
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
        groups,
    }
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
    let sum = sum(verdicts);
    let sandbox = context.environment() == Some(Environment::Sandbox);
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

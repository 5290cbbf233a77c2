//! What is said of a verdict and of a run, in words.

use crate::core::verdict_record::{SeenRecord, VerdictRecord};
use crate::wire::{Icon, Page, SeenView, Tally, TargetView};
use checks::{Basis, Check, Level, Outcome, State, Target};
use partner::Environment;

pub(crate) fn icon(verdict: &VerdictRecord) -> Icon {
    match verdict.state() {
        _ if !verdict.is_judged() => Icon::None,
        State::Pass => Icon::Pass,
        State::Fail if verdict.level() == Level::Must => Icon::Fail,
        State::Fail => Icon::Advice,
        State::Unknown => Icon::Unknown,
        State::Stale => Icon::Stale,
        State::Waiting if verdict.level() == Level::Manual => Icon::Confirm,
        State::Waiting => Icon::None,
        State::Confirmed => Icon::Confirmed,
        State::NotApplicable => Icon::NotApplicable,
    }
}

/// Where a check counts: what couldn't be judged, or isn't up to date, has neither passed nor failed.
pub(crate) fn tally(icon: Icon) -> Tally {
    match icon {
        Icon::Pass | Icon::Confirmed => Tally::Passed,
        Icon::Fail | Icon::Advice => Tally::NotPassed,
        Icon::Unknown | Icon::Stale | Icon::Confirm | Icon::None => Tally::Open,
        Icon::NotApplicable => Tally::LeftOut,
    }
}

pub(crate) fn word(icon: Icon) -> String {
    text::plain(match icon {
        Icon::Pass => "word.pass",
        Icon::Fail => "word.fail",
        Icon::Advice => "word.advice",
        Icon::Unknown => "word.unknown",
        Icon::Stale => "word.stale",
        Icon::Confirm => "word.confirm",
        Icon::Confirmed => "word.confirmed",
        Icon::NotApplicable => "word.not_applicable",
        Icon::None => "word.none",
    })
}

pub(crate) fn borrowed(args: &[(String, String)]) -> Vec<(&str, &str)> {
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

pub(crate) fn target_view(target: Target) -> TargetView {
    TargetView {
        page: Page::of_target(target),
        field: target.into(),
        label: text::plain(&format!("field.{}", target.key())),
    }
}

/// What holds, or what does not.
pub(crate) fn title(verdict: &VerdictRecord) -> String {
    let fails = format!("check.{}.fails", verdict.id);
    let bad = matches!(icon(verdict), Icon::Fail | Icon::Advice) && text::has(&fails);
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

/// The verdict in one sentence.
pub(crate) fn headline_of(environment: Option<Environment>, sum: Outcome) -> (String, Icon) {
    let sandbox = environment == Some(Environment::Sandbox);
    if sum.is_ready() {
        let key = match (sandbox, sum.advice) {
            (true, 0) => "headline.ready_sandbox",
            (true, _) => "headline.ready_sandbox_advice",
            (false, 0) => "headline.ready",
            (false, _) => "headline.ready_advice",
        };
        return (text::plain(key), if sum.advice == 0 { Icon::Pass } else { Icon::Advice });
    }
    if sum.fail == 0 && sum.open == sum.to_rehearse {
        return (text::plain("headline.rehearse"), Icon::Confirm);
    }
    if sum.fail == 0 {
        return (text::counted("headline.open", sum.open), Icon::Unknown);
    }
    let headline = match sum.open {
        0 => text::counted("headline.fail", sum.fail),
        open => text::render(
            "headline.fail_open",
            &[("count", &sum.fail.to_string()), ("open", &open.to_string())],
        ),
    };
    (headline, Icon::Fail)
}

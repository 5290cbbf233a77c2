//! What is said of a verdict and of a run, in words.

use crate::core::verdict_record::{SeenRecord, VerdictRecord};
use crate::wire::{Mark, Page, SeenView, TargetView};
use checks::{Basis, Check, Level, Outcome, State};
use partner::Environment;

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

pub(crate) fn target_view(key: &str) -> TargetView {
    TargetView {
        page: Page::of_target(key),
        field: key.to_owned(),
        label: text::plain(&format!("field.{key}")),
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

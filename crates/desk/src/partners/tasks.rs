//! The list of tasks with their states, and the meter below it.

use crate::core::snapshot::PartnerSnapshot;
use crate::core::verdict_record::{VerdictRecord, sum};
use crate::wire::{Meter, Page, PromotionStage, Task, Tone};
use checks::{CATALOGUE, Check, Outcome, REHEARSAL, State, Target, find};
use partner::{Field, Problem, Severity, default_inputs, problems};

struct Word {
    state: String,
    tone: Tone,
    count: Option<usize>,
}

fn plain(key: &str) -> Word {
    Word { state: text::plain(key), tone: Tone::Plain, count: None }
}

fn todo(key: &str) -> Word {
    Word { state: text::plain(key), tone: Tone::Todo, count: None }
}

fn counted(key: &str, count: usize, tone: Tone) -> Word {
    let state = text::render(key, &[("count", &count.to_string())]);
    Word { state, tone, count: Some(count) }
}

/// All tasks, in the order of the journey.
pub(crate) fn tasks(context: &PartnerSnapshot, verdicts: &[VerdictRecord]) -> Vec<Task> {
    let found = problems(&context.draft, context.environment());
    let of_run = |verdict: &&VerdictRecord| find(&verdict.id).is_some_and(Check::is_of_run);
    let run: Vec<VerdictRecord> = verdicts.iter().filter(of_run).cloned().collect();
    let (of_run, sum) = (sum(&run), sum(verdicts));
    let pages: [(Page, Word); 10] = [
        (Page::Details, failing(Page::Details, verdicts).unwrap_or_else(|| details(context, &found))),
        (Page::Logo, failing(Page::Logo, verdicts).unwrap_or_else(|| logo(context))),
        (Page::Connection, failing(Page::Connection, verdicts).unwrap_or_else(|| connection(context))),
        (Page::Addresses, failing(Page::Addresses, verdicts).unwrap_or_else(|| addresses(context, &found))),
        (Page::Inputs, failing(Page::Inputs, verdicts).unwrap_or_else(|| inputs(context, &found))),
        (Page::Article, failing(Page::Article, verdicts).unwrap_or_else(|| article(verdicts))),
        (Page::Save, save(context, &found)),
        (Page::Readiness, readiness(verdicts, of_run, sum.is_ready())),
        (Page::Rehearsal, rehearsal(context)),
        (Page::Promotion, promotion(context, sum)),
    ];
    pages
        .into_iter()
        .map(|(page, word)| Task {
            page,
            group: page.group(),
            state: word.state,
            tone: word.tone,
            count: word.count,
        })
        .collect()
}

fn rehearsal(context: &PartnerSnapshot) -> Word {
    if context.rehearsed.is_empty() {
        return todo("task.to_do");
    }
    match sum(&context.rehearsal_verdicts()) {
        sum if sum.fail > 0 => counted("task.fail", sum.fail, Tone::Bad),
        sum if sum.is_ready() => plain("task.done"),
        sum if sum.open == sum.to_rehearse => todo("task.in_progress"),
        _ => todo("task.again"),
    }
}

/// Failing required checks whose Fix leads to a page.
fn failing(page: Page, verdicts: &[VerdictRecord]) -> Option<Word> {
    let count = verdicts
        .iter()
        .filter(|verdict| {
            verdict.state() == State::Fail
                && verdict.level == "must"
                && Page::of_target(verdict.target()) == page
        })
        .count();
    (count > 0).then(|| counted("task.fail", count, Tone::Bad))
}

fn blocking(found: &[Problem], fields: &[Field]) -> usize {
    found
        .iter()
        .filter(|problem| problem.severity == Severity::Blocks && fields.contains(&problem.field))
        .count()
}

fn connection(context: &PartnerSnapshot) -> Word {
    let registration = &context.registration;
    if registration.verified_at.is_some() {
        plain("task.done")
    } else if context.environment().is_some() {
        todo("task.in_progress")
    } else {
        todo("task.to_do")
    }
}

fn details(context: &PartnerSnapshot, found: &[Problem]) -> Word {
    let fields = [Field::Kind, Field::Name, Field::Codename];
    let draft = &context.draft;
    let is_blank = draft.kind.is_none() && draft.name.is_empty() && draft.description.is_empty();
    match blocking(found, &fields) {
        0 => plain("task.done"),
        _ if is_blank => todo("task.to_do"),
        _ => todo("task.in_progress"),
    }
}

fn logo(context: &PartnerSnapshot) -> Word {
    if context.draft.logo.is_empty() {
        return todo("task.to_do");
    }
    let faults = logo::inspect(&context.draft.logo).findings;
    let musts = faults
        .iter()
        .filter(|fault| {
            !matches!(fault, logo::Finding::Large { .. } | logo::Finding::Picture | logo::Finding::Text)
        })
        .count();
    if musts > 0 { counted("task.to_mend", musts, Tone::Bad) } else { plain("task.done") }
}

fn addresses(context: &PartnerSnapshot, found: &[Problem]) -> Word {
    let fields: Vec<Field> = Field::ALL.into_iter().filter(|field| matches!(field, Field::Url(_))).collect();
    let given = fields.iter().filter(|field| context.draft.get(**field) != "").count();
    match blocking(found, &fields) {
        0 if given == fields.len() => plain("task.done"),
        0 if given == 0 => todo("task.to_do"),
        0 => todo("task.in_progress"),
        count => counted("task.to_mend", count, Tone::Bad),
    }
}

fn inputs(context: &PartnerSnapshot, found: &[Problem]) -> Word {
    match blocking(found, &[Field::Inputs]) {
        0 if context.draft.inputs == default_inputs() => plain("task.default"),
        0 => plain("task.done"),
        count => counted("task.to_mend", count, Tone::Bad),
    }
}

/// Whether a check is about what the article says.
fn says_what_it_must(id: &str) -> bool {
    find(id).is_some_and(|check| check.target == Target::Article)
}

/// The article that is published: whether it says what it must.
fn article(verdicts: &[VerdictRecord]) -> Word {
    let mut of_article = verdicts.iter().filter(|verdict| says_what_it_must(&verdict.id)).peekable();
    let is_done = of_article.peek().is_some() && of_article.all(|verdict| verdict.state().is_green());
    plain(if is_done { "task.done" } else { "task.not_yet" })
}

fn save(context: &PartnerSnapshot, found: &[Problem]) -> Word {
    let ready = found.iter().all(|problem| problem.severity != Severity::Blocks);
    match context.differs() {
        Some(fields) if fields.is_empty() => plain("task.done"),
        Some(fields) => counted("task.to_save", fields.len(), Tone::Todo),
        None if ready => todo("task.to_do"),
        None => plain("task.not_yet"),
    }
}

/// `is_ready` once the rehearsal is part of it.
fn readiness(verdicts: &[VerdictRecord], sum: Outcome, is_ready: bool) -> Word {
    if verdicts.is_empty() {
        plain("task.not_yet")
    } else if sum.fail > 0 {
        counted("task.fail", sum.fail, Tone::Bad)
    } else if sum.is_ready() {
        plain(if is_ready { "task.ready" } else { "task.done" })
    } else {
        todo("task.again")
    }
}

fn promotion(context: &PartnerSnapshot, sum: Outcome) -> Word {
    let stage = context.promotion_facts().stage();
    if stage == PromotionStage::Promoted {
        plain("task.done")
    } else if matches!(stage, PromotionStage::Asked | PromotionStage::AskedAgain) {
        plain("task.requested")
    } else if stage == PromotionStage::Changed {
        todo("task.changed")
    } else if sum.is_ready() && sum.to_confirm > 0 {
        counted("task.to_confirm", sum.to_confirm, Tone::Todo)
    } else {
        plain("task.not_yet")
    }
}

/// The meter, and the line below it. Before the first run every required check is open.
pub(crate) fn meter(verdicts: &[VerdictRecord]) -> (Meter, String) {
    if verdicts.is_empty() {
        let required =
            CATALOGUE.iter().chain(REHEARSAL).filter(|check| check.level == checks::Level::Must).count();
        return (Meter { required, pass: 0, fail: 0, open: required }, text::plain("meter.not_checked"));
    }
    let sum = sum(verdicts);
    let meter = Meter { required: sum.required, pass: sum.pass, fail: sum.fail, open: sum.open };
    let count = |count: usize| count.to_string();
    let note = match (sum.fail, sum.open) {
        (0, 0) => text::plain("meter.all_pass"),
        (fail, 0) => text::render("meter.fail", &[("fail", &count(fail))]),
        (0, open) => text::render("meter.open", &[("open", &count(open))]),
        (fail, open) => text::render("meter.both", &[("fail", &count(fail)), ("open", &count(open))]),
    };
    (meter, note)
}

/// The meter in the middle of a run: what is not judged yet is open.
pub(crate) fn meter_so_far(verdicts: &[VerdictRecord]) -> Meter {
    let (before, _) = meter(&[]);
    let left_out = verdicts
        .iter()
        .filter(|verdict| verdict.state() == State::NotApplicable && verdict.level == "must")
        .count();
    let sum = sum(verdicts);
    let required = before.required.saturating_sub(left_out);
    Meter { required, pass: sum.pass, fail: sum.fail, open: required.saturating_sub(sum.pass + sum.fail) }
}

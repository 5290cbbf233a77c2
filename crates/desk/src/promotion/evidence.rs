//! The evidence pack of a partner as it stands now.

use crate::core::snapshot::PartnerSnapshot;
use crate::core::verdict_record::{VerdictRecord, sum};
use crate::promotion::stage::kept_record;
use crate::readiness::view::run_view;
use crate::wire::{RehearsalView, RunView, StepState, VerdictView};
use checks::RULES;
use client::Exchange;
use pack::{Caveat, Format, Grounds, Pack, Time, record_hash};
use std::collections::BTreeMap;

/// Longer bodies are cut: a reviewer reads their beginning.
const LONGEST_BODY: usize = 64 * 1024;

/// What a pack is made from, all read at once.
pub(crate) struct Known<'a> {
    /// With what was sent.
    pub(crate) context: &'a PartnerSnapshot,
    /// The runs that are kept, the latest first.
    pub(crate) runs: &'a [Vec<VerdictRecord>],
    /// The rehearsal, where one was played.
    pub(crate) rehearsal: Option<RehearsalView>,
    /// In milliseconds since 1970.
    pub(crate) now: i64,
}

/// All that is to be said of a partner. Before the first run of the checks it says that.
pub(crate) fn evidence(known: &Known<'_>) -> Pack {
    let context = known.context;
    let run = run_view(context, known.runs);
    let record = kept_record(context);
    let records: BTreeMap<String, VerdictRecord> =
        context.verdicts().into_iter().map(|record| (record.id.clone(), record)).collect();
    let (verdicts, not_judged) = verdicts(&run, &records);
    let checked_at = context.run.as_ref().and_then(|run| Time::from_millis(run.started_at));
    let environment = context.environment().unwrap_or(partner::Environment::Sandbox);
    let mut caveats =
        Caveat::all_of(Grounds { environment, checked_at, verdicts: &verdicts, not_judged: &not_judged });
    let unsaved = context.differs().unwrap_or_default();
    if !unsaved.is_empty() {
        let paths = unsaved.iter().map(|field| field.path().to_owned()).collect();
        caveats.push(Caveat::NotSaved { fields: paths });
    }
    let company_id = context.registration.company_id.trim();
    Pack {
        format: Format::V1,
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
        rules: context.run.as_ref().map_or(RULES, |run| run.rules.as_str()).to_owned(),
        // The clock of this computer may stand anywhere.
        made_at: Time::from_millis(known.now).or(checked_at).unwrap_or(Time::NEVER),
        environment,
        company_id: Some(company_id.to_owned()).filter(|id| !id.is_empty()),
        record_hash: record_hash(&record),
        record,
        logo: context.draft.logo.clone(),
        checked_at,
        is_ready: sum(&records.into_values().collect::<Vec<_>>()).is_ready(),
        headline: run.headline.clone(),
        caveats,
        confirmations: confirmations(&run),
        verdicts,
        not_judged,
        rehearsal: known.rehearsal.as_ref().map(rehearsal),
        requests: context.exchanges().values().flatten().map(request).collect(),
    }
}

fn verdicts(
    run: &RunView,
    records: &BTreeMap<String, VerdictRecord>,
) -> (Vec<pack::Verdict>, Vec<pack::NotJudged>) {
    let (mut judged, mut open) = (Vec::new(), Vec::new());
    for (group, view) in
        run.groups.iter().flat_map(|group| group.checks.iter().map(move |view| (group, view)))
    {
        match records.get(&view.id).filter(|record| record.is_judged()) {
            Some(record) => judged.push(verdict(&group.title, view, record)),
            None => open.push(pack::NotJudged { id: view.id.clone(), title: view.title.clone() }),
        }
    }
    (judged, open)
}

fn verdict(group: &str, view: &VerdictView, record: &VerdictRecord) -> pack::Verdict {
    let state = record.state().key();
    let level = record.level().key();
    let quote = record.args.iter().find(|(name, _)| name == "quote").map(|(_, value)| value.clone());
    pack::Verdict {
        id: view.id.clone(),
        title: view.title.clone(),
        group: group.to_owned(),
        // Both sets have the names of the checks.
        state: named(pack::State::ALL, pack::State::key, state).unwrap_or(pack::State::Unknown),
        level: named(pack::Level::ALL, pack::Level::key, level).unwrap_or(pack::Level::Must),
        sentence: view.sentence.clone(),
        why: view.why.clone(),
        quote,
        seen: view
            .seen
            .iter()
            .map(|seen| pack::Seen {
                what: seen.what.clone(),
                should: seen.should.clone(),
                was: seen.was.clone(),
                good: seen.good,
            })
            .collect(),
        rule_version: record.version,
        is_new_rule: view.is_new_rule,
        checked_at: Time::from_millis(record.at).filter(|_| record.at > 0),
        confirmed: view
            .confirmed
            .as_ref()
            .map(|one| pack::Confirmed { by: one.person.clone(), at: Time::from_millis(one.at) }),
    }
}

fn named<T: Copy>(all: &[T], key: impl Fn(T) -> &'static str, name: &str) -> Option<T> {
    all.iter().copied().find(|one| key(*one) == name)
}

fn confirmations(run: &RunView) -> Vec<pack::Confirmation> {
    let checks = run.groups.iter().flat_map(|group| &group.checks);
    checks
        .filter_map(|view| {
            let confirmed = view.confirmed.as_ref()?;
            Some(pack::Confirmation {
                id: view.id.clone(),
                sentence: view.title.clone(),
                by: confirmed.person.clone(),
                at: Time::from_millis(confirmed.at),
            })
        })
        .collect()
}

/// The steps and the report. What was sent is left out: it names the candidate.
fn rehearsal(view: &RehearsalView) -> pack::Rehearsal {
    let state = |state: StepState| match state {
        StepState::Open => pack::StepState::Open,
        StepState::Going => pack::StepState::Going,
        StepState::Passed => pack::StepState::Passed,
        StepState::Advice => pack::StepState::Advice,
        StepState::Failed => pack::StepState::Failed,
        StepState::Skipped => pack::StepState::Skipped,
        StepState::Unknown => pack::StepState::Unknown,
    };
    pack::Rehearsal {
        steps: view
            .steps
            .iter()
            .map(|step| pack::Step {
                title: step.title.clone(),
                state: state(step.state),
                at: None,
                sentence: step.sentence.clone(),
            })
            .collect(),
        report: view.report.as_ref().map(|report| {
            let status = report.status_label.as_str();
            match report.score.as_str() {
                "" => text::render("pack.report.status", &[("status", status)]),
                score => text::render("pack.report.score", &[("status", status), ("score", score)]),
            }
        }),
    }
}

fn request(exchange: &Exchange) -> pack::Request {
    let headers = |headers: &[(String, String)]| -> Vec<pack::Header> {
        headers
            .iter()
            .map(|(name, value)| pack::Header { name: name.clone(), value: value.clone() })
            .collect()
    };
    let args: Vec<(&str, &str)> =
        exchange.error_args.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    pack::Request {
        purpose: text::plain(&exchange.purpose),
        method: exchange.method.clone(),
        url: exchange.url.clone(),
        request_headers: headers(&exchange.request_headers),
        request_body: cut(&exchange.request_body),
        status: exchange.status,
        response_headers: headers(&exchange.response_headers),
        response_body: cut(&exchange.response_body),
        error: exchange.error.as_ref().map(|key| text::render(key, &args)),
        started_at: None,
        duration_ms: exchange.duration_ms,
        phases: pack::Phases {
            name_us: exchange.phases.name_us,
            connect_us: exchange.phases.connect_us,
            tls_us: exchange.phases.tls_us,
            first_byte_us: exchange.phases.first_byte_us,
        },
    }
}

fn cut(body: &str) -> String {
    match body.char_indices().nth(LONGEST_BODY) {
        Some((end, _)) => format!("{}{}", &body[..end], text::plain("pack.body_cut")),
        None => body.to_owned(),
    }
}

//! The steps of the recruiter, in words.

use crate::core::verdict_record::VerdictRecord;
use crate::readiness::exchange_view::exchange_view;
use crate::readiness::words::sentence;
use crate::rehearsal::progress::{Played, PostedCall};
use crate::wire::{ExchangeView, RehearsalStep, RehearsalStepView, StepState};
use checks::{Answer, Level, ProbeError, Sent, State};
use client::Exchange;

const POSTS: [(RehearsalStep, Sent); 4] = [
    (RehearsalStep::WrongToken, Sent::WrongToken),
    (RehearsalStep::NoToken, Sent::NoToken),
    (RehearsalStep::UnknownTest, Sent::UnknownTest),
    (RehearsalStep::Candidate, Sent::Candidate),
];

/// All steps; `is_going` while a candidate is on its way.
pub(crate) fn steps(played: Option<&Played>, is_going: bool) -> Vec<RehearsalStepView> {
    let Some(played) = played else {
        return RehearsalStep::ALL
            .iter()
            .map(|step| view(*step, StepState::Open, String::new(), &[]))
            .collect();
    };
    let asked = [RehearsalStep::Enable, RehearsalStep::Tests].into_iter().map(|step| asked(played, step));
    let next = played.rehearsal().next();
    let posted = POSTS.into_iter().map(|(step, sent)| {
        let call = played.posted.iter().find(|call| call.sent == sent);
        match call {
            Some(call) => post(played, step, call, is_going),
            None => not_sent(played, step, sent).unwrap_or_else(|| {
                // None is played after one that ended the rehearsal.
                let is_open = next.is_some() && !played.progress.tests.is_empty();
                let state = if is_open { StepState::Open } else { StepState::Skipped };
                view(step, state, String::new(), &[])
            }),
        }
    });
    asked.chain(posted).chain([report(played)]).collect()
}

fn view(
    step: RehearsalStep,
    state: StepState,
    sentence: String,
    exchanges: &[Exchange],
) -> RehearsalStepView {
    let exchanges: Vec<ExchangeView> =
        exchanges.iter().map(|exchange| exchange_view(exchange, None)).collect();
    RehearsalStepView {
        step,
        title: text::plain(&format!("rehearsal.step.{}", step.key())),
        state,
        word: text::plain(&format!("rehearsal.state.{}", state.key())),
        sentence,
        exchanges,
    }
}

fn asked(played: &Played, step: RehearsalStep) -> RehearsalStepView {
    let Some(asked) = played.progress.asked.iter().find(|asked| asked.step == step) else {
        return view(step, StepState::Unknown, String::new(), &[]);
    };
    let state = state_of(&asked.verdict);
    let sentence = match (state, step) {
        (StepState::Passed, RehearsalStep::Tests) => {
            text::render("rehearsal.tests_read", &[("count", &played.progress.tests.len().to_string())])
        }
        _ => sentence(&asked.verdict),
    };
    view(step, state, sentence, &asked.exchanges)
}

fn state_of(verdict: &VerdictRecord) -> StepState {
    match verdict.state() {
        State::Pass | State::Confirmed | State::NotApplicable => StepState::Passed,
        State::Fail if verdict.level() == Level::Must => StepState::Failed,
        State::Fail => StepState::Advice,
        State::Unknown | State::Stale => StepState::Unknown,
        State::Waiting => StepState::Open,
    }
}

/// A candidate that was posted. Two of them share a check: what it says is about the worse one.
fn post(played: &Played, step: RehearsalStep, call: &PostedCall, is_going: bool) -> RehearsalStepView {
    if call.answer.is_none() && is_going {
        return view(step, StepState::Going, text::plain("rehearsal.on_its_way"), &call.exchanges);
    }
    let id = match call.sent {
        Sent::WrongToken | Sent::NoToken => "TOKEN-7",
        Sent::UnknownTest => "SEND-2",
        Sent::Candidate => "SEND-1",
    };
    let verdict = played.verdicts.iter().find(|verdict| verdict.id == id);
    let answer: Result<Answer, ProbeError> = match &call.answer {
        Some(Ok(answer)) => Ok(answer.restore()),
        Some(Err(error)) => Err(error.clone()),
        None => Err(ProbeError::Broken),
    };
    let is_rejected = answer.as_ref().is_ok_and(|answer| matches!(answer.status, 401 | 403));
    if matches!(call.sent, Sent::WrongToken | Sent::NoToken) && is_rejected {
        let status = answer.map(|answer| answer.status.to_string()).unwrap_or_default();
        let sentence = text::render("rehearsal.rejected", &[("status", &status)]);
        return view(step, StepState::Passed, sentence, &call.exchanges);
    }
    let Some(verdict) = verdict else {
        return view(step, StepState::Unknown, String::new(), &call.exchanges);
    };
    let state = match state_of(verdict) {
        StepState::Open => StepState::Unknown,
        state => state,
    };
    view(step, state, sentence(verdict), &call.exchanges)
}

/// The one that could not be sent in the last press.
fn not_sent(played: &Played, step: RehearsalStep, sent: Sent) -> Option<RehearsalStepView> {
    let (name, error, exchanges) = played.progress.not_sent.as_ref()?;
    if Sent::from_key(name) != Some(sent) {
        return None;
    }
    let (key, args) = error.key();
    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let sentence = text::render("rehearsal.not_sent", &[("reason", &text::render(key, &args))]);
    Some(view(step, StepState::Unknown, sentence, exchanges))
}

fn report(played: &Played) -> RehearsalStepView {
    let step = RehearsalStep::Report;
    let rehearsal = played.rehearsal();
    if rehearsal.was_refused() {
        return view(step, StepState::Skipped, text::plain("rehearsal.not_sent_here"), &[]);
    }
    if !played.was_posted(Sent::Candidate) {
        let ended = rehearsal.next().is_none() || played.progress.tests.is_empty();
        let state = if ended { StepState::Skipped } else { StepState::Open };
        return view(step, state, String::new(), &[]);
    }
    let Some(verdict) = played.verdicts.iter().find(|verdict| verdict.id == "REPORT-1") else {
        return view(step, StepState::Open, String::new(), &[]);
    };
    match state_of(verdict) {
        StepState::Open if rehearsal.has_ended() => {
            view(step, StepState::Unknown, text::plain("rehearsal.report_by_hand"), &[])
        }
        StepState::Open => view(step, StepState::Going, text::plain("rehearsal.awaited"), &[]),
        state => view(step, state, sentence(verdict), &[]),
    }
}

//! Plays a rehearsal: asks what has no effect, then, once the person agreed, sends one candidate after the other as
//! far as the answers let it.

use crate::core::snapshot::PartnerSnapshot;
use crate::core::verdict_record::VerdictRecord;
use crate::readiness::calls::CallContext;
use crate::readiness::gather::Scope;
use crate::rehearsal::obstacle::{agreed, is_guided, obstacle};
use crate::rehearsal::post::post;
use crate::rehearsal::progress::{
    AskedStep, Played, PostedCall, Progress, Reported, ended, never_left, send_url,
};
use crate::rehearsal::{Going, Rehearsals};
use crate::wire::{
    CandidateText, ErrorCode, Event, PartnerId, RehearsalSend, RehearsalStep, RehearsalView, WireError,
};
use checks::{Call, Sent, Then, TokenSent, judge_one, tests_in};
use partner::Sending;
use serde_json::json;
use store::RehearsalRow;
use uuid::Uuid;

/// What the person agreed to, and what is needed to carry it out.
#[derive(Clone, Copy)]
struct Agreement<'a> {
    context: &'a PartnerSnapshot,
    /// Of the rehearsal.
    id: &'a str,
    call_context: &'a CallContext,
    going: &'a Going<'a>,
}

/// What the list of tests is judged by, the gravest first.
const LIST_CHECKS: [&str; 4] = ["TESTS-1", "TESTS-2", "TESTS-3", "TESTS-4"];

impl Rehearsals {
    /// Begins a rehearsal in place of the one before: enables the partner with the customer token and reads the
    /// list of tests. Neither has an effect.
    ///
    /// # Errors
    /// When something is missing, or see [`WireError`].
    pub async fn start(&self, request: PartnerId) -> Result<RehearsalView, WireError> {
        let going = self.begin(&request.partner_id)?;
        let (context, before) = self.read_one(&request.partner_id).await?;
        let Some(environment) = context.environment() else {
            return Err(WireError::plain(ErrorCode::ConnectionNoEnvironment).at("connection"));
        };
        if let Some(obstacle) = obstacle(&context) {
            return Err(WireError::new(ErrorCode::RehearsalBlocked, &[("reason", &obstacle.text)]));
        }
        let progress = Box::pin(self.ask(&context)).await?;
        let mut played = Played {
            id: Uuid::new_v4().to_string(),
            started_at: self.core.now(),
            progress,
            verdicts: Vec::new(),
            posted: Vec::new(),
        };
        played.verdicts = played.judged(&context.subject(), self.core.now());
        let row = RehearsalRow {
            id: played.id.clone(),
            started_at: played.started_at,
            progress: json!(played.progress),
            verdicts: json!(played.verdicts),
            calls: Vec::new(),
        };
        let id = request.partner_id.clone();
        self.core.write(move |store| store.begin_rehearsal(&id, environment, &row)).await?;
        if let Some(before) = &before {
            self.forget_reports(&context, before).await;
        }
        drop(going);
        self.view(request).await
    }

    async fn ask(&self, context: &PartnerSnapshot) -> Result<Progress, WireError> {
        let calls = [Call::Validate(TokenSent::Good), Call::Tests(TokenSent::Good)];
        let tried = self.readiness.try_calls(context, &calls).await?;
        self.core.logs.write().await;
        let record = |id: &str| {
            let verdict = judge_one(id, &tried.evidence)?;
            let record = VerdictRecord::of(&verdict, &tried.evidence.subject, self.core.now());
            Some(record.cleaned(|text| tried.scrubber.clean(text)))
        };
        let list = LIST_CHECKS.iter().filter_map(|id| record(id));
        let list = list.reduce(|worst, next| if worst.state().is_green() { next } else { worst });
        let steps =
            [(RehearsalStep::Enable, record("TOKEN-1"), calls[0]), (RehearsalStep::Tests, list, calls[1])];
        let step = |(step, verdict, call): (RehearsalStep, Option<VerdictRecord>, Call)| {
            let exchanges = tried.exchanges.get(&call.key()).cloned().unwrap_or_default();
            Some(AskedStep { step, verdict: verdict?, exchanges })
        };
        let listed = match tried.evidence.answers.get(&calls[1]) {
            Some(Ok(answer)) => tests_in(answer).unwrap_or_default(),
            _ => Vec::new(),
        };
        Ok(Progress {
            url: send_url(context),
            kind: context.draft.kind.clone(),
            asked: steps.into_iter().filter_map(step).collect(),
            tests: listed.into_iter().map(|test| (test.id, test.name)).collect(),
            ..Progress::default()
        })
    }

    /// Sends candidates, as the person agreed: first those that must be refused, then theirs. At most one is
    /// accepted, and none is sent twice.
    ///
    /// # Errors
    /// When what they agreed to is no longer so, or see [`WireError`].
    pub async fn send(&self, request: RehearsalSend) -> Result<RehearsalView, WireError> {
        let going = self.begin(&request.partner_id)?;
        let (context, played) = self.read_one(&request.partner_id).await?;
        let mut played = played
            .filter(|played| played.id == request.rehearsal_id)
            .ok_or_else(|| WireError::plain(ErrorCode::RehearsalNotStarted))?;
        if !played.is_current(&context) || !agreed(&context, &request.url) {
            return Err(WireError::plain(ErrorCode::RehearsalOutOfDate));
        }
        let candidate = request.candidate.judged()?;
        if !played.progress.tests.iter().any(|(id, _)| *id == request.test_id) {
            return Err(WireError::plain(ErrorCode::RehearsalNoTest).at("test_id"));
        }
        if played.rehearsal().next().is_none() {
            // Whom it was about stays as it was sent.
            drop(going);
            return self.view(PartnerId { partner_id: request.partner_id }).await;
        }
        played.progress.candidate = Some(candidate);
        played.progress.test_id = request.test_id;
        played.progress.not_sent = None;
        self.keep(&context, &mut played).await?;
        let network = self.core.network(&context).await?;
        let (call_context, _) = Box::pin(self.readiness.prepare(&context, network, &Scope::none())).await;
        let id = played.id.clone();
        let round = Agreement { context: &context, id: &id, call_context: &call_context, going: &going };
        // On the heap: what it waits for is large.
        let sent = Box::pin(self.send_in_turn(&round)).await;
        drop(going);
        // Only now it is over, for whoever looks on.
        self.core.emit(Event::RehearsalMoved { partner_id: request.partner_id.clone() });
        sent?;
        self.view(PartnerId { partner_id: request.partner_id }).await
    }

    /// Sends what the answers let it, each noted on disk before it goes out.
    async fn send_in_turn(&self, round: &Agreement<'_>) -> Result<(), WireError> {
        let Agreement { context, id, call_context, going } = *round;
        let mut is_first = true;
        // What was agreed to is this rehearsal: another environment has one of its own.
        while let Some(mut played) = self.read_one(&context.row.id).await?.1.filter(|played| played.id == id)
        {
            let Some((sent, then)) = played.rehearsal().next() else { return Ok(()) };
            if (!is_first && then != Then::Next) || going.stop.is_cancelled() {
                return Ok(());
            }
            is_first = false;
            let (own, now) = (id.to_owned(), self.core.now());
            if !self.core.write(move |store| store.note_call(&own, sent.key(), now)).await? {
                // Another window was faster, or it was replaced: what comes of it is told there.
                return Err(WireError::plain(ErrorCode::RehearsalNotStarted));
            }
            self.core.emit(Event::RehearsalMoved { partner_id: context.row.id.clone() });
            let sending = match self.sending(context, &mut played, sent).await {
                Ok(sending) => sending,
                Err(error) => {
                    self.forget_call(id, sent).await?;
                    return Err(error);
                }
            };
            let body = serde_json::to_string(&sending.body(&context.draft.inputs))
                .map_err(|_| WireError::plain(ErrorCode::CommandRequest))?;
            let candidate = played.progress.candidate.clone().unwrap_or_else(CandidateText::sample);
            let (answer, exchanges) = post(call_context, sent, &body, &candidate).await;
            self.core.logs.write().await;
            if never_left(&answer, &exchanges) {
                self.forget_call(id, sent).await?;
                let error = answer.err().unwrap_or(checks::ProbeError::Offline);
                played.progress.not_sent = Some((sent.key().to_owned(), error, exchanges));
                return self.keep(context, &mut played).await;
            }
            let call = ended(sent, &answer, &exchanges);
            played.posted.push(PostedCall { sent, answer: Some(answer), exchanges });
            played.verdicts = played.judged(&context.subject(), self.core.now());
            let (own, progress, verdicts) = (id.to_owned(), json!(played.progress), json!(played.verdicts));
            // An answer and what it means are one: after a crash neither is there without the other.
            self.core
                .write(move |store| {
                    store.end_call(&own, &call)?;
                    store.set_rehearsal(&own, &progress, &verdicts)
                })
                .await?;
            self.core.emit(Event::RehearsalMoved { partner_id: context.row.id.clone() });
        }
        Ok(())
    }

    async fn forget_call(&self, id: &str, sent: Sent) -> Result<(), WireError> {
        let id = id.to_owned();
        self.core.write(move |store| store.forget_call(&id, sent.key())).await
    }

    /// Whom and what a post is about. Only the last one is about the person: what must be refused is sent with a
    /// sample.
    async fn sending(
        &self,
        context: &PartnerSnapshot,
        played: &mut Played,
        sent: Sent,
    ) -> Result<Sending, WireError> {
        let test = played.progress.tests.iter().find(|(id, _)| *id == played.progress.test_id);
        let (test_id, test_name) = test.cloned().unwrap_or_default();
        let sample = Sending {
            test_id,
            test_name,
            company_id: context.registration.company_id.trim().parse().unwrap_or(1),
            ..Sending::sample(&Uuid::new_v4().to_string())
        };
        if sent == Sent::UnknownTest {
            let test_id = unknown_id(&played.progress.tests);
            return Ok(Sending { test_id, test_name: text::plain("rehearsal.unknown_test"), ..sample });
        }
        if sent != Sent::Candidate {
            return Ok(sample);
        }
        let candidate_id =
            Sending::candidate_number(Uuid::parse_str(&played.id).map_or(0, |id| id.as_u128()));
        let mut report_id = sample.report_id.clone();
        if !is_guided(context) {
            let number = candidate_id.to_string();
            // The one of an attempt that never left is still there.
            report_id = match played.progress.reported.report_id.clone() {
                Some(made) => made,
                None => self.new_report(context, &number).await?,
            };
            played.progress.reported = Reported {
                candidate_id: number,
                report_id: Some(report_id.clone()),
                is_made_here: true,
                ..Reported::default()
            };
            self.keep(context, played).await?;
        }
        let CandidateText { first_name, last_name, email, phone } =
            played.progress.candidate.clone().unwrap_or_else(CandidateText::sample);
        Ok(Sending { first_name, last_name, email, phone, candidate_id, report_id, ..sample })
    }

    /// Writes how far it is, with the verdicts as they are by then.
    pub(crate) async fn keep(&self, context: &PartnerSnapshot, played: &mut Played) -> Result<(), WireError> {
        played.verdicts = played.judged(&context.subject(), self.core.now());
        let (id, progress, verdicts) = (played.id.clone(), json!(played.progress), json!(played.verdicts));
        let is_latest = self.core.write(move |store| store.set_rehearsal(&id, &progress, &verdicts)).await?;
        if is_latest { Ok(()) } else { Err(WireError::plain(ErrorCode::RehearsalNotStarted)) }
    }
}

/// An id that is in no entry of the list, of the shape that its ids have.
fn unknown_id(tests: &[(String, String)]) -> String {
    let are_numbers =
        tests.iter().all(|(id, _)| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()));
    if !are_numbers {
        return Uuid::new_v4().to_string();
    }
    let taken = |id: &String| tests.iter().any(|(other, _)| other == id);
    // One more than there are entries: they cannot all be taken.
    (0..=tests.len()).map(|step| (UNKNOWN_ID + step).to_string()).find(|id| !taken(id)).unwrap_or_default()
}

/// Fits the numbers of any database.
const UNKNOWN_ID: usize = 999_999_937;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_test_has_an_id_of_the_lists_shape_that_is_not_in_it() {
        let list = |ids: &[&str]| ids.iter().map(|id| ((*id).to_owned(), String::new())).collect::<Vec<_>>();
        assert_eq!(unknown_id(&list(&["1", "2"])), "999999937");
        assert_eq!(unknown_id(&list(&["1", "999999937"])), "999999938");
        assert!(Uuid::parse_str(&unknown_id(&list(&["1", "ruby"]))).is_ok());
    }
}

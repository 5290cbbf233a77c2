//! A partner with all that is known of it on this computer, read at once: what views are made from.

use crate::core::promotion_stage::PromotionFacts;
use crate::core::verdict_record::{Exchanges, VerdictRecord, exchanges, records};
use crate::wire::{EnvironmentName, ErrorCode, WireError};
use checks::{
    CATALOGUE, Check, Evidence, Level, REHEARSAL, Rehearsal, RemoteSeen, State, Subject, Target, find,
    judge_one, judge_rehearsal, may_be_confirmed,
};
use partner::{CodenameFault, Draft, Environment, Field, differing, judge_codename};
use redact::SecretKind;
use serde_json::Value;
use store::{
    Confirmation, Millis, PartnerRow, PromotionEvent, Registration, RunRow, Snapshot, Step, StoreError,
    TokenKey, WriteAction, WriteRow,
};

/// Reads the latest run of a partner in an environment, or without one.
type ReadRun = fn(&Snapshot<'_>, &str, Option<Environment>) -> Result<Option<RunRow>, StoreError>;

/// One partner, as the store has it.
pub(crate) struct PartnerSnapshot {
    pub(crate) row: PartnerRow,
    pub(crate) draft: Draft,
    /// In the chosen environment; empty while none is chosen.
    pub(crate) registration: Registration,
    pub(crate) confirmed: Vec<Confirmation>,
    pub(crate) run: Option<RunRow>,
    /// What happened on the way to promotion in the chosen environment, the earliest first.
    pub(crate) promotion: Vec<PromotionEvent>,
    /// What the latest rehearsal found.
    pub(crate) rehearsed: Vec<VerdictRecord>,
    pub(crate) undo: Option<Step>,
    pub(crate) redo: Option<Step>,
    /// Fields that the last step repaired, with what they held before.
    pub(crate) repaired: Vec<(Field, Value)>,
    /// A write in the chosen environment of which nobody knows what became of it.
    pub(crate) open_write: Option<WriteRow>,
    /// Where the customer token may go, when one was put in.
    pub(crate) known_origins: Vec<String>,
    /// Told apart from what was read earlier: a page keeps the one that was read last.
    pub(crate) revision: u64,
}

impl PartnerSnapshot {
    /// All but what was sent and answered in the latest run: that may be long, and few views show it.
    pub(crate) fn read(store: &Snapshot<'_>, id: &str) -> Result<Self, StoreError> {
        Self::read_with(store, id, |store, id, environment| store.latest_verdicts(id, environment))
    }

    /// The same with what was sent and answered.
    pub(crate) fn read_whole(store: &Snapshot<'_>, id: &str) -> Result<Self, StoreError> {
        Self::read_with(store, id, |store, id, environment| store.latest_run(id, environment))
    }

    fn read_with(store: &Snapshot<'_>, id: &str, latest: ReadRun) -> Result<Self, StoreError> {
        let row = store.partner(id)?;
        let registration = match row.environment {
            Some(environment) => store.registration(id, environment)?,
            None => Registration::default(),
        };
        let run = latest(store, id, row.environment)?;
        let rehearsed = match row.environment {
            Some(environment) => store.rehearsal_verdicts(id, environment)?,
            None => Value::Null,
        };
        let customer_token = row.environment.map(|environment| TokenKey {
            environment,
            token: SecretKind::Customer,
            owner: id.to_owned(),
        });
        // While there is no token, there is nothing to be asked.
        let known_origins = match customer_token {
            Some(token) if store.token_note(&token)?.is_some() => {
                store.token_origins(&token.owner, token.environment)?
            }
            _ => Vec::new(),
        };
        let (undo, redo) = store.steps(id)?;
        let open_write = store
            .open_writes()?
            .into_iter()
            // A new secret that nobody knows of stands in the way of nothing.
            .find(|write| {
                write.partner_id == id
                    && Some(write.environment) == row.environment
                    && write.action != WriteAction::Regenerate
            });
        Ok(Self {
            draft: locked_draft(store, id, &registration)?,
            confirmed: store.confirmations(id)?,
            promotion: match row.environment {
                Some(environment) => store.promotion_events(id, environment)?,
                None => Vec::new(),
            },
            repaired: store.last_repair(id)?,
            row,
            registration,
            run,
            rehearsed: serde_json::from_value(rehearsed).unwrap_or_default(),
            undo,
            redo,
            open_write,
            known_origins,
            revision: 0,
        })
    }

    pub(crate) fn environment(&self) -> Option<Environment> {
        self.row.environment
    }

    /// What the checks read of it.
    pub(crate) fn subject(&self) -> Subject {
        let version = |at: Option<Millis>| at.map(|at| at.to_string());
        Subject {
            draft: self.draft.clone(),
            environment: self.environment(),
            company_id: self.registration.company_id.trim().to_owned(),
            personal_token_version: version(self.registration.personal_token_at),
            partner_secret_version: version(self.registration.partner_secret_at),
            customer_token_version: version(self.registration.customer_token_at),
            last_seen: self.registration.last_seen.clone(),
            confirmed: self
                .confirmed
                .iter()
                .filter(|one| one.finding.is_empty())
                .map(|one| one.check_id.clone())
                .collect(),
            promoted: self.promotion_facts().promoted(),
            asked_again: self.promotion_facts().asked().map(|(_, record)| record),
        }
    }

    /// What tells how far it is on its way to all customers.
    pub(crate) fn promotion_facts(&self) -> PromotionFacts<'_> {
        let is_promoted = self.registration.promoted == Some(true);
        PromotionFacts {
            draft: &self.draft,
            events: &self.promotion,
            promoted_on_rc: self.registration.last_seen.as_ref().filter(|_| is_promoted),
        }
    }

    /// Fields in which the draft differs from what the server was last seen to hold.
    pub(crate) fn differs(&self) -> Option<Vec<Field>> {
        self.registration.last_seen.as_ref().map(|seen| differing(&self.draft, seen))
    }

    /// What was sent in the latest run, where it was read whole.
    pub(crate) fn exchanges(&self) -> Exchanges {
        self.run.as_ref().map(exchanges).unwrap_or_default()
    }

    /// The verdicts of the latest run and of the rehearsal as they stand now: what an input of has changed is out
    /// of date, and a person's word counts at once. None before the first run.
    pub(crate) fn verdicts(&self) -> Vec<VerdictRecord> {
        let Some(run) = &self.run else { return Vec::new() };
        let subject = self.subject();
        let kept = records(run);
        let of_run = CATALOGUE
            .iter()
            .map(|check| standing(check, &kept, &subject))
            .map(|verdict| self.confirmed_or(self.settled_by_read(verdict)));
        of_run.chain(self.rehearsal_verdicts()).collect()
    }

    /// A record that was read since the run, as after a save, and is the same as the draft settles REC-6.
    fn settled_by_read(&self, verdict: VerdictRecord) -> VerdictRecord {
        let (Some(seen), Some(at)) = (&self.registration.last_seen, self.registration.last_seen_at) else {
            return verdict;
        };
        if verdict.id != "REC-6" || !verdict.is_judged() || verdict.state().is_green() || at < verdict.at {
            return verdict;
        }
        let evidence = Evidence {
            subject: self.subject(),
            registration_in_scope: true,
            remote: Some(RemoteSeen::Record(Box::new(seen.clone()))),
            ..Evidence::default()
        };
        match judge_one(&verdict.id, &evidence).filter(|judged| judged.state.is_green()) {
            // What the run read is another record.
            Some(judged) => {
                VerdictRecord { calls: Vec::new(), ..VerdictRecord::of(&judged, &evidence.subject, at) }
            }
            None => verdict,
        }
    }

    /// A person's word for a finding holds for that finding alone, and while what it was judged from is the same.
    fn confirmed_or(&self, mut verdict: VerdictRecord) -> VerdictRecord {
        let finding = verdict.finding();
        let is_confirmed = |one: &Confirmation| one.check_id == verdict.id && one.finding == finding;
        if may_confirm(&verdict) && self.confirmed.iter().any(is_confirmed) {
            verdict.confirm(true);
        }
        verdict
    }

    /// Who confirmed a verdict, and when.
    pub(crate) fn confirmation(&self, verdict: &VerdictRecord) -> Option<&Confirmation> {
        let given = self.confirmed.iter().find(|one| one.check_id == verdict.id);
        given.filter(|_| verdict.state() == State::Confirmed)
    }

    /// Those of the rehearsal alone. What was not played waits.
    pub(crate) fn rehearsal_verdicts(&self) -> Vec<VerdictRecord> {
        let subject = self.subject();
        let mut kept = self.rehearsed.clone();
        let unplayed =
            judge_rehearsal(&Rehearsal { kind: self.draft.kind.clone(), ..Rehearsal::default() }, &subject);
        for verdict in
            unplayed.iter().filter(|verdict| !self.rehearsed.iter().any(|one| one.id == verdict.id))
        {
            let record = VerdictRecord::of(verdict, &subject, 0);
            // What waits for the rehearsal is settled there, not at a field.
            kept.push(VerdictRecord { target: Target::Rehearsal.key().into(), ..record });
        }
        REHEARSAL.iter().map(|check| standing(check, &kept, &subject)).collect()
    }
}

/// Whether a person may say that it holds, or take that back.
pub(crate) fn may_confirm(verdict: &VerdictRecord) -> bool {
    let is_manual = find(&verdict.id).is_some_and(|check| check.level == Level::Manual);
    match verdict.state() {
        _ if is_manual => true,
        State::Confirmed => true,
        State::Stale => false,
        _ => may_be_confirmed(&verdict.id, &verdict.key),
    }
}

/// A check as it stands: its kept verdict, out of date when anything it reads, or its rule, has changed;
/// open when it was never judged.
fn standing(check: &Check, kept: &[VerdictRecord], subject: &Subject) -> VerdictRecord {
    if check.is_live() {
        let evidence = Evidence { subject: subject.clone(), ..Evidence::default() };
        let at = kept.iter().map(|verdict| verdict.at).max().unwrap_or_default();
        if let Some(verdict) = judge_one(check.id, &evidence) {
            return VerdictRecord::of(&verdict, subject, at);
        }
    }
    let found = kept.iter().find(|verdict| verdict.id == check.id).cloned();
    let mut verdict = found.unwrap_or_else(|| VerdictRecord::unjudged(check));
    if check.level == Level::Manual {
        verdict.confirm(subject.confirmed.contains(check.id));
    } else if verdict.is_judged()
        && (verdict.version != check.version || verdict.inputs_hash != check.inputs_hash(subject))
    {
        verdict.state = VerdictRecord::key(State::Stale);
        // What was advice then may be a fault now.
        check.level.key().clone_into(&mut verdict.level);
    }
    verdict
}

/// The runs that are kept of a partner in its environment, the latest first.
pub(crate) fn runs_of(store: &Snapshot<'_>, context: &PartnerSnapshot) -> Result<Vec<RunRow>, StoreError> {
    store.runs(&context.row.id, context.environment())
}

/// The draft; undo may go back behind the registration, the key does not.
fn locked_draft(store: &Snapshot<'_>, id: &str, registration: &Registration) -> Result<Draft, StoreError> {
    let mut draft = store.draft(id)?;
    if let Some(codename) = &registration.codename {
        draft.codename.clone_from(codename);
    }
    Ok(draft)
}

/// The company ID as the server takes it: digits.
pub(crate) fn company_id(context: &PartnerSnapshot) -> Result<String, WireError> {
    let typed = context.registration.company_id.trim();
    if typed.is_empty() {
        return Err(WireError::plain(ErrorCode::CompanyIdMissing).at("company_id"));
    }
    if !typed.bytes().all(|byte| byte.is_ascii_digit()) || typed.len() > 18 {
        return Err(WireError::plain(ErrorCode::CompanyIdNotANumber).at("company_id"));
    }
    Ok(typed.to_owned())
}

/// A codename to ask the server about, and whether it is the partner's own: while it has none, one is
/// asked for that nobody has.
pub(crate) fn codename_to_ask(context: &PartnerSnapshot) -> (String, bool) {
    let own = context.registration.codename.as_deref().unwrap_or(context.draft.codename.trim());
    match judge_codename(own) {
        None | Some(CodenameFault::OddDash) => (own.to_owned(), true),
        Some(CodenameFault::Missing | CodenameFault::Characters) => {
            let random = uuid::Uuid::new_v4().simple().to_string();
            let letters: String = random.bytes().map(|byte| char::from(b'a' + byte % 26)).collect();
            (format!("no-such-partner-{letters}"), false)
        }
    }
}

/// What a token is for. Personal tokens belong to a company; the others to the partner on this computer,
/// whose codename may still change.
pub(crate) fn key(context: &PartnerSnapshot, token: SecretKind) -> Result<TokenKey, WireError> {
    let environment =
        context.environment().ok_or_else(|| WireError::plain(ErrorCode::ConnectionNoEnvironment))?;
    let owner = match token {
        SecretKind::Personal => context.registration.company_id.trim().to_owned(),
        SecretKind::PartnerSecret | SecretKind::Customer => context.row.id.clone(),
    };
    Ok(TokenKey { environment, token, owner })
}

/// The chosen environment's name as a key of the catalogue of texts; empty while none is chosen.
pub(crate) fn environment_key(context: &PartnerSnapshot) -> String {
    context.environment().map_or_else(String::new, |environment| format!("environment.{}", environment.key()))
}

/// A sentence with the chosen environment in it.
pub(crate) fn say(context: &PartnerSnapshot, key: &str) -> String {
    text::render(key, &[("environment", &environment_key(context))])
}

impl From<Environment> for EnvironmentName {
    fn from(environment: Environment) -> Self {
        match environment {
            Environment::Sandbox => Self::Sandbox,
            Environment::Rc => Self::Rc,
        }
    }
}

impl From<EnvironmentName> for Environment {
    fn from(name: EnvironmentName) -> Self {
        match name {
            EnvironmentName::Sandbox => Self::Sandbox,
            EnvironmentName::Rc => Self::Rc,
        }
    }
}

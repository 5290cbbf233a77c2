//! A plan as the page shows it: field by field, what the server holds, what the draft holds, and what both had
//! in common before where it is neither.

use crate::core::snapshot::{PartnerSnapshot, environment_key};
use crate::partners::field_values::none;
use crate::partners::field_values::{field_label, plan_row, value_view};
use crate::partners::view::problem_view;
use crate::sync::RecordSync;
use crate::sync::state::{RemoteState, ServerSnapshot};
use crate::wire::{
    ConflictRow, ConnectionField, ErrorCode, PlanAction, PlanView, ProblemView, TakenRow, ValueForm,
    WireError,
};
use partner::{Field, Severity, differing, problems};
use store::WriteAction;

impl RecordSync {
    pub(crate) async fn plan_view(
        &self,
        server: &ServerSnapshot,
        read_error: Option<WireError>,
    ) -> Result<PlanView, WireError> {
        let context = &server.context;
        let draft = context.draft.trimmed();
        let filled = |field: &Field| value_view(&draft, *field).form != ValueForm::Nothing;
        let obstacle = read_error.as_ref().and_then(|error| obstacle(error.code));
        let (action, mut changed): (PlanAction, Vec<Field>) = match &server.held {
            _ if context.open_write.is_some() => (PlanAction::Unknown, Vec::new()),
            RemoteState::NotKnown => (not_read(read_error.as_ref()), Vec::new()),
            RemoteState::Nothing if server.is_missing() => (PlanAction::Missing, Vec::new()),
            RemoteState::Nothing => (PlanAction::Register, Field::ALL.into_iter().filter(filled).collect()),
            RemoteState::Record(_) if !server.conflicts.is_empty() => (PlanAction::Decide, Vec::new()),
            RemoteState::Record(record) => {
                let changed = differing(&draft, record);
                (if changed.is_empty() { PlanAction::Nothing } else { PlanAction::Update }, changed)
            }
        };
        if let (PlanAction::Decide, RemoteState::Record(record)) = (action, &server.held) {
            changed = differing(&draft, record);
            changed.retain(|field| !server.conflicts.contains(field));
        }
        let base = context.registration.base.as_ref();
        let row = |field: Field| plan_row(field, server.held.record(), &draft, base);
        let conflict = |field: Field| {
            let theirs = server.held.record().map_or_else(none, |held| value_view(held, field));
            let is_text = draft.get(field).is_string() && field != Field::Logo && field != Field::Kind;
            ConflictRow {
                field: field.into(),
                label: field_label(field),
                mine: value_view(&draft, field),
                theirs,
                seen: base.map(|base| value_view(base, field)),
                text: is_text.then(|| draft.get(field).as_str().unwrap_or_default().to_owned()),
            }
        };
        let is_settled = |field: &Field| !changed.contains(field) && !server.conflicts.contains(field);
        let blocking: Vec<ProblemView> = problems(&context.draft, context.environment())
            .iter()
            .filter(|problem| problem.severity == Severity::Blocks)
            .map(problem_view)
            .collect();
        let counts =
            Counts { changed: changed.len(), to_decide: server.conflicts.len(), to_fix: blocking.len() };
        Ok(PlanView {
            partner: self.partners.view(&context.row.id).await?,
            action,
            obstacle: obstacle.map(|(field, _)| field).filter(|_| action == PlanAction::NotConnected),
            plan_hash: server.plan_hash(),
            changes: changed.iter().map(|field| row(*field)).collect(),
            conflicts: server.conflicts.iter().map(|field| conflict(*field)).collect(),
            taken: server
                .taken
                .iter()
                .map(|taken| TakenRow {
                    field: taken.field.into(),
                    label: field_label(taken.field),
                    was: value_view(&taken.was, taken.field),
                    now: value_view(&draft, taken.field),
                })
                .collect(),
            same: Field::ALL.into_iter().filter(is_settled).map(row).collect(),
            problems: blocking,
            read_at: context
                .registration
                .last_seen_at
                .filter(|_| !matches!(server.held, RemoteState::NotKnown)),
            error: read_error.map(|error| error.message),
            settled: server.settled.clone(),
            missing: (action == PlanAction::Missing).then(|| missing(context)),
            revertible_save_at: self.revertible_save_at(context).await?,
            button: match obstacle {
                Some((_, key)) if action == PlanAction::NotConnected => text::plain(key),
                _ => button(context, action, counts),
            },
            footnote: footnote(context, action),
        })
    }

    /// When the last save was done that can be reverted.
    async fn revertible_save_at(&self, context: &PartnerSnapshot) -> Result<Option<i64>, WireError> {
        let write = self.last_save(context).await?;
        Ok(write.map(|write| write.at))
    }

    /// The last write in this environment, when it was a save of fields of the partner as it is connected now.
    pub(crate) async fn last_save(
        &self,
        context: &PartnerSnapshot,
    ) -> Result<Option<store::WriteRow>, WireError> {
        let Some(environment) = context.environment() else { return Ok(None) };
        let id = context.row.id.clone();
        let last = self.core.read(move |store| store.last_done_write(&id, environment)).await?;
        let company = context.registration.company_id.trim();
        Ok(last.filter(|write| {
            write.action == WriteAction::Update
                && Some(&write.codename) == context.registration.codename.as_ref()
                && write.company_id == company
        }))
    }
}

/// What the connection lacks where a read failed for that: the field, and the button that leads to it.
fn obstacle(code: ErrorCode) -> Option<(ConnectionField, &'static str)> {
    Some(match code {
        ErrorCode::ConnectionNoEnvironment => (ConnectionField::Environment, "save.obstacle.environment"),
        ErrorCode::CompanyIdMissing => (ConnectionField::CompanyId, "save.obstacle.company"),
        ErrorCode::CompanyIdNotANumber => (ConnectionField::CompanyId, "save.check_company"),
        ErrorCode::ConnectionNoToken => (ConnectionField::PersonalToken, "save.obstacle.token"),
        ErrorCode::ApiTurnedAway => (ConnectionField::PersonalToken, "save.obstacle.rejected"),
        _ => return None,
    })
}

/// Why the server was not read.
fn not_read(error: Option<&WireError>) -> PlanAction {
    match error.map(|error| error.code) {
        Some(ErrorCode::CodenameNeeded) => PlanAction::Incomplete,
        Some(code) if obstacle(code).is_some() => PlanAction::NotConnected,
        _ => PlanAction::NotReached,
    }
}

/// What the button of a plan counts.
struct Counts {
    changed: usize,
    to_decide: usize,
    to_fix: usize,
}

fn button(context: &PartnerSnapshot, action: PlanAction, counts: Counts) -> String {
    let count = counts.changed;
    let environment = environment_key(context);
    let args: [(&str, &str); 2] = [("environment", &environment), ("count", &count.to_string())];
    match action {
        PlanAction::Register => text::render("save.register", &args),
        PlanAction::Update if count == 1 => text::render("save.update_one", &args),
        PlanAction::Update => text::render("save.update", &args),
        PlanAction::Nothing => text::render("save.nothing", &args),
        PlanAction::Decide => text::counted("save.decide", counts.to_decide),
        PlanAction::Unknown => text::render("save.look_again", &args),
        PlanAction::Missing => text::plain("save.check_company"),
        PlanAction::Incomplete => text::counted("save.fix", counts.to_fix),
        PlanAction::NotConnected | PlanAction::NotReached => text::plain("save.try_again"),
    }
}

fn footnote(context: &PartnerSnapshot, action: PlanAction) -> String {
    let args: [(&str, &str); 3] = [
        ("codename", context.draft.codename.trim()),
        ("environment", &environment_key(context)),
        ("company", context.registration.company_id.trim()),
    ];
    match action {
        PlanAction::NotConnected => text::plain("save.footnote.not_connected"),
        PlanAction::Incomplete => text::plain("save.footnote.incomplete"),
        PlanAction::NotReached => text::render("save.footnote.not_reached", &args),
        PlanAction::Decide => text::render("save.footnote.decide", &args),
        PlanAction::Unknown => text::render("save.footnote.unknown", &args),
        PlanAction::Missing => text::plain("save.footnote.missing"),
        PlanAction::Nothing => text::render("save.footnote.nothing", &args),
        PlanAction::Register | PlanAction::Update => text::render("save.footnote", &args),
    }
}

/// What the person is asked when a partner that was registered is not found.
fn missing(context: &PartnerSnapshot) -> String {
    let args: [(&str, &str); 3] = [
        ("codename", context.registration.codename.as_deref().unwrap_or_default()),
        ("environment", &environment_key(context)),
        ("company", context.registration.company_id.trim()),
    ];
    text::render("save.missing", &args)
}

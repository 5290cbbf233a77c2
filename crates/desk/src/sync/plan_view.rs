//! A plan as the page shows it: field by field, what the server holds, what the draft holds, and what both had
//! in common before where it is neither.

use crate::core::snapshot::{PartnerSnapshot, environment_key};
use crate::partners::field_values::none;
use crate::partners::field_values::{field_label, plan_row, value_view};
use crate::partners::view::problem_view;
use crate::sync::RecordSync;
use crate::sync::state::{RemoteState, ServerSnapshot};
use crate::wire::{ConflictRow, PlanAction, PlanView, ProblemView, TakenRow, ValueForm, WireError};
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
        let (action, mut changed): (PlanAction, Vec<Field>) = match &server.held {
            _ if context.open_write.is_some() => (PlanAction::Unknown, Vec::new()),
            RemoteState::NotKnown => (PlanAction::NotConnected, Vec::new()),
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
        Ok(PlanView {
            partner: self.partners.view(&context.row.id).await?,
            action,
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
            read_at: context.registration.last_seen_at.filter(|_| action != PlanAction::NotConnected),
            error: read_error.map(|error| error.message),
            settled: server.settled.clone(),
            missing: (action == PlanAction::Missing).then(|| missing(context)),
            revertible_save_at: self.revertible_save_at(context).await?,
            button: button(context, action, (changed.len(), server.conflicts.len())),
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

fn button(context: &PartnerSnapshot, action: PlanAction, (count, to_decide): (usize, usize)) -> String {
    let environment = environment_key(context);
    let args: [(&str, &str); 2] = [("environment", &environment), ("count", &count.to_string())];
    match action {
        PlanAction::Register => text::render("save.register", &args),
        PlanAction::Update if count == 1 => text::render("save.update_one", &args),
        PlanAction::Update => text::render("save.update", &args),
        PlanAction::Nothing => text::render("save.nothing", &args),
        PlanAction::Decide => text::counted("save.decide", to_decide),
        PlanAction::Unknown => text::render("save.look_again", &args),
        PlanAction::Missing => text::plain("save.check_company"),
        PlanAction::NotConnected => text::plain("save.connect_first"),
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
        PlanAction::Decide => text::render("save.footnote.decide", &args),
        PlanAction::Unknown => text::render("save.footnote.unknown", &args),
        PlanAction::Missing => text::plain("save.footnote.missing"),
        PlanAction::Register | PlanAction::Update | PlanAction::Nothing => {
            text::render("save.footnote", &args)
        }
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

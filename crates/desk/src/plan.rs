//! What a save would do, field by field, before anything is written.

use crate::connection::company_id;
use crate::context::Context;
use crate::desk::Desk;
use crate::logo_file::size_label;
use crate::partners::{kind_label, problem_view};
use crate::{PartnerId, PlanRow, PlanView, ProblemView, ValueView, WireError, text};
use client::{ApiError, PartnerKey, PartnersApi};
use partner::{Draft, Field, Remote, Severity, differing, problems};
use redact::{Personal, Secret};

/// What the server holds of a partner, as far as that is known.
pub(crate) enum Held {
    /// It could not be read.
    NotKnown,
    /// It knows no such partner.
    Nothing,
    /// This.
    Record(Box<Draft>),
}

impl Held {
    /// What a server that was read said.
    pub(crate) fn read(record: Option<Draft>) -> Self {
        record.map_or(Self::Nothing, |record| Self::Record(Box::new(record)))
    }
}

/// A server that is ready to be written to.
pub(crate) struct Target {
    pub(crate) api: PartnersApi,
    pub(crate) key: PartnerKey,
    pub(crate) token: Secret<Personal>,
}

impl Desk {
    /// Reads the server and shows what would change.
    pub async fn save_plan(&self, request: PartnerId) -> Result<PlanView, WireError> {
        let id = request.partner_id;
        let read = self.read_remote(&id).await;
        self.write_activity().await?;
        let context = self.context(&id).await?;
        let (remote, trouble) = match read {
            Ok(remote) => (Held::read(remote), None),
            Err(error) => (Held::NotKnown, Some(error)),
        };
        self.plan_view(&context, remote, trouble).await
    }

    /// What the server holds now, noted as last seen; `None` when it knows no such partner.
    pub(crate) async fn read_remote(&self, id: &str) -> Result<Option<Draft>, WireError> {
        let context = self.context(id).await?;
        let environment =
            context.environment().ok_or_else(|| WireError::plain("connection.no_environment"))?;
        let target = self.target(&context).await?;
        let answer = target.api.get(&target.key, &target.token).await;
        let remote = match answer {
            Ok(value) => Some(Remote::parse(value).map_err(|_| WireError::from(ApiError::NotUnderstood))?),
            Err(ApiError::NotFound) => None,
            Err(error) => return Err(error.into()),
        };
        self.note_seen(&context, environment, &target.key.codename, remote.as_ref()).await?;
        Ok(remote.map(|remote| remote.record))
    }

    pub(crate) async fn target(&self, context: &Context) -> Result<Target, WireError> {
        if context.environment().is_none() {
            return Err(WireError::plain("connection.no_environment"));
        }
        let company_id = company_id(context)?;
        let network = self.network(context).await?;
        let token = self.require_personal_token(context, &network).await?;
        let codename =
            context.registration.codename.as_deref().unwrap_or(context.draft.codename.trim()).to_owned();
        if codename.is_empty() {
            return Err(WireError::plain("codename.needed").at("codename"));
        }
        Ok(Target { api: Self::api(&network)?, key: PartnerKey { codename, company_id }, token })
    }

    pub(crate) async fn plan_view(
        &self,
        context: &Context,
        remote: Held,
        trouble: Option<WireError>,
    ) -> Result<PlanView, WireError> {
        let draft = context.draft.trimmed();
        let filled = |field: &Field| value_view(&draft, *field).form != "none";
        let (action, changed): (&str, Vec<Field>) = match &remote {
            Held::NotKnown => ("not_connected", Vec::new()),
            Held::Nothing => ("register", Field::ALL.into_iter().filter(filled).collect()),
            Held::Record(record) => {
                let changed = differing(&draft, record);
                (if changed.is_empty() { "nothing" } else { "update" }, changed)
            }
        };
        let held = match remote {
            Held::Record(record) => Some(record),
            Held::NotKnown | Held::Nothing => None,
        };
        let row = |field: Field| PlanRow {
            field: field.path().into(),
            label: text::plain(&format!("field.{}", field.path())),
            remote: held.as_ref().map_or_else(none, |record| value_view(record, field)),
            draft: value_view(&draft, field),
        };
        let blocking: Vec<ProblemView> = problems(&context.draft, context.environment())
            .iter()
            .filter(|problem| problem.severity == Severity::Blocks)
            .map(problem_view)
            .collect();
        let environment = context
            .environment()
            .map_or_else(String::new, |environment| format!("environment.{}", environment.key()));
        let count = changed.len();
        let button = match action {
            "register" => text::render("save.register", &[("environment", &environment)]),
            "update" if count == 1 => text::render("save.update_one", &[("environment", &environment)]),
            "update" => {
                text::render("save.update", &[("environment", &environment), ("count", &count.to_string())])
            }
            "nothing" => text::render("save.nothing", &[("environment", &environment)]),
            _ => text::plain("save.connect_first"),
        };
        let footnote = match action {
            "not_connected" => text::plain("save.footnote.not_connected"),
            _ => text::render(
                "save.footnote",
                &[
                    ("codename", draft.codename.as_str()),
                    ("environment", &environment),
                    ("company", context.registration.company_id.trim()),
                ],
            ),
        };
        Ok(PlanView {
            partner: self.view(&context.row.id).await?,
            action: action.into(),
            changes: changed.iter().map(|field| row(*field)).collect(),
            same: Field::ALL.into_iter().filter(|field| !changed.contains(field)).map(row).collect(),
            problems: blocking,
            read_at: context.registration.last_seen_at.filter(|_| action != "not_connected"),
            trouble: trouble.map(|error| error.message),
            button,
            footnote,
        })
    }
}

fn none() -> ValueView {
    ValueView { form: "none".into(), text: text::plain("save.not_provided"), logo: String::new() }
}

fn value_view(record: &Draft, field: Field) -> ValueView {
    let shown = |form: &str, text: &str| match text.trim() {
        "" => none(),
        text => ValueView { form: form.into(), text: text.to_owned(), logo: String::new() },
    };
    match field {
        Field::Kind => shown("text", &kind_label(record.kind.as_ref())),
        Field::Name => shown("text", &record.name),
        Field::Codename => shown("mono", &record.codename),
        Field::Description => shown("text", &record.description),
        Field::Url(address) => shown("mono", record.urls.get(address)),
        Field::Logo if record.logo.trim().is_empty() => {
            ValueView { text: text::plain("save.no_logo"), ..none() }
        }
        Field::Logo => {
            ValueView { form: "logo".into(), text: size_label(record.logo.len()), logo: record.logo.clone() }
        }
        Field::Inputs => {
            let names: Vec<String> = record
                .inputs
                .iter()
                .map(|input| {
                    let key = format!("input.{}", input.kind);
                    let label = if text::has(&key) { text::plain(&key) } else { input.kind.clone() };
                    if input.required { label } else { text::render("input.optional", &[("label", &label)]) }
                })
                .collect();
            shown("text", &names.join(", "))
        }
    }
}

//! The list of partners, and one partner with its edits.

use crate::core::snapshot::Context;
use crate::desk::{Desk, lock};
use crate::partners::tasks::{meter, tasks};
use crate::partners::{logo, preview, urls};
use crate::{
    Done, EditRequest, ImportRcRequest, InputView, KindChoice, LogoFinding, Nothing, PartnerId, PartnerList,
    PartnerSummary, PartnerView, ProblemView, Suggestion, Traveled, WireError, text,
};
use partner::{
    CARD_DESCRIPTION, Draft, Environment, Field, Input, KNOWN_INPUT_KINDS, Kind, Problem, Severity, problems,
    suggest_codename,
};
use serde_json::json;
use store::{Edited, Origin, Step, Store, StoreError};

/// A new id for a partner on this computer.
pub(crate) fn new_id() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}

pub(crate) fn kind_label(kind: Option<&Kind>) -> String {
    match kind {
        None => String::new(),
        Some(kind) if kind.is_documented() => text::plain(&format!("kind.{}", kind.as_str())),
        Some(kind) => kind.as_str().to_owned(),
    }
}

fn title(draft: &Draft) -> String {
    let name = draft.name.trim();
    if name.is_empty() { text::plain("partner.untitled") } else { name.to_owned() }
}

pub(crate) fn field_label(field: Field) -> String {
    text::plain(&format!("field.{}", field.path()))
}

impl Desk {
    /// A partner as its pages show it.
    pub(crate) async fn view(&self, id: &str) -> Result<PartnerView, WireError> {
        let context = self.context(id).await?;
        let seen = lock(&self.tests_seen).get(id).cloned();
        let preview = preview::preview(&context, seen);
        let origins = self.origin_views(&context).await?;
        Ok(partner_view(&context, preview, origins))
    }

    /// All partners on this computer, latest change first.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn partners_list(&self, _: Nothing) -> Result<PartnerList, WireError> {
        let contexts = self
            .with_store(|store| {
                store
                    .partners()?
                    .iter()
                    .map(|row| Context::read(store, &row.id))
                    .collect::<Result<Vec<_>, StoreError>>()
            })
            .await?;
        Ok(PartnerList { partners: contexts.iter().map(summary).collect() })
    }

    /// Adds a partner with an empty draft.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn partner_create(&self, _: Nothing) -> Result<PartnerView, WireError> {
        self.create_with(Draft::default()).await
    }

    /// Adds a partner that begins with a draft.
    pub(crate) async fn create_with(&self, draft: Draft) -> Result<PartnerView, WireError> {
        let (id, now) = (new_id(), self.now());
        let kept = id.clone();
        self.with_store(move |store| {
            store.add_partner(&kept, false, now)?;
            store.begin_with(&kept, &draft, now)
        })
        .await?;
        self.view(&id).await
    }

    /// One partner with everything that its pages show.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn partner_open(&self, request: PartnerId) -> Result<PartnerView, WireError> {
        self.view(&request.partner_id).await
    }

    /// Writes one edit of one field; on the disk when this returns.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn partner_edit(&self, request: EditRequest) -> Result<PartnerView, WireError> {
        let field = Field::from_path(&request.field).ok_or_else(|| WireError::plain("command.request"))?;
        let (id, now) = (request.partner_id.clone(), self.now());
        let locked = field == Field::Codename && self.context(&id).await?.registration.codename.is_some();
        if locked {
            return Err(WireError::plain("codename.locked").at("codename"));
        }
        self.with_store(move |store| store.edit(&id, &[(field, request.value)], Origin::Typed, now)).await?;
        self.view(&request.partner_id).await
    }

    /// Takes the last step back.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn partner_undo(&self, request: PartnerId) -> Result<Traveled, WireError> {
        self.travel(request, "news.undone", |context| context.undo, Store::undo).await
    }

    /// Takes the step that was last undone again.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn partner_redo(&self, request: PartnerId) -> Result<Traveled, WireError> {
        self.travel(request, "news.redone", |context| context.redo, Store::redo).await
    }

    async fn travel(
        &self,
        request: PartnerId,
        news: &str,
        step: fn(&Context) -> Option<Step>,
        go: fn(&Store, &str, i64) -> Result<Edited, StoreError>,
    ) -> Result<Traveled, WireError> {
        let before = step(&self.context(&request.partner_id).await?);
        let (id, now) = (request.partner_id.clone(), self.now());
        self.with_store(move |store| go(store, &id, now)).await?;
        let news = before.map_or_else(
            || text::plain("news.nothing_to_undo"),
            |step| text::render(news, &[("what", &step_label(step))]),
        );
        Ok(Traveled { partner: self.view(&request.partner_id).await?, news })
    }

    /// A second partner with the same answers and no codename: two kinds need two codenames.
    pub async fn partner_duplicate(&self, request: PartnerId) -> Result<PartnerView, WireError> {
        let mut draft = self.context(&request.partner_id).await?.draft;
        draft.codename.clear();
        draft.extra.clear();
        self.create_with(draft).await
    }

    /// Takes a partner off this computer; [`Desk::partner_restore`] brings it back.
    pub async fn partner_remove(&self, request: PartnerId) -> Result<Done, WireError> {
        let now = self.now();
        self.with_store(move |store| store.set_removed(&request.partner_id, Some(now))).await?;
        Ok(Done {})
    }

    /// Puts a removed partner back on the list.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn partner_restore(&self, request: PartnerId) -> Result<PartnerView, WireError> {
        let id = request.partner_id.clone();
        self.with_store(move |store| store.set_removed(&id, None)).await?;
        self.view(&request.partner_id).await
    }

    /// Begins a draft for a partner that is on RC already. It is read as soon as a token works.
    pub async fn partner_import_rc(&self, request: ImportRcRequest) -> Result<PartnerView, WireError> {
        let codename = request.codename.trim().to_owned();
        match partner::judge_codename(&codename) {
            Some(partner::CodenameFault::Missing) => {
                return Err(WireError::plain("import.no_codename").at("codename"));
            }
            Some(partner::CodenameFault::Characters) => {
                return Err(WireError::plain("import.codename_characters").at("codename"));
            }
            Some(partner::CodenameFault::OddDash) | None => {}
        }
        let view = self.create_with(Draft { codename, ..Draft::default() }).await?;
        let id = view.id.clone();
        self.with_store(move |store| store.set_environment(&id, Environment::Rc)).await?;
        self.view(&view.id).await
    }
}

fn step_label(step: Step) -> String {
    step.field.map_or_else(|| text::plain("news.several_fields"), field_label)
}

fn summary(context: &Context) -> PartnerSummary {
    let verdicts = context.verdicts();
    let (meter, _) = meter(&verdicts);
    let differs = context.differs().map(|fields| fields.len());
    let registered = context.registration.codename.is_some();
    let state = match context.environment() {
        _ if context.registration.promoted == Some(true) && differs == Some(0) => "state.promoted",
        _ if context.registration.promoted == Some(true) => "state.changed_since",
        Some(Environment::Rc) if registered => "state.on_rc",
        Some(Environment::Sandbox) if registered => "state.on_sandbox",
        _ => "state.draft",
    };
    let next = tasks(context, &verdicts).into_iter().find(|task| task.tone != crate::Tone::Plain);
    let (note, note_is_todo) = match (differs, next) {
        (Some(0), _) if context.row.is_example => (text::plain("note.example"), false),
        (Some(0), _) => (text::plain("note.nothing_changed"), false),
        (Some(count), _) => (text::counted("note.not_saved", count), true),
        (None, Some(task)) => {
            (text::render("note.next", &[("page", &format!("page.{}", page_key(task.page)))]), true)
        }
        (None, None) => (String::new(), false),
    };
    PartnerSummary {
        id: context.row.id.clone(),
        title: title(&context.draft),
        codename: context.draft.codename.clone(),
        kind: kind_label(context.draft.kind.as_ref()),
        logo: context.draft.logo.clone(),
        environment: context.environment().map(Into::into),
        state: text::plain(state),
        note,
        note_is_todo,
        meter,
        changed_at: context.row.changed_at,
        is_example: context.row.is_example,
    }
}

/// The name of a page as in the keys of texts.
pub(crate) fn page_key(page: crate::Page) -> String {
    serde_json::to_value(page).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

pub(crate) fn problem_view(problem: &Problem) -> ProblemView {
    let message = text::plain(&format!("problem.{}", problem.code));
    let field = format!("field.{}", problem.field.path());
    let suggestion = problem.suggestion.clone().map(|value| Suggestion {
        label: match problem.code {
            "address.http" | "address.not_an_address" => text::plain("suggestion.https"),
            "address.fragment" => text::plain("suggestion.fragment"),
            _ => text::render("suggestion.use", &[("value", &value)]),
        },
        value,
    });
    ProblemView {
        field: problem.field.path().into(),
        code: problem.code.into(),
        summary: text::render("problem.summary", &[("field", &field), ("message", &message)]),
        message,
        blocks: problem.severity == Severity::Blocks,
        // Only what cannot become a good URL by typing on is said on leaving the field.
        on_leave: problem.code.starts_with("address.")
            && !matches!(problem.code, "address.missing" | "address.user_info" | "address.fragment"),
        suggestion,
    }
}

fn input_view(input: &Input) -> InputView {
    let is_known = KNOWN_INPUT_KINDS.contains(&input.kind.as_str());
    InputView {
        kind: input.kind.clone(),
        label: match &input.as_it_came {
            Some(_) if input.kind.is_empty() => text::plain("input.unreadable"),
            _ if is_known => text::plain(&format!("input.{}", input.kind)),
            _ => input.kind.clone(),
        },
        is_readable: input.as_it_came.is_none(),
        required: input.required,
        is_known,
        raw: json!(input),
    }
}

fn kinds(draft: &Draft) -> Vec<KindChoice> {
    let mut choices: Vec<KindChoice> = ["assessment", "background_check", "reference_check"]
        .into_iter()
        .map(|value| KindChoice {
            value: value.into(),
            label: text::plain(&format!("kind.{value}")),
            hint: text::plain(&format!("kind.{value}.hint")),
            action: text::plain(&format!("preview.{value}.action")),
        })
        .collect();
    if let Some(kind) = draft.kind.as_ref().filter(|kind| !kind.is_documented()) {
        choices.push(KindChoice {
            value: kind.as_str().into(),
            label: kind.as_str().into(),
            hint: text::plain("kind.other.hint"),
            action: String::new(),
        });
    }
    choices
}

fn remote_note(context: &Context) -> String {
    let Some(environment) = context.environment() else { return text::plain("remote.not_chosen") };
    let name = format!("environment.{}", environment.key());
    match context.differs() {
        None => text::render("remote.not_read", &[("environment", &name)]),
        Some(fields) if fields.is_empty() => text::render("remote.same", &[("environment", &name)]),
        Some(fields) if fields.len() == 1 => text::render("remote.differs_one", &[("environment", &name)]),
        Some(fields) => {
            text::render("remote.differs", &[("environment", &name), ("count", &fields.len().to_string())])
        }
    }
}

fn partner_view(
    context: &Context,
    preview: crate::PreviewView,
    origins: Vec<crate::OriginView>,
) -> PartnerView {
    let draft = &context.draft;
    let verdicts = context.verdicts();
    let (meter, meter_note) = meter(&verdicts);
    let used = |kind: &str| draft.inputs.iter().any(|input| input.kind == kind);
    PartnerView {
        revision: context.revision,
        id: context.row.id.clone(),
        title: title(draft),
        is_example: context.row.is_example,
        environment: context.environment().map(Into::into),
        company_id: context.registration.company_id.clone(),
        kind: draft.kind.as_ref().map(|kind| kind.as_str().to_owned()).unwrap_or_default(),
        kinds: kinds(draft),
        name: draft.name.clone(),
        codename: draft.codename.clone(),
        suggested_codename: suggest_codename(&draft.name),
        locked_since: context.registration.codename.as_ref().and(context.registration.registered_at),
        description: draft.description.clone(),
        card_length: CARD_DESCRIPTION,
        logo: draft.logo.clone(),
        logo_size: logo::size_label(draft.logo.len()),
        logo_findings: logo_findings(draft),
        validate_token: draft.urls.validate_token.clone(),
        tests: draft.urls.tests.clone(),
        send_candidate: draft.urls.send_candidate.clone(),
        help_article: draft.urls.help_article.clone(),
        inputs: draft.inputs.iter().map(input_view).collect(),
        input_kinds: KNOWN_INPUT_KINDS
            .into_iter()
            .filter(|kind| !used(kind))
            .map(|kind| input_view(&Input::of_kind(kind, false)))
            .collect(),
        problems: problems(draft, context.environment()).iter().map(problem_view).collect(),
        url_notes: urls::url_notes(context),
        tasks: tasks(context, &verdicts),
        meter,
        meter_note,
        saved_at: context.row.changed_at,
        remote_note: remote_note(context),
        remote_seen_at: context.registration.last_seen_at,
        differs: context.differs().map(|fields| fields.into_iter().map(field_label).collect()),
        undo: context.undo.map(step_label),
        redo: context.redo.map(step_label),
        not_known: context.open_write.as_ref().map(|write| {
            text::render(
                "write.not_known",
                &[("environment", &format!("environment.{}", write.environment.key()))],
            )
        }),
        preview,
        verified_at: context.registration.verified_at,
        origins,
    }
}

fn logo_findings(draft: &Draft) -> Vec<LogoFinding> {
    if draft.logo.is_empty() {
        return Vec::new();
    }
    ::logo::inspect(&draft.logo).findings.iter().map(|finding| logo::finding_view(finding, false)).collect()
}

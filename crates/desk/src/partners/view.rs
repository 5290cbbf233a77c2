//! A partner as its pages show it.

use crate::core::origins::{of_urls, origin_views};
use crate::core::snapshot::PartnerSnapshot;
use crate::partners::Partners;
use crate::partners::field_values::field_label;
use crate::partners::inputs::input_view;
use crate::partners::tasks::{meter, tasks};
use crate::partners::urls::url_notes;
use crate::wire::{KindChoice, OriginView, PartnerView, PreviewView, ProblemView, Suggestion, WireError};
use partner::{
    CARD_DESCRIPTION, Draft, Environment, Input, KNOWN_INPUT_KINDS, Problem, ProblemCode, Severity, UrlField,
    parse_url, problems, suggest_codename,
};
use redact::Origin;
use store::Step;

impl Partners {
    /// A partner as its pages show it.
    pub(crate) async fn view(&self, id: &str) -> Result<PartnerView, WireError> {
        let context = self.core.context(id).await?;
        let preview = self.preview.view(&context).await;
        let sample = sample_origin(&self.core.networks.sandbox.example().draft);
        Ok(PartnerView {
            takes_sample_token: sample.is_some_and(|sample| of_urls(&context).contains(&sample)),
            ..partner_view(&context, preview, origin_views(&context))
        })
    }
}

/// Where the service of the sample partner is.
fn sample_origin(sample: &Draft) -> Option<Origin> {
    let url = parse_url(sample.urls.get(UrlField::ValidateToken), Some(Environment::Sandbox)).ok()?;
    Origin::of(&url)
}

pub(crate) fn title(draft: &Draft) -> String {
    let name = draft.name.trim();
    if name.is_empty() { text::plain("partner.untitled") } else { name.to_owned() }
}

pub(crate) fn problem_view(problem: &Problem) -> ProblemView {
    let message = text::plain(&format!("problem.{}", problem.code.key()));
    let field = format!("field.{}", problem.field.path());
    let suggestion = problem.suggestion.clone().map(|value| Suggestion {
        label: match problem.code {
            ProblemCode::UrlHttp | ProblemCode::UrlNotAUrl => text::plain("suggestion.https"),
            ProblemCode::UrlFragment => text::plain("suggestion.fragment"),
            _ => text::render("suggestion.use", &[("value", &value)]),
        },
        value,
    });
    ProblemView {
        field: problem.field.into(),
        code: problem.code.into(),
        summary: text::render("problem.summary", &[("field", &field), ("message", &message)]),
        message,
        blocks: problem.severity == Severity::Blocks,
        // Only what cannot become a good URL by typing on is said on leaving the field.
        on_leave: problem.code.key().starts_with("url.")
            && !matches!(
                problem.code,
                ProblemCode::UrlMissing | ProblemCode::UrlUserInfo | ProblemCode::UrlFragment
            ),
        suggestion,
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

fn remote_note(context: &PartnerSnapshot) -> String {
    let Some(environment) = context.environment() else { return text::plain("remote.not_chosen") };
    let name = format!("environment.{}", environment.key());
    match context.differs() {
        None if context.registration.last_seen_at.is_some() => {
            text::render("remote.none", &[("environment", &name)])
        }
        None => text::render("remote.not_read", &[("environment", &name)]),
        Some(fields) if fields.is_empty() => text::render("remote.same", &[("environment", &name)]),
        Some(fields) if fields.len() == 1 => text::render("remote.differs_one", &[("environment", &name)]),
        Some(fields) => {
            text::render("remote.differs", &[("environment", &name), ("count", &fields.len().to_string())])
        }
    }
}

pub(crate) fn partner_view(
    context: &PartnerSnapshot,
    preview: PreviewView,
    origins: Vec<OriginView>,
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
        // What the Sandbox holds isn't known here.
        takes_sample_token: false,
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
        logo_size: text::size(draft.logo.len()),
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
        url_notes: url_notes(context),
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

pub(crate) fn step_label(step: Step) -> String {
    step.field.map_or_else(|| text::plain("news.several_fields"), field_label)
}

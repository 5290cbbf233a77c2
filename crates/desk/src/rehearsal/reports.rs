//! Reports: read from Recruitee, sent in the service's place, and handed to a developer who is to send them.

use crate::core::snapshot::{PartnerSnapshot, company_id};
use crate::readiness::exchange_view::quoted;
use crate::rehearsal::Rehearsals;
use crate::rehearsal::obstacle::is_guided;
use crate::rehearsal::progress::{Played, text_of};
use crate::wire::{
    ErrorCode, HandoverView, Message, PartnerId, RehearsalRead, RehearsalView, ReportStatus, ReportText,
    WireError,
};
use checks::Sent;
use client::{Exchange, PartnerPath, PartnersApi};
use partner::Environment;
use redact::{PartnerSecret, Scrubber, Secret};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};
use std::sync::Arc;
use vault::Read;

fn failed(reason: String) -> WireError {
    tracing::error!(reason, "the Sandbox failed");
    WireError::plain(ErrorCode::SandboxFailed)
}

fn not_started() -> WireError {
    WireError::plain(ErrorCode::RehearsalNotStarted)
}

/// The way to a partner's reports.
struct Way {
    api: PartnersApi,
    path: PartnerPath,
    secret: Secret<PartnerSecret>,
}

impl Way {
    /// The same without the secret: services put it where it does not belong.
    fn cleaned<T: Serialize + DeserializeOwned>(&self, value: T) -> Result<T, WireError> {
        let text = json!(value).to_string();
        let clean = Scrubber::default().and(&self.secret).clean(&text);
        serde_json::from_str(&clean).map_err(|_| WireError::plain(ErrorCode::ApiNotUnderstood))
    }
}

/// The list of reports, also inside of one member.
fn list_of(answer: Value) -> Result<Vec<Value>, WireError> {
    let not_understood = || WireError::plain(ErrorCode::ApiNotUnderstood);
    match answer {
        Value::Array(reports) => Ok(reports),
        Value::Object(mut fields) => {
            let named = fields.remove("reports").filter(Value::is_array);
            let found = named.or_else(|| fields.into_iter().map(|(_, value)| value).find(Value::is_array));
            found.and_then(|list| list.as_array().cloned()).ok_or_else(not_understood)
        }
        _ => Err(not_understood()),
    }
}

/// Which report of a candidate somebody sends just now: one that is open, else the one that ended last.
fn meant(reports: &[Value]) -> Option<String> {
    let is_open = |report: &&Value| text_of(report, "status").is_some_and(|status| status == "sent");
    let open = reports.iter().rfind(is_open);
    let last = || reports.iter().max_by_key(|report| text_of(report, "completed_at"));
    text_of(open.or_else(last)?, "id")
}

impl Rehearsals {
    /// Reads the reports of the candidate. One after the other, so that none is older than the one before.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn read(&self, request: RehearsalRead) -> Result<RehearsalView, WireError> {
        self.core.must_write()?;
        let _alone = self.reading.lock().await;
        let (context, played) = self.read_one(&request.partner_id).await?;
        let played = played.ok_or_else(not_started)?;
        // Whoever sends writes how far it is; there is no report before.
        if self.is_going(&request.partner_id) || !played.was_posted(Sent::Candidate) {
            return Ok(self.view_of(&context, Some(&played)));
        }
        let typed = request.candidate_id.map(|id| id.trim().to_owned()).filter(|_| is_guided(&context));
        let candidate_id = match typed {
            Some(id) if id.is_empty() || id.len() > 18 || !id.bytes().all(|byte| byte.is_ascii_digit()) => {
                return Err(WireError::plain(ErrorCode::RehearsalCandidateNumber).at("candidate_id"));
            }
            Some(id) => id,
            None if played.progress.reported.candidate_id.is_empty() => {
                return Ok(self.view_of(&context, Some(&played)));
            }
            None => played.progress.reported.candidate_id.clone(),
        };
        let way = self.way(&context).await?;
        let reports = way.api.reports(&way.path, &candidate_id, &way.secret).await;
        self.core.logs.write().await;
        let reports = way.cleaned(list_of(reports?)?)?;
        let updates = way.cleaned(self.updates(&context, &played).await?)?;
        // What was read is noted over what is kept by now, not over what was read before the call.
        let (_, now) = self.read_one(&request.partner_id).await?;
        let mut now = now.filter(|now| now.id == played.id).ok_or_else(not_started)?;
        let kept = &mut now.progress.reported;
        let before = kept.clone();
        if candidate_id != kept.candidate_id {
            (kept.report_id, kept.ended_at) = (None, None);
        }
        if !kept.is_made_here && kept.report_id.is_none() {
            kept.report_id = meant(&reports);
        }
        (kept.candidate_id, kept.reports, kept.updates) = (candidate_id, Some(reports), updates);
        if now.rehearsal().has_ended() && now.progress.reported.ended_at.is_none() {
            now.progress.reported.ended_at = Some(self.core.now());
        }
        if now.progress.reported != before && !self.is_going(&request.partner_id) {
            self.keep(&context, &mut now).await?;
        }
        self.view(PartnerId { partner_id: request.partner_id }).await
    }

    /// Sends a report in place of the service, with the secret from the keychain.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn report(&self, request: ReportText) -> Result<RehearsalView, WireError> {
        self.core.must_write()?;
        let (context, played) = self.read_one(&request.partner_id).await?;
        let mut played = played.filter(|played| played.id == request.rehearsal_id).ok_or_else(not_started)?;
        let report_id = played.progress.reported.report_id.clone();
        let report_id = report_id.ok_or_else(|| WireError::plain(ErrorCode::RehearsalNoReport))?;
        let is_first =
            played.rehearsal().report().and_then(|report| text_of(report, "completed_at")).is_none();
        let body = body(&request, is_first.then(|| self.core.now()))?;
        let way = self.way(&context).await?;
        // Noted first: a report of one's own must not pass for the service's.
        played.progress.reported.by_hand += 1;
        self.keep(&context, &mut played).await?;
        let sent = way
            .api
            .patch_report(way.api.report_url(&way.path.codename, &report_id), &way.secret, &body)
            .await;
        self.core.logs.write().await;
        sent?;
        self.read(RehearsalRead { partner_id: request.partner_id, candidate_id: None }).await
    }

    /// Puts the commands for a developer on the clipboard, without the secret.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn copy_commands(&self, request: PartnerId) -> Result<Message, WireError> {
        let (context, played) = self.read_one(&request.partner_id).await?;
        let handover = played.as_ref().and_then(|played| self.handover(&context, played));
        let handover = handover.ok_or_else(|| WireError::plain(ErrorCode::RehearsalNoReport))?;
        self.core.spawn_blocking_host(move |host| host.copy(&handover.commands)).await?;
        Ok(Message { text: text::plain("news.commands_copied") })
    }

    async fn way(&self, context: &PartnerSnapshot) -> Result<Way, WireError> {
        let network = self.core.network(context).await?;
        let secret = match self.tokens.partner_secret(context, &network).await {
            Read::Present(secret, _) => secret,
            Read::Absent => return Err(WireError::plain(ErrorCode::SecretAbsent)),
            Read::Unknown(fault) => return Err(fault.into()),
        };
        let path = PartnerPath {
            codename: context.registration.codename.clone().unwrap_or_default(),
            company_id: company_id(context)?,
        };
        // A report may be about a person, and activity outlives it.
        let logs = network.clone();
        let network = network.recording_to(Arc::new(move |exchange: Exchange| {
            logs.record(Exchange { request_body: String::new(), response_body: String::new(), ..exchange });
        }));
        let api = PartnersApi::new(&network).map_err(client::ApiError::Probe)?;
        Ok(Way { api, path, secret })
    }

    /// Makes the report of a candidate, as Recruitee does when one is sent.
    pub(crate) async fn new_report(
        &self,
        context: &PartnerSnapshot,
        candidate_id: &str,
    ) -> Result<String, WireError> {
        let (sandbox, candidate_id) = (self.core.networks.sandbox.clone(), candidate_id.to_owned());
        let codename = context.registration.codename.clone().unwrap_or_default();
        let made = tokio::task::spawn_blocking(move || sandbox.add_report(&codename, &candidate_id));
        made.await.map_err(|_| WireError::plain(ErrorCode::SandboxFailed))?.map_err(failed)
    }

    async fn updates(
        &self,
        context: &PartnerSnapshot,
        played: &Played,
    ) -> Result<Vec<checks::ReportUpdate>, WireError> {
        let Some(report_id) = played.progress.reported.report_id.clone() else { return Ok(Vec::new()) };
        let sandbox = self.core.networks.sandbox.clone();
        let codename = context.registration.codename.clone().unwrap_or_default();
        let read = tokio::task::spawn_blocking(move || sandbox.report_updates(&codename, &report_id));
        read.await.map_err(|_| WireError::plain(ErrorCode::SandboxFailed))?.map_err(failed)
    }

    /// Forgets the candidate of a rehearsal in the Sandbox. That its file fails is no reason to keep it here.
    pub(crate) async fn forget_reports(&self, context: &PartnerSnapshot, played: &Played) {
        if context.environment() != Some(Environment::Sandbox)
            || played.progress.reported.candidate_id.is_empty()
        {
            return;
        }
        let (sandbox, id) =
            (self.core.networks.sandbox.clone(), played.progress.reported.candidate_id.clone());
        let codename = context.registration.codename.clone().unwrap_or_default();
        let forgotten = tokio::task::spawn_blocking(move || sandbox.forget_reports(&codename, &id)).await;
        if !forgotten.is_ok_and(|forgotten| forgotten.is_ok()) {
            tracing::warn!("the Sandbox could not forget the reports of a rehearsal");
        }
    }

    /// What a developer needs to send a report: in the Sandbox with the way to it, which no other program knows.
    pub(crate) fn handover(&self, context: &PartnerSnapshot, played: &Played) -> Option<HandoverView> {
        let report_id = played.progress.reported.report_id.clone()?;
        let codename = context.registration.codename.clone()?;
        let network = if is_guided(context) { None } else { self.core.networks.sandbox.route() };
        let base_url = match (&network, is_guided(context)) {
            (_, true) => client::RC_BASE.to_owned(),
            (Some(route), false) => route.api_base.clone(),
            (None, false) => return None,
        };
        let mut lines = vec![text::plain("handover.secret"), "read -rs RT_PARTNER_SECRET".to_owned()];
        let mut way = String::new();
        if let Some(route) = network {
            let host = url::Url::parse(&route.api_base).ok()?.host_str()?.to_owned();
            let pem = self.core.networks.sandbox.authority_pem()?;
            lines.push(format!("cat > partner-desk-sandbox.pem <<'END'\n{}\nEND", pem.trim()));
            way = format!(
                " --cacert partner-desk-sandbox.pem --connect-to {host}:443:127.0.0.1:{}",
                route.listens_at.port()
            );
        }
        let mut url = url::Url::parse(&base_url).ok()?;
        url.path_segments_mut().ok()?.pop_if_empty().extend(["p", &codename, "reports", &report_id]);
        let url = quoted(url.as_str());
        lines.push(format!(
            "curl -i -X PATCH{way} \\\n  -H \"RT-PARTNER-SECRET: $RT_PARTNER_SECRET\" \\\n  \
             -H 'Content-Type: application/json' \\\n  -d '{{\"status\":\"completed\",\"score\":\"76%\"}}' \\\n  {url}"
        ));
        Some(HandoverView { base_url, codename, report_id, commands: lines.join("\n") })
    }
}

/// The members of a report, or what is wrong with them.
fn body(request: &ReportText, completed: Option<i64>) -> Result<Value, WireError> {
    let mut fields = Map::new();
    fields.insert("status".into(), json!(request.status.key()));
    for (name, text) in [("score", &request.score), ("subtitle", &request.subtitle)] {
        if !text.trim().is_empty() {
            fields.insert(name.into(), json!(text.trim()));
        }
    }
    if !request.properties.trim().is_empty() {
        let properties: Value = serde_json::from_str(&request.properties).map_err(|error| {
            let place = [("line", error.line().to_string()), ("column", error.column().to_string())];
            let args: Vec<(&str, &str)> = place.iter().map(|(name, at)| (*name, at.as_str())).collect();
            WireError::new(ErrorCode::RehearsalProperties, &args).at("properties")
        })?;
        fields.insert("properties".into(), properties);
    }
    if let Some(now) = completed.filter(|_| request.status == ReportStatus::Completed) {
        let at = jiff::Timestamp::from_millisecond(now).unwrap_or_default();
        fields.insert("completed_at".into(), json!(at.to_string()));
    }
    Ok(Value::Object(fields))
}

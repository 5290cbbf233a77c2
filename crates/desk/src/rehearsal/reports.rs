//! Reports: read from Recruitee, sent in the service's place, and handed to a developer who is to send them.

use crate::core::snapshot::{PartnerSnapshot, company_id};
use crate::rehearsal::Rehearsals;
use crate::rehearsal::obstacle::is_guided;
use crate::rehearsal::progress::Played;
use crate::wire::{
    ErrorCode, HandoverView, Message, PartnerId, RehearsalRead, RehearsalView, ReportText, WireError,
};
use client::{Network, PartnerPath, PartnersApi};
use partner::Environment;
use redact::{PartnerSecret, Secret};
use serde_json::{Map, Value, json};
use vault::Read;

fn failed(reason: String) -> WireError {
    tracing::error!(reason, "the Sandbox failed");
    WireError::plain(ErrorCode::SandboxFailed)
}

fn not_started() -> WireError {
    WireError::plain(ErrorCode::RehearsalNotStarted)
}

impl Rehearsals {
    /// Reads the reports of the candidate.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn read(&self, request: RehearsalRead) -> Result<RehearsalView, WireError> {
        let (context, played) = self.read_one(&request.partner_id).await?;
        let mut played = played.ok_or_else(not_started)?;
        // Whoever sends writes how far it is; there is no report before.
        if self.is_going(&request.partner_id) {
            return Ok(self.view_of(&context, Some(&played)));
        }
        let own = request.candidate_id.map(|id| id.trim().to_owned());
        if let Some(own) = own.filter(|_| is_guided(&context)) {
            if own.is_empty() || own.len() > 18 || !own.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(WireError::plain(ErrorCode::RehearsalCandidateNumber).at("candidate_id"));
            }
            played.progress.reported.candidate_id = own;
        }
        let (api, path, secret) = self.way(&context).await?;
        let reports = api.reports(&path, &played.progress.reported.candidate_id, &secret).await;
        self.core.logs.write().await;
        let reports = match reports? {
            Value::Array(reports) => reports,
            // Some wrap what they list.
            Value::Object(fields) => {
                let list = fields.into_iter().find_map(|(_, value)| value.as_array().cloned());
                list.ok_or_else(|| WireError::plain(ErrorCode::ApiNotUnderstood))?
            }
            _ => return Err(WireError::plain(ErrorCode::ApiNotUnderstood)),
        };
        let updates = self.updates(&context, &played).await?;
        // What was read is noted over what is kept by now, not over what was read before the call.
        let (_, now) = self.read_one(&request.partner_id).await?;
        let mut now = now.filter(|now| now.id == played.id).ok_or_else(not_started)?;
        if now.progress.reported.reports.as_ref() != Some(&reports)
            || now.progress.reported.updates != updates
        {
            now.progress.reported.reports = Some(reports);
            now.progress.reported.updates = updates;
            now.progress.reported.candidate_id.clone_from(&played.progress.reported.candidate_id);
            self.keep(&context, &mut now).await?;
        }
        self.view(PartnerId { partner_id: request.partner_id }).await
    }

    /// Sends a report in place of the service, with the secret from the keychain.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn report(&self, request: ReportText) -> Result<RehearsalView, WireError> {
        let body = body(&request, self.core.now())?;
        let (context, played) = self.read_one(&request.partner_id).await?;
        let played = played.filter(|played| played.id == request.rehearsal_id).ok_or_else(not_started)?;
        let report_id = report_id(&played).ok_or_else(|| WireError::plain(ErrorCode::RehearsalNoReport))?;
        let (api, path, secret) = self.way(&context).await?;
        let sent = api.patch_report(api.report_url(&path.codename, &report_id), &secret, &body).await;
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

    async fn way(
        &self,
        context: &PartnerSnapshot,
    ) -> Result<(PartnersApi, PartnerPath, Secret<PartnerSecret>), WireError> {
        let network: Network = self.core.network(context).await?;
        let secret = match self.tokens.partner_secret(context, &network).await {
            Read::Present(secret, _) => secret,
            Read::Absent => return Err(WireError::plain(ErrorCode::SecretAbsent)),
            Read::Unknown(fault) => return Err(fault.into()),
        };
        let path = PartnerPath {
            codename: context.registration.codename.clone().unwrap_or_default(),
            company_id: company_id(context)?,
        };
        let api = PartnersApi::new(&network).map_err(client::ApiError::Probe)?;
        Ok((api, path, secret))
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
        let report_id = report_id(played)?;
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
        let url = format!("{}/p/{codename}/reports/{report_id}", base_url.trim_end_matches('/'));
        lines.push(format!(
            "curl -i -X PATCH{way} \\\n  -H \"RT-PARTNER-SECRET: $RT_PARTNER_SECRET\" \\\n  \
             -H 'Content-Type: application/json' \\\n  -d '{{\"status\":\"completed\",\"score\":\"76%\"}}' \\\n  '{url}'"
        ));
        Some(HandoverView { base_url, codename, report_id, commands: lines.join("\n") })
    }
}

/// The report of this rehearsal: in the Sandbox the one that was made for it, on RC the first that was read.
fn report_id(played: &Played) -> Option<String> {
    played.progress.reported.report_id.clone().or_else(|| {
        let first = played.progress.reported.reports.as_ref()?.first()?;
        Some(first.get("id")?.as_str()?.to_owned())
    })
}

/// The members of a report, or what is wrong with them.
fn body(request: &ReportText, now: i64) -> Result<Value, WireError> {
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
    if request.status == crate::wire::ReportStatus::Completed {
        let at = jiff::Timestamp::from_millisecond(now).unwrap_or_default();
        fields.insert("completed_at".into(), json!(at.to_string()));
    }
    Ok(Value::Object(fields))
}

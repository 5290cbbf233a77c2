//! Errors on the wire: a code for programs, a sentence for people.
//!
//! Each crate's errors are matched here without a wildcard, so that a new one cannot slip through
//! unnamed.

use client::{ApiError, Trouble};
use logo::LogoFault;
use partner::FileFault;
use redact::SecretFault;
use serde::Serialize;
use store::StoreError;
use ts_rs::TS;
use vault::Fault;

/// A fault at one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FieldError {
    /// The field's path.
    pub field: String,
    /// `area.reason`.
    pub code: String,
    /// The sentence.
    pub message: String,
}

/// What went wrong, in the one shape that crosses to the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct WireError {
    /// `area.reason`. Programs look at this only.
    pub code: String,
    /// The sentence.
    pub message: String,
    /// Faults at fields.
    pub fields: Vec<FieldError>,
    /// What to do next.
    pub hint: Option<String>,
    /// Whether trying again may help.
    pub retryable: bool,
    /// A write was sent and no answer came: nobody knows whether it was done.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub outcome_unknown: bool,
    /// Names the entry in the log.
    pub request_id: Option<String>,
}

impl WireError {
    /// An error whose sentence is `error.{code}`; its hint, if there is one, `error.{code}.hint`.
    pub fn new(code: &str, args: &[(&str, &str)]) -> Self {
        let hint = format!("error.{code}.hint");
        Self {
            code: code.to_owned(),
            message: text::render(&format!("error.{code}"), args),
            fields: Vec::new(),
            hint: text::has(&hint).then(|| text::render(&hint, args)),
            retryable: false,
            outcome_unknown: false,
            request_id: None,
        }
    }

    /// What was done on a server, which stays true though this side failed after it.
    pub(crate) fn after_all(done: &str, failed: &Self) -> Self {
        Self { message: done.to_owned(), ..Self::new("after_all", &[("reason", &failed.message)]) }
    }

    pub(crate) fn plain(code: &str) -> Self {
        Self::new(code, &[])
    }

    pub(crate) fn retryable(mut self) -> Self {
        self.retryable = true;
        self
    }

    /// The same fault, shown at a field.
    pub(crate) fn at(mut self, field: &str) -> Self {
        self.fields.push(FieldError {
            field: field.to_owned(),
            code: self.code.clone(),
            message: self.message.clone(),
        });
        self
    }
}

impl std::fmt::Display for WireError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.message)
    }
}

impl std::error::Error for WireError {}

impl From<StoreError> for WireError {
    fn from(error: StoreError) -> Self {
        tracing::error!(error = %error, "the store failed");
        match error {
            StoreError::InUse => Self::plain("store.in_use").retryable(),
            StoreError::Elsewhere => Self::plain("store.elsewhere").retryable(),
            StoreError::Locked => Self::plain("store.locked").retryable(),
            StoreError::Damaged => Self::plain("store.damaged"),
            StoreError::Newer { .. } => Self::plain("store.newer"),
            StoreError::Folder { path, source } => Self::new(
                "store.folder",
                &[("path", &path.display().to_string()), ("reason", &source.kind().to_string())],
            )
            .retryable(),
            StoreError::NoLocks => Self::plain("store.no_locks").retryable(),
            StoreError::Full => Self::plain("store.full").retryable(),
            StoreError::ReadOnly => Self::plain("store.read_only").retryable(),
            StoreError::NotFound => Self::plain("store.not_found"),
            StoreError::Unexpected(what) => Self::new("store.unexpected", &[("what", &what)]),
            StoreError::Sqlite(_) => Self::plain("store.failed").retryable(),
        }
    }
}

impl From<ApiError> for WireError {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::TurnedAway => Self::plain("api.turned_away").at("personal_token"),
            ApiError::NotFound => Self::plain("api.not_found"),
            ApiError::Conflict => Self::plain("api.conflict").at("codename"),
            ApiError::Rejected { status, fields, message } => {
                let said = match (fields.is_empty(), message.is_empty()) {
                    (true, true) => Self::new("api.rejected", &[("status", &status.to_string())]),
                    (true, false) => Self::new("api.rejected_saying", &[("message", &message)]),
                    (false, true) => Self::plain("api.rejected_fields"),
                    (false, false) => Self {
                        message: text::render("error.api.rejected_fields.saying", &[("message", &message)]),
                        ..Self::plain("api.rejected_fields")
                    },
                };
                let fields = fields
                    .into_iter()
                    .map(|field| FieldError {
                        message: text::render("error.api.field", &[("message", &field.message)]),
                        code: "api.rejected_fields".into(),
                        field: field.field,
                    })
                    .collect();
                Self { fields, ..said }
            }
            ApiError::TooManyRequests(seconds) => {
                let seconds = seconds.unwrap_or(60).to_string();
                Self::new("api.too_many_requests", &[("seconds", &seconds)]).retryable()
            }
            ApiError::Redirected { to } => Self::new("api.redirected", &[("to", &to)]),
            ApiError::Status { status, message } => {
                tracing::warn!(status, message, "the Partners API answered oddly");
                let args: [(&str, &str); 2] = [("status", &status.to_string()), ("message", &message)];
                let said = Self::new("api.status", &args).retryable();
                if message.is_empty() {
                    return said;
                }
                Self { message: text::render("error.api.status.saying", &args), ..said }
            }
            ApiError::NotUnderstood => Self::plain("api.not_understood"),
            ApiError::Trouble(trouble) => trouble.into(),
            ApiError::OutcomeUnknown(_) => {
                Self { outcome_unknown: true, ..Self::plain("api.outcome_unknown") }
            }
        }
    }
}

impl From<Trouble> for WireError {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Offline => Self::plain("network.offline").retryable(),
            // Recruitee's own host is what is called here: whatever our side names is said as it is.
            Trouble::Ours(fault) => {
                let (key, args) = fault.key();
                let args: Vec<(&str, &str)> =
                    args.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                let reason = text::render(key, &args);
                Self::new("network.ours", &[("reason", &reason)]).retryable()
            }
            Trouble::NameNotTold(name) => Self::new("network.name_not_told", &[("name", &name)]).retryable(),
            Trouble::NameNotFound(name) => {
                Self::new("network.name_not_found", &[("name", &name)]).retryable()
            }
            Trouble::NotPublic(ip) => Self::new("network.not_public", &[("ip", &ip)]),
            Trouble::Refused => Self::plain("network.refused").retryable(),
            Trouble::Broken => Self::plain("network.broken").retryable(),
            Trouble::TimedOut(seconds) => {
                Self::new("network.timed_out", &[("seconds", &seconds.to_string())]).retryable()
            }
            Trouble::Tls(_) => Self::plain("network.tls"),
            Trouble::TooLarge(_) => Self::plain("network.too_large"),
            // Only names of live addresses are left to a proxy; what asks for them has its own words.
            Trouble::Proxied => Self::plain("network.broken").retryable(),
            Trouble::NotHttp | Trouble::NotUnpacked => Self::plain("network.not_http"),
            Trouble::Redirects => Self::plain("network.redirects"),
            Trouble::WrongOrigin(_) => Self::plain("network.wrong_origin"),
        }
    }
}

impl From<SecretFault> for WireError {
    fn from(fault: SecretFault) -> Self {
        match fault {
            SecretFault::Empty => Self::plain("token.empty"),
            SecretFault::Unsendable => Self::plain("token.unsendable"),
            SecretFault::TooLong => Self::plain("token.too_long"),
        }
    }
}

impl From<FileFault> for WireError {
    fn from(fault: FileFault) -> Self {
        match fault {
            FileFault::NotText => Self::plain("file.not_text"),
            FileFault::TooLarge => Self::plain("file.too_large"),
            FileFault::NotJson { line, column } => {
                Self::new("file.not_json", &[("line", &line.to_string()), ("column", &column.to_string())])
            }
            FileFault::OtherFormat => Self::plain("file.other_format"),
            FileFault::Newer(_) => Self::plain("file.newer"),
            FileFault::Field(field) => Self::new("file.field", &[("field", &field)]),
        }
    }
}

impl From<LogoFault> for WireError {
    fn from(fault: LogoFault) -> Self {
        match fault {
            LogoFault::Empty => Self::plain("logo.empty"),
            LogoFault::TooLarge => Self::plain("logo.too_large"),
            LogoFault::OtherType => Self::plain("logo.other_type"),
            LogoFault::Broken => Self::plain("logo.broken"),
            LogoFault::TooManyPixels { max_side } => {
                Self::new("logo.too_many_pixels", &[("side", &max_side.to_string())])
            }
            LogoFault::TooComplex => Self::plain("logo.too_complex"),
            LogoFault::NothingDrawn => Self::plain("logo.nothing_drawn"),
        }
    }
}

impl From<Fault> for WireError {
    fn from(fault: Fault) -> Self {
        let code = fault_code(fault);
        let error = Self::plain(code).retryable();
        // What to do first; the page with the keys shows all of it.
        let first = || crate::wire::keychain_steps::steps(code, std::env::consts::OS).into_iter().next();
        Self { hint: error.hint.clone().or_else(first), ..error }
    }
}

/// The code of a keychain's fault; its sentence says what to do.
pub(crate) fn fault_code(fault: Fault) -> &'static str {
    match fault {
        Fault::NoBus => "keychain.no_bus",
        Fault::NoService => "keychain.no_service",
        Fault::NotSetUp => "keychain.not_set_up",
        Fault::NothingOpen => "keychain.nothing_open",
        Fault::NoDefault => "keychain.no_default",
        Fault::Locked => "keychain.locked",
        Fault::Waiting => "keychain.waiting",
        Fault::Refused => "keychain.refused",
        Fault::Forgetful => "keychain.forgetful",
        Fault::Altered => "keychain.altered",
        Fault::Ephemeral => "keychain.ephemeral",
        Fault::Ambiguous => "keychain.ambiguous",
        Fault::TooLong => "keychain.too_long",
        Fault::Other => "keychain.failed",
        Fault::NotUsed => "keychain.not_used",
    }
}

//! Errors on the wire: a code for programs, a sentence for people.
//!
//! Each crate's errors are matched here without a wildcard, so that a new one cannot slip through
//! unnamed.

use crate::wire::error_code::ErrorCode;
use crate::wire::names::FieldCode;
use client::{ApiError, ProbeError};
use logo::{LogoFault, XmlCause};
use logo_process::ProcessFault;
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
    pub code: FieldCode,
    /// The sentence.
    pub message: String,
}

/// What went wrong, in the one shape that crosses to the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct WireError {
    /// `area.reason`. Programs look at this only.
    pub code: ErrorCode,
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
    /// A fault of Partner Desk or of its own files, and no outcome that was to be expected: the person may want
    /// to report it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub is_internal: bool,
    /// Names the lines of the log that tell of the command that failed.
    pub request_id: Option<String>,
}

impl WireError {
    /// An error whose sentence is `error.{code}`; its hint, if there is one, `error.{code}.hint`.
    pub fn new(code: ErrorCode, args: &[(&str, &str)]) -> Self {
        let key = code.key();
        let hint = format!("error.{key}.hint");
        Self {
            code,
            message: text::render(&format!("error.{key}"), args),
            fields: Vec::new(),
            hint: text::has(&hint).then(|| text::render(&hint, args)),
            retryable: false,
            outcome_unknown: false,
            is_internal: code.is_internal(),
            request_id: None,
        }
    }

    /// What was done on a server, which stays true though this side failed after it.
    pub(crate) fn after_all(done: &str, failed: &Self) -> Self {
        tracing::warn!(code = failed.code.key(), "it was done, and something failed after it");
        let said = Self::new(ErrorCode::AfterAll, &[("reason", &failed.message)]);
        Self { message: done.to_owned(), is_internal: failed.is_internal, ..said }
    }

    /// Writes the error into the log, once, where the command ends. Only the code: its sentence may hold texts of
    /// others.
    pub(crate) fn logged(self, request_id: &str) -> Self {
        let code = self.code.key();
        if self.is_internal {
            tracing::error!(code, "the command failed by a fault of Partner Desk");
        } else {
            tracing::info!(code, "the command ended in an error");
        }
        Self { request_id: Some(request_id.to_owned()), ..self }
    }

    pub(crate) fn plain(code: ErrorCode) -> Self {
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
            code: FieldCode::Error(self.code),
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
        match error {
            StoreError::InUse => Self::plain(ErrorCode::StoreInUse).retryable(),
            StoreError::Elsewhere => Self::plain(ErrorCode::StoreElsewhere).retryable(),
            StoreError::Locked => Self::plain(ErrorCode::StoreLocked).retryable(),
            StoreError::Damaged => Self::plain(ErrorCode::StoreDamaged),
            StoreError::Newer { .. } => Self::plain(ErrorCode::StoreNewer),
            StoreError::Folder { path, source } => Self::new(
                ErrorCode::StoreFolder,
                &[("path", &path.display().to_string()), ("reason", &source.kind().to_string())],
            )
            .retryable(),
            StoreError::NoLocks => Self::plain(ErrorCode::StoreNoLocks).retryable(),
            StoreError::Full => Self::plain(ErrorCode::StoreFull).retryable(),
            StoreError::ReadOnly => Self::plain(ErrorCode::StoreReadOnly).retryable(),
            StoreError::NotFound => Self::plain(ErrorCode::StoreNotFound),
            // Not for the log: it may quote a draft.
            StoreError::Unexpected(what) => Self::new(ErrorCode::StoreUnexpected, &[("what", &what)]),
            StoreError::Sqlite(reason) => {
                // It names tables, columns and numbers, and nothing that stands in them.
                tracing::warn!(%reason, "the data could not be read or written");
                Self::plain(ErrorCode::StoreFailed).retryable()
            }
        }
    }
}

impl From<ApiError> for WireError {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::TurnedAway => Self::plain(ErrorCode::ApiTurnedAway).at("personal_token"),
            ApiError::NotFound => Self::plain(ErrorCode::ApiNotFound),
            ApiError::Conflict => Self::plain(ErrorCode::ApiConflict).at("codename"),
            ApiError::Rejected { status, fields, message } => {
                let said = match (fields.is_empty(), message.is_empty()) {
                    (true, true) => Self::new(ErrorCode::ApiRejected, &[("status", &status.to_string())]),
                    (true, false) => Self::new(ErrorCode::ApiRejectedSaying, &[("message", &message)]),
                    (false, true) => Self::plain(ErrorCode::ApiRejectedFields),
                    (false, false) => Self {
                        message: text::render("error.api.rejected_fields.saying", &[("message", &message)]),
                        ..Self::plain(ErrorCode::ApiRejectedFields)
                    },
                };
                let fields = fields
                    .into_iter()
                    .map(|field| FieldError {
                        message: text::render("error.api.field", &[("message", &field.message)]),
                        code: FieldCode::Error(ErrorCode::ApiRejectedFields),
                        field: field.field,
                    })
                    .collect();
                Self { fields, ..said }
            }
            ApiError::TooManyRequests(seconds) => {
                let seconds = seconds.unwrap_or(60).to_string();
                Self::new(ErrorCode::ApiTooManyRequests, &[("seconds", &seconds)]).retryable()
            }
            ApiError::Redirected { to } => Self::new(ErrorCode::ApiRedirected, &[("to", &to)]),
            ApiError::Status { status, message } => {
                // What the server says is left out: it may hold anything.
                tracing::warn!(status, "the Partners API answered oddly");
                let args: [(&str, &str); 2] = [("status", &status.to_string()), ("message", &message)];
                let said = Self::new(ErrorCode::ApiStatus, &args).retryable();
                if message.is_empty() {
                    return said;
                }
                Self { message: text::render("error.api.status.saying", &args), ..said }
            }
            ApiError::NotUnderstood => Self::plain(ErrorCode::ApiNotUnderstood),
            ApiError::Probe(probe_error) => probe_error.into(),
            ApiError::OutcomeUnknown(_) => {
                Self { outcome_unknown: true, ..Self::plain(ErrorCode::ApiOutcomeUnknown) }
            }
        }
    }
}

impl From<ProbeError> for WireError {
    fn from(error: ProbeError) -> Self {
        match error {
            ProbeError::Offline => Self::plain(ErrorCode::NetworkOffline).retryable(),
            // Recruitee's own host is what is called here: whatever our side names is said as it is.
            ProbeError::Ours(fault) => {
                let (key, args) = fault.key();
                let args: Vec<(&str, &str)> =
                    args.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                let reason = text::render(key, &args);
                Self::new(ErrorCode::NetworkOurs, &[("reason", &reason)]).retryable()
            }
            ProbeError::NameNotTold(name) => {
                Self::new(ErrorCode::NetworkNameNotTold, &[("name", &name)]).retryable()
            }
            ProbeError::NameNotFound(name) => {
                Self::new(ErrorCode::NetworkNameNotFound, &[("name", &name)]).retryable()
            }
            ProbeError::NotPublic(ip) => Self::new(ErrorCode::NetworkNotPublic, &[("ip", &ip)]),
            ProbeError::Refused => Self::plain(ErrorCode::NetworkRefused).retryable(),
            ProbeError::Broken => Self::plain(ErrorCode::NetworkBroken).retryable(),
            ProbeError::TimedOut(seconds) => {
                Self::new(ErrorCode::NetworkTimedOut, &[("seconds", &seconds.to_string())]).retryable()
            }
            ProbeError::Tls(_) => Self::plain(ErrorCode::NetworkTls),
            ProbeError::TooLarge(_) => Self::plain(ErrorCode::NetworkTooLarge),
            // Only names of live addresses are left to a proxy; what asks for them has its own words.
            ProbeError::Proxied => Self::plain(ErrorCode::NetworkBroken).retryable(),
            ProbeError::NotHttp | ProbeError::NotUnpacked => Self::plain(ErrorCode::NetworkNotHttp),
            ProbeError::Redirects => Self::plain(ErrorCode::NetworkRedirects),
            // A call that is not made is the decision of a run, which has verdicts for it and no error.
            ProbeError::WrongOrigin | ProbeError::NotSent(_) => Self::plain(ErrorCode::NetworkWrongOrigin),
        }
    }
}

impl From<SecretFault> for WireError {
    fn from(fault: SecretFault) -> Self {
        match fault {
            SecretFault::Empty => Self::plain(ErrorCode::TokenEmpty),
            SecretFault::Unsendable => Self::plain(ErrorCode::TokenUnsendable),
            SecretFault::TooLong => Self::plain(ErrorCode::TokenTooLong),
        }
    }
}

impl From<FileFault> for WireError {
    fn from(fault: FileFault) -> Self {
        match fault {
            FileFault::NotText => Self::plain(ErrorCode::FileNotText),
            FileFault::TooLarge => Self::plain(ErrorCode::FileTooLarge),
            FileFault::NotJson { line, column } => Self::new(
                ErrorCode::FileNotJson,
                &[("line", &line.to_string()), ("column", &column.to_string())],
            ),
            FileFault::OtherFormat => Self::plain(ErrorCode::FileOtherFormat),
            FileFault::Newer(_) => Self::plain(ErrorCode::FileNewer),
            FileFault::Field(field) => Self::new(ErrorCode::FileField, &[("field", &field)]),
        }
    }
}

impl From<ProcessFault> for WireError {
    fn from(fault: ProcessFault) -> Self {
        match fault {
            ProcessFault::Logo(fault) => fault.into(),
            ProcessFault::TimedOut(seconds) => {
                Self::new(ErrorCode::LogoTimedOut, &[("seconds", &seconds.to_string())]).retryable()
            }
            ProcessFault::OutOfMemory(_) => Self::plain(ErrorCode::LogoOutOfMemory),
            ProcessFault::Ended(how) => Self::new(ErrorCode::LogoProcessEnded, &[("how", &how)]).retryable(),
            ProcessFault::NotUsable(error) => {
                Self::new(ErrorCode::LogoProcessNotUsable, &[("reason", &error.to_string())]).retryable()
            }
        }
    }
}

impl From<LogoFault> for WireError {
    fn from(fault: LogoFault) -> Self {
        match fault {
            LogoFault::Empty => Self::plain(ErrorCode::LogoEmpty),
            LogoFault::TooLarge => Self::plain(ErrorCode::LogoTooLarge),
            LogoFault::OtherType => Self::plain(ErrorCode::LogoOtherType),
            LogoFault::Broken => Self::plain(ErrorCode::LogoBroken),
            LogoFault::TooManyPixels { max_side } => {
                Self::new(ErrorCode::LogoTooManyPixels, &[("side", &max_side.to_string())])
            }
            LogoFault::TooComplex => Self::plain(ErrorCode::LogoTooComplex),
            LogoFault::NothingDrawn => Self::plain(ErrorCode::LogoNothingDrawn),
            LogoFault::Avif => Self::plain(ErrorCode::LogoAvif),
            LogoFault::NotXml { line, cause } => {
                let (key, name) = match &cause {
                    XmlCause::Unclosed => ("unclosed", ""),
                    XmlCause::WrongEnd { expected, .. } => ("wrong_end", expected.as_str()),
                    XmlCause::TwiceNamed(name) => ("twice_named", name.as_str()),
                    XmlCause::Other => ("other", ""),
                };
                let cause = text::render(&format!("logo.xml.{key}"), &[("name", name)]);
                Self::new(ErrorCode::LogoNotXml, &[("line", &line.to_string()), ("cause", &cause)])
            }
            LogoFault::EntityMarkup => Self::plain(ErrorCode::LogoEntityMarkup),
            LogoFault::TooRich { bytes } => {
                Self::new(ErrorCode::LogoTooRich, &[("size", &text::size(bytes))])
            }
            LogoFault::Animation => Self::plain(ErrorCode::LogoAnimation),
            LogoFault::NoFont { wanted } => Self::new(ErrorCode::LogoNoFont, &[("font", &wanted)]),
            LogoFault::ChangedLook { likeness } => {
                let percent = format!("{:.0}", likeness * 100.0);
                Self::new(ErrorCode::LogoChangedLook, &[("percent", &percent)])
            }
            LogoFault::SelfCheck => Self::plain(ErrorCode::LogoSelfCheck),
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
pub(crate) fn fault_code(fault: Fault) -> ErrorCode {
    match fault {
        Fault::NoBus => ErrorCode::KeychainNoBus,
        Fault::NoService => ErrorCode::KeychainNoService,
        Fault::NotSetUp => ErrorCode::KeychainNotSetUp,
        Fault::NothingOpen => ErrorCode::KeychainNothingOpen,
        Fault::NoDefault => ErrorCode::KeychainNoDefault,
        Fault::Locked => ErrorCode::KeychainLocked,
        Fault::Waiting => ErrorCode::KeychainWaiting,
        Fault::Refused => ErrorCode::KeychainRefused,
        Fault::Forgetful => ErrorCode::KeychainForgetful,
        Fault::Altered => ErrorCode::KeychainAltered,
        Fault::Ephemeral => ErrorCode::KeychainEphemeral,
        Fault::Ambiguous => ErrorCode::KeychainAmbiguous,
        Fault::TooLong => ErrorCode::KeychainTooLong,
        Fault::Other => ErrorCode::KeychainFailed,
        Fault::NotUsed => ErrorCode::KeychainNotUsed,
    }
}

//! A picture as a logo without a partner: for the command line.

use crate::logo::findings::{finding_view, findings_of, fixed, named};
use crate::wire::{LogoFinding, WireError};
use logo::{Choices, Finding, LogoFault};
use logo_process::{Limits, LogoProcess, ProcessFault};
use std::time::Duration;

/// A finding or repair as the command line tells it.
pub struct LogoNote {
    /// Its written name.
    pub id: String,
    /// `fixed` or `advice`; `fail` is told of a file that is refused.
    pub verdict: &'static str,
    /// In words.
    pub sentence: String,
}

/// A picture that was turned into a logo.
pub struct LogoFile {
    /// The source.
    pub svg: String,
    /// What was found, in words.
    pub findings: Vec<LogoFinding>,
    /// The same, by name.
    pub notes: Vec<LogoNote>,
    /// What was changed.
    pub repairs: Vec<LogoNote>,
    /// How alike file and logo look, 0 to 1, where that was measured.
    pub likeness: Option<f64>,
    /// `svg`, `traced` or `wrapped`.
    pub method: &'static str,
}

/// Why a picture was refused.
pub struct LogoRefusal {
    /// In words.
    pub error: WireError,
    /// It could be read, and can't become a logo; otherwise it could not be read at all.
    pub is_judged: bool,
}

/// Turns the bytes of a picture into a logo within `time`, in a process of this program.
///
/// # Errors
/// Says what is wrong with the file.
pub async fn convert_logo(bytes: &[u8], time: Duration) -> Result<LogoFile, LogoRefusal> {
    let limits = Limits { time, ..Limits::USUAL };
    let imported = LogoProcess::ThisProgram.import(bytes, &Choices::default(), limits).await;
    let imported = imported.map_err(|fault| LogoRefusal {
        is_judged: match &fault {
            ProcessFault::Logo(fault) => !matches!(
                fault,
                LogoFault::Empty
                    | LogoFault::TooLarge
                    | LogoFault::OtherType
                    | LogoFault::Broken
                    | LogoFault::NotXml { .. }
            ),
            _ => true,
        },
        error: fault.into(),
    })?;
    let note = |finding: &Finding, is_fixed: bool| {
        let view = finding_view(finding, is_fixed);
        let verdict = if is_fixed { "fixed" } else { "advice" };
        LogoNote {
            id: named(finding).0.to_owned(),
            verdict,
            sentence: format!("{}. {}", view.title, view.detail),
        }
    };
    let remaining = imported.remaining.iter().map(|finding| note(finding, false));
    let notes = remaining.chain(fixed(&imported).map(|finding| note(finding, true))).collect();
    let repairs = imported.repairs.iter().map(|repair| LogoNote {
        id: repair.key().to_owned(),
        verdict: "fixed",
        sentence: text::render(&format!("logo.repair.{}", repair.key()), &[]),
    });
    Ok(LogoFile {
        findings: findings_of(&imported),
        notes,
        repairs: repairs.collect(),
        likeness: imported.likeness,
        method: imported.method.key(),
        svg: imported.svg,
    })
}

//! The logo as its page shows it.

use crate::logo::choices::{LIMITS, color_text, placement_of};
use crate::logo::findings::{finding_view, findings_of};
use crate::logo::kept::Made;
use crate::wire::{LogoFileView, LogoFinding, LogoOption, LogoRepairView, LogoView};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use logo::{Choices, Finding, Imported, Repair, SourceFacts};

/// The logo of a record, with what it was made from where that could be read.
pub(crate) fn logo_view(revision: u64, logo: &str, made: Option<&Made>) -> LogoView {
    let choices = made.map_or_else(Choices::default, |made| made.choices.clone());
    let imported = made.map(|made| &made.imported);
    let is_result = imported.is_some_and(|imported| imported.svg == logo);
    let findings: Vec<LogoFinding> = match imported {
        Some(imported) if is_result => findings_of(imported),
        _ if logo.is_empty() => Vec::new(),
        // A logo that the server holds, or that an earlier version kept as it was.
        _ => ::logo::inspect(logo).findings.iter().map(|finding| finding_view(finding, false)).collect(),
    };
    let can_fix = findings.iter().any(|finding| finding.fix.is_some()) || (imported.is_some() && !is_result);
    LogoView {
        revision,
        logo: logo.to_owned(),
        file: made.and_then(file_view),
        original: imported.filter(|imported| !imported.original.is_empty()).map(original),
        findings,
        repairs: made.filter(|_| is_result).map(repairs).unwrap_or_default(),
        placement: placement_of(&choices),
        background: choices.background.map(color_text),
        colors: imported
            .map_or_else(Vec::new, |imported| imported.colors.iter().copied().map(color_text).collect()),
        summary: imported.filter(|_| is_result).map_or_else(String::new, summary),
        on_dark: imported.filter(|imported| imported.is_hidden_on_dark).map(|_| text::plain("logo.on_dark")),
        can_fix,
        limits: LIMITS,
    }
}

fn original(imported: &Imported) -> String {
    format!("data:image/png;base64,{}", BASE64_STANDARD.encode(&imported.original))
}

fn file_view(made: &Made) -> Option<LogoFileView> {
    let file_name = made.source.file_name.clone()?;
    let SourceFacts { format, size, bytes } = &made.imported.source;
    let size = size.map_or_else(String::new, |(width, height)| format!("{width} × {height}, "));
    Some(LogoFileView { file_name, facts: format!("{format}, {size}{}", text::size(*bytes)) })
}

/// How it was made, and how like the file it is. Only what is the same to the last pixel is 100 %.
fn summary(imported: &Imported) -> String {
    let key = format!("logo.summary.{}", imported.method.key());
    let percent = imported.likeness.map_or(0.0, |likeness| (likeness * 1000.0).floor() / 10.0);
    text::render(&key, &[("percent", &percent.to_string())])
}

/// What takes a repair back.
fn option_of(repair: Repair) -> Option<LogoOption> {
    match repair {
        Repair::Clipped => Some(LogoOption::HideOverflow),
        Repair::Centered => Some(LogoOption::Center),
        Repair::GroundRemoved => Some(LogoOption::RemoveGround),
        Repair::Traced => Some(LogoOption::Trace),
        _ => None,
    }
}

/// What was done, what was taken back, and what a person may want.
fn repairs(made: &Made) -> Vec<LogoRepairView> {
    // What was taken back stands below.
    let done =
        made.imported.repairs.iter().filter(|repair| **repair != Repair::OverflowShown).map(|repair| {
            LogoRepairView {
                title: text::plain(&format!("logo.repair.{}", repair.key())),
                option: option_of(*repair),
                is_on: true,
            }
        });
    let choices = &made.choices;
    let taken_back =
        [(choices.shows_overflow, LogoOption::HideOverflow), (choices.keeps_picture, LogoOption::Trace)];
    let taken_back =
        taken_back.into_iter().filter(|(is_taken_back, _)| *is_taken_back).map(|(_, option)| (option, false));
    // White behind the drawing is a finding, and has its button there.
    let is_told = made.imported.remaining.iter().any(|finding| matches!(finding, Finding::Ground { .. }));
    let ground =
        made.imported.ground.filter(|_| !is_told && !choices.removes_ground && choices.background.is_none());
    let wanted = [(LogoOption::LowercaseViewBox, choices.writes_lowercase_view_box)];
    let ground = ground.map(|_| (LogoOption::RemoveGround, false));
    let offered = taken_back.chain(ground).chain(wanted).map(|(option, is_on)| LogoRepairView {
        title: text::plain(&format!("logo.option.{}", option.key())),
        option: Some(option),
        is_on,
    });
    done.chain(offered).collect()
}

//! `logo`: a picture in, an SVG that Recruitee takes out.

use crate::{
    BAD_FILE, Failure, NOT_KNOWN, input,
    output::{aside, printable, say},
    output_file::write,
};
use desk::{LogoFile, LogoNote, LogoRefusal, MAX_LOGO_BYTES, convert_logo};
use serde_json::{Value, json};
use std::path::Path;

/// The file could be read, and can't become a logo.
const REFUSED: u8 = 1;

/// Converts a file and says what was wrong with it.
pub(crate) async fn run(input: &Path, output: &Path, json: bool) -> Result<u8, Failure> {
    let bytes = input::read(input, MAX_LOGO_BYTES as u64, "error.logo.too_large")
        .map_err(|message| Failure::new(BAD_FILE, message))?;
    // Large pictures take seconds, in which a signal must still be heard.
    let converted = aside(move || Ok(convert_logo(&bytes))).await;
    let converted = converted.map_err(|error| Failure::new(NOT_KNOWN, error))?;
    let LogoFile { svg, findings, notes, repairs, likeness, method } = match converted {
        Ok(file) => file,
        Err(refusal) => return refused(input, refusal, json).await,
    };
    write(output, &svg)?;
    let result = if json {
        let report = json!({
            "accepted": true,
            "bytes": svg.len(),
            "findings": notes.iter().map(shown).collect::<Vec<_>>(),
            "likeness": likeness.map(|likeness| (likeness * 1000.0).round() / 1000.0),
            "method": method,
            "repairs": repairs.iter().map(|one| json!({"id": one.id, "sentence": one.sentence})).collect::<Vec<_>>(),
        });
        format!("{report:#}")
    } else {
        let found = findings
            .iter()
            .map(|finding| format!("{:<7} {}: {}", finding.tone.key(), finding.title, finding.detail));
        let wrote = format!("wrote {} ({} bytes)", output.display(), svg.len());
        let lines: Vec<String> = found.chain([wrote]).map(|line| printable(&line)).collect();
        lines.join("\n")
    };
    say(result).await?;
    Ok(0)
}

fn shown(note: &LogoNote) -> Value {
    json!({"id": note.id, "verdict": note.verdict, "sentence": note.sentence})
}

/// Says why a file is refused. A file that can't be read at all has an exit code of its own.
async fn refused(input: &Path, refusal: LogoRefusal, json: bool) -> Result<u8, Failure> {
    let code = if refusal.is_judged { REFUSED } else { BAD_FILE };
    let message = refusal.error.message;
    if json {
        let id = refusal.error.code.key().trim_start_matches("logo.").to_owned();
        let note = LogoNote { id, verdict: "fail", sentence: message.clone() };
        let report = json!({
            "accepted": false,
            "bytes": 0,
            "findings": [shown(&note)],
            "likeness": null,
            "method": null,
            "repairs": [],
        });
        say(format!("{report:#}")).await?;
    }
    Err(Failure::new(code, format!("{}: {message}", input.display())))
}

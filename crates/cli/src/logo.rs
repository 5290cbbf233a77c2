//! `logo`: a picture in, an SVG that Recruitee takes out.

use crate::{
    BAD_FILE, Failure,
    arguments::LogoArguments,
    input,
    output::{printable, say},
    output_file::write,
};
use desk::{LogoFile, LogoNote, LogoRefusal, MAX_LOGO_BYTES, convert_logo};
use serde_json::{Value, json};
use std::{path::Path, time::Duration};

/// The file could be read, and can't become a logo.
const REFUSED: u8 = 1;

/// Converts a file and says what was wrong with it.
pub(crate) async fn run(arguments: LogoArguments) -> Result<u8, Failure> {
    let LogoArguments { input, output, json, timeout } = arguments;
    let (input, output) = (input.as_path(), output.as_path());
    let bytes = match input::read(input, MAX_LOGO_BYTES as u64, "error.logo.too_large") {
        Ok(bytes) => bytes,
        Err(message) => {
            if json {
                say_refused("not_read", &message).await?;
            }
            return Err(Failure::new(BAD_FILE, message));
        }
    };
    let converted = convert_logo(&bytes, Duration::from_secs(timeout)).await;
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
        say_refused(refusal.error.code.key().trim_start_matches("logo."), &message).await?;
    }
    Err(Failure::new(code, format!("{}: {message}", input.display())))
}

async fn say_refused(id: &str, sentence: &str) -> Result<(), Failure> {
    let note = LogoNote { id: id.to_owned(), verdict: "fail", sentence: sentence.to_owned() };
    let report = json!({
        "accepted": false,
        "bytes": 0,
        "findings": [shown(&note)],
        "likeness": null,
        "method": null,
        "repairs": [],
    });
    say(format!("{report:#}")).await
}

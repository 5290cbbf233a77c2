//! `logo`: a picture in, an SVG that Recruitee takes out.

use crate::{BAD_FILE, Failure, NOT_KNOWN, say};
use desk::{LogoFile, convert_logo};
use std::{fs, io::Read, path::Path};

/// Converts a file and says what was wrong with it.
pub(crate) fn run(input: &Path, output: &Path, json: bool) -> Result<u8, Failure> {
    let bad = |reason: String| Failure::new(BAD_FILE, format!("{}: {reason}", input.display()));
    let mut bytes = Vec::new();
    let file = fs::File::open(input).map_err(|error| bad(error.to_string()))?;
    file.take(21 * 1024 * 1024).read_to_end(&mut bytes).map_err(|error| bad(error.to_string()))?;
    let LogoFile { svg, findings } = convert_logo(&bytes).map_err(|error| bad(error.message))?;
    write(output, &svg).map_err(|error| Failure::new(NOT_KNOWN, format!("{}: {error}", output.display())))?;
    if json {
        let found: Vec<_> = findings
            .iter()
            .map(|finding| serde_json::json!({"title": finding.title, "detail": finding.detail, "tone": finding.tone}))
            .collect();
        say(&format!("{:#}", serde_json::json!({ "bytes": svg.len(), "findings": found })));
    } else {
        for finding in findings {
            say(&format!("{:<7} {}: {}", finding.tone, finding.title, finding.detail));
        }
        say(&format!("wrote {} ({} bytes)", output.display(), svg.len()));
    }
    Ok(0)
}

#[expect(clippy::disallowed_methods, reason = "a file that the person named is written at the edge")]
fn write(path: &Path, text: &str) -> std::io::Result<()> {
    fs::write(path, text)
}

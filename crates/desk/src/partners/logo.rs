//! A dropped picture on its way to becoming the logo.

use crate::partners::Partners;
use crate::wire::{ErrorCode, FindingTone, LogoFinding, LogoOutcome, LogoRequest, WireError};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use logo::{Active, Finding, Imported, LogoFault, MAX_FILE_BYTES};
use partner::Field;
use serde_json::json;
use store::EditSource;

/// A finding in words; `repaired` when it was about the file and is mended in the logo.
pub(crate) fn finding_view(finding: &Finding, repaired: bool) -> LogoFinding {
    let number = |value: f64| format!("{}", (value * 10.0).round() / 10.0);
    let (name, args): (&str, Vec<(&str, String)>) = match finding {
        Finding::NotSvg(_) => ("not_svg", Vec::new()),
        Finding::ViewBoxMissing => ("view_box_missing", Vec::new()),
        Finding::NotSquare { width, height } => {
            ("not_square", vec![("width", number(*width)), ("height", number(*height))])
        }
        Finding::FixedSize => ("fixed_size", Vec::new()),
        Finding::Active(active) => match active {
            Active::Script => ("script", Vec::new()),
            Active::Handler(name) => ("handler", vec![("name", name.clone())]),
            Active::Element(name) => ("element", vec![("name", name.clone())]),
            Active::Entity => ("entity", Vec::new()),
            Active::StyleImport => ("style_import", Vec::new()),
            Active::Outside(host) => ("outside", vec![("host", host.clone())]),
        },
        Finding::Large { bytes } => ("large", vec![("size", size_label(*bytes))]),
        Finding::Picture => ("picture", Vec::new()),
        Finding::Text => ("text", Vec::new()),
    };
    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let is_advice = matches!(finding, Finding::Large { .. } | Finding::Picture | Finding::Text);
    let (part, tone) = match (repaired, is_advice) {
        (true, _) => ("repaired", FindingTone::Done),
        (false, true) => ("detail", FindingTone::Advice),
        (false, false) => ("detail", FindingTone::Fail),
    };
    LogoFinding {
        title: text::render(&format!("logo.{name}.title"), &args),
        detail: text::render(&format!("logo.{name}.{part}"), &args),
        tone,
    }
}

/// What remains to be said of a logo, then what was mended on the way.
fn findings_of(imported: &Imported) -> Vec<LogoFinding> {
    let after = logo::inspect(&imported.svg).findings;
    let repaired = imported
        .before
        .iter()
        .filter(|finding| !after.contains(finding) && !matches!(finding, Finding::Large { .. }));
    let remaining = after.iter().map(|finding| finding_view(finding, false));
    remaining.chain(repaired.map(|finding| finding_view(finding, true))).collect()
}

/// A picture that was turned into a logo.
pub struct LogoFile {
    /// The source.
    pub svg: String,
    /// What was found, in words.
    pub findings: Vec<LogoFinding>,
}

/// Turns the bytes of a picture into a logo, without a partner: for the command line.
///
/// # Errors
/// Says what is wrong with the file.
pub fn convert_logo(bytes: &[u8]) -> Result<LogoFile, WireError> {
    let imported = logo::import(bytes)?;
    Ok(LogoFile { findings: findings_of(&imported), svg: imported.svg })
}

/// `3.1 KB`
pub(crate) fn size_label(bytes: usize) -> String {
    if bytes < 1024 {
        return text::render("size.bytes", &[("count", &bytes.to_string())]);
    }
    // Tenths are enough for people; the precision lost above 2^52 bytes does not matter here.
    #[expect(clippy::cast_precision_loss, reason = "sizes of files that are at most megabytes")]
    let kilobytes = (bytes as f64 / 1024.0 * 10.0).round() / 10.0;
    text::render("size.kilobytes", &[("count", &kilobytes.to_string())])
}

impl Partners {
    /// Turns a file into the logo. On any fault the logo that was there stays.
    pub async fn set_logo(&self, request: LogoRequest) -> Result<LogoOutcome, WireError> {
        let at_field = |fault: LogoFault| WireError::from(fault).at("logo");
        if request.file_bytes > MAX_FILE_BYTES as u64 {
            return Err(at_field(LogoFault::TooLarge));
        }
        let bytes = BASE64_STANDARD
            .decode(&request.content)
            .map_err(|_| WireError::plain(ErrorCode::CommandRequest))?;
        let imported = tokio::task::spawn_blocking(move || logo::import(&bytes))
            .await
            .map_err(|_| at_field(LogoFault::Broken))?
            .map_err(at_field)?;
        let findings = findings_of(&imported);
        let size =
            imported.source.size.map_or_else(String::new, |(width, height)| format!("{width} × {height}, "));
        let facts = format!("{}, {size}{}", imported.source.format, size_label(imported.source.bytes));
        let (id, now) = (request.partner_id.clone(), self.core.now());
        let edits = [(Field::Logo, json!(imported.svg))];
        self.core.write(move |store| store.edit(&id, &edits, EditSource::Repaired, now)).await?;
        let news = text::render("news.logo_set", &[("file", &request.file_name)]);
        Ok(LogoOutcome { partner: self.view(&request.partner_id).await?, findings, facts, news })
    }
}

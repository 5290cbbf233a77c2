//! A dropped picture on its way to becoming the logo.

use crate::partners::Partners;
use crate::wire::{ErrorCode, FindingTone, LogoFinding, LogoOutcome, LogoRequest, WireError};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use logo::{Active, Finding, Imported, LogoFault, MAX_FILE_BYTES};
use partner::Field;
use serde_json::json;
use store::EditSource;

/// The key of a finding in the catalog of sentences, and what its sentence names.
fn named(finding: &Finding) -> (&'static str, Vec<(&'static str, String)>) {
    let number = |value: f64| format!("{}", (value * 10.0).round() / 10.0);
    match finding {
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
            Active::Markup(name) => ("markup", vec![("name", name.clone())]),
        },
        Finding::Large { bytes } => ("large", vec![("size", text::size(*bytes))]),
        Finding::Picture => ("picture", Vec::new()),
        Finding::Text => ("text", Vec::new()),
        Finding::ViewBoxSpelling => ("view_box_spelling", Vec::new()),
        Finding::Lost { what, count } => {
            let part = text::render(&format!("logo.lost_part.{}", what.key()), &[]);
            ("lost", vec![("part", part), ("count", count.to_string())])
        }
        Finding::FontReplaced { wanted, used } => {
            ("font_replaced", vec![("wanted", wanted.clone()), ("used", used.clone())])
        }
        Finding::InvisibleOnWhite => ("invisible_on_white", Vec::new()),
        Finding::Faint { contrast } => ("faint", vec![("contrast", number(*contrast))]),
        Finding::Padded { percent } => ("padded", vec![("percent", number(*percent))]),
        Finding::Thin => ("thin", Vec::new()),
        Finding::OffCenter => ("off_center", Vec::new()),
        Finding::Ground { .. } => ("ground", Vec::new()),
        Finding::Wordmark { ratio } => ("wordmark", vec![("ratio", number(*ratio))]),
        Finding::HiddenLayers { count } => ("hidden_layers", vec![("count", count.to_string())]),
        Finding::EditorLeftovers { bytes } => ("editor_leftovers", vec![("size", text::size(*bytes))]),
    }
}

/// A finding in words; `repaired` when it was about the file and is fixed in the logo.
pub(crate) fn finding_view(finding: &Finding, repaired: bool) -> LogoFinding {
    let (name, args) = named(finding);
    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let (part, tone) = match (repaired, finding.is_advice()) {
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

/// What is still to be said of a logo, then what was fixed on the way.
fn findings_of(imported: &Imported) -> Vec<LogoFinding> {
    let repaired = fixed(imported).map(|finding| finding_view(finding, true));
    imported.remaining.iter().map(|finding| finding_view(finding, false)).chain(repaired).collect()
}

fn fixed(imported: &Imported) -> impl Iterator<Item = &Finding> {
    imported
        .before
        .iter()
        .filter(|finding| !imported.remaining.contains(finding) && !matches!(finding, Finding::Large { .. }))
}

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

/// Turns the bytes of a picture into a logo, without a partner: for the command line.
///
/// # Errors
/// Says what is wrong with the file.
pub fn convert_logo(bytes: &[u8]) -> Result<LogoFile, LogoRefusal> {
    let imported = logo::import(bytes).map_err(|fault| LogoRefusal {
        is_judged: !matches!(
            fault,
            LogoFault::Empty
                | LogoFault::TooLarge
                | LogoFault::OtherType
                | LogoFault::Broken
                | LogoFault::NotXml { .. }
        ),
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
        let facts = format!("{}, {size}{}", imported.source.format, text::size(imported.source.bytes));
        let (id, now) = (request.partner_id.clone(), self.core.now());
        let edits = [(Field::Logo, json!(imported.svg))];
        self.core.write(move |store| store.edit(&id, &edits, EditSource::Repaired, now)).await?;
        let news = text::render("news.logo_set", &[("file", &request.file_name)]);
        Ok(LogoOutcome { partner: self.view(&request.partner_id).await?, findings, facts, news })
    }
}

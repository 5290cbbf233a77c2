//! Findings about a logo in words.

use crate::wire::{FindingTone, LogoFinding, LogoFix, LogoOption, LogoPlace};
use logo::{Active, Finding, Imported, Place, Remedy, remedy};

/// The key of a finding in the catalog of sentences, and what its sentence names.
pub(crate) fn named(finding: &Finding) -> (&'static str, Vec<(&'static str, String)>) {
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
            let name = if logo::is_kind_of_font(wanted) { "font_of_kind" } else { "font_replaced" };
            (name, vec![("wanted", wanted.clone()), ("used", used.clone())])
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

/// What one press does about a finding.
pub(crate) fn option_for(finding: &Finding) -> Option<LogoOption> {
    remedy(finding).map(|remedy| match remedy {
        Remedy::Center => LogoOption::Center,
        Remedy::RemoveGround => LogoOption::RemoveGround,
    })
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
    let fix = option_for(finding)
        .filter(|_| !repaired)
        .map(|option| LogoFix { label: text::plain(&format!("logo.fix.{}", option.key())), option });
    LogoFinding {
        title: text::render(&format!("logo.{name}.title"), &args),
        detail: text::render(&format!("logo.{name}.{part}"), &args),
        tone,
        places: Vec::new(),
        fix,
    }
}

/// What is still to be said of a logo, then what was fixed on the way.
pub(crate) fn findings_of(imported: &Imported) -> Vec<LogoFinding> {
    let remaining = imported
        .remaining
        .iter()
        .map(|finding| LogoFinding { places: places_of(finding, imported), ..finding_view(finding, false) });
    remaining.chain(fixed(imported).map(|finding| finding_view(finding, true))).collect()
}

fn places_of(finding: &Finding, imported: &Imported) -> Vec<LogoPlace> {
    let of_finding = imported.places.iter().filter(|(of, _)| of == finding);
    of_finding
        .map(|(_, Place { x, y, width, height })| LogoPlace { x: *x, y: *y, width: *width, height: *height })
        .collect()
}

/// What was wrong with the file and no longer is.
pub(crate) fn fixed(imported: &Imported) -> impl Iterator<Item = &Finding> {
    imported
        .before
        .iter()
        .filter(|finding| !imported.remaining.contains(finding) && !matches!(finding, Finding::Large { .. }))
}

//! LOGO: what Recruitee can show.

use crate::Evidence;
use crate::verdict::Finding;
use logo::{Active, Finding as Flaw, inspect, visibility};

/// LOGO-1
pub(crate) fn given(_: &str, evidence: &Evidence) -> Finding {
    if evidence.subject.draft.logo.trim().is_empty() { Finding::yours("missing") } else { Finding::pass() }
}

/// Judges a logo that is there; without one there is nothing to judge.
fn judge(evidence: &Evidence, fault: impl Fn(&Flaw) -> Option<Finding>) -> Finding {
    let source = evidence.subject.draft.logo.trim();
    if source.is_empty() {
        return Finding::not_applicable();
    }
    inspect(source).findings.iter().find_map(fault).unwrap_or_else(Finding::pass)
}

/// LOGO-2
pub(crate) fn square(_: &str, evidence: &Evidence) -> Finding {
    judge(evidence, |flaw| match flaw {
        Flaw::NotSvg(_) => Some(Finding::yours("not_svg")),
        Flaw::ViewBoxMissing => Some(Finding::yours("missing")),
        Flaw::NotSquare { width, height } => {
            Some(Finding::yours("not_square").with("width", width).with("height", height))
        }
        _ => None,
    })
}

/// LOGO-3
pub(crate) fn free_size(_: &str, evidence: &Evidence) -> Finding {
    judge(evidence, |flaw| match flaw {
        Flaw::NotSvg(_) => Some(Finding::yours("not_svg")),
        Flaw::FixedSize => Some(Finding::yours("fixed")),
        _ => None,
    })
}

/// LOGO-4
pub(crate) fn inactive(_: &str, evidence: &Evidence) -> Finding {
    judge(evidence, |flaw| match flaw {
        Flaw::NotSvg(_) => Some(Finding::yours("not_svg")),
        Flaw::Active(active) => Some(match active {
            Active::Script => Finding::yours("script"),
            Active::Handler(name) => Finding::yours("handler").with("name", name),
            Active::Element(name) => Finding::yours("element").with("name", name),
            Active::Entity => Finding::yours("entity"),
            Active::StyleImport => Finding::yours("style_import"),
            Active::Outside(host) => Finding::yours("outside").with("host", host),
            Active::Markup(name) => Finding::yours("element").with("name", name),
        }),
        _ => None,
    })
}

/// LOGO-5
pub(crate) fn small(_: &str, evidence: &Evidence) -> Finding {
    judge(evidence, |flaw| match flaw {
        Flaw::Large { bytes } => Some(Finding::yours("large").with("kilobytes", bytes.div_ceil(1024))),
        _ => None,
    })
}

/// LOGO-6
pub(crate) fn vectors(_: &str, evidence: &Evidence) -> Finding {
    judge(evidence, |flaw| match flaw {
        Flaw::NotSvg(_) => Some(Finding::yours("not_svg")),
        Flaw::Picture => Some(Finding::yours("picture")),
        _ => None,
    })
}

/// Less contrast with white than this, and the logo is a shadow of itself.
const FAINT: f64 = 1.6;
/// Less of the square's side than this, and the logo is lost in its padding.
const PADDED: f64 = 0.5;
/// Less of the square than this, and only hairlines are left.
const THIN: f64 = 0.03;

/// LOGO-7. Nothing is said of a logo that cannot be drawn: LOGO-2 and LOGO-4 say it.
pub(crate) fn visible(_: &str, evidence: &Evidence) -> Finding {
    let source = evidence.subject.draft.logo.trim();
    let Some(seen) = Some(source).filter(|source| !source.is_empty()).and_then(visibility) else {
        return Finding::not_applicable();
    };
    let percent = |share: f64| format!("{:.0}", share * 100.0);
    let contrast = format!("{:.1}", seen.contrast);
    if seen.coverage == 0.0 && seen.has_text {
        Finding::yours("letters")
    } else if seen.coverage == 0.0 {
        Finding::yours("invisible")
    } else if seen.contrast < FAINT {
        Finding::yours("faint").with("contrast", contrast)
    } else if seen.extent < PADDED {
        Finding::yours("padded").with("percent", percent(seen.extent))
    } else if seen.coverage < THIN {
        Finding::yours("thin").with("percent", percent(seen.coverage))
    } else {
        Finding::pass().with("contrast", contrast).with("percent", percent(seen.coverage))
    }
}

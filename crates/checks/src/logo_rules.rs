//! LOGO: what Recruitee can show.

use crate::Evidence;
use crate::verdict::Finding;
use logo::{Active, Finding as Flaw, inspect};

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
        }),
        _ => None,
    })
}

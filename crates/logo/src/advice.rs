//! What a designer would say of a logo.

use crate::bounds::Bounds;
use crate::choices::Remedy;
use crate::{Finding, Visibility};

/// Less contrast with its ground than this is hard to see.
const FAINT: f64 = 1.6;
/// Less of the square's side than this is lost in its padding.
const PADDED: f64 = 0.5;
/// Less of the square than this, and only hairlines are left.
const THIN: f64 = 0.03;
/// How far from the middle a drawing may be, in shares of the square's side. Triangles and letters with tails
/// are put a little aside on purpose.
const OFF_CENTER: f64 = 0.06;
/// Wider drawings are less than 6 pixels high at the smallest size.
const WIDE: f64 = 3.0;

/// What can be seen of a logo at its smallest, as LOGO-7 tells it.
pub(crate) fn of_visibility(seen: &Visibility) -> Vec<Finding> {
    if seen.coverage == 0.0 {
        return vec![Finding::InvisibleOnWhite];
    }
    if seen.contrast < FAINT {
        return vec![Finding::Faint { contrast: seen.contrast }];
    }
    let padded = (seen.extent < PADDED).then(|| Finding::Padded { percent: (seen.extent * 100.0).round() });
    let thin = (seen.coverage < THIN).then_some(Finding::Thin);
    padded.into_iter().chain(thin).collect()
}

/// How a logo stands in its square.
pub(crate) fn of_layout(content: Bounds, square: Bounds) -> Vec<Finding> {
    let ((x, y), (middle_x, middle_y)) = (content.center(), square.center());
    let is_off = (x - middle_x).abs().max((y - middle_y).abs()) > OFF_CENTER * square.width;
    let ratio = content.width / content.height;
    let wordmark = (ratio > WIDE).then(|| Finding::Wordmark { ratio: (ratio * 10.0).round() / 10.0 });
    is_off.then_some(Finding::OffCenter).into_iter().chain(wordmark).collect()
}

/// Whether next to nothing of a logo is seen.
pub(crate) fn is_hidden(seen: &Visibility) -> bool {
    seen.coverage == 0.0 || seen.contrast < FAINT
}

/// What a choice can do about a finding.
pub fn remedy(finding: &Finding) -> Option<Remedy> {
    match finding {
        Finding::Padded { .. } | Finding::OffCenter => Some(Remedy::Center),
        Finding::Ground { .. } => Some(Remedy::RemoveGround),
        _ => None,
    }
}

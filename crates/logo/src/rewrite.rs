//! Rewrites an SVG until reading and writing change nothing more, and holds the result against the file.

use crate::fonts::FontNotes;
use crate::inspect::{self, LARGE_BYTES};
use crate::likeness::{self, Framed, likeness};
use crate::notes::{Notes, Repair};
use crate::vector::{self, Read, framed, tree, write};
use crate::{Finding, LogoFault, normal, plain, tidy, tree_cost};
use resvg::tiny_skia::Pixmap;

/// A longer result is too heavy for a record that is read and sent whole.
const MAX_LOGO_BYTES: usize = 512 * 1024;
/// Rounds after which writing and reading must give the same text.
const MAX_ROUNDS: usize = 6;
/// Digits more than are kept.
const FINE_DIGITS: usize = 2;
/// Less alike, and more digits are kept.
const GOOD_LIKENESS: f64 = 0.99;
/// More alike, and fewer digits make no difference.
const SAME_LIKENESS: f64 = 0.999;
/// How far drawings are moved to look at them once more, in pixels.
const ASIDE: f64 = 0.37;
/// Less alike, and the result is refused.
const MIN_LIKENESS: f64 = 0.98;

/// A drawing, rewritten.
pub(crate) struct Rewritten {
    pub(crate) svg: String,
    /// As the result is read.
    pub(crate) result: Read,
    pub(crate) notes: Notes,
    pub(crate) likeness: f64,
    /// As the file was read.
    pub(crate) read: Read,
}

impl Rewritten {
    /// The same, not settled, with digits for those who look at a small part of it.
    pub(crate) fn fine(&self) -> String {
        write(&self.read, FINE_DIGITS)
    }
}

/// The source, as it was `read`, in the words that Recruitee accepts.
///
/// # Errors
/// Says why it can't be used.
pub(crate) fn rewrite(source: &str, read: Read, mut notes: Notes) -> Result<Rewritten, LogoFault> {
    let mut original = Original::new(source, &read, &notes);
    let mut best = settled(&read, 0)?;
    let mut likeness = original.likeness(&best.result)?;
    // An edge that lies just between two pixels is seen to move by less than these digits show.
    for more_digits in 1..=FINE_DIGITS {
        let is_source = || best.svg != source.trim() && write(&read, more_digits) == source.trim();
        // What was written with these digits once is not shortened later.
        let is_kept = likeness < SAME_LIKENESS && is_source();
        if likeness >= GOOD_LIKENESS && !is_kept {
            continue;
        }
        let Ok(finer) = settled(&read, more_digits) else { break };
        let finer_likeness = original.likeness(&finer.result)?;
        let stays_light = best.svg.len() > LARGE_BYTES || finer.svg.len() <= LARGE_BYTES;
        if finer_likeness > likeness && (stays_light || likeness < MIN_LIKENESS) {
            (best, likeness) = (finer, finer_likeness);
        }
    }
    if likeness < MIN_LIKENESS {
        return Err(LogoFault::ChangedLook { likeness });
    }
    if !inspect::inspect(&best.svg).findings.iter().all(Finding::is_advice) {
        return Err(LogoFault::SelfCheck);
    }
    if best.svg != source.trim() {
        notes.repair(Repair::Rewritten);
    }
    Ok(Rewritten { svg: best.svg, result: best.result, notes, likeness, read })
}

/// A source that is written as it is read, and as it is then read.
struct Settled {
    svg: String,
    result: Read,
}

/// Writes and reads until that changes nothing more, with this many digits more than are seen.
fn settled(read: &Read, more_digits: usize) -> Result<Settled, LogoFault> {
    let mut svg = write(read, more_digits);
    for _ in 0..MAX_ROUNDS {
        if svg.len() > MAX_LOGO_BYTES {
            return Err(LogoFault::TooRich { bytes: svg.len() });
        }
        let result = vector::read(&svg, &mut Notes::default()).map_err(|fault| match fault {
            // Groups without content are written as nothing.
            LogoFault::NothingDrawn => LogoFault::NothingDrawn,
            _ => LogoFault::SelfCheck,
        })?;
        let again = write(&result, more_digits);
        if again == svg {
            return Ok(Settled { svg, result });
        }
        svg = again;
    }
    Err(LogoFault::SelfCheck)
}

/// What a result is held against.
struct Original<'a> {
    source: &'a str,
    read: &'a Read,
    /// Nothing was read otherwise than others read it, on purpose.
    may_be_plain: bool,
    /// As it looks in its place, and a little aside.
    looks: [Option<Looks>; 2],
}

/// A file as it was read, and as another reader draws it where that was to be found out.
struct Looks {
    read: Pixmap,
    #[allow(clippy::option_option, reason = "not asked for yet, or asked for and too costly")]
    plain: Option<Option<Pixmap>>,
}

impl<'a> Original<'a> {
    fn new(source: &'a str, read: &'a Read, notes: &Notes) -> Self {
        Self { source, read, may_be_plain: !notes.reads_otherwise(), looks: [None, None] }
    }

    /// How alike they look. An edge that lies just between two pixels falls to one side or the other whatever
    /// is written, so that both are drawn again where it doesn't.
    fn likeness(&mut self, result: &Read) -> Result<f64, LogoFault> {
        let first = self.likeness_at(0, result)?;
        if first >= GOOD_LIKENESS {
            return Ok(first);
        }
        Ok(first.max(self.likeness_at(1, result)?))
    }

    /// The result against what was read; and against what another reader makes of the file, where that takes
    /// little.
    fn likeness_at(&mut self, at: usize, result: &Read) -> Result<f64, LogoFault> {
        let aside = [0.0, ASIDE][at];
        let draw = |read: &Read| drawn(&framed(read), aside).ok_or(LogoFault::NothingDrawn);
        let result = draw(result)?;
        let looks = match &mut self.looks[at] {
            Some(looks) => looks,
            none => none.insert(Looks { read: draw(self.read)?, plain: None }),
        };
        let worst = likeness(&looks.read, &result).ok_or(LogoFault::NothingDrawn)?;
        if !self.may_be_plain || worst < MIN_LIKENESS {
            return Ok(worst);
        }
        if looks.plain.is_none() {
            looks.plain = Some(plain_look(self.source, self.read, aside)?);
        }
        let plain = looks.plain.as_ref().and_then(Option::as_ref);
        Ok(plain.map_or(worst, |plain| worst.min(likeness(plain, &result).unwrap_or(0.0))))
    }
}

/// A drawing that was moved by a share of a pixel.
fn drawn(drawing: &Framed<'_>, aside: f64) -> Option<Pixmap> {
    let size = drawing.tree.size();
    let unit = f64::from(size.width().max(size.height())) / f64::from(likeness::SIDE);
    let (x, y) = drawing.origin;
    let origin = (x - aside * unit, y - aside * unit);
    likeness::pixels(&Framed { tree: drawing.tree, origin }, likeness::SIDE)
}

/// What another reader makes of the file; `None` where that may take long.
fn plain_look(source: &str, read: &Read, aside: f64) -> Result<Option<Pixmap>, LogoFault> {
    let tidied = tidy::tidy(source)?;
    if !plain::is_light(&normal::parse(&tidied.text)?, &read.root) {
        return Ok(None);
    }
    let has_text = tidied.text.contains("<text") || tidied.text.contains(":text");
    let Ok(tree) = tree(&tidied.text, has_text, &FontNotes::default()) else { return Ok(None) };
    if tree_cost::bound(&tree).is_err() {
        return Ok(None);
    }
    Ok(drawn(&Framed { tree: &tree, origin: (0.0, 0.0) }, aside))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How alike a file is to what was read of it.
    fn likeness_of(source: &str, read: &Read) -> f64 {
        Original::new(source, read, &Notes::default()).likeness(read).unwrap()
    }

    #[test]
    fn what_our_reading_loses_inside_a_mask_a_pattern_a_cut_or_a_use_is_seen() {
        let drawing = |inside: &str| {
            format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>"#)
        };
        let lost = r##"<rect x="4" width="5" height="9" fill="#fff"/>"##;
        for (before, after) in [
            (
                r##"<mask id="a"><rect width="4" height="9" fill="#fff"/>"##,
                r#"</mask><rect width="9" height="9" mask="url(#a)"/>"#,
            ),
            (
                r#"<pattern id="a" width="1" height="1"><rect width="4" height="9" fill="red"/>"#,
                r#"</pattern><rect width="9" height="9" fill="url(#a)"/>"#,
            ),
            (
                r#"<clipPath id="a"><rect width="4" height="9"/>"#,
                r#"</clipPath><rect width="9" height="9" clip-path="url(#a)"/>"#,
            ),
            (r#"<defs><g id="a"><rect width="4" height="9"/>"#, r##"</g></defs><use href="#a"/>"##),
        ] {
            let source = drawing(&format!("{before}{lost}{after}"));
            let without = vector::read(&drawing(&format!("{before}{after}")), &mut Notes::default()).unwrap();
            let likeness = likeness_of(&source, &without);
            assert!(likeness < MIN_LIKENESS, "{before} {likeness}");
            let whole = vector::read(&source, &mut Notes::default()).unwrap();
            let likeness = likeness_of(&source, &whole);
            assert!(likeness > 0.99, "{before} {likeness}");
        }
    }
}

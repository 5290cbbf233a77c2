//! Numbers and transforms, written as short as they can be.
#![expect(clippy::many_single_char_names, reason = "the parts of a transform have these names in SVG")]

use std::str::FromStr;

/// A transform as SVG writes it: `a b c d e f`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Affine(pub(crate) [f64; 6]);

impl Affine {
    pub(crate) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// Reads an attribute.
    pub(crate) fn parse(text: &str) -> Self {
        svgtypes::Transform::from_str(text)
            .map_or(Self::IDENTITY, |one| Self([one.a, one.b, one.c, one.d, one.e, one.f]))
    }

    /// As an attribute, with all digits.
    pub(crate) fn to_exact_text(self) -> String {
        let numbers: Vec<String> = self.0.iter().map(f64::to_string).collect();
        format!("matrix({})", numbers.join(" "))
    }

    /// First `inner`, then this.
    pub(crate) fn after(self, inner: Self) -> Self {
        let ([a, b, c, d, e, f], [ia, ib, ic, id, ie, jf]) = (self.0, inner.0);
        Self([
            a * ia + c * ib,
            b * ia + d * ib,
            a * ic + c * id,
            b * ic + d * id,
            a * ie + c * jf + e,
            b * ie + d * jf + f,
        ])
    }

    pub(crate) fn of(self, (x, y): (f64, f64)) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// How much longer lines become, where that is the same in all directions.
    pub(crate) fn uniform_scale(self) -> Option<f64> {
        let [a, b, c, d, ..] = self.0;
        let (one, two) = (a.hypot(b), c.hypot(d));
        let is_even = (one - two).abs() <= 1e-4 * one.max(two) && (a * c + b * d).abs() <= 1e-4 * one * two;
        (is_even && one > 0.0).then_some(f64::midpoint(one, two))
    }

    /// How much longer lines become, at most about.
    pub(crate) fn scale(self) -> f64 {
        let [a, b, c, d, ..] = self.0;
        a.hypot(b).max(c.hypot(d))
    }

    /// As an attribute; `None` where it changes nothing.
    pub(crate) fn to_text(self, decimals: usize) -> Option<String> {
        let [a, b, c, d, e, f] = self.0;
        let moved = [number(e, decimals), number(f, decimals)];
        let turned = [a, b, c, d].map(significant);
        if turned == ["1", "0", "0", "1"] {
            return match moved.each_ref().map(String::as_str) {
                ["0", "0"] => None,
                [x, "0"] => Some(format!("translate({x})")),
                [x, y] => Some(format!("translate({})", join(&[x, y]))),
            };
        }
        let all: Vec<&str> = turned.iter().chain(&moved).map(String::as_str).collect();
        Some(format!("matrix({})", join(&all)))
    }
}

/// Numbers with the fewest signs between them.
pub(crate) fn join(numbers: &[&str]) -> String {
    let mut out = String::new();
    for number in numbers {
        push_number(&mut out, number);
    }
    out
}

/// Adds a number; parts it from the one before only where it must be.
pub(crate) fn push_number(out: &mut String, number: &str) {
    // Numbers are shorter than this; a long text is not searched from its start each time.
    let near = out.get(out.len().saturating_sub(24)..).unwrap_or_default();
    let last = near.rsplit([' ', '-', ',']).next().unwrap_or_default();
    let token = last.rsplit(|sign: char| sign.is_ascii_alphabetic()).next().unwrap_or_default();
    let ends_number = out.ends_with(|sign: char| sign.is_ascii_digit());
    let needs_space =
        ends_number && !number.starts_with('-') && !(number.starts_with('.') && token.contains('.'));
    if needs_space {
        out.push(' ');
    }
    out.push_str(number);
}

/// `value` with at most `decimals` digits behind the point.
pub(crate) fn number(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    match text.strip_prefix("-") {
        Some("0") => "0".to_owned(),
        Some(rest) => {
            format!("-{}", rest.strip_prefix("0.").map_or(rest.to_owned(), |rest| format!(".{rest}")))
        }
        None => text.strip_prefix("0.").map_or(text.to_owned(), |rest| format!(".{rest}")),
    }
}

/// `value` with 5 digits that count: as exact as half a pixel in 10,000, and the same when read again.
pub(crate) fn significant(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return "0".to_owned();
    }
    #[expect(clippy::cast_possible_truncation, reason = "the logarithm of a finite number is small")]
    let magnitude = value.abs().log10().floor() as i32;
    number(value, usize::try_from(5 - 1 - magnitude).unwrap_or(0).min(9))
}

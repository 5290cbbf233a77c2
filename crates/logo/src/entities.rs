//! Entities: the few that drawing programs declare are resolved, those of HTML are read, bombs refused.

use crate::LogoFault;
use crate::markup::escape;
use std::collections::HashMap;

/// What entities may add to a text in all.
const MAX_ADDED: usize = 256 * 1024;
/// Entities within entities. Adobe's are one deep.
const MAX_DEPTH: usize = 8;
/// References that are resolved in one file: each is cheap, all together need not be.
const MAX_REFERENCES: usize = 50_000;

/// The names of the signs from U+00A0 to U+00FF, in order.
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn \
sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde \
Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde \
Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil \
egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave \
uacute ucirc uuml yacute thorn yuml";
const OTHERS: [(&str, char); 12] = [
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bull", '•'),
    ("hellip", '…'),
    ("trade", '™'),
    ("euro", '€'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
];

/// What may still be added.
#[derive(Debug)]
pub(crate) struct Budget {
    bytes: usize,
    references: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { bytes: MAX_ADDED, references: MAX_REFERENCES }
    }
}

/// The entities of one document.
#[derive(Debug, Default)]
pub(crate) struct Entities(HashMap<String, String>);

impl Entities {
    /// Reads the declarations in a document type. Those of files elsewhere are passed over.
    pub(crate) fn declare(&mut self, document_type: &str) {
        for part in document_type.split("<!ENTITY").skip(1) {
            let part = part.trim_start();
            let Some((name, rest)) = part.split_once(char::is_whitespace) else { continue };
            let rest = rest.trim_start();
            let Some(quote) = rest.chars().next().filter(|sign| ['"', '\''].contains(sign)) else { continue };
            if let Some(end) = rest[1..].find(quote) {
                // The first declaration of a name holds.
                self.0.entry(name.to_owned()).or_insert_with(|| rest[1..=end].to_owned());
            }
        }
    }

    /// Adds `text` with its references resolved, escaped; says whether it was no XML before.
    pub(crate) fn resolve(
        &self,
        text: &str,
        budget: &mut Budget,
        out: &mut String,
    ) -> Result<bool, LogoFault> {
        if !text.contains(['&', '<', '>']) {
            // Spaces stay as they are: a parser reads them as it would have.
            out.push_str(&text.replace('"', "&quot;"));
            return Ok(false);
        }
        let mut plain = String::new();
        let is_repaired = self.plain(text, 0, budget, &mut plain)?;
        escape(&plain, out);
        Ok(is_repaired)
    }

    fn plain(
        &self,
        text: &str,
        depth: usize,
        budget: &mut Budget,
        out: &mut String,
    ) -> Result<bool, LogoFault> {
        if depth > MAX_DEPTH {
            return Err(LogoFault::TooComplex);
        }
        let (mut rest, mut is_repaired) = (text, false);
        while let Some(at) = rest.find('&') {
            out.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            let name = rest.find(';').map(|end| &rest[..end]).filter(|name| is_name(name));
            let Some(name) = name else {
                out.push('&');
                is_repaired = true;
                continue;
            };
            rest = &rest[name.len() + 1..];
            budget.references = budget.references.checked_sub(1).ok_or(LogoFault::TooComplex)?;
            if let Some(value) = self.0.get(name) {
                budget.bytes = budget.bytes.checked_sub(value.len()).ok_or(LogoFault::TooComplex)?;
                // An entity that holds elements would be read as text here: its drawing would be lost.
                if value.contains('<') {
                    return Err(LogoFault::EntityMarkup);
                }
                is_repaired |= self.plain(value, depth + 1, budget, out)?;
            } else if let Some(sign) = sign(name) {
                out.push(sign);
                is_repaired |=
                    !(name.starts_with('#') || ["amp", "lt", "gt", "quot", "apos"].contains(&name));
            } else {
                // Nobody knows it: it stays what people see.
                out.push_str(&format!("&{name};"));
                is_repaired = true;
            }
        }
        out.push_str(rest);
        Ok(is_repaired)
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() < 100
        && name.chars().all(|sign| sign.is_alphanumeric() || ['#', '_', '-', '.', ':'].contains(&sign))
}

fn sign(name: &str) -> Option<char> {
    let number = name.strip_prefix('#').and_then(|digits| match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => digits.parse().ok(),
    });
    if let Some(number) = number {
        // Others are no signs of XML.
        return char::from_u32(number).filter(|sign| !sign.is_control() || ['\t', '\n', '\r'].contains(sign));
    }
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let latin = LATIN.split_whitespace().zip('\u{a0}'..='\u{ff}');
            latin.chain(OTHERS).find(|(one, _)| *one == name).map(|(_, sign)| sign)
        }
    }
}

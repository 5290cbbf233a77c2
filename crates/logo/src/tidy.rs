//! Text that is nearly XML becomes XML: no comments, instructions, document type or entities, every
//! prefix declared. Lines stay where they were, so that a fault can be told by its line.

use crate::LogoFault;
use crate::entities::{Budget, Entities};
use crate::fault::XmlCause;
use std::collections::BTreeSet;

/// More attributes than any element has; a bomb has more, and the parser compares each with each.
const MAX_ATTRIBUTES: usize = 500;
/// Deeper nesting is no logo.
const MAX_DEPTH: usize = 200;

/// Prefixes that drawing programs forget to declare, and what they mean by them.
const KNOWN_PREFIXES: [(&str, &str); 9] = [
    ("xlink", "http://www.w3.org/1999/xlink"),
    ("svg", "http://www.w3.org/2000/svg"),
    ("sodipodi", "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"),
    ("inkscape", "http://www.inkscape.org/namespaces/inkscape"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("cc", "http://creativecommons.org/ns#"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("i", "http://ns.adobe.com/AdobeIllustrator/10.0/"),
    ("sketch", "http://www.bohemiancoding.com/sketch/ns"),
];

/// A source as XML.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Tidied {
    pub(crate) text: String,
    /// It was no XML before.
    pub(crate) is_repaired: bool,
}

/// What is left to read, and what was written so far.
struct Reader<'a> {
    source: &'a str,
    at: usize,
    out: String,
    entities: Entities,
    budget: Budget,
    declared: BTreeSet<String>,
    used: BTreeSet<String>,
    root_name_end: Option<usize>,
    depth: usize,
    is_repaired: bool,
}

/// Reads a source as drawing programs and people write them.
///
/// # Errors
/// [`LogoFault::NotXml`] with the line, [`LogoFault::TooComplex`] for bombs.
pub(crate) fn tidy(source: &str) -> Result<Tidied, LogoFault> {
    let mut reader = Reader {
        source: source.trim_start_matches('\u{feff}'),
        at: 0,
        out: String::with_capacity(source.len()),
        entities: Entities::default(),
        budget: Budget::default(),
        declared: BTreeSet::from(["xml".to_owned(), "xmlns".to_owned()]),
        used: BTreeSet::new(),
        root_name_end: None,
        depth: 0,
        is_repaired: false,
    };
    while reader.at < reader.source.len() && reader.step()? {}
    let missing: Vec<String> = reader.used.difference(&reader.declared).cloned().collect();
    if let Some(end) = reader.root_name_end.filter(|_| !missing.is_empty()) {
        let declarations: String = missing.iter().map(|prefix| declaration(prefix)).collect();
        reader.out.insert_str(end, &declarations);
        reader.is_repaired = true;
    }
    Ok(Tidied { text: reader.out, is_repaired: reader.is_repaired })
}

fn declaration(prefix: &str) -> String {
    let known = KNOWN_PREFIXES.iter().find(|(one, _)| *one == prefix);
    known.map_or_else(
        || format!(" xmlns:{prefix}=\"urn:undeclared:{prefix}\""),
        |(_, space)| format!(" xmlns:{prefix}=\"{space}\""),
    )
}

impl Reader<'_> {
    /// Reads one piece; false at the end of the drawing.
    fn step(&mut self) -> Result<bool, LogoFault> {
        let rest = &self.source[self.at..];
        if rest.starts_with("<!--") {
            self.pass_over("-->")?;
        } else if let Some(inside) = rest.strip_prefix("<![CDATA[") {
            let end = inside.find("]]>").ok_or_else(|| self.fault(XmlCause::Unclosed))?;
            if self.depth > 0 {
                crate::markup::escape(&inside[..end].replace(['\r'], ""), &mut self.out);
            }
            self.at += "<![CDATA[".len() + end + "]]>".len();
        } else if rest.starts_with("<?") {
            self.pass_over("?>")?;
        } else if rest.starts_with("<!") {
            self.document_type()?;
        } else if rest.starts_with("</") {
            let end = rest.find('>').ok_or_else(|| self.fault(XmlCause::Unclosed))?;
            self.out.push_str(&rest[..=end]);
            self.at += end + 1;
            self.depth = self.depth.saturating_sub(1);
            return Ok(self.depth > 0);
        } else if rest.starts_with('<') {
            return self.tag();
        } else {
            let end = rest.find('<').unwrap_or(rest.len());
            if self.depth > 0 {
                self.is_repaired |= self.entities.resolve(&rest[..end], &mut self.budget, &mut self.out)?;
            } else {
                self.keep_lines(end);
            }
            self.at += end;
        }
        Ok(true)
    }

    fn fault(&self, cause: XmlCause) -> LogoFault {
        let lines = self.source[..self.at].matches('\n').count();
        LogoFault::NotXml { line: u32::try_from(lines + 1).unwrap_or(u32::MAX), cause }
    }

    fn keep_lines(&mut self, length: usize) {
        let lines = self.source[self.at..self.at + length].matches('\n').count();
        self.out.extend(std::iter::repeat_n('\n', lines));
    }

    fn pass_over(&mut self, end: &str) -> Result<(), LogoFault> {
        // The end may not share a sign with the start: `<!-->` is open.
        let start = end.len() + usize::from(end == "-->");
        let rest = self.source.get(self.at + start..).unwrap_or_default();
        let length = rest.find(end).ok_or_else(|| self.fault(XmlCause::Unclosed))? + start;
        self.keep_lines(length);
        self.at += length + end.len();
        Ok(())
    }

    fn document_type(&mut self) -> Result<(), LogoFault> {
        let rest = &self.source[self.at..];
        let (mut quote, mut inside, mut end) = (None, false, None);
        for (at, sign) in rest.char_indices() {
            match (quote, sign) {
                (Some(open), sign) if open == sign => quote = None,
                (Some(_), _) => {}
                (None, '"' | '\'') => quote = Some(sign),
                (None, '[') => inside = true,
                (None, ']') => inside = false,
                (None, '>') if !inside => {
                    end = Some(at);
                    break;
                }
                (None, _) => {}
            }
        }
        let end = end.ok_or_else(|| self.fault(XmlCause::Unclosed))?;
        self.entities.declare(&rest[..end]);
        self.keep_lines(end);
        self.at += end + 1;
        Ok(())
    }

    fn tag(&mut self) -> Result<bool, LogoFault> {
        let rest = &self.source[self.at..];
        let name_end = rest[1..]
            .find(|sign: char| sign.is_whitespace() || sign == '>' || sign == '/')
            .ok_or_else(|| self.fault(XmlCause::Unclosed))?
            + 1;
        self.note_prefix(&rest[1..name_end]);
        self.out.push_str(&rest[..name_end]);
        self.root_name_end.get_or_insert(self.out.len());
        let (mut at, mut count) = (name_end, 0);
        loop {
            let here = &rest[at..];
            let end = here.find(['"', '\'', '>']).ok_or_else(|| self.fault(XmlCause::Unclosed))?;
            let name = here[..end].trim().trim_end_matches('=').trim().to_owned();
            self.out.push_str(&here[..end]);
            at += end + 1;
            if here[end..].starts_with('>') {
                self.out.push('>');
                self.at += at;
                let is_closed = here[..end].ends_with('/');
                self.depth += usize::from(!is_closed);
                if self.depth > MAX_DEPTH {
                    return Err(LogoFault::TooComplex);
                }
                return Ok(self.depth > 0);
            }
            let quote = if here[end..].starts_with('"') { '"' } else { '\'' };
            let length = rest[at..].find(quote).ok_or_else(|| self.fault(XmlCause::Unclosed))?;
            count += 1;
            if count > MAX_ATTRIBUTES {
                return Err(LogoFault::TooComplex);
            }
            self.note_attribute(&name);
            self.out.push('"');
            let value = &rest[at..at + length];
            self.is_repaired |= self.entities.resolve(value, &mut self.budget, &mut self.out)?;
            self.out.push('"');
            at += length + 1;
        }
    }

    fn note_prefix(&mut self, name: &str) {
        if let Some((prefix, _)) = name.split_once(':')
            && !prefix.is_empty()
            && prefix.chars().all(|sign| sign.is_alphanumeric() || sign == '-' || sign == '_')
        {
            self.used.insert(prefix.to_owned());
        }
    }

    fn note_attribute(&mut self, name: &str) {
        match name.strip_prefix("xmlns:") {
            Some(prefix) => {
                self.declared.insert(prefix.to_owned());
            }
            None => self.note_prefix(name),
        }
    }
}

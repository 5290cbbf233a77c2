//! Style sheets: which declarations hold for an element. Reading them costs no more than a logo's.

use crate::LogoFault;
use roxmltree::{Document, Node};
use simplecss::{AttributeOperator, Element, PseudoClass, Selector, SelectorToken, SelectorTokenizer};

/// Steps of matching selectors with elements. Real logos need some ten thousand.
const MAX_STEPS: u64 = 20_000_000;
const MAX_SHEET_BYTES: usize = 512 * 1024;

/// A property and its value.
pub(crate) type Declaration<'a> = (&'a str, &'a str);

struct Rule<'a> {
    selector: Selector<'a>,
    specificity: [u8; 3],
    declarations: Vec<(Declaration<'a>, bool)>,
}

/// All rules of a document, weakest first.
pub(crate) struct Styles<'a> {
    rules: Vec<Rule<'a>>,
}

/// How many elements there are, and how deep they are nested.
pub(crate) fn extent(document: &Document<'_>) -> (usize, usize) {
    let mut count = 0;
    let mut depth = 0;
    let mut here = vec![(document.root_element(), 1)];
    while let Some((node, level)) = here.pop() {
        count += 1;
        depth = depth.max(level);
        here.extend(node.children().filter(Node::is_element).map(|child| (child, level + 1)));
    }
    (count, depth)
}

/// The text of all style sheets, without comments, ready for [`Styles::parse`].
pub(crate) fn sheets(document: &Document<'_>) -> String {
    let mut all = String::new();
    for node in document.descendants().filter(|node| node.tag_name().name() == "style") {
        if matches!(node.attribute("type"), None | Some("" | "text/css")) {
            all.extend(node.descendants().filter_map(|inner| inner.text().filter(|_| inner.is_text())));
            all.push('\n');
        }
    }
    // The root of a drawing is its `svg`.
    without_comments(&all).replace(":root", "svg")
}

fn without_comments(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    // Old editors hid style sheets from older browsers.
    out.replace("<!--", "").replace("-->", "")
}

impl<'a> Styles<'a> {
    /// Reads what [`sheets`] gave. Rules that hold on some screens alone are left out.
    ///
    /// # Errors
    /// [`LogoFault::TooComplex`] for sheets that take long to match with the `elements`, nested `depth` deep.
    pub(crate) fn parse(text: &'a str, elements: usize, depth: usize) -> Result<Self, LogoFault> {
        if text.len() > MAX_SHEET_BYTES {
            return Err(LogoFault::TooComplex);
        }
        let (mut rules, mut steps) = (Vec::new(), 0u64);
        for (prelude, body) in blocks(text) {
            let declarations = declarations(body);
            for one in prelude.split(',') {
                steps = steps.saturating_add(steps_of(one, depth).saturating_mul(elements as u64));
                if steps > MAX_STEPS {
                    return Err(LogoFault::TooComplex);
                }
                if let Some(selector) = Selector::parse(one.trim()).filter(|_| !one.trim().is_empty()) {
                    let specificity = selector.specificity();
                    rules.push(Rule { selector, specificity, declarations: declarations.clone() });
                }
            }
        }
        rules.sort_by_key(|rule| rule.specificity);
        Ok(Self { rules })
    }

    /// What style sheets and the element's own `style` declare, weakest first.
    pub(crate) fn of<'n>(&'n self, node: Node<'n, 'n>) -> Vec<Declaration<'n>> {
        let own = node.attribute("style").map(declarations).unwrap_or_default();
        let matching = self.rules.iter().filter(|rule| rule.selector.matches(&InTree(node)));
        let from_rules = matching.flat_map(|rule| rule.declarations.iter().copied());
        let mut all: Vec<_> = from_rules.chain(own).collect();
        all.sort_by_key(|(_, is_important)| *is_important);
        all.into_iter().map(|(declaration, _)| declaration).collect()
    }
}

/// What matching a selector with one element takes, at worst.
fn steps_of(selector: &str, depth: usize) -> u64 {
    let mut steps = 1u64;
    for token in SelectorTokenizer::from(selector).flatten().take(200) {
        steps = match token {
            SelectorToken::DescendantCombinator => steps.saturating_mul(depth.max(2) as u64),
            _ => steps.saturating_add(1),
        };
    }
    steps
}

/// Rules as text: what stands before the braces and what is in them.
fn blocks(text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let prelude = rest[..open].rsplit(';').next().unwrap_or_default().trim();
        let body = &rest[open + 1..];
        let end = if prelude.starts_with('@') { end_of_block(body) } else { body.find('}') };
        let end = end.unwrap_or(body.len());
        if !prelude.starts_with('@') {
            found.push((prelude, &body[..end]));
        }
        rest = body.get(end + 1..).unwrap_or_default();
    }
    found
}

fn end_of_block(body: &str) -> Option<usize> {
    let mut depth = 1;
    body.char_indices().find_map(|(at, sign)| {
        depth += match sign {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        (depth == 0).then_some(at)
    })
}

/// Declarations with whether they are important. Semicolons in parentheses and quotes end none.
fn declarations(text: &str) -> Vec<(Declaration<'_>, bool)> {
    let (mut depth, mut quote) = (0i32, None);
    text.split(|sign: char| {
        match (quote, sign) {
            (Some(open), sign) if open == sign => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(sign),
            (None, '(') => depth += 1,
            (None, ')') => depth -= 1,
            (None, ';') => return depth <= 0,
            (None, _) => {}
        }
        false
    })
    .filter_map(|part| {
        let (name, value) = part.split_once(':')?;
        let (value, is_important) = match value.rsplit_once('!') {
            Some((value, word)) if word.trim().eq_ignore_ascii_case("important") => (value, true),
            _ => (value, false),
        };
        Some(((name.trim(), value.trim()), is_important))
    })
    .collect()
}

struct InTree<'a>(Node<'a, 'a>);

impl Element for InTree<'_> {
    fn parent_element(&self) -> Option<Self> {
        self.0.parent_element().map(Self)
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.0.prev_sibling_element().map(Self)
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.0.tag_name().name() == name
    }

    fn attribute_matches(&self, name: &str, operator: AttributeOperator<'_>) -> bool {
        self.0.attribute(name).is_some_and(|value| operator.matches(value))
    }

    fn pseudo_class_matches(&self, class: PseudoClass<'_>) -> bool {
        matches!(class, PseudoClass::FirstChild) && self.prev_sibling_element().is_none()
    }
}

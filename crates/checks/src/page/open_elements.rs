//! The stack of open elements, as in the HTML standard's tree construction, without a tree.
//!
//! Which element a text belongs to depends on end tags that are left out and on those that nothing opened.
//! Every question that the standard answers by walking down the stack is answered here from a list of
//! positions, so that a page nested 200,000 deep costs no more than a flat one.

use std::{collections::HashMap, sync::LazyLock};

/// An element that is open.
#[derive(Debug)]
pub(super) struct Open<D> {
    pub(super) name: String,
    /// Of SVG or MathML.
    pub(super) is_foreign: bool,
    /// What the reader keeps with it.
    pub(super) data: D,
}

/// The open elements, outermost first.
#[derive(Debug)]
pub(super) struct OpenElements<D> {
    open: Vec<Open<D>>,
    by_name: HashMap<String, Vec<usize>>,
    /// Positions of elements of HTML.
    html: Vec<usize>,
    /// Positions of elements that an end tag does not look beyond.
    scopes: Vec<usize>,
    /// Positions of elements that end a search for an open list item.
    item_stops: Vec<usize>,
    /// Positions of elements that the end tag of an inline element does not close.
    special: Vec<usize>,
}

/// Elements at which the standard stops looking for the start of an end tag.
const SCOPES: [&str; 8] = ["applet", "caption", "marquee", "object", "table", "td", "template", "th"];
/// Elements of SVG and MathML whose content is HTML again.
const INTEGRATION_POINTS: [&str; 9] =
    ["annotation-xml", "desc", "foreignobject", "mi", "mn", "mo", "ms", "mtext", "title"];
/// Elements that are not closed by the end tag of an inline element around them.
const SPECIAL: &str = "address applet article aside blockquote body button caption center dd details dialog dir div dl dt \
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup iframe li listing main marquee \
    menu nav noembed noframes noscript object ol p plaintext pre search section select style script summary \
    table tbody td template textarea tfoot th thead title tr ul xmp colgroup frameset";
/// Blocks that close an open paragraph.
const CLOSE_PARAGRAPH: &str = "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure \
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p plaintext pre search \
    section summary table ul xmp";
/// HTML elements that end SVG and MathML around them.
const BREAK_OUT: &str = "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing \
    menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var";

/// What the lists above say of an element. Asked for every tag, so it is looked up once.
#[derive(Debug, Clone, Copy, Default)]
struct Traits {
    is_special: bool,
    closes_paragraph: bool,
    breaks_out: bool,
}

fn traits(name: &str) -> Traits {
    static TRAITS: LazyLock<HashMap<&str, Traits>> = LazyLock::new(|| {
        let mut traits: HashMap<&str, Traits> = HashMap::new();
        for name in SPECIAL.split_whitespace() {
            traits.entry(name).or_default().is_special = true;
        }
        for name in CLOSE_PARAGRAPH.split_whitespace() {
            traits.entry(name).or_default().closes_paragraph = true;
        }
        for name in BREAK_OUT.split_whitespace() {
            traits.entry(name).or_default().breaks_out = true;
        }
        traits
    });
    TRAITS.get(name).copied().unwrap_or_default()
}

/// Whether an HTML element cannot have content.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "image"
            | "img"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Whether an HTML start tag of that name ends SVG and MathML around it.
pub(super) fn breaks_out(name: &str) -> bool {
    traits(name).breaks_out
}

impl<D> Default for OpenElements<D> {
    fn default() -> Self {
        Self {
            open: Vec::new(),
            by_name: HashMap::new(),
            html: Vec::new(),
            scopes: Vec::new(),
            item_stops: Vec::new(),
            special: Vec::new(),
        }
    }
}

fn last_above(positions: &[usize], position: usize) -> bool {
    positions.last().is_some_and(|last| *last > position)
}

impl<D> OpenElements<D> {
    pub(super) fn top(&self) -> Option<&Open<D>> {
        self.open.last()
    }

    /// Whether what comes next is SVG or MathML.
    pub(super) fn is_foreign(&self) -> bool {
        self.top().is_some_and(|top| top.is_foreign && !is_integration_point(top))
    }

    pub(super) fn len(&self) -> usize {
        self.open.len()
    }

    /// The data of those at and above a position, outermost first.
    pub(super) fn data_from(&mut self, position: usize) -> impl Iterator<Item = &mut D> {
        self.open.iter_mut().skip(position).map(|open| &mut open.data)
    }

    pub(super) fn data_at(&self, position: usize) -> Option<&D> {
        self.open.get(position).map(|open| &open.data)
    }

    pub(super) fn push(&mut self, name: &str, is_foreign: bool, data: D) {
        let position = self.open.len();
        let open = Open { name: name.to_owned(), is_foreign, data };
        if !is_foreign {
            self.html.push(position);
        }
        if !is_foreign && SCOPES.contains(&name) || is_integration_point(&open) {
            self.scopes.push(position);
        }
        if !is_foreign && traits(name).is_special {
            self.special.push(position);
            if !matches!(name, "address" | "div" | "p") {
                self.item_stops.push(position);
            }
        }
        self.by_name.entry(name.to_owned()).or_default().push(position);
        self.open.push(open);
    }

    pub(super) fn pop(&mut self) -> Option<Open<D>> {
        let open = self.open.pop()?;
        let position = self.open.len();
        if let Some(positions) = self.by_name.get_mut(&open.name) {
            positions.pop();
        }
        for positions in [&mut self.html, &mut self.scopes, &mut self.item_stops, &mut self.special] {
            if positions.last() == Some(&position) {
                positions.pop();
            }
        }
        Some(open)
    }

    /// The position of the innermost element of that name.
    fn last(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).and_then(|positions| positions.last()).copied()
    }

    /// The same, unless a table cell, a template or the like stands between.
    fn in_scope(&self, name: &str) -> Option<usize> {
        self.last(name).filter(|position| !last_above(&self.scopes, *position))
    }

    /// Where the stack is to be cut before an HTML start tag of that name: end tags that may be left out.
    pub(super) fn cut_before(&self, name: &str) -> Option<usize> {
        let paragraph = || {
            let open = self.in_scope("p").filter(|_| traits(name).closes_paragraph)?;
            // A paragraph around a button stays open.
            let button = self.last("button").is_some_and(|button| button > open);
            (!button).then_some(open)
        };
        let above_table = |names: &[&str]| {
            let table = self.last("table").max(self.last("template"));
            names.iter().filter_map(|name| self.last(name)).filter(|at| Some(*at) > table).min()
        };
        let item = |names: &[&str]| {
            let open = names.iter().filter_map(|name| self.last(name)).max()?;
            (!last_above(&self.item_stops, open)).then_some(open)
        };
        let top_is = |names: &[&str]| {
            let top = self.top()?;
            names.contains(&top.name.as_str()).then(|| self.open.len() - 1)
        };
        let implied = match name {
            "li" => item(&["li"]),
            "dd" | "dt" => item(&["dd", "dt"]),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => top_is(&["h1", "h2", "h3", "h4", "h5", "h6"]),
            "option" => top_is(&["option"]),
            "optgroup" => self.last("optgroup").or_else(|| top_is(&["option"])),
            "td" | "th" => above_table(&["td", "th", "caption"]),
            "tr" => above_table(&["tr", "caption"]),
            "tbody" | "thead" | "tfoot" => above_table(&["tbody", "thead", "tfoot", "caption"]),
            "button" => self.in_scope("button"),
            "a" => self.in_scope("a"),
            "input" | "textarea" | "select" => self.in_scope("select"),
            _ => None,
        };
        implied.into_iter().chain(paragraph()).min()
    }

    /// Where the stack is to be cut at an end tag of that name, if anywhere.
    pub(super) fn cut_at_end(&self, name: &str) -> Option<usize> {
        // Within SVG it closes what it names, up to the HTML around it.
        let of_drawing = self.last(name).filter(|at| self.html.last().is_none_or(|html| at > html));
        if of_drawing.is_some() {
            return of_drawing;
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                ["h1", "h2", "h3", "h4", "h5", "h6"].iter().filter_map(|name| self.in_scope(name)).max()
            }
            // They close whatever is left open in them, unless a table stands between.
            "table" | "template" => self.last(name),
            "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" | "caption" => {
                self.last(name).filter(|at| Some(*at) > self.last("table").max(self.last("template")))
            }
            _ if traits(name).is_special => self.in_scope(name),
            _ => self.last(name).filter(|at| !last_above(&self.special, *at)),
        }
    }

    /// Takes an element off the stack from under what was opened within: a form or a link that ends before
    /// its blocks do. Answers where it was; what lies above stays open.
    pub(super) fn take_out(&mut self, name: &str) -> Option<usize> {
        let position = self.in_scope(name)?;
        self.by_name.get_mut(name)?.pop();
        // No tag has an empty name, so nothing closes it but what closes its surroundings.
        self.open.get_mut(position)?.name.clear();
        Some(position)
    }

    /// Where SVG and MathML end when an HTML element breaks out of them.
    pub(super) fn foreign_from(&self) -> usize {
        let inside =
            self.open.iter().rev().take_while(|open| open.is_foreign && !is_integration_point(open)).count();
        self.open.len() - inside
    }
}

fn is_integration_point<D>(open: &Open<D>) -> bool {
    open.is_foreign && INTEGRATION_POINTS.contains(&open.name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(names: &[&str]) -> OpenElements<()> {
        let mut open = OpenElements::default();
        for name in names {
            open.push(name, false, ());
        }
        open
    }

    #[test]
    fn a_paragraph_ends_where_a_block_begins_and_a_cell_where_the_next_begins() {
        assert_eq!(opened(&["div", "p", "b"]).cut_before("ul"), Some(1));
        assert_eq!(opened(&["div", "p", "b"]).cut_before("span"), None);
        assert_eq!(opened(&["p", "table", "td"]).cut_before("p"), None);
        assert_eq!(opened(&["ul", "li", "p"]).cut_before("li"), Some(1));
        assert_eq!(opened(&["ul", "li", "ul"]).cut_before("li"), None);
        assert_eq!(opened(&["table", "tr", "td", "p"]).cut_before("td"), Some(2));
        assert_eq!(opened(&["table", "tr", "td", "p"]).cut_before("tr"), Some(1));
        assert_eq!(opened(&["table", "tr", "td", "table"]).cut_before("tr"), None);
    }

    #[test]
    fn an_end_tag_closes_what_is_open_in_its_element_and_nothing_around_it() {
        assert_eq!(opened(&["div", "ul", "li"]).cut_at_end("div"), Some(0));
        assert_eq!(opened(&["div", "table", "td"]).cut_at_end("div"), None);
        assert_eq!(opened(&["span", "div"]).cut_at_end("span"), None);
        assert_eq!(opened(&["div"]).cut_at_end("nav"), None);
        assert_eq!(opened(&["h1", "b"]).cut_at_end("h2"), Some(0));
    }
}

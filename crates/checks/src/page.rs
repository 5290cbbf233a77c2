//! A page as a reader without scripts has it: what it is called, what it says, what it asks for.
//!
//! It is cut by the tokenizer of the HTML standard and read tag by tag, so that neither its nesting nor its
//! attributes can exhaust the reader: the time it takes grows with its bytes and with nothing else.

mod charset;
mod elements;
mod gather;
mod open_elements;
mod refresh;
mod tokens;

pub(crate) use charset::decode;
pub use refresh::refresh_target;

/// What a page says.
#[derive(Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a thing that a page has or has not")]
pub(crate) struct Page {
    /// Its title.
    pub(crate) title: String,
    /// Its upper headings (h1 to h3), in order: those of the page itself, …
    pub(crate) headings: Vec<String>,
    /// … those in its header, navigation and sidebars, …
    pub(crate) side_headings: Vec<String>,
    /// … and those in a form.
    pub(crate) form_headings: Vec<String>,
    /// All that can be read on it, words parted by single spaces.
    pub(crate) text: String,
    /// Its main text: without header, footer, navigation, forms, buttons, dialogs, and without paragraphs
    /// that are nothing but links.
    pub(crate) paragraphs: Vec<Paragraph>,
    /// What paragraphs its header, footer and sidebars hold.
    pub(crate) side_paragraphs: Vec<String>,
    /// Its links outside of navigation.
    pub(crate) links: Vec<String>,
    /// Its buttons, …
    pub(crate) buttons: Vec<String>,
    /// … and those in its header, navigation and sidebars.
    pub(crate) side_buttons: Vec<String>,
    /// What it shows where scripts are turned off.
    pub(crate) noscript: String,
    /// It asks for a password, …
    pub(crate) has_password: bool,
    /// … or its header or a box in front of it does.
    pub(crate) has_side_password: bool,
    /// It asks for a user name or an email address.
    pub(crate) has_user_field: bool,
    /// It loads or holds a script.
    pub(crate) has_script: bool,
    /// It has an element of the kind that scripts put a page into.
    pub(crate) has_app_root: bool,
    /// The content of its first `<meta http-equiv=refresh>`.
    refresh: Option<String>,
    /// What its relative URLs are relative to.
    base: Option<String>,
}

/// A block of the main text, its inline elements joined.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// Words parted by single spaces.
    pub(crate) text: String,
    /// What it stands in.
    pub(crate) kind: ParagraphKind,
}

/// What a paragraph stands in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum ParagraphKind {
    /// Text by itself.
    #[default]
    Text,
    /// A heading of that level; a term of a list of definitions counts as the lowest.
    Heading(u8),
    /// An item of a list.
    Item,
    /// A cell of a table.
    Cell,
}

/// No title needs more to be told.
const LONGEST_TITLE: usize = 300;

impl Page {
    /// Reads a page. Whatever comes is read: a page has no faults, only less to say.
    pub(crate) fn read(source: &str) -> Self {
        let mut gather = gather::Gather::default();
        tokens::tokenize(source, &mut gather);
        gather.finish()
    }

    /// The number of characters in the main text.
    pub(crate) fn length(&self) -> usize {
        self.paragraphs.iter().map(|paragraph| paragraph.text.chars().count()).sum()
    }

    fn tidy(&mut self) {
        self.title = self.title.chars().take(LONGEST_TITLE).collect();
        for text in [&mut self.title, &mut self.text, &mut self.noscript] {
            *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        }
    }
}

/// Whether a browser shows an answer as a page: by its type or, where it has none, by how it begins.
pub(crate) fn is_html(content_type: &str, source: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match kind.as_str() {
        "text/html" | "application/xhtml+xml" => true,
        // Of these the standard for sniffing says that they tell nothing.
        "" | "unknown/unknown" | "application/unknown" | "*/*" => begins_as_html(source),
        _ => false,
    }
}

fn begins_as_html(source: &str) -> bool {
    const STARTS: [&str; 22] = [
        "<!doctype html",
        "<html",
        "<head",
        "<script",
        "<iframe",
        "<h1",
        "<div",
        "<font",
        "<table",
        "<a",
        "<style",
        "<title",
        "<b",
        "<body",
        "<br",
        "<p",
        "<!--",
        "<meta",
        "<main",
        "<article",
        "<section",
        "<h2",
    ];
    let source = source.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '\u{feff}');
    STARTS.iter().any(|start| {
        let found = source.get(..start.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(start));
        let next = source.get(start.len()..).and_then(|rest| rest.chars().next());
        found && (*start == "<!--" || next.is_none_or(|c| c.is_ascii_whitespace() || matches!(c, '>' | '/')))
    })
}

#[cfg(test)]
mod tests;

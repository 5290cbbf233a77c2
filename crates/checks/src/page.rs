//! A page as a reader without scripts has it: what it is called, what it says, whether it asks for a
//! password. Read as a stream of tokens, so that no nesting can exhaust it.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states::RawKind,
};
use std::cell::RefCell;

/// Attributes of a longer tag are not read: the parser compares each with each.
const MAX_TAG_BYTES: usize = 4 * 1024;

/// What a page says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Page {
    /// Its title.
    pub(crate) title: String,
    /// Its first heading.
    pub(crate) heading: String,
    /// All that can be read on it, words parted by single spaces.
    pub(crate) text: String,
    /// It asks for a password.
    pub(crate) has_password: bool,
    /// It loads or holds a script.
    pub(crate) has_script: bool,
}

impl Page {
    /// Reads a page. Whatever comes is read: a page has no faults, only less to say.
    pub(crate) fn read(source: &str) -> Self {
        let input = BufferQueue::default();
        input.push_back(StrTendril::from(bounded(source).as_str()));
        let tokenizer = Tokenizer::new(Reader::default(), TokenizerOpts::default());
        // The reader never hands control back, so one call takes it all.
        let _ = tokenizer.feed(&input);
        tokenizer.end();
        let mut page = tokenizer.sink.0.into_inner().page;
        for text in [&mut page.title, &mut page.heading, &mut page.text] {
            *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        page
    }
}

/// The source with the attributes of overlong tags taken out, and the content of scripts and styles, in
/// which a sign of less would look like a tag. One pass.
fn bounded(source: &str) -> String {
    let lower = source.to_ascii_lowercase();
    let mut kept = String::with_capacity(source.len());
    let mut from = 0;
    while let Some(open) = source[from..].find('<').map(|at| from + at) {
        kept.push_str(&source[from..open]);
        let name_end = source[open + 1..]
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '/')
            .map_or(source.len(), |length| open + 1 + length);
        if name_end == open + 1 {
            // A sign of less, a comment, a doctype: nothing with attributes.
            kept.push('<');
            from = open + 1;
            continue;
        }
        // A tag that never ends is none.
        let Some(close) = source[open..].find('>').map(|length| open + length) else { return kept };
        if close - open > MAX_TAG_BYTES {
            kept.push_str(&source[open..name_end]);
            kept.push('>');
        } else {
            kept.push_str(&source[open..=close]);
        }
        from = close + 1;
        for raw in ["script", "style"] {
            if lower[open + 1..name_end] == *raw {
                let end = format!("</{raw}");
                from = lower[from..].find(&end).map_or(source.len(), |length| from + length);
            }
        }
    }
    kept.push_str(&source[from..]);
    kept
}

#[derive(Default)]
struct State {
    page: Page,
    /// The element whose content is not for readers, and how deep it is nested in itself.
    unread: Option<(String, usize)>,
    in_title: bool,
    in_heading: bool,
    had_heading: bool,
}

#[derive(Default)]
struct Reader(RefCell<State>);

/// Elements whose content is not read.
const UNREAD: [&str; 5] = ["script", "style", "noscript", "template", "svg"];

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => return state.tag(&tag),
            Token::CharacterTokens(text) if state.unread.is_none() => {
                if state.in_title {
                    state.page.title.push_str(&text);
                } else {
                    state.page.text.push_str(&text);
                }
                if state.in_heading {
                    state.page.heading.push_str(&text);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &*tag.name;
        let opens = tag.kind == TagKind::StartTag;
        if name == "script" && opens {
            self.page.has_script = true;
        }
        if let Some((unread, depth)) = &mut self.unread {
            if name == unread {
                *depth = if opens { *depth + 1 } else { depth.saturating_sub(1) };
                if *depth == 0 {
                    self.unread = None;
                }
            }
        } else if opens && UNREAD.contains(&name) && !tag.self_closing {
            self.unread = Some((name.to_owned(), 1));
        }
        match name {
            "title" => self.in_title = opens && self.unread.is_none(),
            "h1" | "h2" => {
                self.in_heading = opens && !self.had_heading;
                self.had_heading |= !opens && !self.page.heading.trim().is_empty();
            }
            "input" if opens && self.unread.is_none() => {
                let is_password = |attribute: &html5ever::Attribute| {
                    &*attribute.name.local == "type" && attribute.value.eq_ignore_ascii_case("password")
                };
                self.page.has_password |= tag.attrs.iter().any(is_password);
            }
            _ => {}
        }
        // Tags part words: "<li>one</li><li>two</li>" reads "one two".
        self.page.text.push(' ');
        match name {
            "script" if opens => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "noscript" if opens => TokenSinkResult::RawData(RawKind::Rawtext),
            "title" | "textarea" if opens => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_page_is_read_without_its_scripts_and_styles() {
        let page = Page::read(
            "<!doctype html><title>How to &amp; why</title><style>p{}</style><h1>Connect <b>it</b></h1>\
             <p>Copy</p><p>the token.</p><script>document.write('<p>never')</script><noscript>Turn on</noscript>\
             <form><input TYPE=Password></form>",
        );
        assert_eq!(page.title, "How to & why");
        assert_eq!(page.heading, "Connect it");
        assert_eq!(page.text, "Connect it Copy the token.");
        assert!(page.has_password && page.has_script);
    }

    #[test]
    fn long_pictures_and_scripts_in_a_page_take_nothing_of_its_text() {
        let picture = format!("<img src=\"data:image/png;base64,{}\">", "A".repeat(100_000));
        let script = format!("<SCRIPT>for(a=0;a<b;a++){{{}}}</SCRIPT>", "a<b;".repeat(10_000));
        let page = Page::read(&format!("<h1>Connect</h1>{picture}<p>Copy</p>{script}<p>the token</p>"));
        assert_eq!(page.text, "Connect Copy the token");
        assert!(page.has_script);
    }

    #[test]
    fn pages_made_to_exhaust_a_reader_are_read_in_passing() {
        for evil in [
            "<div>".repeat(200_000),
            (0..30)
                .map(|tag| {
                    format!("<p {}>", (0..4_000).map(|at| format!("a{tag}x{at}=1 ")).collect::<String>())
                })
                .collect(),
            format!("<script>{}", "<b".repeat(400_000)),
            format!("<p {}", "<".repeat(900_000)),
            "<svg>".repeat(200_000),
            "<b><i><table>".repeat(70_000),
        ] {
            assert_eq!(Page::read(&evil).title, "");
        }
    }

    proptest! {
        #[test]
        fn no_page_makes_the_reader_panic(source in ".{0,400}", tags in "[<>/a-z =\"!-]{0,400}") {
            Page::read(&source);
            Page::read(&tags);
        }
    }
}

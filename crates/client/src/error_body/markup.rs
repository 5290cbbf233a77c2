//! The text of an answer that is HTML or XML: error pages of frameworks and of proxies on the way.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states::RawKind,
};
use std::cell::RefCell;

/// How much of a page is read. Its tokenizer compares the attributes of a tag with one another.
const MAX_BYTES: usize = 32 * 1024;
/// Tags inside of a sentence: others end one.
const INLINE: [&str; 14] =
    ["a", "abbr", "b", "code", "em", "font", "i", "kbd", "mark", "small", "span", "strong", "tt", "u"];
/// Elements whose content is not for readers.
const UNREAD: [&str; 4] = ["script", "style", "noscript", "template"];

#[derive(Default)]
struct Reader(RefCell<State>);

#[derive(Default)]
struct State {
    blocks: Vec<String>,
    unread: bool,
    has_end_tag: bool,
}

/// The text blocks of a page, each once. `None` when the text has no tags that end: then it is a text with
/// a sign of less in it.
pub(super) fn blocks(source: &str) -> Option<Vec<String>> {
    if !source.starts_with('<') {
        return None;
    }
    let end = (0..=MAX_BYTES.min(source.len())).rev().find(|&at| source.is_char_boundary(at))?;
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(&source[..end]));
    let tokenizer = Tokenizer::new(Reader::default(), TokenizerOpts::default());
    // The reader never hands control back, so one call takes it all.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let state = tokenizer.sink.0.into_inner();
    let mut blocks: Vec<String> = Vec::new();
    for block in state.blocks {
        let block = block.split_whitespace().collect::<Vec<_>>().join(" ");
        if !block.is_empty() && !blocks.contains(&block) {
            blocks.push(block);
        }
        // A heading and a sentence or two say it; what follows is navigation.
        if blocks.len() == 8 {
            break;
        }
    }
    state.has_end_tag.then_some(blocks)
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => return state.tag(&tag),
            Token::CharacterTokens(text) if !state.unread => match state.blocks.last_mut() {
                Some(block) => block.push_str(&text),
                None => state.blocks.push(text.to_string()),
            },
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &*tag.name;
        let opens = tag.kind == TagKind::StartTag;
        self.has_end_tag |= !opens;
        if UNREAD.contains(&name) {
            self.unread = opens && !tag.self_closing;
        }
        if !INLINE.contains(&name) {
            self.blocks.push(String::new());
        }
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

    #[test]
    fn a_page_gives_its_texts_without_tags_scripts_and_repetition() {
        let page = "<!DOCTYPE html><html><head><title>Not &amp; taken</title><style>p{}</style></head>\
                    <body><h1>Not &amp; taken</h1>\n<p>The <b>name</b> is taken.</p><script>'</p>'</script>";
        assert_eq!(blocks(page).unwrap(), ["Not & taken", "The name is taken."]);
        let xml = "<?xml version=\"1.0\"?><errors><error>Name is taken</error><error>No</error></errors>";
        assert_eq!(blocks(xml).unwrap(), ["Name is taken", "No"]);
        assert_eq!(blocks("<name> is required"), None);
        assert_eq!(blocks("Name </b>"), None);
        assert_eq!(blocks(&format!("<p>One</p>{}", "é".repeat(MAX_BYTES))).unwrap()[0], "One");
    }
}

//! The text of an answer that is HTML or XML: error pages of frameworks and of proxies on the way.

use html5gum::{DefaultEmitter, Token, Tokenizer};

/// How much of a page is read: an error says what it is soon.
const MAX_BYTES: usize = 32 * 1024;
/// Tags inside of a sentence: others end one.
const INLINE: [&str; 14] =
    ["a", "abbr", "b", "code", "em", "font", "i", "kbd", "mark", "small", "span", "strong", "tt", "u"];
/// Elements whose content is not for readers.
const UNREAD: [&str; 4] = ["script", "style", "noscript", "template"];

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
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut state = State::default();
    // It reads from memory, which cannot fail.
    for token in Tokenizer::new_with_emitter(&source[..end], emitter).flatten() {
        match token {
            Token::StartTag(tag) => state.tag(&String::from_utf8_lossy(&tag.name), !tag.self_closing),
            Token::EndTag(tag) => {
                state.has_end_tag = true;
                state.tag(&String::from_utf8_lossy(&tag.name), false);
            }
            Token::String(text) => state.text(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
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

impl State {
    /// A tag begins or ends a block, unless it stands inside of a sentence.
    fn tag(&mut self, name: &str, opens: bool) {
        if UNREAD.contains(&name) {
            self.unread = opens;
        }
        if !INLINE.contains(&name) {
            self.blocks.push(String::new());
        }
    }

    fn text(&mut self, text: &str) {
        if self.unread {
            return;
        }
        match self.blocks.last_mut() {
            Some(block) => block.push_str(text),
            None => self.blocks.push(text.to_owned()),
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

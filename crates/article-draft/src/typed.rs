//! Typed text without characters that no reader can see and that break or disguise what is around them.

/// Whether a character can stand in a page and in a picture.
fn is_kept(char: char) -> bool {
    let code = u32::from(char);
    // Neither XML nor HTML may hold them.
    let is_noncharacter = code & 0xfffe == 0xfffe || (0xfdd0..=0xfdef).contains(&code);
    // They would turn around the sentence that a name stands in.
    let turns = matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_invisible = matches!(char, '\u{200b}' | '\u{2060}' | '\u{feff}');
    !(char.is_control() || is_noncharacter || turns || is_invisible)
}

/// A text on one line, with single spaces between its words.
pub(crate) fn one_line(text: &str) -> String {
    let kept: String = text
        .chars()
        .map(|char| if char.is_whitespace() { ' ' } else { char })
        .filter(|char| is_kept(*char))
        .collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text with its lines.
pub(crate) fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|char| matches!(char, '\n' | '\t') || is_kept(*char)).collect()
}

/// A text cut to so many characters.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let start: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", start.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_several_lines_and_hidden_characters_becomes_one_line() {
        assert_eq!(one_line(" A\u{202e}c\u{0}me \r\n\t &\u{a0}Co\u{feff} "), "Acme & Co");
        assert_eq!(one_line(" \u{200b}\n"), "");
    }

    #[test]
    fn lines_end_alike_on_every_system() {
        assert_eq!(lines("a\r\nb\rc\u{7}\n\td"), "a\nb\nc\n\td");
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(shortened("żółw i ryba", 6), "żółw…");
        assert_eq!(shortened("żółw", 4), "żółw");
    }
}

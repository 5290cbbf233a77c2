//! Texts of others, as they may be shown: characters that can't be seen, or that turn the direction of writing, are
//! spelled out. Markup is escaped by the template.

/// The text in any number of lines.
pub fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '\n' | '\t' => shown.push(char),
            '\r' => {}
            // Pictures of control characters: ␀ and so on.
            '\0'..='\u{1f}' => shown.extend(char::from_u32(0x2400 + u32::from(char))),
            '\u{7f}' => shown.push('\u{2421}'),
            '\u{80}'..='\u{9f}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{fffe}'
            | '\u{ffff}'
            | '\u{feff}'
            | '\u{e0000}'..='\u{e007f}' => shown.push_str(&format!("[U+{:04X}]", u32::from(char))),
            _ => shown.push(char),
        }
    }
    shown
}

/// The text in one line.
pub fn in_line(text: &str) -> String {
    shown(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

//! Plain text as it is written in Markdown, HTML and SVG.

/// A text on one line as Markdown that shows it as it is, wherever in a line it stands.
pub(crate) fn markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, char) in text.char_indices() {
        let behind = &text[at + char.len_utf8()..];
        let is_special = match char {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' => true,
            '&' => is_entity(behind),
            // They make a heading, a quote or a list of a line that they begin.
            '#' | '>' | '+' | '-' | '=' | '~' => at == 0,
            // So does a number: "1. FC".
            '.' | ')' => at > 0 && text[..at].bytes().all(|byte| byte.is_ascii_digit()),
            _ => false,
        };
        if is_special {
            escaped.push('\\');
        }
        escaped.push(char);
    }
    escaped
}

/// Whether what stands behind `&` makes one character of it.
fn is_entity(behind: &str) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
    let length = behind.bytes().take_while(is_part).count();
    length > 0 && behind[length..].starts_with(';')
}

/// A text in an element or a quoted attribute of HTML or XML.
pub(crate) fn markup(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            char => escaped.push(char),
        }
    }
    escaped
}

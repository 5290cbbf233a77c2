//! How wide a text is about, in any of the fonts that a picture may be shown with.

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Font {
    pub(crate) size: f64,
    pub(crate) is_bold: bool,
    pub(crate) fill: &'static str,
}

/// The room for a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Room {
    pub(crate) width: f64,
    pub(crate) lines: usize,
}

/// Whether a character stands on the one before it, or joins it with the next.
fn is_mark(char: char) -> bool {
    matches!(char,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}'
        | '\u{200c}'..='\u{200f}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{1f3fb}'..='\u{1f3ff}')
}

/// The width of a character by the size of its font: that of the widest of the usual fonts.
fn share(char: char) -> f64 {
    match char {
        _ if is_mark(char) => 0.0,
        'i' | 'j' | 'l' | '\'' | '|' | '.' | ',' | ':' | ';' | '!' | ' ' | '’' => 0.34,
        'f' | 't' | 'r' | 'I' | '(' | ')' | '[' | ']' | '/' | '\\' | '-' | '"' => 0.46,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' | '…' => 1.0,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' => 0.57,
        'a'..='z' | '0'..='9' => 0.62,
        'A'..='Z' => 0.76,
        '\u{a0}'..='\u{24f}' | '\u{370}'..='\u{52f}' => 0.85,
        // Signs that stand for a whole phrase.
        '\u{fdf0}'..='\u{fdff}' => 12.0,
        '\u{2e3a}' | '\u{2e3b}' | '\u{12000}'..='\u{1254f}' => 4.0,
        '\u{590}'..='\u{6ff}' => 0.95,
        '\u{3000}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}' | '\u{ff00}'..='\u{ffef}' => 1.05,
        _ => 1.35,
    }
}

/// How wide a text is on one line.
pub(crate) fn width(text: &str, font: Font) -> f64 {
    let bold = if font.is_bold { 1.1 } else { 1.0 };
    text.chars().map(share).sum::<f64>() * font.size * bold
}

/// A text cut to a width, with an ellipsis where it was cut.
fn cut(mut line: String, font: Font, most: f64) -> String {
    while !line.is_empty() && width(&line, font) + width("…", font) > most {
        // A sign goes with the marks on it.
        while line.pop().is_some_and(is_mark) {}
    }
    line.truncate(line.trim_end().len());
    line.push('…');
    line
}

/// A text on lines of a width, broken between words where that can be done. What has no room is left out, with an
/// ellipsis in its place.
pub(crate) fn wrap(text: &str, font: Font, room: Room) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let space = if line.is_empty() { "" } else { " " };
        if width(&line, font) + width(space, font) + width(word, font) <= room.width {
            line.push_str(space);
            line.push_str(word);
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for char in word.chars() {
            let is_full = width(&line, font) + share(char) * font.size * 1.1 > room.width;
            if is_full && !line.is_empty() && !is_mark(char) {
                lines.push(std::mem::take(&mut line));
            }
            if lines.len() > room.lines {
                break;
            }
            line.push(char);
        }
        if lines.len() > room.lines {
            break;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    if lines.len() > room.lines {
        lines.truncate(room.lines);
        if let Some(last) = lines.pop() {
            lines.push(cut(last, font, room.width));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    const FONT: Font = Font { size: 10.0, is_bold: false, fill: "#000" };

    #[test]
    fn text_is_broken_between_words_and_a_long_word_within() {
        let room = Room { width: 60.0, lines: 5 };
        assert_eq!(wrap("Harbour Tests for teams", FONT, room), ["Harbour", "Tests for", "teams"]);
        assert!(wrap("Harbourtestsforteams", FONT, room).len() > 1);
        assert!(wrap(" ", FONT, room).is_empty());
    }

    #[test]
    fn what_has_no_room_is_left_out_with_an_ellipsis_and_no_line_is_too_wide() {
        for text in ["word ".repeat(100), "W".repeat(5000), "日本語".repeat(90), "e\u{301}".repeat(400)] {
            let room = Room { width: 80.0, lines: 2 };
            let lines = wrap(&text, FONT, room);
            assert_eq!(lines.len(), 2);
            assert!(lines[1].ends_with('…') && !lines[1].starts_with('…'), "{lines:?}");
            assert!(lines.iter().all(|line| width(line, FONT) <= room.width), "{lines:?}");
        }
    }
}

//! The bytes of a text file as text. Notepad and PowerShell 5 write UTF-16, and many editors put a mark in
//! front.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Reads UTF-8 or UTF-16, with a byte order mark or without; `None` for anything else.
pub fn decode(bytes: &[u8]) -> Option<String> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or_else(|| (without_mark(bytes), 0));
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes.get(mark..)?)?;
    // UTF-32, and binary files whose bytes happen to be valid; no text that we read holds it.
    (!text.contains('\0')).then(|| text.into_owned())
}

/// The files we read begin with ASCII, half of whose bytes are 0 in UTF-16.
fn without_mark(bytes: &[u8]) -> &'static Encoding {
    match bytes {
        [0, 1..=0x7f, ..] => UTF_16BE,
        [1..=0x7f, 0, ..] => UTF_16LE,
        _ => UTF_8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn utf_16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    proptest! {
        #[test]
        fn a_text_is_read_the_same_in_each_encoding(rest in "[^\0\u{feff}]{0,40}") {
            let text = format!("{{{rest}");
            let marked = format!("\u{feff}{text}");
            prop_assert_eq!(decode(text.as_bytes()), Some(text.clone()));
            prop_assert_eq!(decode(marked.as_bytes()), Some(text.clone()));
            for order in [u16::to_le_bytes, u16::to_be_bytes] {
                prop_assert_eq!(decode(&utf_16(&text, order)), Some(text.clone()));
                prop_assert_eq!(decode(&utf_16(&marked, order)), Some(text.clone()));
            }
        }
    }

    #[test]
    fn what_is_neither_utf_8_nor_utf_16_is_no_text() {
        let utf_32: Vec<u8> = "\u{feff}{}".chars().flat_map(|char| u32::from(char).to_le_bytes()).collect();
        let half = [0xff, 0xfe, b'{', 0, b'}'];
        let lone_surrogate = [0xff, 0xfe, 0x00, 0xd8, b'}', 0];
        for bytes in
            [&b"caf\xe9"[..], &utf_32, &utf_32[4..], &half, &lone_surrogate, b"\x89PNG\r\n\x1a\n\0\0"]
        {
            assert_eq!(decode(bytes), None, "{bytes:?}");
        }
        assert_eq!(decode(b""), Some(String::new()));
    }
}

//! Names of tests and partners: whether people can read them, and whether they say what they seem to say.

use html5gum::{DefaultEmitter, Token, Tokenizer};
use icu_properties::props::{BidiClass, DefaultIgnorableCodePoint, GeneralCategory, WhiteSpace};
use icu_properties::{CodePointMapData, CodePointSetData};
use std::collections::HashSet;

/// What is wrong with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameFault {
    /// Nothing in it, or only white space.
    Empty,
    /// Only characters that leave no mark on a page.
    Unreadable,
    /// Characters that put what stands behind them in another order than it is stored.
    Deceptive,
    /// A character that has no form.
    Control,
    /// A tag or an entity of HTML.
    Markup,
}

/// The gravest fault of a name.
pub(crate) fn judge_name(name: &str) -> Option<NameFault> {
    let name = name.trim();
    if name.is_empty() {
        Some(NameFault::Empty)
    } else if !name.chars().any(is_visible) {
        Some(NameFault::Unreadable)
    } else if reorders(name) || hides_text(name) {
        Some(NameFault::Deceptive)
    } else if name.chars().any(is_control) {
        Some(NameFault::Control)
    } else if has_markup(name) {
        Some(NameFault::Markup)
    } else {
        None
    }
}

/// Whether a character leaves a mark of its own: not white space, nothing that is left out when it cannot be
/// shown (joiners, fillers, selectors of variants), and no accent without a letter.
fn is_visible(c: char) -> bool {
    // Blanks among the symbols, the stand-in for an object, and what stands for a character that was lost.
    const BLANK: [char; 4] = ['\u{2800}', '\u{1d159}', '\u{fffc}', '\u{fffd}'];
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    let has_form = !matches!(
        category,
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::Surrogate
            | GeneralCategory::PrivateUse
            | GeneralCategory::NonspacingMark
            | GeneralCategory::EnclosingMark
            | GeneralCategory::SpacingMark
    );
    has_form
        && !is_noncharacter(c)
        && !BLANK.contains(&c)
        && !CodePointSetData::new::<WhiteSpace>().contains(c)
        && !CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}

fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

/// Control characters, separators of lines, and what is left where a character was lost.
fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{fffd}') || is_noncharacter(c)
}

/// Whether the name turns the order of what follows: by an override, or by an embedding or isolate that it
/// does not end. Those that are balanced are how Hebrew and Arabic are written within other texts.
fn reorders(name: &str) -> bool {
    let classes = CodePointMapData::<BidiClass>::new();
    let (mut open, mut isolates) = (Vec::new(), 0usize);
    for c in name.chars() {
        match classes.get(c) {
            BidiClass::LeftToRightOverride | BidiClass::RightToLeftOverride => return true,
            class @ (BidiClass::LeftToRightEmbedding | BidiClass::RightToLeftEmbedding) => open.push(class),
            class @ (BidiClass::LeftToRightIsolate
            | BidiClass::RightToLeftIsolate
            | BidiClass::FirstStrongIsolate) => {
                open.push(class);
                isolates += 1;
            }
            BidiClass::PopDirectionalFormat => match open.pop() {
                Some(BidiClass::LeftToRightEmbedding | BidiClass::RightToLeftEmbedding) => {}
                _ => return true,
            },
            BidiClass::PopDirectionalIsolate => {
                if isolates == 0 {
                    return true;
                }
                // It ends the embeddings within as well.
                while matches!(
                    open.pop(),
                    Some(BidiClass::LeftToRightEmbedding | BidiClass::RightToLeftEmbedding)
                ) {}
                isolates -= 1;
            }
            _ => {}
        }
    }
    !open.is_empty()
}

/// Whether it holds letters of the block for tags, which nobody sees, other than in the flag of a region.
fn hides_text(name: &str) -> bool {
    let mut is_flag = false;
    for c in name.chars() {
        match c {
            '\u{1f3f4}' => is_flag = true,
            '\u{e007f}' if is_flag => is_flag = false,
            '\u{e0020}'..='\u{e007e}' if is_flag => {}
            '\u{e0000}'..='\u{e007f}' => return true,
            _ => is_flag = false,
        }
    }
    false
}

/// Elements of HTML, and those of SVG and MathML that stand in it.
const ELEMENTS: &str = include_str!("phrases/html_elements.txt");
/// Attributes that need no value.
const BARE_ATTRIBUTES: &str = "allowfullscreen async autofocus autoplay checked controls default defer disabled \
    download hidden inert ismap itemscope loop multiple muted nomodule novalidate open playsinline readonly \
    required reversed selected";

/// A tag or an entity of HTML. "Sales < 5 years & > 2; B&B" has neither, nor has "C++ <Advanced>".
fn has_markup(name: &str) -> bool {
    ["<!--", "<![CDATA[", "<?php", "<?xml", "<?="].iter().any(|mark| name.contains(mark))
        || has_entity(name)
        || has_tag(name)
}

fn has_tag(name: &str) -> bool {
    let is_element = |element: &[u8]| ELEMENTS.lines().any(|one| one.as_bytes() == element);
    let tokens: Vec<_> = Tokenizer::new_with_emitter(name, DefaultEmitter::<usize>::new_with_span())
        .filter_map(Result::ok)
        .collect();
    let ends = tokens.iter().filter_map(|token| match token {
        Token::EndTag(end) => Some(end.name.as_slice()),
        _ => None,
    });
    let closed: HashSet<&[u8]> = ends.collect();
    tokens.iter().any(|token| match token {
        Token::EndTag(tag) => is_element(&tag.name),
        Token::Doctype(_) => true,
        Token::StartTag(tag) if is_element(&tag.name) => {
            let written = name.get(tag.span.start + 1..).and_then(|rest| rest.get(..tag.name.len()));
            if tag.self_closing || closed.contains(tag.name.as_slice()) {
                return true;
            }
            if !tag.attributes.is_empty() {
                // "a <b and c> d" compares, and has no attribute that HTML knows.
                return tag.attributes.iter().any(|(attribute, value)| {
                    let attribute = String::from_utf8_lossy(attribute);
                    !value.is_empty() || BARE_ATTRIBUTES.split_whitespace().any(|bare| bare == attribute)
                });
            }
            // Markup is written in lower case, or all in upper. "Grade <A>" and "List<Object>" are not.
            written.is_none_or(|written| {
                let upper = written.bytes().filter(u8::is_ascii_uppercase).count();
                upper == 0 || upper > 1 && !written.bytes().any(|byte| byte.is_ascii_lowercase())
            })
        }
        _ => false,
    })
}

/// Whether it holds `&name;` or `&#39;`. The tokenizer knows which names there are.
fn has_entity(name: &str) -> bool {
    /// The longest name there is has 31 letters.
    const LONGEST: usize = 33;
    name.split('&').skip(1).any(|after| {
        let Some((entity, _)) = after.split_once(';').filter(|(entity, _)| entity.len() < LONGEST) else {
            return false;
        };
        let written = format!("&{entity};");
        let text = Tokenizer::new(&written).filter_map(Result::ok).find_map(|token| match token {
            Token::String(text) => Some(String::from_utf8_lossy(&text).into_owned()),
            _ => None,
        });
        // One entity is one or two characters. "&notit;" begins with one and is none.
        text.is_some_and(|text| text != written && text.chars().count() <= 2 && !entity.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::NameFault::{Control, Deceptive, Empty, Markup, Unreadable};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_that_leaves_no_mark_is_as_good_as_none() {
        for name in ["", " ", "\t\n", "\u{a0}\u{3000}"] {
            assert_eq!(judge_name(name), Some(Empty), "{name:?}");
        }
        for name in [
            "\u{200b}",
            "\u{200b} \u{feff}",
            "\u{3164}",
            "\u{115f}\u{1160}",
            "\u{ffa0}",
            "\u{2800}\u{2800}",
            "\u{ad}",
            "\u{200d}\u{200c}\u{2060}",
            "\u{301}\u{300}",
            "\u{fe0f}",
            "\u{e0041}\u{e0042}",
            "\u{0}\u{1}",
            "\u{202e}",
            "\u{180e}",
            "\u{34f}",
            "\u{fffd}\u{fffd}",
            "\u{e000}",
        ] {
            assert_eq!(judge_name(name), Some(Unreadable), "{name:?}");
        }
    }

    #[test]
    fn a_name_that_turns_its_letters_around_deceives() {
        for name in [
            "Knots \u{202e}stset",
            "\u{202d}Knots\u{202c}",
            "Knots \u{202b}tests",
            "Knots \u{2067}tests",
            "Knots \u{2069}tests",
            "Knots \u{202c}tests",
            "\u{2067}a\u{202c}\u{2069}b\u{2066}",
            "Knots\u{e0041}\u{e0042}",
        ] {
            assert_eq!(judge_name(name), Some(Deceptive), "{name:?}");
        }
    }

    #[test]
    fn characters_without_a_form_and_markup_are_told() {
        for name in
            ["Kno\u{0}ts", "Kno\nts", "Kno\tts", "Kno\u{85}ts", "Kno\u{2028}ts", "Kno\u{fffd}ts", "a\u{7f}b"]
        {
            assert_eq!(judge_name(name), Some(Control), "{name:?}");
        }
        for name in [
            "<b>Knots</b>",
            "Knots</p>",
            "Knots<br/>",
            "Knots<br>",
            "Knots <BR> and lines",
            "<script src=//x.partner></script>",
            "<ScRiPt>x</sCrIpT>",
            "<img src=x onerror=alert(1)>",
            "<Img Src=x>",
            "<input disabled>",
            "<svg onload=alert(1)>",
            "<!-- new --> Knots",
            "<!doctype html>Knots",
            "<![CDATA[Knots]]>",
            "<?php echo 1 ?>",
            "Knots &amp; lines",
            "Crew&#39;s knots",
            "Crew&#x27;s knots",
            "Caf&eacute;",
            "&lt;b&gt;Knots",
            "Knots&nbsp;and lines",
        ] {
            assert_eq!(judge_name(name), Some(Markup), "{name:?}");
        }
    }

    #[test]
    fn names_of_every_script_and_names_with_signs_are_names() {
        for name in [
            "Knots",
            "Sales < 5 years & > 2; B&B",
            "x<y and y>z",
            "a <b and c> d",
            "if a<b or i>u",
            "C++ <Advanced>",
            "Level <B12>",
            "Grade <A>",
            "List<Object> in C#",
            "Vec<T>, Map<K, V>",
            "AT&T; sales",
            "R&D; Q&A;",
            "P&L &c.",
            "&notit; x",
            "<3 sailing",
            "<- back | forth ->",
            "</3",
            "Fish & chips; peas",
            "#1 & #2;",
            "👩\u{200d}💻 Coding",
            "👩🏽\u{200d}🚀",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} English",
            "❤\u{fe0f} Care",
            "می\u{200c}خواهم",
            "שָׁלוֹם",
            "\u{200f}שלום\u{200f}",
            "مرحبا\u{61c}",
            "Test \u{2067}שלום\u{2069} 1",
            "Test \u{202b}שלום\u{202c} 1",
            "\u{2068}עברית\u{2069}",
            "Donau\u{ad}dampf\u{ad}schiff",
            "Cafe\u{301}",
            "नमस्ते",
            "試験",
            "한국어",
            "Ωmega",
            "… ?",
            "  Knots\n",
            "Kno\u{200b}ts",
            "\u{feff}Knots",
        ] {
            assert_eq!(judge_name(name), None, "{name:?}");
        }
    }

    proptest! {
        #[test]
        fn letters_alone_are_never_a_fault(name in "[a-zA-Zà-öø-ÿ0-9 .,!?'()/+-]{0,60}x") {
            prop_assert_eq!(judge_name(&name), None);
        }

        #[test]
        fn no_name_makes_the_judge_panic(name in ".{0,80}", signs in "[<>&;#!/a-z\u{202a}-\u{202e}\u{2066}-\u{2069}]{0,80}") {
            judge_name(&name);
            judge_name(&signs);
        }
    }
}

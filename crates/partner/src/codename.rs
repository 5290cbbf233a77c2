//! The name by which RC knows a partner: lowercase letters and dashes, unique among all partners.

/// What is wrong with a codename. All but [`CodenameFault::OddDash`] stop a save.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodenameFault {
    /// Nothing given.
    Missing,
    /// Another character than `a` to `z` and the dash.
    Characters,
    /// A dash at an end or two in a row: allowed by the letter of the documentation, but odd.
    OddDash,
}

/// Judges a codename by the documentation of `POST /partner`: "only lowercase letters and dashes".
pub fn judge(codename: &str) -> Option<CodenameFault> {
    if codename.is_empty() {
        return Some(CodenameFault::Missing);
    }
    if !codename.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        || !codename.contains(|c: char| c != '-')
    {
        return Some(CodenameFault::Characters);
    }
    if codename.starts_with('-') || codename.ends_with('-') || codename.contains("--") {
        return Some(CodenameFault::OddDash);
    }
    None
}

const DIGITS: [&str; 10] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/// A codename made from a name. Other scripts are spelled in Latin letters and digits in words, so
/// that "360 Checks" gets one too. Empty only when the name has no letter and no digit at all.
pub fn suggest(name: &str) -> String {
    let mut codename = String::new();
    for word in any_ascii::any_ascii(name).to_ascii_lowercase().split(|c: char| !c.is_ascii_alphanumeric()) {
        let mut inside_letters = false;
        for character in word.chars() {
            let digit = character.to_digit(10);
            if (!inside_letters || digit.is_some()) && !codename.is_empty() {
                codename.push('-');
            }
            match digit.and_then(|digit| DIGITS.get(digit as usize)) {
                Some(spelled) => codename.push_str(spelled),
                None => codename.push(character),
            }
            inside_letters = digit.is_none();
        }
    }
    codename
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn codenames_are_lowercase_letters_and_dashes() {
        for (codename, expect) in [
            ("harbour-tests", None),
            ("recruitee", None),
            ("", Some(CodenameFault::Missing)),
            ("Harbour", Some(CodenameFault::Characters)),
            ("harbour_tests", Some(CodenameFault::Characters)),
            ("harbour2", Some(CodenameFault::Characters)),
            ("---", Some(CodenameFault::Characters)),
            ("-harbour", Some(CodenameFault::OddDash)),
            ("harbour--tests", Some(CodenameFault::OddDash)),
        ] {
            assert_eq!(judge(codename), expect, "{codename}");
        }
    }

    #[test]
    fn a_codename_is_suggested_for_names_with_digits_and_in_other_scripts() {
        for (name, expect) in [
            ("Harbour Tests", "harbour-tests"),
            ("360 Checks", "three-six-zero-checks"),
            ("Zażółć & Söhne", "zazolc-sohne"),
            ("Проверка", "proverka"),
            ("R2-D2", "r-two-d-two"),
            ("  ", ""),
        ] {
            assert_eq!(suggest(name), expect, "{name}");
        }
    }

    proptest! {
        #[test]
        fn a_suggestion_is_a_codename_without_fault_or_empty(name in "\\PC{0,40}") {
            let suggestion = suggest(&name);
            prop_assert!(suggestion.is_empty() || judge(&suggestion).is_none(), "{suggestion}");
        }
    }
}

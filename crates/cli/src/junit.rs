//! The result as JUnit's XML: a test case per check, so that build servers show each by its name.
//!
//! A case is a failure or an error only where the exit code counts it: build servers look at both.

use crate::arguments::FailOn;
use quick_junit::{NonSuccessKind, Report, SerializeError, TestCase, TestCaseStatus, TestSuite};
use serde_json::Value;

/// Renders the JSON of a report.
pub(crate) fn render(report: &Value, fail_on: FailOn) -> Result<String, SerializeError> {
    let text = |value: &Value, key: &str| characters(value[key].as_str().unwrap_or_default());
    let mut suite = TestSuite::new(text(&report["partner"], "codename"));
    for verdict in report["verdicts"].as_array().into_iter().flatten() {
        let (level, sentence) = (text(verdict, "level"), text(verdict, "sentence"));
        let counts = fail_on.counts(&level);
        let not = |kind| {
            // A recommendation is shown, with what it says, and fails no build.
            let mut status =
                if counts { TestCaseStatus::non_success(kind) } else { TestCaseStatus::skipped() };
            status.set_type(level.clone()).set_message(sentence.clone());
            status
        };
        let status = match verdict["verdict"].as_str().unwrap_or_default() {
            "pass" | "confirmed" => TestCaseStatus::success(),
            "not_applicable" | "waiting" => TestCaseStatus::skipped(),
            "fail" => not(NonSuccessKind::Failure),
            _ => not(NonSuccessKind::Error),
        };
        let name = format!("{}: {}", text(verdict, "id"), text(verdict, "title"));
        let mut case = TestCase::new(name, status);
        case.set_classname(format!("partner-desk.{level}"));
        suite.add_test_case(case);
    }
    let mut whole = Report::new("partner-desk");
    whole.add_test_suite(suite);
    whole.to_string()
}

/// What XML 1.0 can hold, on one line: all texts here become attributes, whose line breaks parsers drop.
fn characters(text: &str) -> String {
    let fit = |char: char| match char {
        '\t' | '\n' | '\r' => ' ',
        '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        char if char.is_control() => '\u{fffd}',
        char => char,
    };
    text.chars().map(fit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use roxmltree::Document;
    use serde_json::json;

    /// Any text, rich in what XML cannot hold or has to escape.
    fn any_text() -> impl Strategy<Value = String> {
        let odd = prop::sample::select(
            "\0\u{1b}[31m\t\r\n\u{b}\u{7f}\u{90}\u{9d}\u{fffe}\u{ffff}<>&'\"]".chars().collect::<Vec<_>>(),
        );
        prop::collection::vec(prop_oneof![any::<char>(), odd], 0..40).prop_map(String::from_iter)
    }

    #[test]
    fn the_parser_that_judges_the_result_accepts_no_character_that_xml_excludes() {
        for char in ['\0', '\u{8}', '\u{1b}', '\u{fffe}', '\u{ffff}'] {
            assert!(Document::parse(&format!("<a b=\"{char}\"/>")).is_err(), "{char:?}");
            assert!(Document::parse(&format!("<a>{char}</a>")).is_err(), "{char:?}");
        }
    }

    proptest! {
        #[test]
        fn the_result_is_well_formed_xml_whatever_a_file_or_a_service_says(
            texts in prop::array::uniform4(any_text()),
            verdict in prop::sample::select(vec!["pass", "fail", "unknown", "waiting", "stale"]),
            level in prop::sample::select(vec!["must", "should", "manual"]),
            fail_on in prop::sample::select(vec![FailOn::Must, FailOn::Should]),
        ) {
            let [codename, id, title, sentence] = texts;
            let report = json!({
                "partner": { "codename": codename },
                "verdicts": [{ "id": id, "title": title, "sentence": sentence, "verdict": verdict, "level": level }],
            });
            let xml = render(&report, fail_on).unwrap();
            let document = Document::parse(&xml);
            prop_assert!(document.is_ok(), "{:?}: {xml:?}", document.err());
            let document = document.unwrap();
            let case = document.descendants().find(|node| node.has_tag_name("testcase")).unwrap();
            // What XML can hold comes through as it was.
            let name = format!("{}: {}", characters(&id), characters(&title));
            prop_assert_eq!(case.attribute("name"), Some(name.as_str()));
            let said = case.children().find_map(|node| node.attribute("message"));
            let is_said = matches!(verdict, "fail" | "unknown" | "stale");
            let expected = is_said.then(|| characters(&sentence));
            prop_assert_eq!(said, expected.as_deref());
        }
    }
}

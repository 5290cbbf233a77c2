//! The result as JUnit's XML: a test case per check, so that build servers show each by its name.

use quick_junit::{NonSuccessKind, Report, SerializeError, TestCase, TestCaseStatus, TestSuite};
use serde_json::Value;

/// Renders the JSON of a report.
pub(crate) fn render(report: &Value) -> Result<String, SerializeError> {
    let text = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let mut suite = TestSuite::new(text(&report["partner"], "codename"));
    for verdict in report["verdicts"].as_array().into_iter().flatten() {
        let (level, sentence) = (text(verdict, "level"), text(verdict, "sentence"));
        let not = |kind| {
            let mut status = TestCaseStatus::non_success(kind);
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

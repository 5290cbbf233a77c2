//! What a call is for, as the app names it.

use checks::{Call, Sent};

/// Of a call of a run that carries a token.
pub(crate) fn of_call(call: Call) -> String {
    // Named like the call, with `_` in place of the dot.
    text::plain(&format!("purpose.{}", call.key().replace('.', "_")))
}

/// Of a candidate that is posted.
pub(crate) fn of_sent(sent: Sent) -> String {
    text::plain(&format!("purpose.send_{}", sent.key()))
}

/// Of reading a candidate's reports.
pub(crate) fn of_reports() -> String {
    text::plain("purpose.reports_get")
}

/// Of writing a report.
pub(crate) fn of_report() -> String {
    text::plain("purpose.report_patch")
}

//! All that a developer has to fix.

use crate::fault::Fault;
use text::{counted, in_line, plain, render};

/// Everything that failed and that the developer of the service fixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeveloperReport {
    /// The partner's name; may be empty.
    pub name: String,
    /// Where the checks ran, as in a sentence: `RC`.
    pub environment: String,
    /// ISO 8601, in UTC.
    pub checked_at: String,
    /// In the order of the catalog of checks.
    pub faults: Vec<Fault>,
}

impl DeveloperReport {
    pub(crate) fn title(&self) -> String {
        let name = in_line(&self.name);
        let name = if name.is_empty() { plain("developer.no_name") } else { name };
        render("developer.title", &[("name", &name)])
    }

    pub(crate) fn summary(&self) -> String {
        let count = self.faults.len();
        if count == 0 { plain("developer.nothing") } else { counted("developer.count", count) }
    }

    pub(crate) fn run(&self) -> String {
        render("developer.run", &[("environment", &self.environment), ("when", &self.checked_at)])
    }

    /// One text for all of them, for a message.
    pub fn text(&self) -> String {
        let head = format!("{}\n{} {}\n", self.title(), self.summary(), self.run());
        let faults = self.faults.iter().enumerate().map(|(place, fault)| {
            format!("\n----------------------------------------\n{}. {}", place + 1, fault.text())
        });
        std::iter::once(head).chain(faults).collect()
    }
}

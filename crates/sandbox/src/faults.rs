//! The faults that the example partner can be made to have, and what each must lead to.

/// A fault, by its name, with the checks that it must be found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// Its name.
    pub name: &'static str,
    /// Checks that must fail.
    pub fails: &'static [&'static str],
    /// Checks that cannot be judged then.
    pub unknown: &'static [&'static str],
}

const LIST: &[&str] = &["TESTS-1", "TESTS-2", "TESTS-3", "TESTS-4"];
const AFTER_LIST: &[&str] = &["TESTS-2", "TESTS-3", "TESTS-4"];

/// All of them, in the order in which they are shown.
pub const FAULTS: &[Fault] = &[
    Fault { name: "accepts-every-token", fails: &["TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-6"], unknown: &[] },
    Fault { name: "refuses-the-right-token", fails: &["TOKEN-1", "TOKEN-6"], unknown: LIST },
    Fault { name: "tests-not-a-list", fails: &["TESTS-1"], unknown: AFTER_LIST },
    Fault { name: "tests-with-one-id-twice", fails: &["TESTS-3"], unknown: &[] },
    Fault { name: "tests-without-names", fails: &["TESTS-2"], unknown: &[] },
    Fault { name: "tests-empty", fails: &["TESTS-4"], unknown: &[] },
    Fault {
        name: "answers-500",
        fails: &["TOKEN-1", "TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-6"],
        unknown: LIST,
    },
    Fault { name: "article-missing", fails: &["HELP-1"], unknown: &[] },
    Fault { name: "article-behind-a-log-in", fails: &["HELP-1"], unknown: &[] },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_leads_to_checks_that_exist() {
        for fault in FAULTS {
            for id in fault.fails.iter().chain(fault.unknown) {
                assert!(checks::find(id).is_some(), "{}: {id}", fault.name);
            }
        }
    }
}

//! What tests read out of views.

use desk::{ConflictRow, Icon, PlanRow, RunView, TakenRow, VerdictView};
use partner::Field;
use serde::Serialize;
use serde_json::Value;

/// The only way in which a test reads JSON: a key that is not there is no null.
pub(crate) fn member<'a>(value: &'a Value, key: &str) -> &'a Value {
    value.get(key).unwrap_or_else(|| panic!("there is no {key} in {value}"))
}

/// All that crosses to the page, as it crosses.
pub(crate) fn on_the_wire(view: &impl Serialize) -> String {
    serde_json::to_string(view).unwrap()
}

/// Every check of a run.
pub(crate) fn checks(run: &RunView) -> impl Iterator<Item = &VerdictView> {
    run.groups.iter().flat_map(|group| &group.checks)
}

/// One check of a run.
pub(crate) fn check<'a>(run: &'a RunView, id: &str) -> &'a VerdictView {
    checks(run).find(|check| check.id == id).unwrap_or_else(|| panic!("no {id} in the run"))
}

/// The checks that are shown so.
pub(crate) fn with_icon(run: &RunView, icon: Icon) -> Vec<&str> {
    checks(run).filter(|check| check.icon == icon).map(|check| check.id.as_str()).collect()
}

/// A row about a field.
pub(crate) trait Row {
    fn field(&self) -> Field;
}

impl Row for PlanRow {
    fn field(&self) -> Field {
        self.field.0
    }
}

impl Row for ConflictRow {
    fn field(&self) -> Field {
        self.field.0
    }
}

impl Row for TakenRow {
    fn field(&self) -> Field {
        self.field.0
    }
}

/// The fields that rows are about.
pub(crate) fn fields(rows: &[impl Row]) -> Vec<Field> {
    rows.iter().map(Row::field).collect()
}

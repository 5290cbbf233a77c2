//! Nothing that was said to be saved is ever lost: to a kill, or to a power cut at any write.

use power_cut::{cuts::cut_everywhere, kills::kill_again_and_again};
use std::path::Path;

#[test]
fn a_hundred_kills_at_any_moment_lose_nothing_that_was_said_to_be_saved() {
    let ends = kill_again_and_again(Path::new(env!("CARGO_BIN_EXE_kills")), 100, 7);
    assert_eq!(ends.to_string(), "100, lost 0");
}

#[test]
fn a_power_cut_at_any_write_loses_nothing_that_was_synced_whatever_becomes_of_the_rest() {
    let ends = cut_everywhere(20, 7);
    assert!(ends.count > 500, "{ends}");
    assert_eq!(ends.lost, 0, "{ends}");
}

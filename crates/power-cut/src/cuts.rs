//! Power cuts: at every write of SQLite, with none, all and some of what was not synced.

use crate::image::{Unsynced, write_image};
use crate::vfs::{self, Op};
use crate::writing::{number, open, write};
use std::fmt;

/// What came of many ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ends {
    /// How many there were.
    pub count: u64,
    /// After how many something was lost.
    pub lost: u64,
}

impl fmt::Display for Ends {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, lost {}", self.count, self.lost)
    }
}

/// Writes so many edits, with two restarts in between, cuts the power at each write, and looks each time
/// whether what was said to be saved is there and can be written on.
///
/// # Panics
/// When the profile cannot be written at all.
pub fn cut_everywhere(edits: u64, seed: u64) -> Ends {
    let folder = tempfile::tempdir().unwrap();
    vfs::begin(folder.path());
    for part in 0..3 {
        let store = open(folder.path());
        for edit in part * edits / 3 + 1..=(part + 1) * edits / 3 {
            write(&store, edit).unwrap();
            vfs::saved(edit);
        }
    }
    let notes = vfs::end();
    let mut ends = Ends::default();
    for count in 0..=notes.ops.len() {
        // A sync or a word of ours changes nothing that was not there after the write before.
        if count > 0 && !matches!(notes.ops[count - 1], Op::Write { .. } | Op::Truncate { .. }) {
            continue;
        }
        let chance = Unsynced::Chance(seed.wrapping_add(count as u64));
        for unsynced in [Unsynced::Lost, Unsynced::Kept, chance] {
            let left = tempfile::tempdir().unwrap();
            let saved = write_image(&notes, count, unsynced, left.path());
            ends.count += 1;
            let found = std::panic::catch_unwind(|| {
                let store = open(left.path());
                let found = number(&store);
                write(&store, found + 1).unwrap();
                assert_eq!(number(&store), found + 1);
                found
            });
            let is_kept = found.as_ref().is_ok_and(|found| *found >= saved.unwrap_or(0));
            if !is_kept {
                ends.lost += 1;
            }
        }
    }
    ends
}

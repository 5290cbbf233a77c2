//! The files that a power cut leaves: everything that was synced, and of the rest what chance wants.

use crate::vfs::{Notes, Op};
use std::{fs, io::Write, path::Path};

/// What becomes of bytes that were written and not synced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsynced {
    /// None of them reached the disk.
    Lost,
    /// All of them did.
    Kept,
    /// Each write did or did not, by chance, and the last one perhaps in part.
    Chance(u64),
}

/// Numbers that look like chance and come out the same again.
#[derive(Debug, Clone, Copy)]
pub struct Dice(pub u64);

impl Dice {
    /// A number below `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit.max(1)
    }
}

/// A sector: disks write no less at once.
const SECTOR: usize = 512;

#[derive(Default, Clone)]
struct Disk {
    /// `None` while there is no such file.
    bytes: Option<Vec<u8>>,
    pending: Vec<Op>,
}

fn apply(bytes: &mut Option<Vec<u8>>, op: &Op, part: usize) {
    match op {
        Op::Write { offset, data, .. } => {
            let data = &data[..part.min(data.len())];
            let bytes = bytes.get_or_insert_default();
            if bytes.len() < offset + data.len() {
                bytes.resize(offset + data.len(), 0);
            }
            bytes[*offset..offset + data.len()].copy_from_slice(data);
        }
        Op::Truncate { length, .. } => bytes.get_or_insert_default().resize(*length, 0),
        Op::Delete { .. } => *bytes = None,
        Op::Sync { .. } | Op::Saved(_) => {}
    }
}

impl Disk {
    fn after_the_cut(mut self, unsynced: Unsynced, dice: &mut Dice) -> Option<Vec<u8>> {
        let last = self.pending.len().saturating_sub(1);
        for (place, op) in self.pending.iter().enumerate() {
            let part = match unsynced {
                Unsynced::Lost => continue,
                Unsynced::Kept => usize::MAX,
                Unsynced::Chance(_) if dice.below(2) == 0 => continue,
                Unsynced::Chance(_) if place == last => {
                    SECTOR * usize::try_from(dice.below(9)).unwrap_or_default()
                }
                Unsynced::Chance(_) => usize::MAX,
            };
            apply(&mut self.bytes, op, part);
        }
        self.bytes
    }
}

/// Writes into `folder` what is left of every file when the power goes after the first `count` notes; gives
/// the last number that was said to be saved by then.
///
/// # Panics
/// When the folder cannot be written.
pub fn write_image(notes: &Notes, count: usize, unsynced: Unsynced, folder: &Path) -> Option<u64> {
    let mut disks = vec![Disk::default(); notes.files.len()];
    let mut saved = None;
    for op in &notes.ops[..count] {
        match op {
            Op::Saved(number) => saved = Some(*number),
            Op::Sync { file } => {
                let disk = &mut disks[*file];
                for op in std::mem::take(&mut disk.pending) {
                    apply(&mut disk.bytes, &op, usize::MAX);
                }
                disk.bytes.get_or_insert_default();
            }
            Op::Delete { file, is_synced: true } => disks[*file] = Disk::default(),
            Op::Write { file, .. } | Op::Truncate { file, .. } | Op::Delete { file, .. } => {
                disks[*file].pending.push(op.clone());
            }
        }
    }
    let mut dice = Dice(if let Unsynced::Chance(seed) = unsynced { seed } else { 0 });
    for (path, disk) in notes.files.iter().zip(disks) {
        // What other processes share of an open file is gone with them.
        let name = path.file_name().unwrap();
        if let Some(bytes) = disk.after_the_cut(unsynced, &mut dice)
            && !name.to_string_lossy().ends_with("-shm")
        {
            fs::File::create(folder.join(name)).unwrap().write_all(&bytes).unwrap();
        }
    }
    saved
}

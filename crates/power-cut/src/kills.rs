//! Kills: a process that writes is ended without a word, again and again, on the same files.

use crate::cuts::Ends;
use crate::image::Dice;
use crate::writing::{number, open, write};
use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// Writes into a profile until killed, and tells the number of each edit once it is saved.
///
/// # Panics
/// When it cannot write.
pub fn write_until_killed(folder: &Path) {
    let store = open(folder);
    let mut out = std::io::stdout();
    for edit in number(&store) + 1.. {
        write(&store, edit).unwrap();
        writeln!(out, "{edit}").unwrap();
        out.flush().unwrap();
    }
}

/// Starts `program write FOLDER`, which must call [`write_until_killed`], and kills it, so many times.
///
/// # Panics
/// When the program cannot be started.
pub fn kill_again_and_again(program: &Path, count: u64, seed: u64) -> Ends {
    let folder = tempfile::tempdir().unwrap();
    let mut dice = Dice(seed);
    let mut ends = Ends::default();
    for _ in 0..count {
        let mut child = Command::new(program)
            .arg("write")
            .arg(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // At some line, and at some moment after it, so that every part of a write is met.
        let mut saved: u64 = 0;
        for _ in 0..dice.below(6) {
            saved = lines.next().and_then(|line| line.ok()?.parse().ok()).unwrap_or(saved);
        }
        let moment = Instant::now() + Duration::from_micros(dice.below(6_000));
        while Instant::now() < moment {
            std::hint::spin_loop();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        // Told before the end, heard after it.
        saved = lines.map_while(Result::ok).filter_map(|line| line.parse().ok()).last().unwrap_or(saved);
        let found = std::panic::catch_unwind(|| number(&open(folder.path())));
        ends.count += 1;
        if !found.is_ok_and(|found| found >= saved) {
            ends.lost += 1;
        }
    }
    ends
}

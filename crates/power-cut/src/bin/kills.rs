//! `kills COUNT [SEED]`: power cuts at every write, then so many kills; closes with what was lost.
#![expect(clippy::print_stdout, reason = "this program is for reading")]

use power_cut::{
    cuts::cut_everywhere,
    kills,
    writing::{begin, number, write},
};
use std::{path::Path, process::ExitCode};

/// Opens a profile, writes one edit, and says how that went.
fn attempt(folder: &Path) -> String {
    let written = begin(folder).and_then(|store| {
        let next = number(&store) + 1;
        write(&store, next).map(|()| next)
    });
    written.map_or_else(|error| error.to_string(), |number| format!("saved {number}"))
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (count, seed) = match words[..] {
        ["write", folder] => {
            kills::write_until_killed(Path::new(folder));
            return ExitCode::SUCCESS;
        }
        ["open", folder] => {
            println!("{}", attempt(Path::new(folder)));
            return ExitCode::SUCCESS;
        }
        [count] => (count.parse(), Ok(1)),
        [count, seed] => (count.parse(), seed.parse()),
        _ => (Ok(100), Ok(1)),
    };
    let (Ok(count), Ok(seed), Ok(program)) = (count, seed, std::env::current_exe()) else {
        println!("kills COUNT [SEED]");
        return ExitCode::FAILURE;
    };
    // Edits grow with the kills that are wanted: each has several writes, each is cut in three ways.
    let cuts = cut_everywhere((count / 8).clamp(15, 150), seed);
    println!("power cuts {cuts}");
    let ends = kills::kill_again_and_again(&program, count, seed);
    println!("kills {ends}");
    if cuts.lost + ends.lost == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

//! `soak`: what takes long. What reads foreign bytes is fuzzed, one target after another: each keeps what it
//! learned in its corpus, and stops at the first input that breaks a promise. A profile is written to while the
//! process is killed and the power is cut. And many clients are at one Sandbox at once.

use crate::{
    Outcome,
    process::{built, command, exists, finish, root, run},
};
use std::path::PathBuf;

/// The targets in `fuzz/`.
const TARGETS: [&str; 7] =
    ["addresses", "tokens", "api_answers", "partner_files", "articles", "packs", "logos"];

/// Installs cargo-fuzz when it is missing, then runs each target for so many seconds.
pub(crate) fn soak(seconds: &str) -> Outcome {
    fuzz(&TARGETS, number(seconds, "seconds")?)
}

/// Fuzzes the reading of logos alone for so many minutes.
pub(crate) fn logos(minutes: &str) -> Outcome {
    fuzz(&["logos"], number(minutes, "minutes")?.saturating_mul(60))
}

fn number(text: &str, what: &str) -> Result<u32, String> {
    text.parse().map_err(|_| format!("`{text}` is no number of {what}"))
}

fn fuzz(targets: &[&str], seconds: u32) -> Outcome {
    if !exists("cargo-fuzz", "--version") {
        println!("Installing cargo-fuzz, which drives the fuzzer: cargo install cargo-fuzz");
        run("cargo", &["install", "cargo-fuzz", "--locked", "--version", "^0.13"])?;
    }
    for target in targets {
        let limit = format!("-max_total_time={seconds}");
        let learned = root().join("fuzz/corpus").join(target);
        std::fs::create_dir_all(&learned).map_err(|error| format!("{}: {error}", learned.display()))?;
        // Without a sanitizer it runs on a stable toolchain: what is looked for are panics and broken promises,
        // and unsafe code is denied.
        let mut fuzz = command("cargo", &["fuzz", "run", "--sanitizer", "none", target]);
        fuzz.arg(&learned).args(seeds(target)).args(["--", &limit, "-print_final_stats=1"]);
        fuzz.args(words(target)).current_dir(root().join("fuzz"));
        finish(fuzz, &format!("cargo fuzz run {target}"))?;
    }
    println!("soak {seconds} s each, targets {}, broken promises 0", targets.len());
    Ok(())
}

/// Folders of files that a target begins with, beside what it learned.
fn seeds(target: &str) -> Vec<PathBuf> {
    let logos = root().join("crates/logo/tests");
    if target == "logos" { vec![logos.join("habits"), logos.join("hostile")] } else { Vec::new() }
}

/// The list of words that a target's bytes are made of, where there is one.
fn words(target: &str) -> Option<String> {
    let list = root().join("fuzz").join(format!("{target}.dict"));
    list.exists().then(|| format!("-dict={}", list.display()))
}

/// Cuts the power at every write of a profile and kills the process that writes it so many times.
pub(crate) fn kills(count: &str) -> Outcome {
    number(count, "kills")?;
    run("cargo", &["build", "--package", "power-cut", "--locked"])?;
    run(&built("debug", "kills").display().to_string(), &[count])
}

/// Has 200 clients at one Sandbox for so many seconds.
pub(crate) fn crowd(seconds: &str) -> Outcome {
    number(seconds, "seconds")?;
    run("cargo", &["build", "--package", "tests", "--bin", "crowd", "--locked"])?;
    run(&built("debug", "crowd").display().to_string(), &[seconds])
}

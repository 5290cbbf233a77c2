//! `test`: everything that CI checks, in the order in which it fails fastest.

use crate::{
    Outcome,
    packages::{self, BUILD, DRIVE},
    process::{built, command, finish, npm, run},
};
use std::{process::Stdio, time::Instant};

/// What cargo's tests said in all.
#[derive(Default)]
struct Totals {
    passed: u32,
    failed: u32,
}

/// Runs every check and closes with a line of totals.
pub(crate) fn test() -> Outcome {
    let clock = Instant::now();
    packages::install(&BUILD, "to build the window")?;
    packages::install(&DRIVE, "to drive the window in tests")?;
    packages::install_page()?;

    run("cargo", &["fmt", "--all", "--check"])?;
    npm(&["run", "lint"])?;
    npm(&["run", "check"])?;
    npm(&["run", "test"])?;
    run("cargo", &["build", "--workspace", "--all-targets", "--locked"])?;
    run("cargo", &["clippy", "--workspace", "--all-targets", "--locked", "--", "--deny", "warnings"])?;

    let mut totals = Totals::default();
    let tested = cargo_test(&["--workspace", "--locked", "--no-fail-fast"], &mut totals);
    // Each says what it counted and fails by itself; all are run, so that all is known.
    let benches: Vec<Outcome> = ["faults", "attacks", "leaks"].into_iter().map(bench).collect();
    println!(
        "\nformat, lints, types, the page, the rules, the law and the journeys: {} s",
        clock.elapsed().as_secs()
    );
    println!("{} passed, {} failed", totals.passed, totals.failed);
    benches.into_iter().fold(tested, Outcome::and)
}

fn bench(name: &str) -> Outcome {
    run(&built("debug", name).display().to_string(), &[])
}

/// Builds one of the benches and runs it alone.
pub(crate) fn alone(name: &str) -> Outcome {
    packages::install(&BUILD, "to build the window")?;
    packages::install(&DRIVE, "to drive the window in tests")?;
    packages::install_page()?;
    run("cargo", &["build", "--workspace", "--all-targets", "--locked"])?;
    bench(name)
}

/// Holds the Partners API to the suite.
pub(crate) fn contract(arguments: &[&str]) -> Outcome {
    packages::install(&["curl"], "to call the API")?;
    run("cargo", &["build", "--package", "tests", "--bin", "contract", "--locked"])?;
    run(&built("debug", "contract").display().to_string(), arguments)
}

/// Runs cargo's tests, shows what they say and adds up their closing lines.
fn cargo_test(arguments: &[&str], totals: &mut Totals) -> Outcome {
    let mut all = vec!["test"];
    all.extend(arguments);
    let output = command("cargo", &all)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cargo could not be started: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    print!("{text}");
    for line in text.lines().filter(|line| line.starts_with("test result:")) {
        let number = |word: &str| -> u32 {
            let before = line.split(word).next().and_then(|before| before.split_whitespace().last());
            before.and_then(|number| number.parse().ok()).unwrap_or_default()
        };
        totals.passed += number(" passed");
        totals.failed += number(" failed");
    }
    if output.status.success() { Ok(()) } else { Err(format!("`cargo {}` failed", all.join(" "))) }
}

/// Writes the files that are made from the core.
pub(crate) fn write_bindings() -> Outcome {
    let mut writer = command("cargo", &["test", "--quiet", "--workspace", "--test", "bindings"]);
    writer.env("PARTNER_DESK_WRITE_BINDINGS", "1");
    finish(writer, "cargo test --test bindings")
}

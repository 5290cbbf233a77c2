//! The commands of the README. Needs nothing but Rust to be built, and installs what the rest needs.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this program is for reading")]

mod bench;
mod bench_logo;
mod logo_corpus;
mod memory;
mod packages;
mod page_server;
mod process;
mod run;
mod soak;
mod test;

use std::process::ExitCode;

const HELP: &str = "cargo xtask COMMAND

  run [--headless]   install what is missing, build, start the app; without a display, or with
                     --headless, check the sample partner and print its checklist
  test               everything that CI checks
  faults             the fault bench: each fault of a service is found, each correct one left in peace
  attacks            the attack bench: no input, answer, name or proxy gets a token to the wrong place
  leaks              the canary test: known tokens go through the real window, and are found nowhere after
  soak [SECONDS]     fuzzes what reads foreign bytes, each target for 60 seconds or as many as are given
  soak kills [--count N]
                     cuts the power at every write of a profile, then kills the process that writes it
                     N times (1000): nothing that was said to be saved may be lost
  soak sandbox [--seconds N]
                     200 clients at one Sandbox for N seconds (60): no call fails, no record is lost
  soak logo [--minutes N]
                     fuzzes the reading of logos for N minutes (60)
  soak logo --corpus DIR
                     makes a logo of each file in DIR, each in a process of its own, and counts what is taken,
                     refused, crashed and stalled
  contract [--base URL --company ID]
                     holds the Partners API to what is documented and what is assumed: the Sandbox's, or the
                     one at URL, with the token in PARTNER_DESK_PERSONAL_TOKEN; its partner is deleted again
  bench              the pace of a run; edits on a long history; first paint and memory beside chromium --app; builds for release
  bench logos        logos alone: speed and size beside svgo, tracing beside vtracer
  bindings           write the files that are made from the core's types and list of commands";

/// What came of a command.
pub(crate) type Outcome = Result<(), String>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words[..] {
        ["run"] => run::run(false),
        ["run", "--headless"] => run::run(true),
        ["test"] => test::test(),
        [name @ ("faults" | "attacks" | "leaks")] => test::alone(name),
        ["soak"] => soak::soak("60"),
        ["soak", "kills"] => soak::kills("1000"),
        ["soak", "kills", "--count", count] => soak::kills(count),
        ["soak", "sandbox"] => soak::crowd("60"),
        ["soak", "sandbox", "--seconds", seconds] => soak::crowd(seconds),
        ["soak", "logo"] => soak::logos("60"),
        ["soak", "logo", "--minutes", minutes] => soak::logos(minutes),
        ["soak", "logo", "--corpus", corpus] => logo_corpus::walk(corpus),
        ["contract"] => test::contract(&[]),
        ["contract", "--base", base, "--company", company] => {
            test::contract(&["--base", base, "--company", company])
        }
        ["soak", seconds] => soak::soak(seconds),
        ["bench"] => bench::bench(),
        ["bench", "logos"] => bench_logo::logos(&process::root().join("target/bench-logos")),
        ["bindings"] => test::write_bindings(),
        _ => Err(HELP.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

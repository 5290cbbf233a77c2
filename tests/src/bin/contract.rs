//! Holds the Partners API to the suite: the Sandbox by default, or what stands at `--base URL`.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this program is for reading")]

use std::process::ExitCode;
use tests::contract::{Caller, Source, hold_to_contract, sandbox_caller};

/// An argument would be seen by everybody on the machine.
#[expect(clippy::disallowed_methods, reason = "this is the edge at which the token comes in")]
fn token() -> Option<String> {
    std::env::var("PARTNER_DESK_PERSONAL_TOKEN").ok()
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let folder = tempfile::tempdir().ok();
    // Kept until the end: the Sandbox goes with it.
    let (caller, _sandbox, is_ours) = match (words.as_slice(), &folder) {
        ([], Some(folder)) => {
            let (caller, sandbox) = sandbox_caller(folder.path()).await;
            (caller, Some(sandbox), true)
        }
        (["--base", base, "--company", company_id], _) => {
            let Some(token) = token() else {
                eprintln!("Set PARTNER_DESK_PERSONAL_TOKEN to a personal API token of that company.");
                return ExitCode::from(64);
            };
            let (base, company_id) = ((*base).to_owned(), (*company_id).to_owned());
            (Caller { base, company_id, token, way: Vec::new() }, None, false)
        }
        _ => {
            eprintln!("contract [--base URL --company ID]");
            return ExitCode::from(64);
        }
    };
    let told = tokio::task::spawn_blocking(move || hold_to_contract(&caller)).await.unwrap_or_default();
    let differs =
        |source| told.iter().filter(|one| one.source == source && one.seen_instead.is_some()).count();
    for one in &told {
        let source = if one.source == Source::Documented { "documented" } else { "assumed" };
        match &one.seen_instead {
            None => println!("holds    {source:<11} {}", one.fact),
            Some(seen) => println!("DIFFERS  {source:<11} {}: {seen}", one.fact),
        }
    }
    let (documented, assumed) = (differs(Source::Documented), differs(Source::Assumed));
    println!("\n{} expectations, differ: documented {documented}, assumed {assumed}", told.len());
    // Assumptions are ours: only the Sandbox has to hold them.
    let is_held = !told.is_empty() && documented == 0 && (assumed == 0 || !is_ours);
    if is_held { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

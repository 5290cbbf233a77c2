//! `partner-desk-cli`: the same core without a window, for build servers.
//!
//! Exit codes: 0 ready or done, 1 a required check fails, 2 else one is not known or something did not
//! work, 64 the command is misused, 65 a file cannot be read; 128 and the number of the signal that ended it.

mod article;
mod attached;
mod check;
mod contract;
mod input;
mod junit;
mod logo;
mod output;
mod pack;
mod profile;
mod rehearse;
mod sandbox;
mod stop;
mod token;
mod watch;

use clap::{Parser, Subcommand, ValueEnum};
use std::{path::PathBuf, process::ExitCode, time::Duration};
use stop::Stop;
use tempfile::TempDir;
use text::render;
use tokio::runtime::Runtime;

/// A command that is misused.
pub(crate) const USAGE: u8 = 64;
/// A file that cannot be read.
pub(crate) const BAD_FILE: u8 = 65;
/// Something did not work, so nothing is known.
pub(crate) const NOT_KNOWN: u8 = 2;
/// What still runs when the result is there, such as a look-up of a name, is waited for so long.
const SHUTDOWN: Duration = Duration::from_secs(2);

const EXIT_CODES: &str = "\
Exit codes:
  0    Ready, or done
  1    A check failed (see `check --fail-on`)
  2    Something couldn't be checked, read or written
  64   The command isn't used correctly
  65   A file can't be used
  129, 130, 143   Ended by SIGHUP, Ctrl+C or SIGTERM";

const WATCH_CODES: &str = "\
Exit codes with --once:
  0    All is as it was
  1    Something was found
  2    Nothing was found, but something couldn't be checked";

#[derive(Parser)]
#[command(
    name = "partner-desk-cli",
    // Else it is what the file happens to be called.
    bin_name = "partner-desk-cli",
    version,
    after_help = EXIT_CODES,
    about = "Checks whether a Recruitee partner is ready for promotion"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check a partner. Tokens come from PARTNER_DESK_CUSTOMER_TOKEN (or --token-stdin) and
    /// PARTNER_DESK_PERSONAL_TOKEN.
    Check(CheckArguments),
    /// Play the recruiter against a partner's URLs. Tokens come from where `check` takes them.
    Rehearse(RehearseArguments),
    /// Judge a help article alone: whether it opens, and whether it says where the token is, how to integrate and how to
    /// use it.
    Article(ArticleArguments),
    /// Check a partner and write the evidence pack that Recruitee is sent. Tokens come from where `check` takes them.
    Pack(PackArguments),
    /// Say whether an evidence pack is as it was made and about the partner in a file: exit code 0 if so, 1 if the
    /// record differs, 65 if the pack can't be read or was changed.
    Verify(VerifyArguments),
    /// Look at promoted partners: certificates that end, an article that is gone or changed, tests of another shape, a
    /// token check that is lax. Nothing with an effect is called.
    #[command(after_help = WATCH_CODES)]
    Watch(WatchArguments),
    /// Write the calls between Recruitee and your service as a file for developers. No token is in it.
    Contract(ContractArguments),
    /// Turn a picture into a logo that Recruitee takes.
    Logo {
        /// SVG, PNG, JPEG, WebP or GIF.
        input: PathBuf,
        /// Where to write the SVG.
        #[arg(short, long)]
        output: PathBuf,
        /// Say what was found as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Serve a Sandbox until it is stopped; prints how to reach it as one line of JSON.
    Sandbox(SandboxArguments),
    /// List the faults that the sample partner can simulate.
    Faults {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
}

#[derive(clap::Args)]
struct SandboxArguments {
    /// On this port of loopback; any free one when left out.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Keep partners, reports and tokens in this folder, which is made if it does not exist. Without it they go when
    /// the Sandbox is stopped.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Register the partner in this *.partner.json file, with the secret in PARTNER_DESK_PARTNER_SECRET or a new one.
    /// The recruiter uses the customer token in PARTNER_DESK_CUSTOMER_TOKEN.
    #[arg(long, value_name = "FILE")]
    partner: Option<PathBuf>,
    /// Simulate a fault (see `faults`). May be given several times.
    #[arg(long, value_name = "NAME")]
    fault: Vec<String>,
}

#[derive(clap::Args)]
struct ArticleArguments {
    /// An HTML file, or a URL. Plain http is for loopback alone.
    #[arg(value_name = "FILE|URL")]
    article: String,
    /// The name of the partner. Without it, whether the article names the partner isn't known.
    #[arg(long)]
    name: Option<String>,
    /// Say the result as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args)]
struct PackArguments {
    /// A *.partner.json file.
    file: PathBuf,
    /// Where to write it: a folder that is new or empty, or a file that ends in .zip.
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Where to judge it. What is made in the Sandbox is marked as practice.
    #[arg(long = "env", value_enum)]
    environment: EnvironmentArgument,
    /// Use the Sandbox that `sandbox --data DIR` serves right now, in place of one of its own.
    #[arg(long, value_name = "DIR")]
    sandbox: Option<PathBuf>,
    #[command(flatten)]
    tokens: TokenArguments,
}

#[derive(clap::Args)]
struct VerifyArguments {
    /// The folder or the zip file of the pack.
    pack: PathBuf,
    /// A *.partner.json file.
    file: PathBuf,
}

#[derive(clap::Args)]
struct WatchArguments {
    /// *.partner.json files. The customer token of one comes from where `check` takes it; with several, each from
    /// PARTNER_DESK_CUSTOMER_TOKEN_<CODENAME>, in capitals with _ for -.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Where their URLs are called: RC asks for public https URLs.
    #[arg(long = "env", value_enum, default_value = "rc")]
    environment: EnvironmentArgument,
    /// Look once and end, for cron or a build server.
    #[arg(long)]
    once: bool,
    /// Hours between two looks.
    #[arg(long, value_name = "HOURS", default_value_t = 24, conflicts_with = "once",
        value_parser = clap::value_parser!(u64).range(1..=720))]
    every: u64,
    /// Keep in this file what was seen, so that a later start tells what changed since.
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// Say each look at a partner as one line of JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    tokens: TokenArguments,
}

#[derive(clap::Args)]
struct ContractArguments {
    /// A *.partner.json file, for --format hurl and postman.
    #[arg(required_if_eq_any([("format", "hurl"), ("format", "postman")]))]
    file: Option<PathBuf>,
    /// For which program.
    #[arg(long, value_enum)]
    format: ContractFormatArgument,
}

#[derive(Clone, Copy, ValueEnum)]
enum ContractFormatArgument {
    /// OpenAPI 3.1: both sides' calls, with the checks that judge them.
    Openapi,
    /// The calls of one partner, for hurl.
    Hurl,
    /// The same as a Postman collection.
    Postman,
}

#[derive(clap::Args)]
struct CheckArguments {
    /// A *.partner.json file.
    #[arg(required_unless_present = "example", conflicts_with = "example")]
    file: Option<PathBuf>,
    /// Judge the sample partner in a Sandbox of its own instead.
    #[arg(long, conflicts_with = "token_stdin")]
    example: bool,
    /// Simulate a fault of the sample partner (see `faults`). May be given several times.
    #[arg(long, requires = "example")]
    fault: Vec<String>,
    /// Where to judge it.
    #[arg(long = "env", value_enum, required_unless_present = "example")]
    environment: Option<EnvironmentArgument>,
    /// Run only these checks and the ones they depend on: IDs separated by commas or spaces, in any case. May
    /// be given several times.
    #[arg(long, value_name = "IDS")]
    only: Option<Vec<String>>,
    /// Use the Sandbox that `sandbox --data DIR` serves right now, in place of one of its own: your service can report
    /// to it.
    #[arg(long, value_name = "DIR", conflicts_with = "example")]
    sandbox: Option<PathBuf>,
    #[command(flatten)]
    tokens: TokenArguments,
    /// How to say the result.
    #[arg(long, value_enum, default_value_t = Format::Text, conflicts_with = "json")]
    format: Format,
    /// The same as --format json.
    #[arg(long)]
    json: bool,
    /// Which failed checks make the exit code 1 and are failures in JUnit.
    #[arg(long, value_enum, default_value_t = FailOn::Must)]
    fail_on: FailOn,
}

#[derive(clap::Args)]
struct TokenArguments {
    /// Read the customer token from standard input. Without this, standard input is never read.
    #[arg(long)]
    token_stdin: bool,
    /// How long --token-stdin waits for the token.
    #[arg(long, requires = "token_stdin", value_name = "SECONDS", default_value_t = 60,
        value_parser = clap::value_parser!(u64).range(1..=86_400))]
    token_wait: u64,
}

#[derive(clap::Args)]
struct RehearseArguments {
    /// A *.partner.json file.
    #[arg(required_unless_present = "example", conflicts_with = "example")]
    file: Option<PathBuf>,
    /// Play the sample partner in a Sandbox of its own instead.
    #[arg(long, conflicts_with = "token_stdin")]
    example: bool,
    /// Simulate a fault of the sample partner (see `faults`). May be given several times.
    #[arg(long, requires = "example", value_name = "NAME")]
    fault: Vec<String>,
    /// Where to play it. On RC, Recruitee creates the report, so only the sending is played.
    #[arg(long = "env", value_enum, required_unless_present = "example")]
    environment: Option<EnvironmentArgument>,
    /// Send candidates: three that the service must reject, then one. Each is sent once, and at most one is accepted.
    /// Without this, nothing with an effect is called.
    #[arg(long)]
    send: bool,
    /// Send the candidate with this email address, such as your own. Without it, mail to the candidate reaches nobody.
    #[arg(long, requires = "send", value_name = "EMAIL")]
    candidate_email: Option<String>,
    /// Send the candidate for the test with this ID; the first in the list when left out.
    #[arg(long, requires = "send", value_name = "ID")]
    test: Option<String>,
    /// How long to wait for the report.
    #[arg(long, requires = "send", value_name = "SECONDS", default_value_t = 60,
        value_parser = clap::value_parser!(u64).range(0..=86_400))]
    wait: u64,
    /// Use the Sandbox that `sandbox --data DIR` serves right now, in place of one of its own: your service can report
    /// to it.
    #[arg(long, value_name = "DIR", conflicts_with = "example")]
    sandbox: Option<PathBuf>,
    #[command(flatten)]
    tokens: TokenArguments,
    /// How to say the result.
    #[arg(long, value_enum, default_value_t = Format::Text, conflicts_with = "json")]
    format: Format,
    /// The same as --format json.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Lines of text.
    Text,
    /// The same JSON as the app saves.
    Json,
    /// JUnit's XML, for build servers.
    Junit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Required checks.
    Must,
    /// Required checks and recommendations.
    Should,
}

impl FailOn {
    /// Whether a check of that level counts.
    pub(crate) fn counts(self, level: &str) -> bool {
        level == "must" || (self == Self::Should && level == "should")
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum EnvironmentArgument {
    Sandbox,
    Rc,
}

fn main() -> ExitCode {
    // Fails only when another provider is set already, and this is the first line of the process.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let code = match Arguments::try_parse() {
        Ok(arguments) => run(arguments.command),
        Err(error) => usage(&error),
    };
    ExitCode::from(code.unwrap_or_else(|failure| {
        output::complain(&failure.message);
        failure.code
    }))
}

/// Says what is wrong with the arguments, or the help that was asked for.
fn usage(error: &clap::Error) -> Result<u8, Failure> {
    if error.use_stderr() {
        // When standard error is closed or full, only the exit code is left to tell.
        let _ = error.print();
        return Ok(USAGE);
    }
    output::heard(error.print().and_then(|()| std::io::Write::flush(&mut std::io::stdout())))?;
    Ok(0)
}

fn run(command: Command) -> Result<u8, Failure> {
    let broken = |error: std::io::Error| Failure::new(NOT_KNOWN, error);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(broken)?;
    // From here on a signal cannot end the process before its folder is removed.
    let stop = {
        let _inside = runtime.enter();
        Stop::new().map_err(broken)?
    };
    match command {
        Command::Check(arguments) => {
            in_folder(runtime, stop, async |folder| check::run(folder, arguments).await)
        }
        Command::Rehearse(arguments) => {
            in_folder(runtime, stop, async |folder| rehearse::run(folder, arguments).await)
        }
        Command::Sandbox(arguments) => match arguments.data.clone() {
            Some(folder) => until_stopped(&runtime, stop, sandbox::serve(&folder, arguments)),
            None => in_folder(runtime, stop, async |folder| sandbox::serve(folder, arguments).await),
        },
        Command::Article(arguments) => {
            in_folder(runtime, stop, async |folder| article::run(folder, arguments).await)
        }
        Command::Pack(arguments) => {
            in_folder(runtime, stop, async |folder| pack::make(folder, arguments).await)
        }
        Command::Watch(arguments) => {
            in_folder(runtime, stop, async |folder| watch::run(folder, arguments).await)
        }
        Command::Verify(arguments) => until_stopped(&runtime, stop, pack::verify(arguments)),
        Command::Contract(arguments) => until_stopped(&runtime, stop, contract::run(arguments)),
        Command::Logo { input, output, json } => {
            until_stopped(&runtime, stop, logo::run(&input, &output, json))
        }
        Command::Faults { json } => until_stopped(&runtime, stop, sandbox::list_faults(json)),
    }
}

/// Works in a folder that is removed afterwards, whatever ends the work.
fn in_folder(
    runtime: Runtime,
    stop: Stop,
    work: impl AsyncFnOnce(&std::path::Path) -> Result<u8, Failure>,
) -> Result<u8, Failure> {
    let failed = |key: &str, args: &[(&str, &str)]| Failure::new(NOT_KNOWN, render(key, args));
    let folder =
        TempDir::new().map_err(|error| failed("cli.folder.failed", &[("reason", &error.to_string())]))?;
    let result = until_stopped(&runtime, stop, work(folder.path()));
    // Whoever still writes in the folder would keep it from being removed.
    runtime.shutdown_timeout(SHUTDOWN);
    let path = folder.path().display().to_string();
    if let Err(error) = folder.close() {
        let args = [("path", path.as_str()), ("reason", &error.to_string())];
        output::complain(&render("cli.folder.left", &args));
    }
    result
}

fn until_stopped(
    runtime: &Runtime,
    stop: Stop,
    work: impl Future<Output = Result<u8, Failure>>,
) -> Result<u8, Failure> {
    runtime.block_on(async {
        tokio::select! {
            code = stop.wait() => Ok(code),
            result = work => result,
        }
    })
}

/// Why nothing came of it, with the exit code.
pub(crate) struct Failure {
    pub(crate) code: u8,
    pub(crate) message: String,
}

impl Failure {
    pub(crate) fn new(code: u8, message: impl ToString) -> Self {
        Self { code, message: message.to_string() }
    }
}

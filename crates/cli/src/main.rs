//! `partner-desk-cli`: the same core without a window, for build servers.
//!
//! Exit codes: 0 ready or done, 1 a required check fails, 2 else one is not known or something did not
//! work, 64 the command is misused, 65 a file cannot be read.

mod check;
mod junit;
mod logo;
mod practice;

use clap::{Parser, Subcommand, ValueEnum};
use std::{path::PathBuf, process::ExitCode};

/// A command that is misused.
pub(crate) const USAGE: u8 = 64;
/// A file that cannot be read.
pub(crate) const BAD_FILE: u8 = 65;
/// Something did not work, so nothing is known.
pub(crate) const NOT_KNOWN: u8 = 2;

#[derive(Parser)]
#[command(
    name = "partner-desk-cli",
    version,
    about = "Checks whether a Recruitee partner is ready for promotion"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Judge a partner. The customer token comes from PARTNER_DESK_CUSTOMER_TOKEN or standard input.
    Check(CheckArguments),
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
    Sandbox {
        /// On this port of loopback; any free one when left out.
        #[arg(long, default_value_t = 0)]
        port: u16,
    },
    /// List the faults that the worked example can be made to have.
    Faults {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
}

#[derive(clap::Args)]
struct CheckArguments {
    /// A *.partner.json file.
    #[arg(required_unless_present = "example", conflicts_with = "example")]
    file: Option<PathBuf>,
    /// Judge the worked example in a Sandbox of its own instead.
    #[arg(long)]
    example: bool,
    /// Make the worked example misbehave (see `faults`). May be given several times.
    #[arg(long, requires = "example")]
    fault: Vec<String>,
    /// Where to judge it.
    #[arg(long = "env", value_enum, required_unless_present = "example")]
    environment: Option<EnvironmentArgument>,
    /// Judge these checks alone, with what they depend on: ids, parted by commas.
    #[arg(long, value_delimiter = ',', value_name = "ID")]
    only: Option<Vec<String>>,
    /// How to say the result.
    #[arg(long, value_enum, default_value_t = Format::Text, conflicts_with = "json")]
    format: Format,
    /// The same as --format json.
    #[arg(long)]
    json: bool,
    /// Which failing checks make the exit code 1.
    #[arg(long, value_enum, default_value_t = FailOn::Must)]
    fail_on: FailOn,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line per check.
    Text,
    /// The same JSON as the app saves.
    Json,
    /// JUnit's XML, for build servers.
    Junit,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Required checks.
    Must,
    /// Required checks and advice.
    Should,
}

#[derive(Clone, Copy, ValueEnum)]
enum EnvironmentArgument {
    Sandbox,
    Rc,
}

fn main() -> ExitCode {
    // Fails only when another provider is set already, and this is the first line of the process.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Asking for help is no mistake.
            let code = if error.use_stderr() { USAGE } else { 0 };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return complain(NOT_KNOWN, &error.to_string()),
    };
    let result = match arguments.command {
        Command::Check(arguments) => runtime.block_on(check::run(arguments)),
        Command::Logo { input, output, json } => logo::run(&input, &output, json),
        Command::Sandbox { port } => runtime.block_on(practice::serve(port)),
        Command::Faults { json } => practice::list_faults(json),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(failure) => complain(failure.code, &failure.message),
    }
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

#[expect(clippy::print_stderr, reason = "a command line says what went wrong on standard error")]
fn complain(code: u8, message: &str) -> ExitCode {
    eprintln!("partner-desk-cli: {message}");
    ExitCode::from(code)
}

#[expect(clippy::print_stdout, reason = "a command line gives its result on standard output")]
pub(crate) fn say(line: &str) {
    println!("{line}");
}

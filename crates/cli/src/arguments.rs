//! What can be typed behind `partner-desk-cli`.

use clap::{Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

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
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
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
    /// Check promoted partners for what changed: certificates that end, a help article that is gone or changed, a test
    /// list that changed, a wrong token that is accepted. Nothing with an effect is called.
    #[command(after_help = WATCH_CODES)]
    Watch(WatchArguments),
    /// Write the calls between Recruitee and your service as a file for developers. No token is in it.
    Contract(ContractArguments),
    /// Turn a picture into a logo that Recruitee takes.
    Logo(LogoArguments),
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
pub(crate) struct SandboxArguments {
    /// On this port of loopback; any free one when left out.
    #[arg(long, default_value_t = 0)]
    pub(crate) port: u16,
    /// Keep partners, reports and tokens in this folder, which is made if it does not exist. Without it they go when
    /// the Sandbox is stopped.
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Register the partner in this *.partner.json file, with the secret in PARTNER_DESK_PARTNER_SECRET or a new one.
    /// The recruiter uses the customer token in PARTNER_DESK_CUSTOMER_TOKEN.
    #[arg(long, value_name = "FILE")]
    pub(crate) partner: Option<PathBuf>,
    /// Simulate a fault (see `faults`). May be given several times.
    #[arg(long, value_name = "NAME")]
    pub(crate) fault: Vec<String>,
}

#[derive(clap::Args)]
pub(crate) struct ArticleArguments {
    /// An HTML file, or a URL. Plain http is for loopback alone.
    #[arg(value_name = "FILE|URL")]
    pub(crate) article: String,
    /// The name of the partner. Without it, whether the article names the partner isn't known.
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// Say the result as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(clap::Args)]
pub(crate) struct PackArguments {
    /// A *.partner.json file.
    pub(crate) file: PathBuf,
    /// Where to write it: a folder that is new or empty, or a file that ends in .zip.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: PathBuf,
    /// Where to judge it. What is made in the Sandbox is marked as practice.
    #[arg(long = "env", value_enum)]
    pub(crate) environment: EnvironmentArgument,
    /// Use the Sandbox that `sandbox --data DIR` serves right now, in place of one of its own.
    #[arg(long, value_name = "DIR")]
    pub(crate) sandbox: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) tokens: TokenArguments,
}

#[derive(clap::Args)]
pub(crate) struct VerifyArguments {
    /// The folder or the zip file of the pack.
    pub(crate) pack: PathBuf,
    /// A *.partner.json file.
    pub(crate) file: PathBuf,
}

#[derive(clap::Args)]
pub(crate) struct WatchArguments {
    /// *.partner.json files. The customer token of one comes from where `check` takes it; with several, each from
    /// PARTNER_DESK_CUSTOMER_TOKEN_<CODENAME>, in capitals with _ for -.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Where their URLs are called: RC asks for public https URLs.
    #[arg(long = "env", value_enum, default_value = "rc")]
    pub(crate) environment: EnvironmentArgument,
    /// Check once and end, for cron or a build server.
    #[arg(long)]
    pub(crate) once: bool,
    /// Hours between two checks.
    #[arg(long, value_name = "HOURS", default_value_t = 24, conflicts_with = "once",
        value_parser = clap::value_parser!(u64).range(1..=720))]
    pub(crate) every: u64,
    /// Keep the results in this file, so that a later start tells what changed since.
    #[arg(long, value_name = "FILE")]
    pub(crate) state: Option<PathBuf>,
    /// Accept what this look finds changed: later looks compare with it.
    #[arg(long, requires = "state")]
    pub(crate) accept: bool,
    /// Write one line of JSON for each check of a partner.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) tokens: TokenArguments,
}

#[derive(clap::Args)]
pub(crate) struct ContractArguments {
    /// A *.partner.json file, for --format hurl and postman.
    #[arg(required_if_eq_any([("format", "hurl"), ("format", "postman")]))]
    pub(crate) file: Option<PathBuf>,
    /// For which program.
    #[arg(long, value_enum)]
    pub(crate) format: ContractFormatArgument,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum ContractFormatArgument {
    /// OpenAPI 3.1: both sides' calls, with the checks that judge them.
    Openapi,
    /// The calls of one partner, for hurl.
    Hurl,
    /// The same as a Postman collection.
    Postman,
}

#[derive(clap::Args)]
pub(crate) struct CheckArguments {
    /// A *.partner.json file.
    #[arg(required_unless_present = "example", conflicts_with = "example")]
    pub(crate) file: Option<PathBuf>,
    /// Judge the sample partner in a Sandbox of its own instead.
    #[arg(long, conflicts_with = "token_stdin")]
    pub(crate) example: bool,
    /// Simulate a fault of the sample partner (see `faults`). May be given several times.
    #[arg(long, requires = "example")]
    pub(crate) fault: Vec<String>,
    /// Where to judge it.
    #[arg(long = "env", value_enum, required_unless_present = "example")]
    pub(crate) environment: Option<EnvironmentArgument>,
    /// Run only these checks and the ones they depend on: IDs separated by commas or spaces, in any case. May
    /// be given several times.
    #[arg(long, value_name = "IDS")]
    pub(crate) only: Option<Vec<String>>,
    /// Use the Sandbox that `sandbox --data DIR` serves right now, in place of one of its own: your service can report
    /// to it.
    #[arg(long, value_name = "DIR", conflicts_with = "example")]
    pub(crate) sandbox: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) tokens: TokenArguments,
    /// How to say the result.
    #[arg(long, value_enum, default_value_t = Format::Text, conflicts_with = "json")]
    pub(crate) format: Format,
    /// The same as --format json.
    #[arg(long)]
    pub(crate) json: bool,
    /// Which failed checks make the exit code 1 and are failures in JUnit.
    #[arg(long, value_enum, default_value_t = FailOn::Must)]
    pub(crate) fail_on: FailOn,
}

#[derive(clap::Args)]
pub(crate) struct TokenArguments {
    /// Read the customer token from standard input. Without this, standard input is never read.
    #[arg(long)]
    pub(crate) token_stdin: bool,
    /// How long --token-stdin waits for the token.
    #[arg(long, requires = "token_stdin", value_name = "SECONDS", default_value_t = 60,
        value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub(crate) token_wait: u64,
}

#[derive(clap::Args)]
pub(crate) struct RehearseArguments {
    /// A *.partner.json file.
    #[arg(required_unless_present = "example", conflicts_with = "example")]
    pub(crate) file: Option<PathBuf>,
    /// Play the sample partner in a Sandbox of its own instead.
    #[arg(long, conflicts_with = "token_stdin")]
    pub(crate) example: bool,
    /// Simulate a fault of the sample partner (see `faults`). May be given several times.
    #[arg(long, requires = "example", value_name = "NAME")]
    pub(crate) fault: Vec<String>,
    /// Where to play it. On RC, Recruitee creates the report, so only the sending is played.
    #[arg(long = "env", value_enum, required_unless_present = "example")]
    pub(crate) environment: Option<EnvironmentArgument>,
    /// Send candidates: three that the service must reject, then one. Each is sent once, and at most one is accepted.
    /// Without this, nothing with an effect is called.
    #[arg(long)]
    pub(crate) send: bool,
    /// Send the candidate with this email address, such as your own. Without it, no one receives mail to the candidate.
    #[arg(long, requires = "send", value_name = "EMAIL")]
    pub(crate) candidate_email: Option<String>,
    /// Send the candidate for the test with this ID; the first in the list when left out.
    #[arg(long, requires = "send", value_name = "ID")]
    pub(crate) test: Option<String>,
    /// How long to wait for the report.
    #[arg(long, requires = "send", value_name = "SECONDS", default_value_t = 60,
        value_parser = clap::value_parser!(u64).range(0..=86_400))]
    pub(crate) wait: u64,
    /// Use the Sandbox that `sandbox --data DIR` serves right now, in place of one of its own: your service can report
    /// to it.
    #[arg(long, value_name = "DIR", conflicts_with = "example")]
    pub(crate) sandbox: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) tokens: TokenArguments,
    /// How to say the result.
    #[arg(long, value_enum, default_value_t = Format::Text, conflicts_with = "json")]
    pub(crate) format: Format,
    /// The same as --format json.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Lines of text.
    Text,
    /// The same JSON as the app saves.
    Json,
    /// JUnit's XML, for build servers.
    Junit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
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
pub(crate) enum EnvironmentArgument {
    Sandbox,
    Rc,
}

/// What `logo` is given.
#[derive(clap::Args)]
pub(crate) struct LogoArguments {
    /// SVG, SVGZ, PNG, JPEG, WebP, GIF, BMP, ICO or TIFF.
    pub(crate) input: PathBuf,
    /// Where to write the SVG.
    #[arg(short, long)]
    pub(crate) output: PathBuf,
    /// Say what was found as JSON.
    #[arg(long)]
    pub(crate) json: bool,
    /// Seconds that the work may take.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub(crate) timeout: u64,
}

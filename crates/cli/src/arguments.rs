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
    /// Call a partner's URLs as a recruiter would. Tokens are read as for `check`.
    Rehearse(RehearseArguments),
    /// Check only a help article: whether it opens, and whether it says where the token is, how to integrate and how to
    /// use the integration.
    Article(ArticleArguments),
    /// Check a partner and write the evidence pack for Recruitee. Tokens are read as for `check`.
    Pack(PackArguments),
    /// Verify that an evidence pack is unchanged and about the partner in a file. Exit codes: 0 if so, 1 if the record
    /// differs, 65 if the pack can't be read or was changed.
    Verify(VerifyArguments),
    /// Check promoted partners for changes: certificates that expire soon, a help article that is gone or changed, a test
    /// list that changed, a wrong token that is accepted. No call has an effect.
    #[command(after_help = WATCH_CODES)]
    Watch(WatchArguments),
    /// Write the calls between Recruitee and your service to a file for developers. It contains no tokens.
    Contract(ContractArguments),
    /// Turn a picture into a logo that Recruitee accepts.
    Logo(LogoArguments),
    /// Run a Sandbox until you stop it. Prints its addresses and tokens as one line of JSON.
    Sandbox(SandboxArguments),
    /// List the faults that the sample partner can simulate.
    Faults {
        /// Print the result as JSON.
        #[arg(long)]
        json: bool,
    },
}

#[derive(clap::Args)]
pub(crate) struct SandboxArguments {
    /// The port on loopback. The default is any free port.
    #[arg(long, default_value_t = 0)]
    pub(crate) port: u16,
    /// Keep partners, reports and tokens in this folder, which is created if needed. Without it, they are deleted when
    /// the Sandbox stops.
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Register the partner in this *.partner.json file, with the secret in PARTNER_DESK_PARTNER_SECRET or a new one.
    /// The recruiter uses the customer token in PARTNER_DESK_CUSTOMER_TOKEN.
    #[arg(long, value_name = "FILE")]
    pub(crate) partner: Option<PathBuf>,
    /// Simulate a fault (see `faults`). Can be repeated.
    #[arg(long, value_name = "NAME")]
    pub(crate) fault: Vec<String>,
}

#[derive(clap::Args)]
pub(crate) struct ArticleArguments {
    /// An HTML file or a URL. Plain http works only on loopback.
    #[arg(value_name = "FILE|URL")]
    pub(crate) article: String,
    /// The partner's name. Without it, the check that the article names the partner has no result.
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// Print the result as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(clap::Args)]
pub(crate) struct PackArguments {
    /// A *.partner.json file.
    pub(crate) file: PathBuf,
    /// Where to write the pack: a new or empty folder, or a file that ends in .zip.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: PathBuf,
    /// Where to run the checks. A pack from the Sandbox is marked as practice.
    #[arg(long = "env", value_enum)]
    pub(crate) environment: EnvironmentArgument,
    /// Use the running Sandbox of `sandbox --data DIR` instead of a new one.
    #[arg(long, value_name = "DIR")]
    pub(crate) sandbox: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) tokens: TokenArguments,
}

#[derive(clap::Args)]
pub(crate) struct VerifyArguments {
    /// The pack: a folder or a zip file.
    pub(crate) pack: PathBuf,
    /// A *.partner.json file.
    pub(crate) file: PathBuf,
}

#[derive(clap::Args)]
pub(crate) struct WatchArguments {
    /// *.partner.json files. With one file, the customer token is read as for `check`. With several, each is read from
    /// PARTNER_DESK_CUSTOMER_TOKEN_<CODENAME>, in capitals with _ for -.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Which rules their URLs follow: RC requires public https URLs.
    #[arg(long = "env", value_enum, default_value = "rc")]
    pub(crate) environment: EnvironmentArgument,
    /// Check once and exit, for cron or a build server.
    #[arg(long)]
    pub(crate) once: bool,
    /// Hours between checks.
    #[arg(long, value_name = "HOURS", default_value_t = 24, conflicts_with = "once",
        value_parser = clap::value_parser!(u64).range(1..=720))]
    pub(crate) every: u64,
    /// Keep the results in this file, so that the next start can report changes.
    #[arg(long, value_name = "FILE")]
    pub(crate) state: Option<PathBuf>,
    /// Accept the changes that this check finds. Later checks compare with them.
    #[arg(long, requires = "state")]
    pub(crate) accept: bool,
    /// Print one line of JSON for each partner and check.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) tokens: TokenArguments,
}

#[derive(clap::Args)]
pub(crate) struct ContractArguments {
    /// A *.partner.json file, for --format hurl and --format postman.
    #[arg(required_if_eq_any([("format", "hurl"), ("format", "postman")]))]
    pub(crate) file: Option<PathBuf>,
    /// The format of the file.
    #[arg(long, value_enum)]
    pub(crate) format: ContractFormatArgument,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum ContractFormatArgument {
    /// OpenAPI 3.1: the calls of both sides, and the checks for each.
    Openapi,
    /// The calls of one partner, for Hurl.
    Hurl,
    /// The calls of one partner, as a Postman collection.
    Postman,
}

#[derive(clap::Args)]
pub(crate) struct CheckArguments {
    /// A *.partner.json file.
    #[arg(required_unless_present = "example", conflicts_with = "example")]
    pub(crate) file: Option<PathBuf>,
    /// Check the sample partner in its own Sandbox instead.
    #[arg(long, conflicts_with = "token_stdin")]
    pub(crate) example: bool,
    /// Simulate a fault of the sample partner (see `faults`). Can be repeated.
    #[arg(long, requires = "example")]
    pub(crate) fault: Vec<String>,
    /// Where to run the checks.
    #[arg(long = "env", value_enum, required_unless_present = "example")]
    pub(crate) environment: Option<EnvironmentArgument>,
    /// Run only these checks and the ones they depend on: IDs separated by commas or spaces, in any case. Can be
    /// repeated.
    #[arg(long, value_name = "IDS")]
    pub(crate) only: Option<Vec<String>>,
    /// Use the running Sandbox of `sandbox --data DIR` instead of a new one, so that your service can report to it.
    #[arg(long, value_name = "DIR", conflicts_with = "example")]
    pub(crate) sandbox: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) tokens: TokenArguments,
    /// The format of the result.
    #[arg(long, value_enum, default_value_t = Format::Text, conflicts_with = "json")]
    pub(crate) format: Format,
    /// The same as --format json.
    #[arg(long)]
    pub(crate) json: bool,
    /// Which failed checks lead to exit code 1 and count as failures in JUnit.
    #[arg(long, value_enum, default_value_t = FailOn::Must)]
    pub(crate) fail_on: FailOn,
}

#[derive(clap::Args)]
pub(crate) struct TokenArguments {
    /// Read the customer token from standard input. Without this flag, standard input is never read.
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
    /// Use the sample partner in its own Sandbox instead.
    #[arg(long, conflicts_with = "token_stdin")]
    pub(crate) example: bool,
    /// Simulate a fault of the sample partner (see `faults`). Can be repeated.
    #[arg(long, requires = "example", value_name = "NAME")]
    pub(crate) fault: Vec<String>,
    /// Where to rehearse. On RC, Recruitee creates the report, so only sending is rehearsed.
    #[arg(long = "env", value_enum, required_unless_present = "example")]
    pub(crate) environment: Option<EnvironmentArgument>,
    /// Send candidates: 3 that the service must reject, then one. Each is sent once, and at most one is accepted. Without
    /// this flag, no call has an effect.
    #[arg(long)]
    pub(crate) send: bool,
    /// Send the candidate with this email address, such as your own. Without it, no one receives mail to the candidate.
    #[arg(long, requires = "send", value_name = "EMAIL")]
    pub(crate) candidate_email: Option<String>,
    /// Send the candidate for the test with this ID. The default is the first test in the list.
    #[arg(long, requires = "send", value_name = "ID")]
    pub(crate) test: Option<String>,
    /// How long to wait for the report.
    #[arg(long, requires = "send", value_name = "SECONDS", default_value_t = 60,
        value_parser = clap::value_parser!(u64).range(0..=86_400))]
    pub(crate) wait: u64,
    /// Use the running Sandbox of `sandbox --data DIR` instead of a new one, so that your service can report to it.
    #[arg(long, value_name = "DIR", conflicts_with = "example")]
    pub(crate) sandbox: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) tokens: TokenArguments,
    /// The format of the result.
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
    /// JUnit XML, for build servers.
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
    /// Print the findings as JSON.
    #[arg(long)]
    pub(crate) json: bool,
    /// The time limit in seconds.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub(crate) timeout: u64,
}

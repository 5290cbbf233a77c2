//! A verdict: what was found, why it matters, who mends it and where.

use crate::{Call, Level};
use partner::{Field, UrlField};

/// How a check came out. Only [`State::Pass`] and [`State::Confirmed`] are green.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Holds.
    Pass,
    /// Does not hold.
    Fail,
    /// Could not be checked; see [`Verdict::cause`].
    Unknown,
    /// Judged once, but something it depends on has changed since.
    Stale,
    /// Waits for a person.
    Waiting,
    /// A person has confirmed it.
    Confirmed,
    /// Does not apply here.
    NotApplicable,
}

impl State {
    /// Whether it counts as fulfilled.
    pub fn is_green(self) -> bool {
        matches!(self, Self::Pass | Self::Confirmed)
    }

    /// Its name in files and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Unknown => "unknown",
            Self::Stale => "stale",
            Self::Waiting => "waiting",
            Self::Confirmed => "confirmed",
            Self::NotApplicable => "not_applicable",
        }
    }
}

/// Why a check could not be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// No network.
    Offline,
    /// Cancelled by the person.
    Cancelled,
    /// The service asked to wait (429).
    TooManyRequests,
    /// No environment is chosen, so nothing was called.
    NotConnected,
    /// The keychain could not be read.
    Keychain,
    /// No customer token is kept.
    NoToken,
    /// The person has not said yet that the customer token may go to that origin.
    NotAllowed,
    /// A proxy is the only way out, and looks names up by itself.
    Proxied,
    /// Something on our side is in the way; named by its key below `check.unknown`.
    Ours(&'static str),
    /// The name servers of the partner cannot tell now.
    NameServer,
    /// A wall that keeps robots out answered in place of the service.
    RobotWall,
    /// The service has locked us out for wrong tokens.
    LockedOut,
    /// A candidate was posted, and the answer never came.
    LostAnswer,
    /// The article is in a language that is not read; a person may read it.
    Language,
    /// Another check has to pass first; holds its id.
    DependsOn(&'static str),
}

/// Who can mend it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FixedBy {
    /// The person in front of the app.
    You,
    /// Whoever runs the partner's service.
    Developer,
    /// Recruitee.
    Recruitee,
    /// Nothing to mend.
    Nobody,
}

impl FixedBy {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::You, Self::Developer, Self::Recruitee, Self::Nobody];

    /// Its name in files and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::You => "you",
            Self::Developer => "developer",
            Self::Recruitee => "recruitee",
            Self::Nobody => "nobody",
        }
    }
}

/// Where Fix goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A field of the form.
    Field(Field),
    /// Company ID and personal token.
    Connection,
    /// The customer token on the page of addresses.
    CustomerToken,
    /// The partner secret.
    PartnerSecret,
    /// *Review and save*.
    Save,
    /// The help article that is written here.
    Article,
    /// The confirmations.
    Promotion,
    /// The rehearsal.
    Rehearsal,
}

impl Target {
    /// All of them.
    pub const ALL: [Self; Field::ALL.len() + 7] = {
        let mut all = [Self::Connection; Field::ALL.len() + 7];
        let others = [
            Self::Connection,
            Self::CustomerToken,
            Self::PartnerSecret,
            Self::Save,
            Self::Article,
            Self::Promotion,
            Self::Rehearsal,
        ];
        let mut at = 0;
        while at < all.len() {
            all[at] = if at < others.len() { others[at] } else { Self::Field(Field::ALL[at - others.len()]) };
            at += 1;
        }
        all
    };

    /// The name of the field it leads to, as in files and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Field(field) => field.path(),
            Self::Connection => "connection",
            Self::CustomerToken => "customer_token",
            Self::PartnerSecret => "partner_secret",
            Self::Save => "check_and_save",
            Self::Article => "article",
            Self::Promotion => "promotion",
            Self::Rehearsal => "rehearsal",
        }
    }

    /// The field of a URL.
    pub(crate) fn url(url_field: UrlField) -> Self {
        Self::Field(Field::Url(url_field))
    }
}

/// A sentence by its key, with what is to be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Key in the catalogue of texts.
    pub key: String,
    /// Names and values.
    pub args: Vec<(&'static str, String)>,
}

/// One line of what was seen. `what`, `should` and `was` are keys of texts, or, where they begin with
/// `=`, shown as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// What was looked at.
    pub what: String,
    /// What should be.
    pub should: String,
    /// What was.
    pub was: Message,
    /// `None` where it says nothing for or against.
    pub good: Option<bool>,
}

/// Where in the body of an answer a fault is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BodyLocation {
    /// A JSON pointer (RFC 6901).
    Pointer(String),
    /// Line and column, from 1.
    Line(usize, usize),
}

/// The result of one check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Of the check.
    pub id: &'static str,
    /// Of the check's rule.
    pub version: u32,
    /// Of this finding: may be weaker than the check's own.
    pub level: Level,
    /// How it came out.
    pub state: State,
    /// For [`State::Unknown`].
    pub cause: Option<Cause>,
    /// For the user.
    pub sentence: Message,
    /// What was seen.
    pub seen: Vec<Seen>,
    /// Who mends it.
    pub fixed_by: FixedBy,
    /// Where Fix goes.
    pub target: Target,
    /// The calls it rests on.
    pub calls: &'static [Call],
    /// Where in the answer the fault is, for the one call that showed it.
    pub place: Option<(Call, BodyLocation)>,
    /// Of the inputs it was judged from.
    pub inputs_hash: String,
}

/// What a rule says, before id, version and hash are put to it.
#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) state: State,
    pub(crate) variant: &'static str,
    pub(crate) args: Vec<(&'static str, String)>,
    pub(crate) seen: Vec<Seen>,
    pub(crate) cause: Option<Cause>,
    pub(crate) fixed_by: FixedBy,
    pub(crate) target: Option<Target>,
    pub(crate) advice_only: bool,
    /// The sentence is the same whichever check finds it.
    pub(crate) is_common: bool,
    pub(crate) place: Option<(Call, BodyLocation)>,
}

impl Finding {
    fn of(state: State, variant: &'static str, fixed_by: FixedBy) -> Self {
        Self {
            state,
            variant,
            args: Vec::new(),
            seen: Vec::new(),
            cause: None,
            fixed_by,
            target: None,
            advice_only: false,
            is_common: false,
            place: None,
        }
    }

    /// Fails, since the address gave no answer that could be judged; the developer mends it.
    pub(crate) fn no_answer(variant: &'static str) -> Self {
        Self { is_common: true, ..Self::developers(variant) }
    }

    pub(crate) fn pass() -> Self {
        Self::of(State::Pass, "pass", FixedBy::Nobody)
    }

    /// Holds, with a sentence of its own.
    pub(crate) fn pass_as(variant: &'static str) -> Self {
        Self::of(State::Pass, variant, FixedBy::Nobody)
    }

    pub(crate) fn not_applicable() -> Self {
        Self::of(State::NotApplicable, "not_applicable", FixedBy::Nobody)
    }

    /// Fails; the user mends it.
    pub(crate) fn yours(variant: &'static str) -> Self {
        Self::of(State::Fail, variant, FixedBy::You)
    }

    /// Fails; the developer mends it.
    pub(crate) fn developers(variant: &'static str) -> Self {
        Self::of(State::Fail, variant, FixedBy::Developer)
    }

    pub(crate) fn unknown(cause: Cause) -> Self {
        let fixed_by = match cause {
            Cause::TooManyRequests | Cause::NameServer | Cause::RobotWall => FixedBy::Developer,
            _ => FixedBy::You,
        };
        Self { cause: Some(cause), ..Self::of(State::Unknown, "unknown", fixed_by) }
    }

    pub(crate) fn waiting() -> Self {
        Self::waiting_for("waiting")
    }

    /// The same in a sentence of its own.
    pub(crate) fn waiting_for(variant: &'static str) -> Self {
        Self::of(State::Waiting, variant, FixedBy::You)
    }

    pub(crate) fn confirmed() -> Self {
        Self::of(State::Confirmed, "confirmed", FixedBy::Nobody)
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    pub(crate) fn seeing(mut self, seen: Vec<Seen>) -> Self {
        self.seen = seen;
        self
    }

    pub(crate) fn at(mut self, target: Target) -> Self {
        self.target = Some(target);
        self
    }

    pub(crate) fn place(mut self, call: Call, place: BodyLocation) -> Self {
        self.place = Some((call, place));
        self
    }

    pub(crate) fn advice_only(mut self) -> Self {
        self.advice_only = true;
        self
    }
}

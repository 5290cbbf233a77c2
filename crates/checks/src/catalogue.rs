//! The declarations. An id is never reused and never changes its meaning; a changed rule raises the
//! check's version.

use crate::group::Group;
use crate::input::Input;
use crate::rehearsal::{Rehearsal, RehearsalPart};
use crate::verdict::Finding;
use crate::{Call, Cause, Evidence, Level, Message, State, Subject, Target, TokenSent, Verdict};
use crate::{article_topics, certificates, form, help, list, logo_rules, promotion, record, token, urls};
use partner::{Field, UrlField};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The version of the whole set, shown with every result.
pub const RULES: &str = "6";

/// What a rule rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Recruitee's documentation, at this address.
    Documented(&'static str),
    /// Our own judgement.
    Ours,
}

/// One check.
pub struct Check {
    /// `REC-1` and so on.
    pub id: &'static str,
    /// Raised when the rule changes.
    pub version: u32,
    /// What failing means.
    pub level: Level,
    /// What the rule rests on.
    pub basis: Basis,
    /// Where it is shown.
    pub group: Group,
    /// What it reads.
    pub inputs: &'static [Input],
    /// What it needs to have been called.
    pub calls: &'static [Call],
    /// What it needs of a rehearsal.
    pub parts: &'static [RehearsalPart],
    /// Checks that must not fail for this one to say anything.
    pub depends_on: &'static [&'static str],
    /// Where Fix goes.
    pub target: Target,
    pub(crate) rule: Rule,
}

/// What a check judges.
#[derive(Clone, Copy)]
pub(crate) enum Rule {
    /// The evidence of a run, with the id of the check.
    Run(fn(&'static str, &Evidence) -> Finding),
    /// What a rehearsal saw.
    Rehearsal(fn(&Rehearsal) -> Finding),
}

pub(crate) const CONCEPTS: &str = "https://docs.recruitee.com/reference/partners-api-concepts";
const POST_PARTNER: &str = "https://docs.recruitee.com/reference-link/post-partner";
pub(crate) const SENDING: &str = "https://docs.recruitee.com/reference/sending-candidates";
const PARTNERS: &str = "https://docs.recruitee.com/reference/integration-partners";

use Basis::{Documented, Ours};
use Input::{
    CompanyId, Confirmation, CustomerToken, Environment, LastSeen, PartnerSecret, PersonalToken, Promotion,
};
use Level::{Manual, Must, Should};
use TokenSent::{Changed, Empty, Good, Later, Missing, OtherScheme, Padded, Part2, Part3, Part4, Part5};
use UrlField::{HelpArticle, SendCandidate, Tests, ValidateToken};

const URLS: [Input; 5] = [
    Input::Field(Field::Url(ValidateToken)),
    Input::Field(Field::Url(Tests)),
    Input::Field(Field::Url(SendCandidate)),
    Input::Field(Field::Url(HelpArticle)),
    Environment,
];
const REACH_ALL: [Call; 4] =
    [Call::Reach(ValidateToken), Call::Reach(Tests), Call::Reach(SendCandidate), Call::Reach(HelpArticle)];
const VALIDATE: [Input; 3] = [Input::Field(Field::Url(ValidateToken)), CustomerToken, Environment];
const LIST: [Input; 3] = [Input::Field(Field::Url(Tests)), CustomerToken, Environment];
const LIVE: [Input; 5] = [
    Input::Field(Field::Url(ValidateToken)),
    Input::Field(Field::Url(Tests)),
    Input::Field(Field::Url(HelpArticle)),
    CustomerToken,
    Environment,
];
/// A token that must be turned away. Judged together, so that a service that says yes to everything, or that
/// locks callers out, is named as that.
const WRONG: [Call; 4] =
    [Call::Validate(Good), Call::Validate(Changed), Call::Validate(Missing), Call::Validate(Empty)];
/// The same, with all the wrong tokens.
const VARIANTS: [Call; 9] = [
    Call::Validate(Good),
    Call::Validate(Changed),
    Call::Validate(Part2),
    Call::Validate(Part3),
    Call::Validate(Part4),
    Call::Validate(Part5),
    Call::Validate(Later),
    Call::Validate(Missing),
    Call::Validate(Empty),
];
const ARTICLE: [Input; 3] = [Input::Field(Field::Url(HelpArticle)), Input::Field(Field::Name), Environment];
const LOGO: Target = Target::Field(Field::Logo);
const TESTS: Target = Target::Field(Field::Url(Tests));
const VALIDATE_FIELD: Target = Target::Field(Field::Url(ValidateToken));

macro_rules! catalogue {
    ($($id:literal $version:literal $level:ident $basis:expr, $group:ident, reads $inputs:expr,
       calls $calls:expr, after $after:expr, fix $target:expr, $rule:path;)*) => {
        /// Every check that is built, in the order in which they are shown.
        pub const CATALOGUE: &[Check] = &[$(Check {
            id: $id, version: $version, level: $level, basis: $basis, group: Group::$group,
            inputs: &$inputs, calls: &$calls, parts: &[], depends_on: &$after, target: $target, rule: Rule::Run($rule),
        }),*];
    };
}

catalogue! {
    "REC-1" 1 Must Documented(CONCEPTS), Record, reads [Input::Field(Field::Kind)],
        calls [], after [], fix Target::Field(Field::Kind), record::kind;
    "REC-2" 2 Must Documented(POST_PARTNER), Record, reads [Input::Field(Field::Name)],
        calls [], after [], fix Target::Field(Field::Name), record::name;
    "REC-3" 2 Should Ours, Record, reads [Input::Field(Field::Description)],
        calls [], after [], fix Target::Field(Field::Description), record::description;
    "REC-4" 1 Must Documented(POST_PARTNER), Record, reads [Input::Field(Field::Codename)],
        calls [], after [], fix Target::Field(Field::Codename), record::codename;
    "REC-5" 1 Should Documented(SENDING), Record, reads [Input::Field(Field::Inputs)],
        calls [], after [], fix Target::Field(Field::Inputs), record::inputs;
    "REC-6" 1 Must Ours, Record, reads [Input::Record, Environment, CompanyId, LastSeen],
        calls [Call::Remote], after ["REC-7"], fix Target::Save, record::saved;
    "REC-7" 2 Must Documented(CONCEPTS), Record, reads [Environment, CompanyId, PersonalToken, Input::Field(Field::Codename)],
        calls [Call::Remote], after [], fix Target::Connection, record::connection;
    "REC-8" 1 Should Ours, Record, reads [Environment, PartnerSecret],
        calls [], after [], fix Target::PartnerSecret, record::partner_secret;
    "LOGO-1" 1 Should Ours, Logo, reads [Input::Field(Field::Logo)],
        calls [], after [], fix LOGO, logo_rules::given;
    "LOGO-2" 1 Must Documented(POST_PARTNER), Logo, reads [Input::Field(Field::Logo)],
        calls [], after [], fix LOGO, logo_rules::square;
    "LOGO-3" 1 Must Documented(POST_PARTNER), Logo, reads [Input::Field(Field::Logo)],
        calls [], after [], fix LOGO, logo_rules::free_size;
    "LOGO-4" 2 Must Ours, Logo, reads [Input::Field(Field::Logo)],
        calls [], after [], fix LOGO, logo_rules::inactive;
    "LOGO-5" 1 Should Ours, Logo, reads [Input::Field(Field::Logo)],
        calls [], after [], fix LOGO, logo_rules::small;
    "LOGO-6" 1 Should Ours, Logo, reads [Input::Field(Field::Logo)],
        calls [], after [], fix LOGO, logo_rules::vectors;
    "LOGO-7" 1 Should Ours, Logo, reads [Input::Field(Field::Logo)],
        calls [], after [], fix LOGO, logo_rules::visible;
    "ADDR-1" 2 Must Ours, Addresses, reads URLS,
        calls [], after [], fix VALIDATE_FIELD, urls::well_formed;
    "ADDR-2" 3 Must Ours, Addresses, reads URLS,
        calls REACH_ALL, after [], fix VALIDATE_FIELD, urls::public;
    "ADDR-3" 2 Must Ours, Addresses, reads URLS,
        calls [], after [], fix VALIDATE_FIELD, urls::no_leftover;
    "ADDR-4" 2 Must Ours, Addresses, reads URLS,
        calls REACH_ALL, after [], fix VALIDATE_FIELD, certificates::certificates;
    "ADDR-5" 2 Should Ours, Addresses, reads URLS,
        calls REACH_ALL, after [], fix VALIDATE_FIELD, certificates::lasting;
    "ADDR-6" 2 Must Ours, Addresses, reads [LIVE[0], LIVE[1], CustomerToken, Environment],
        calls [Call::Validate(Good), Call::Validate(Missing), Call::Tests(Good), Call::Tests(Missing)],
        after [], fix VALIDATE_FIELD, urls::no_redirect;
    "ADDR-7" 3 Should Ours, Addresses, reads [URLS[0], URLS[1], URLS[2]],
        calls [], after [], fix VALIDATE_FIELD, urls::differ;
    "ADDR-8" 2 Should Ours, Addresses, reads LIVE,
        calls [Call::Validate(Good), Call::Validate(Missing), Call::Tests(Good), Call::Tests(Missing), Call::Article],
        after [], fix VALIDATE_FIELD, urls::quick;
    "TOKEN-1" 3 Must Documented(CONCEPTS), Token, reads VALIDATE,
        calls [Call::Validate(Good), Call::Validate(Padded)], after [], fix Target::CustomerToken, token::good;
    "TOKEN-2" 2 Must Documented(CONCEPTS), Token, reads VALIDATE,
        calls VARIANTS, after [], fix VALIDATE_FIELD, token::changed;
    "TOKEN-3" 2 Must Documented(CONCEPTS), Token, reads VALIDATE,
        calls WRONG, after [], fix VALIDATE_FIELD, token::missing;
    "TOKEN-4" 2 Must Documented(CONCEPTS), Token, reads VALIDATE,
        calls WRONG, after [], fix VALIDATE_FIELD, token::empty;
    "TOKEN-5" 2 Should Ours, Token, reads VALIDATE,
        calls [Call::Validate(Good), Call::Validate(OtherScheme)], after [], fix VALIDATE_FIELD, token::other_scheme;
    "TOKEN-6" 3 Must Documented(CONCEPTS), Token, reads LIST,
        calls [Call::Tests(Good), Call::Tests(Changed), Call::Tests(Part2), Call::Tests(Part3), Call::Tests(Part4),
            Call::Tests(Part5), Call::Tests(Later), Call::Tests(Missing), Call::Tests(Empty),
            Call::Tests(OtherScheme), Call::Tests(Padded)], after [], fix TESTS, token::list;
    "TESTS-1" 2 Must Documented(SENDING), Tests, reads LIST,
        calls [Call::Tests(Good)], after [], fix TESTS, list::array;
    "TESTS-2" 2 Must Documented(SENDING), Tests, reads LIST,
        calls [Call::Tests(Good)], after ["TESTS-1"], fix TESTS, list::id_and_name;
    "TESTS-3" 2 Must Ours, Tests, reads LIST,
        calls [Call::Tests(Good)], after ["TESTS-1"], fix TESTS, list::ids_differ;
    "TESTS-4" 2 Must Ours, Tests, reads LIST,
        calls [Call::Tests(Good)], after ["TESTS-1"], fix TESTS, list::not_empty;
    "TESTS-5" 2 Should Ours, Tests, reads LIST,
        calls [Call::Tests(Good)], after [], fix TESTS, list::fits;
    "HELP-1" 3 Must Documented(CONCEPTS), Help, reads [Input::Field(Field::Url(HelpArticle)), Environment],
        calls [Call::Article], after [], fix Target::Field(Field::Url(HelpArticle)), help::opens;
    "HELP-2" 3 Must Ours, Help, reads [Input::Field(Field::Url(HelpArticle)), Environment],
        calls [Call::Article], after ["HELP-1"], fix Target::Field(Field::Url(HelpArticle)), help::is_article;
    "HELP-3" 2 Must Documented(CONCEPTS), Help, reads ARTICLE,
        calls [Call::Article], after ["HELP-1", "HELP-2"], fix Target::Article, article_topics::says;
    "HELP-4" 2 Must Documented(CONCEPTS), Help, reads ARTICLE,
        calls [Call::Article], after ["HELP-1", "HELP-2"], fix Target::Article, article_topics::says;
    "HELP-5" 2 Must Documented(CONCEPTS), Help, reads ARTICLE,
        calls [Call::Article], after ["HELP-1", "HELP-2"], fix Target::Article, article_topics::says;
    "HELP-6" 1 Should Ours, Help, reads ARTICLE,
        calls [Call::Article], after ["HELP-1", "HELP-2"], fix Target::Field(Field::Url(HelpArticle)), article_topics::says;
    "FORM-1" 1 Manual Documented(PARTNERS), Confirm, reads [Confirmation],
        calls [], after [], fix Target::Promotion, form::confirmed;
    "FORM-2" 1 Manual Documented(PARTNERS), Confirm, reads [Confirmation],
        calls [], after [], fix Target::Promotion, form::confirmed;
    "FORM-3" 1 Manual Documented(CONCEPTS), Confirm, reads [Confirmation],
        calls [], after [], fix Target::Promotion, form::confirmed;
    "PROM-1" 1 Must Documented(CONCEPTS), Confirm, reads [Promotion],
        calls [], after [], fix Target::Promotion, promotion::unchanged;
}

impl Check {
    /// Whether a run judges it, and not a rehearsal.
    pub fn is_of_run(&self) -> bool {
        matches!(self.rule, Rule::Run(_))
    }

    /// Whether it is judged whenever it is looked at: it reads only what is on this computer, and a run would judge the
    /// same.
    pub fn is_live(&self) -> bool {
        self.inputs == [Promotion]
    }

    /// A hash of everything this check reads. Two equal hashes, and the same version of the rule, mean that
    /// a verdict still stands.
    pub fn inputs_hash(&self, subject: &Subject) -> String {
        let values: Vec<Value> = self.inputs.iter().map(|input| self.input_value(*input, subject)).collect();
        hash(&json!([self.id, HASH_VERSION, values]))
    }

    /// The name and a hash of each thing this check reads, so that it can be told which of them changed.
    /// Fields go by their path.
    pub fn input_hashes(&self, subject: &Subject) -> Vec<(&'static str, String)> {
        let draft = subject.draft.as_held();
        let mut input_hashes = Vec::new();
        for input in self.inputs {
            match input {
                Input::Record => {
                    input_hashes
                        .extend(Field::ALL.iter().map(|field| (field.path(), hash(&draft.get(*field)))));
                }
                input => input_hashes.push((input.key(), hash(&self.input_value(*input, subject)))),
            }
        }
        input_hashes
    }

    /// Whether it reads what only this computer or Recruitee can tell: tokens and the record on RC.
    pub(crate) fn reads_keys(&self) -> bool {
        self.inputs.iter().any(|input| matches!(input, PersonalToken | PartnerSecret | LastSeen))
    }

    fn input_value(&self, input: Input, subject: &Subject) -> Value {
        let whole = |draft: &partner::Draft| {
            let draft = draft.as_held();
            Field::ALL.iter().map(|field| draft.get(*field)).collect::<Vec<_>>()
        };
        match input {
            Input::Field(field) => subject.draft.as_held().get(field),
            Input::Record => json!(whole(&subject.draft)),
            Environment => json!(subject.environment),
            CompanyId => json!(subject.company_id),
            PersonalToken => json!(subject.personal_token_version),
            PartnerSecret => json!(subject.partner_secret_version),
            CustomerToken => json!(subject.customer_token_version),
            LastSeen => json!(subject.last_seen.as_ref().map(whole)),
            Confirmation => json!(subject.confirmed.contains(self.id)),
            Promotion => json!(subject.promoted.as_ref().map(|promoted| {
                [Some(whole(promoted)), subject.asked_again.as_ref().map(whole), Some(whole(&subject.draft))]
            })),
        }
    }

    /// Judges it; `before` tells how the checks stand that it depends on.
    pub(crate) fn judge(&self, evidence: &Evidence, before: impl Fn(&str) -> Option<State>) -> Verdict {
        let blocked = self
            .depends_on
            .iter()
            .find(|id| matches!(before(id), Some(State::Fail | State::Unknown | State::Stale)));
        let finding = match blocked {
            Some(id) => Finding::unknown(Cause::DependsOn(id)),
            None => match self.rule {
                Rule::Run(rule) => rule(self.id, evidence),
                Rule::Rehearsal(_) => Finding::waiting(),
            },
        };
        self.verdict(finding, &evidence.subject)
    }

    /// A finding as the verdict of this check on a subject.
    pub(crate) fn verdict(&self, finding: Finding, subject: &Subject) -> Verdict {
        Verdict {
            id: self.id,
            version: self.version,
            level: if finding.advice_only { Should } else { self.level },
            state: finding.state,
            cause: finding.cause,
            sentence: Message { key: sentence_key(self.id, &finding), args: finding.args },
            seen: finding.seen,
            fixed_by: finding.fixed_by,
            target: finding.target.unwrap_or(self.target),
            calls: self.calls,
            place: finding.place,
            inputs_hash: self.inputs_hash(subject),
        }
    }
}

/// Of the way in which inputs are hashed. Kept verdicts are compared by it.
const HASH_VERSION: u32 = 1;

fn hash(value: &Value) -> String {
    hex::encode(&Sha256::digest(value.to_string())[..16])
}

/// Reasons for not knowing read the same for every check; all else has a sentence of its own.
pub(crate) fn sentence_key(id: &str, finding: &Finding) -> String {
    match finding.cause {
        Some(Cause::Offline) => "check.unknown.offline".into(),
        Some(Cause::Cancelled) => "check.unknown.cancelled".into(),
        Some(Cause::TooManyRequests) if finding.args.iter().any(|(name, _)| *name == "seconds") => {
            "check.unknown.too_many_requests_for".into()
        }
        Some(Cause::TooManyRequests) => "check.unknown.too_many_requests".into(),
        Some(Cause::NotConnected) => "check.unknown.not_connected".into(),
        Some(Cause::Keychain) => "check.unknown.keychain".into(),
        Some(Cause::NoToken) => "check.unknown.no_token".into(),
        Some(Cause::NotAllowed) => "check.unknown.not_allowed".into(),
        Some(Cause::Proxied) => "check.unknown.proxied".into(),
        Some(Cause::Ours(fault)) => format!("check.unknown.{fault}"),
        Some(Cause::NameServer) => "check.unknown.name_server".into(),
        Some(Cause::RobotWall) => "check.unknown.robot_wall".into(),
        Some(Cause::LockedOut) => "check.unknown.locked_out".into(),
        Some(Cause::LostAnswer) => "check.unknown.lost_answer".into(),
        Some(Cause::Language) => "check.unknown.language".into(),
        Some(Cause::DependsOn(_)) => "check.unknown.depends_on".into(),
        None if finding.state == State::NotApplicable => "check.not_applicable".into(),
        None if finding.is_common => format!("check.no_answer.{}", finding.variant),
        None => format!("check.{id}.{}", finding.variant),
    }
}

/// Judges one check by itself, whatever others say: for trying a single address.
pub fn judge_one(id: &str, evidence: &Evidence) -> Option<Verdict> {
    let check = CATALOGUE.iter().find(|check| check.id == id);
    check.map(|check| check.judge(evidence, |_| None))
}

#[cfg(test)]
mod tests {
    #[test]
    fn verdicts_that_an_earlier_version_kept_are_not_out_of_date() {
        assert_eq!(super::hash(&"abc".into()), "6cc43f858fbb763301637b5af970e2a4");
    }
}

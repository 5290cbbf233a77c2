//! The calls that the app makes to a partner's service and about its reports, one after the other. What may create or
//! change something comes last.

use crate::pieces::{Member, Piece, Pieces, Variable};
use crate::{judged_by, purpose};
use checks::{Call, Check, RehearsalPart, Sent, TokenSent};
use partner::{Input, Sending, UrlField};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use url::Url;

/// Whose calls they are.
#[derive(Debug, Clone, Default)]
pub struct Calls {
    /// The name of the partner.
    pub partner_name: String,
    /// The URLs that are known; calls to others are left out.
    pub urls: BTreeMap<UrlField, Url>,
    /// The candidate fields.
    pub inputs: Vec<Input>,
    /// The codename; without one there are no calls about reports.
    pub codename: String,
    /// The company ID, as typed; without one no reports are read.
    pub company_id: String,
    /// The base of the API that has the reports.
    pub reports_base: String,
    /// The candidate, where one was sent already; else a variable.
    pub candidate_id: Option<String>,
    /// A sentence for the head of the Hurl file and the description of the collection.
    pub note: Option<String>,
}

/// Headers by name.
pub(crate) type Headers = Vec<(&'static str, Pieces)>;

/// The expected answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expected {
    Success,
    /// A test list, from which the first is taken.
    Tests,
    /// 401 or 403.
    Rejected,
    /// Another 4XX, with a text.
    Explained,
    /// Servers differ, and none is wrong.
    Anything,
}

/// What a call may create or change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    Reads,
    /// A candidate that the service must reject.
    MustCreateNothing,
    Creates,
    Changes,
}

/// One call.
pub(crate) struct PlannedCall {
    pub(crate) name: String,
    pub(crate) method: &'static str,
    pub(crate) url: Pieces,
    pub(crate) headers: Headers,
    pub(crate) body: Option<Vec<(String, Member)>>,
    pub(crate) expected: Expected,
    pub(crate) effect: Effect,
    /// Follows an earlier one after two seconds, in case a cache has learned the answer.
    pub(crate) is_later: bool,
    pub(crate) judged_by: Vec<&'static Check>,
}

/// In no test list, and fits the numbers of any database.
const UNKNOWN_TEST: &str = "999999937";

fn fixed(text: &str) -> Piece {
    Piece::Text(text.to_owned())
}

/// A URL as it goes out: what stays in the client, or is a secret, is not part of it.
fn as_sent(url: &Url) -> Pieces {
    let mut url = url.clone();
    url.set_fragment(None);
    // Fails only where there is none.
    let _ = url.set_username("").and_then(|()| url.set_password(None));
    vec![Piece::Text(url.into())]
}

/// What Recruitee sends with a token. `None` for wrong ones beyond the first: there is one variable for them all.
fn as_recruitee(token: TokenSent) -> Option<Headers> {
    use Variable::{CustomerToken, WrongToken};
    let authorization = match token {
        TokenSent::Good => vec![fixed("Bearer "), Piece::Variable(CustomerToken)],
        TokenSent::Changed | TokenSent::Later => vec![fixed("Bearer "), Piece::Variable(WrongToken)],
        TokenSent::Part2 | TokenSent::Part3 | TokenSent::Part4 | TokenSent::Part5 => return None,
        TokenSent::Missing => Vec::new(),
        TokenSent::Empty => vec![fixed("Bearer ")],
        TokenSent::OtherScheme => vec![fixed("Basic "), Piece::Variable(CustomerToken)],
        TokenSent::Padded => vec![fixed("Bearer "), Piece::Variable(CustomerToken), fixed(" ")],
    };
    let headers = [json_body(), ("Authorization", authorization)];
    Some(headers.into_iter().filter(|(_, value)| !value.is_empty()).collect())
}

/// Sent by Recruitee even where there is no body.
fn json_body() -> (&'static str, Pieces) {
    ("Content-Type", vec![fixed("application/json")])
}

fn with_secret() -> (&'static str, Pieces) {
    ("RT-PARTNER-SECRET", vec![Piece::Variable(Variable::PartnerSecret)])
}

impl Calls {
    /// All of them, in their order.
    pub(crate) fn planned(&self) -> Vec<PlannedCall> {
        let mut with_token: Vec<Call> = Call::all().collect();
        with_token.sort();
        let mut planned: Vec<PlannedCall> =
            with_token.into_iter().filter_map(|call| self.token_call(call)).collect();
        planned.extend(self.read_reports());
        planned.extend(Sent::ALL.into_iter().filter_map(|sent| self.post(sent)));
        planned.extend(self.write_report());
        planned
    }

    /// A call of a run that shows what a token gets.
    fn token_call(&self, call: Call) -> Option<PlannedCall> {
        let (token, with_good) = match call {
            Call::Validate(token) => (token, Expected::Success),
            Call::Tests(token) => (token, Expected::Tests),
            Call::Remote | Call::Reach(_) | Call::Article => return None,
        };
        Some(PlannedCall {
            name: purpose::of_call(call),
            method: "GET",
            url: as_sent(self.urls.get(&call.url_field()?)?),
            headers: as_recruitee(token)?,
            body: None,
            expected: match token {
                TokenSent::Good => with_good,
                TokenSent::Padded => Expected::Anything,
                _ => Expected::Rejected,
            },
            effect: Effect::Reads,
            is_later: token == TokenSent::Later,
            judged_by: judged_by::call(call),
        })
    }

    /// A candidate of a rehearsal.
    fn post(&self, sent: Sent) -> Option<PlannedCall> {
        let token = match sent {
            Sent::WrongToken => TokenSent::Changed,
            Sent::NoToken => TokenSent::Missing,
            Sent::UnknownTest | Sent::Candidate => TokenSent::Good,
        };
        let (expected, effect) = match sent {
            Sent::WrongToken | Sent::NoToken => (Expected::Rejected, Effect::MustCreateNothing),
            Sent::UnknownTest => (Expected::Explained, Effect::MustCreateNothing),
            Sent::Candidate => (Expected::Success, Effect::Creates),
        };
        Some(PlannedCall {
            name: purpose::of_sent(sent),
            method: "POST",
            url: as_sent(self.urls.get(&UrlField::SendCandidate)?),
            headers: as_recruitee(token)?,
            body: Some(self.candidate(sent)),
            expected,
            effect,
            is_later: false,
            judged_by: judged_by::part(RehearsalPart::Sent(sent)),
        })
    }

    /// The body that Recruitee sends, with what is known only later left open.
    fn candidate(&self, sent: Sent) -> Vec<(String, Member)> {
        let number = |text: &str| text.trim().parse().unwrap_or(1);
        let sending = Sending {
            company_id: number(&self.company_id),
            candidate_id: number(self.candidate_id.as_deref().unwrap_or_default()),
            test_id: UNKNOWN_TEST.into(),
            test_name: text::plain("rehearsal.unknown_test"),
            ..Sending::sample("")
        };
        let open = |name: &str| match name {
            "report_id" if sent == Sent::Candidate => Some(Variable::ReportId),
            "report_id" => Some(Variable::NewId),
            "test_id" if sent != Sent::UnknownTest => Some(Variable::TestId),
            "test_name" if sent != Sent::UnknownTest => Some(Variable::TestName),
            _ => None,
        };
        let body = sending.body(&self.inputs);
        let member = |(name, value): &(String, Value)| {
            (name.clone(), open(name).map_or_else(|| Member::Json(value.clone()), Member::Variable))
        };
        body.members().iter().map(member).collect()
    }

    fn read_reports(&self) -> Option<PlannedCall> {
        let company = Some(self.company_id.trim()).filter(|id| !id.is_empty())?;
        let mut url =
            self.api(&["c", company, "candidates"], self.candidate_id.as_ref(), Variable::CandidateId)?;
        url.push(fixed("/reports"));
        Some(PlannedCall {
            name: purpose::of_reports(),
            method: "GET",
            url,
            headers: vec![with_secret()],
            body: None,
            expected: Expected::Success,
            effect: Effect::Reads,
            is_later: false,
            judged_by: judged_by::part(RehearsalPart::Reports),
        })
    }

    fn write_report(&self) -> Option<PlannedCall> {
        let member = |name: &str, value: &str| (name.to_owned(), Member::Json(json!(value)));
        Some(PlannedCall {
            name: purpose::of_report(),
            method: "PATCH",
            url: self.api(&["reports"], None, Variable::ReportId)?,
            headers: vec![json_body(), with_secret()],
            body: Some(vec![member("status", "completed"), member("score", "76%")]),
            expected: Expected::Success,
            effect: Effect::Changes,
            is_later: false,
            judged_by: judged_by::part(RehearsalPart::Reports),
        })
    }

    /// A URL of the partner's in the API, up to an id that may be a variable.
    fn api(&self, parts: &[&str], id: Option<&String>, open: Variable) -> Option<Pieces> {
        let codename = Some(self.codename.trim()).filter(|name| !name.is_empty())?;
        let mut url = Url::parse(&self.reports_base).ok()?;
        {
            let mut segments = url.path_segments_mut().ok()?;
            segments.pop_if_empty().extend(["p", codename]).extend(parts).extend(id);
        }
        let mut pieces = as_sent(&url);
        if id.is_none() {
            pieces.extend([fixed("/"), Piece::Variable(open)]);
        }
        Some(pieces)
    }
}

impl PlannedCall {
    /// The variables in it.
    pub(crate) fn variables(&self) -> Vec<Variable> {
        let of = |piece: &Piece| match piece {
            Piece::Variable(variable) => Some(*variable),
            Piece::Text(_) => None,
        };
        let of_member = |(_, member): &(String, Member)| match member {
            Member::Variable(variable) => Some(*variable),
            Member::Json(_) => None,
        };
        let headers = self.headers.iter().flat_map(|(_, pieces)| pieces);
        let in_body = self.body.iter().flatten().filter_map(of_member);
        self.url.iter().chain(headers).filter_map(of).chain(in_body).collect()
    }
}

//! The expectations, in the order in which a partner comes by them.

use crate::contract::caller::{Caller, Key};
use crate::contract::{Findings, Reply};
use serde_json::{Value, json};

/// A partner that the suite made.
struct Made<'a> {
    caller: &'a Caller,
    codename: String,
}

impl Made<'_> {
    fn path(&self) -> String {
        format!("p/{}/c/{}/partner", self.codename, self.caller.company_id)
    }

    fn ask(&self, method: &str, body: Option<&Value>) -> Reply {
        self.caller.ask(method, &self.path(), body)
    }

    fn report(&self, secret: &str, method: &str, id: &str, body: Option<&Value>) -> Reply {
        let path = format!("p/{}/reports/{id}", self.codename);
        self.caller.ask_with(Key::Secret(secret), method, &path, body)
    }
}

impl Drop for Made<'_> {
    #[expect(clippy::print_stderr, reason = "a partner that is left behind must be found")]
    fn drop(&mut self) {
        // Whatever became of the suite.
        let reply = self.ask("DELETE", None);
        if !reply.is_success() && reply.status != 404 {
            eprintln!("The partner {} could not be deleted (status {}).", self.codename, reply.status);
        }
    }
}

/// A codename that nobody has: letters and dashes alone.
fn codename() -> String {
    let name = tempfile::Builder::new().rand_bytes(12).tempfile().unwrap();
    let random = name.path().file_name().unwrap().to_string_lossy().to_ascii_lowercase();
    let letters = random.bytes().map(|byte| char::from(b'a' + byte % 26));
    format!("partner-desk-contract-{}", letters.collect::<String>())
}

fn record() -> Value {
    json!({
        "kind": "assessment",
        "name": "Partner Desk contract",
        "description": "Made by a test, and deleted by it.",
        "logo": "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 18 18\"><path d=\"M0 0h18v18z\"/></svg>",
        "urls": {
            "validate_token": "https://partner.example/token",
            "tests": "https://partner.example/tests",
            "send_candidate": "https://partner.example/send",
            "help_article": "https://partner.example/help",
        },
    })
}

pub(crate) fn all(caller: &Caller, findings: &mut Findings) {
    let made = Made { caller, codename: codename() };
    let Some(secret) = creates(&made, findings) else { return };
    reads(&made, findings);
    updates(&made, findings);
    refuses(&made, findings);
    let secret = regenerates(&made, &secret, findings);
    reports(&made, &secret, findings);
    deletes(&made, findings);
}

fn is_secret(value: &Value) -> bool {
    value
        .as_str()
        .is_some_and(|text| text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// The secret, which is shown once.
fn creates(made: &Made<'_>, findings: &mut Findings) -> Option<String> {
    let reply = made.ask("POST", Some(&record()));
    findings.documented("POST creates a partner", reply.is_success(), &reply);
    findings.documented("a new partner is not promoted", reply.record()["promoted"] == false, &reply);
    findings.assumed("POST answers 201", reply.status == 201, &reply);
    findings.assumed(
        "POST gives a secret of 32 letters and digits",
        is_secret(&reply.record()["secret"]),
        &reply,
    );
    reply.record()["secret"].as_str().map(str::to_owned)
}

fn reads(made: &Made<'_>, findings: &mut Findings) {
    let (reply, sent) = (made.ask("GET", None), record());
    let is_held = |key: &str| reply.record()[key] == sent[key];
    findings.documented("GET gives the partner", reply.is_success(), &reply);
    let all = ["kind", "name", "description", "urls"].into_iter().all(is_held);
    findings.assumed("GET gives kind, name, description and urls as they were sent", all, &reply);
    findings.assumed("GET gives the logo as it was sent", is_held("logo"), &reply);
    findings.assumed("GET gives the codename", reply.record()["codename"] == made.codename, &reply);
    findings.assumed("GET does not show the secret", reply.record().get("secret").is_none(), &reply);
    findings.assumed("the record stands in the answer itself", reply.body.get("partner").is_none(), &reply);

    let path = made.path();
    for (fact, key) in [
        ("GET without a token answers 401", Key::None),
        ("GET with a wrong token answers 401", Key::Personal("wrong-token-of-the-contract")),
        ("the partner secret does not open the partner", Key::Secret("wrong-secret-of-the-contract")),
    ] {
        let reply = made.caller.ask_with(key, "GET", &path, None);
        findings.assumed(fact, reply.status == 401, &reply);
    }
    let nobody = format!("p/{}-not-there/c/{}/partner", made.codename, made.caller.company_id);
    let reply = made.caller.ask("GET", &nobody, None);
    findings.assumed("GET of a partner that nobody made answers 404", reply.status == 404, &reply);
}

fn updates(made: &Made<'_>, findings: &mut Findings) {
    let reply = made.ask("PATCH", Some(&json!({ "description": "Changed." })));
    findings.documented("PATCH updates a partner", reply.is_success(), &reply);
    let reply = made.ask("GET", None);
    findings.documented("what PATCH sent is held", reply.record()["description"] == "Changed.", &reply);
    findings.assumed("what PATCH did not send stays", reply.record()["name"] == record()["name"], &reply);

    let inputs = json!([
        { "kind": "email", "name": "email", "required": true },
        { "kind": "phone", "name": "phone", "required": false },
        { "kind": "admin", "required": true },
    ]);
    let reply = made.ask("POST", Some(&json!({ "inputs": inputs })));
    findings.documented("POST of the inputs alone updates them", reply.is_success(), &reply);
    let reply = made.ask("GET", None);
    findings.documented("the inputs are those that were sent", reply.record()["inputs"] == inputs, &reply);

    let promoted = made.ask("PATCH", Some(&json!({ "promoted": true })));
    let reply = made.ask("GET", None);
    findings.assumed("nobody promotes themselves", reply.record()["promoted"] == false, &promoted);
    let urls = json!({ "urls": { "tests": "https://partner.example/other", "cancel": "https://partner.example/x" } });
    made.ask("PATCH", Some(&urls));
    let reply = made.ask("GET", None);
    findings.assumed(
        "urls are replaced as a whole, with keys of one's own",
        reply.record()["urls"] == urls["urls"],
        &reply,
    );
}

fn refuses(made: &Made<'_>, findings: &mut Findings) {
    let reply = made.ask("POST", Some(&record()));
    findings.assumed("a whole record on a codename that is taken answers 409", reply.status == 409, &reply);
    for (fact, body) in [
        ("a kind that is not documented is refused", json!({ "kind": "quiz" })),
        ("an empty name is refused", json!({ "name": "" })),
        ("urls that are no URLs are refused", json!({ "urls": { "tests": "nowhere" } })),
        ("inputs that are no list are refused", json!({ "inputs": {} })),
        (
            "a logo with width and height is refused",
            json!({ "logo": "<svg width=\"18\" height=\"18\"></svg>" }),
        ),
    ] {
        let reply = made.ask("PATCH", Some(&body));
        findings.assumed(fact, reply.is_client_error(), &reply);
    }
    let odd = format!("p/Contract_{}1/c/{}/partner", &made.codename[..4], made.caller.company_id);
    let reply = made.caller.ask("POST", &odd, Some(&record()));
    findings.documented(
        "a codename holds lowercase letters and dashes only",
        reply.is_client_error(),
        &reply,
    );
    if reply.is_success() {
        made.caller.ask("DELETE", &odd, None);
    }
    let list = made.ask("PATCH", Some(&json!([])));
    findings.assumed("a body that is no object is refused", list.is_client_error(), &list);
}

fn regenerates(made: &Made<'_>, before: &str, findings: &mut Findings) -> String {
    let path = format!("p/{}/partner/regenerate-secret", made.codename);
    let reply = made.caller.ask("POST", &path, None);
    let is_new = reply.status == 200 && is_secret(&reply.body["secret"]);
    // Documented for production alone.
    findings.assumed("regenerate-secret answers 200 and a new secret", is_new, &reply);
    let Some(secret) = reply.body["secret"].as_str() else { return before.to_owned() };
    let reply = made.report(before, "PATCH", UNKNOWN_REPORT, Some(&json!({ "status": "completed" })));
    findings.assumed("the old secret stops working", reply.status == 401, &reply);
    secret.to_owned()
}

/// The documentation's own example: nobody's.
const UNKNOWN_REPORT: &str = "bb83dc83-91b2-46a5-8a21-824067f29c68";

fn reports(made: &Made<'_>, secret: &str, findings: &mut Findings) {
    let of_candidate = format!("p/{}/c/{}/candidates/1/reports", made.codename, made.caller.company_id);
    let reply = made.caller.ask_with(Key::Secret(secret), "POST", &of_candidate, Some(&json!({})));
    let id = reply.body["id"].as_str().map(str::to_owned);
    findings.assumed("POST makes a report of a candidate", reply.is_success() && id.is_some(), &reply);
    let Some(id) = id else { return };
    findings.assumed("a new report has the status sent", reply.body["status"] == "sent", &reply);
    for (fact, body) in [
        ("a score alone is taken", json!({ "score": "76%" })),
        ("a score as a fraction is taken", json!({ "score": "12/15" })),
        ("failed is taken", json!({ "status": "failed" })),
        ("canceled is taken", json!({ "status": "canceled" })),
        (
            "completed with a score and a time is taken",
            json!({ "score": "10", "status": "completed", "completed_at": "2022-10-06T18:22:26.927622Z" }),
        ),
    ] {
        let reply = made.report(secret, "PATCH", &id, Some(&body));
        findings.documented(fact, reply.is_success(), &reply);
    }
    let reply = made.caller.ask_with(Key::Secret(secret), "GET", &of_candidate, None);
    findings.documented("GET gives the reports of a candidate", reply.is_success(), &reply);
    let held = reply.body.get(0).cloned().unwrap_or_default();
    let is_held = held["id"] == *id && held["score"] == "10" && held["status"] == "completed";
    findings.assumed("they are a list, each as it was reported", is_held, &reply);

    let wrong = made.report("wrong-secret-of-the-contract", "PATCH", &id, Some(&json!({ "score": "1" })));
    findings.documented("a wrong secret does not report", wrong.is_client_error(), &wrong);
    let personal = made.caller.ask(
        "PATCH",
        &format!("p/{}/reports/{id}", made.codename),
        Some(&json!({ "score": "1" })),
    );
    findings.assumed("a personal token does not report", personal.is_client_error(), &personal);
    let unknown = made.report(secret, "PATCH", UNKNOWN_REPORT, Some(&json!({ "score": "1" })));
    findings.assumed("a report that nobody made answers 404", unknown.status == 404, &unknown);
    let status = made.report(secret, "PATCH", &id, Some(&json!({ "status": "done" })));
    findings.assumed("a status that is not documented is refused", status.is_client_error(), &status);
    let reply = made.caller.ask_with(Key::Secret(secret), "GET", &of_candidate, None);
    findings.assumed("what was refused changed nothing", reply.body.get(0) == Some(&held), &reply);
    let reply = made.report(secret, "DELETE", &id, None);
    findings.assumed("DELETE removes a report", reply.is_success(), &reply);
}

fn deletes(made: &Made<'_>, findings: &mut Findings) {
    let reply = made.ask("DELETE", None);
    findings.documented("DELETE deletes a partner", reply.is_success(), &reply);
    let reply = made.ask("GET", None);
    findings.assumed("a deleted partner answers 404", reply.status == 404, &reply);
}

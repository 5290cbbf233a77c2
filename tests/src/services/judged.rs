//! What the checks say of a service, beside what is right to say of it.

use super::{Expect, Internet, Service};
use desk::{
    CheckRequest, Dependencies, Desk, Draft, Environment, NoHost, PartnerFile, PartnerSource, SandboxServer,
    UnparsedSecret, UrlField, Vault, now,
};
use sandbox::Sandbox;
use serde_json::Value;
use std::{collections::BTreeSet, path::Path, sync::Arc};

/// A service, judged.
pub struct Judged {
    /// Its name.
    pub name: &'static str,
    /// Whether something is wrong with it.
    pub is_faulty: bool,
    /// Ids of the checks that fail, and of those that could not be made.
    pub fails: BTreeSet<String>,
    /// The latter.
    pub unknown: BTreeSet<String>,
    /// The sentence that should name what is the matter.
    pub sentence: String,
    /// What is not as it should be; `None` when all is.
    pub complaint: Option<String>,
}

/// Judges a service as the command line does: against RC, without a personal token.
///
/// # Panics
/// When the core cannot be opened.
pub async fn judge(service: &Service) -> Judged {
    let internet = Internet::of(service).await;
    let folder = tempfile::tempdir().unwrap();
    let sandbox = Arc::new(Sandbox::new(folder.path().to_owned(), 0, now));
    let draft = record(service, sandbox.example().draft);
    let desk = open(folder.path(), &internet, sandbox);
    let request = CheckRequest {
        source: PartnerSource {
            file: PartnerFile { draft, company_id: String::new() },
            environment: Environment::Rc,
            customer_token: Some(UnparsedSecret::new(service.token.to_owned())),
            personal_token: None,
            partner_secret: None,
        },
        only: None,
    };
    let is_faulty = matches!(service.expect, Expect::Fails { .. });
    let report = match desk.app.check_file(request).await {
        Ok(report) => report,
        Err(error) => {
            let complaint = Some(format!("was not judged: {error:?}"));
            let (fails, unknown, sentence) = <(BTreeSet<_>, BTreeSet<_>, String)>::default();
            return Judged { name: service.name, is_faulty, fails, unknown, sentence, complaint };
        }
    };
    let verdicts = report.value["verdicts"].as_array().unwrap();
    assert!(verdicts.len() > 30, "the whole catalogue is judged");
    let ids = |state: &str| -> BTreeSet<String> {
        let of_state = verdicts.iter().filter(|verdict| verdict["verdict"] == state);
        of_state.map(|verdict| text(verdict, "id")).collect()
    };
    let (fails, unknown) = (ids("fail"), ids("unknown"));
    // What an article says waits for the article.
    let unknown: BTreeSet<String> =
        unknown.into_iter().filter(|id| !is_ruled_out(id, &service.expect)).collect();
    let (expected, says) = match service.expect {
        Expect::Ready => (&[][..], ""),
        Expect::Fails { checks, says } | Expect::NotChecked { checks, says } => (checks, says),
    };
    let first = expected.first().and_then(|id| verdicts.iter().find(|verdict| verdict["id"] == **id));
    let sentence = first.map(|verdict| text(verdict, "sentence")).unwrap_or_default();
    let set = expected.iter().map(|id| (*id).to_owned()).collect::<BTreeSet<String>>();
    let complaint = match service.expect {
        Expect::Ready if !fails.is_empty() || !unknown.is_empty() => Some("not ready".to_owned()),
        Expect::Fails { .. } if fails != set => Some(format!("should fail {set:?}")),
        Expect::NotChecked { .. } if !fails.is_empty() || unknown != set => {
            Some(format!("should leave open {set:?}"))
        }
        _ if !sentence.to_lowercase().contains(says) => Some(format!("does not say “{says}”")),
        _ => None,
    };
    let said: Vec<String> = verdicts
        .iter()
        .filter(|verdict| verdict["verdict"] == "fail" || verdict["verdict"] == "unknown")
        .map(|verdict| {
            format!("{} {}: {}", text(verdict, "id"), text(verdict, "verdict"), text(verdict, "sentence"))
        })
        .collect();
    let complaint = complaint.map(|complaint| format!("{complaint}\n        {}", said.join("\n        ")));
    Judged { name: service.name, is_faulty, fails, unknown, sentence, complaint }
}

fn is_ruled_out(id: &str, expect: &Expect) -> bool {
    let waits = matches!(id, "HELP-3" | "HELP-4" | "HELP-5" | "HELP-6");
    waits && matches!(expect, Expect::NotChecked { checks, .. } if checks.contains(&"HELP-1"))
}

fn text(verdict: &Value, key: &str) -> String {
    verdict[key].as_str().unwrap().to_owned()
}

fn record(service: &Service, mut draft: Draft) -> Draft {
    for (address, url) in [
        (UrlField::ValidateToken, "https://api.harbourtests.io/token"),
        (UrlField::Tests, "https://api.harbourtests.io/tests"),
        (UrlField::SendCandidate, "https://api.harbourtests.io/send"),
        (UrlField::HelpArticle, "https://help.harbourtests.io/help/recruitee"),
    ] {
        draft.urls.set(address, url.into());
    }
    (service.record)(&mut draft);
    draft
}

fn open(folder: &Path, internet: &Internet, sandbox: Arc<Sandbox>) -> Arc<Desk> {
    Desk::open(Dependencies {
        folder: folder.to_owned(),
        vault: Vault::for_this_session(),
        sandbox,
        host: Arc::new(NoHost),
        clock: now,
        rc: Some(internet.elsewhere()),
        clipboard_keeps: desk::CLIPBOARD_KEEPS,
        outcome_polls: desk::OUTCOME_POLL_DELAYS,
    })
    .unwrap()
}

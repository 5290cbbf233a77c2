//! Many clients at once on one Sandbox: each has a partner of its own, changes it, and reports on its candidates. No
//! call may fail, and at the end everything that was answered must be there.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this program is for reading")]

use client::{ApiError, LocalRoute, Network, PartnerPath, PartnersApi};
use desk::{SandboxServer, TokenPurpose, now};
use redact::{Origin, PartnerSecret, Personal, Secret, UnparsedSecret};
use sandbox::Sandbox;
use serde_json::{Value, json};
use std::{
    process::ExitCode,
    sync::Arc,
    time::{Duration, Instant},
};
use url::Url;

const CLIENTS: usize = 200;

/// What a client did, and what it was told.
struct Client {
    api: PartnersApi,
    path: PartnerPath,
    token: Secret<Personal>,
    secret: Secret<PartnerSecret>,
    /// How often it changed its partner: the last number is what must be held.
    changes: u64,
    calls: u64,
    faults: Vec<String>,
}

impl Client {
    async fn new(network: &Network, token: Secret<Personal>, number: usize) -> Result<Self, String> {
        let letters: Vec<char> = ('a'..='z').collect();
        let codename: String = [number / 26, number].map(|part| letters[part % 26]).iter().collect();
        let codename = format!("crowd-{codename}");
        let path = PartnerPath { codename, company_id: sandbox::COMPANY_ID.into() };
        let api = PartnersApi::new(network).map_err(|error| error.key().0.to_owned())?;
        let record = json!({ "kind": "assessment", "name": "One of many", "description": "0" });
        let made = told(api.create(&path, &token, &record).await)?;
        let secret = made["secret"].as_str().ok_or("no secret was given")?;
        let secret: Secret<PartnerSecret> =
            UnparsedSecret::new(secret.to_owned()).parse().map_err(|fault| fault.to_string())?;
        let secret = secret.bound_to(Origin::of(&network.api_base));
        Ok(Self { api, path, token, secret, changes: 0, calls: 1, faults: Vec::new() })
    }

    /// Changes the partner, reads it back, and has a candidate reported on.
    async fn round(&mut self, sandbox: &Arc<Sandbox>) -> Result<(), String> {
        self.changes += 1;
        let number = self.changes.to_string();
        let body = json!({ "description": number });
        told(self.api.patch(&self.path, &self.token, &body).await)?;
        let held = told(self.api.get(&self.path, &self.token).await)?;
        if held["description"] != *number {
            return Err(format!("held {} after {number} was answered", held["description"]));
        }
        let (codename, candidate, of_task) =
            (self.path.codename.clone(), number.clone(), Arc::clone(sandbox));
        let made = tokio::task::spawn_blocking(move || of_task.add_report(&codename, &candidate)).await;
        let report = made.map_err(|error| error.to_string())??;
        let url = self.api.report_url(&self.path.codename, &report);
        let body = json!({ "status": "completed", "score": number });
        told(self.api.patch_report(url.clone(), &self.secret, &body).await)?;
        self.calls += 3;
        Ok(())
    }

    /// What was answered and is not there at the end.
    async fn lost(&self) -> Result<u64, String> {
        let held = told(self.api.get(&self.path, &self.token).await)?;
        let mut lost = u64::from(held["description"] != *self.changes.to_string());
        for number in 1..=self.changes {
            let candidate = number.to_string();
            let reports = told(self.api.reports(&self.path, &candidate, &self.secret).await)?;
            let is_there = |report: &Value| report["score"] == *candidate && report["status"] == "completed";
            lost += u64::from(!reports.as_array().is_some_and(|list| list.len() == 1 && is_there(&list[0])));
        }
        Ok(lost)
    }
}

/// An answer, or what became of the call.
fn told<T>(answer: Result<T, ApiError>) -> Result<T, String> {
    answer.map_err(|error| format!("{error:?}"))
}

async fn crowd(seconds: u64) -> Result<bool, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let sandbox = Arc::new(Sandbox::new(folder.path().to_owned(), 0, now));
    let route = sandbox.start().await?;
    let base = Url::parse(&route.api_base).map_err(|error| error.to_string())?;
    let local = LocalRoute {
        suffix: route.suffix,
        listens_at: route.listens_at,
        authority: route.authority.into(),
        moved_names: None,
    };
    let mut network = Network::sandbox(base, local, Arc::new(|_| {}));
    // All of them wait for one disk.
    network.limits.call = Duration::from_secs(30);
    let token: Secret<Personal> =
        sandbox.mint(TokenPurpose::Personal)?.parse().map_err(|fault| fault.to_string())?;
    let token = token.bound_to(Origin::of(&network.api_base));
    // Its time begins once all of them are there.
    let all_are_there = Arc::new(tokio::sync::Barrier::new(CLIENTS));
    let tasks: Vec<_> = (0..CLIENTS)
        .map(|number| {
            let (sandbox, network, token) = (sandbox.clone(), network.clone(), token.clone());
            let all_are_there = all_are_there.clone();
            tokio::spawn(async move {
                let client = Client::new(&network, token, number).await;
                all_are_there.wait().await;
                let until = Instant::now() + Duration::from_secs(seconds);
                let mut client = client?;
                while Instant::now() < until {
                    if let Err(fault) = client.round(&sandbox).await {
                        client.faults.push(fault);
                    }
                }
                Ok::<_, String>(client)
            })
        })
        .collect();
    let (mut calls, mut changes, mut lost, mut faults) = (0, 0, 0, Vec::new());
    for task in tasks {
        let client = task.await.map_err(|error| error.to_string())??;
        (calls, changes) = (calls + client.calls, changes + client.changes);
        lost += client.lost().await?;
        faults.extend(client.faults);
    }
    for fault in faults.iter().take(10) {
        println!("{fault}");
    }
    println!(
        "{CLIENTS} clients, {seconds} s, calls {calls}, changes {changes}, errors {}, lost {lost}",
        faults.len()
    );
    Ok(faults.is_empty() && lost == 0 && changes >= CLIENTS as u64)
}

#[tokio::main]
async fn main() -> ExitCode {
    let seconds = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(60);
    match crowd(seconds).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

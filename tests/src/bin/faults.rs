//! The fault bench: every fault of the example partner is to be found by its check with a sentence of its
//! own, and every unusual but correct service is to be left in peace. Part of `cargo xtask test`.
#![expect(clippy::print_stdout, reason = "this program is for reading")]
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

use desk::{FaultKind, SandboxServer, SendOptions};
use sandbox::{CANDIDATE_FAULTS, FAULTS, Fault};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    process::ExitCode,
    sync::Arc,
    time::Duration,
};
use tests::{
    sandbox_desk,
    services::{Judged, judge, services},
};
use tokio::{sync::Semaphore, task::JoinSet};

/// Services looked at together. Each waits far more than it works.
const TOGETHER: usize = 8;
/// The same for those that wait more still.
const OTHERS_TOGETHER: usize = 32;
/// How long a report is awaited: the sample partner sends its own after a second and a half.
const REPORT_WAIT: Duration = Duration::from_secs(6);

/// What was found of one service.
struct Found {
    fault: &'static Fault,
    /// Ids by verdict.
    fails: BTreeSet<String>,
    unknown: BTreeSet<String>,
    /// Code and sentence of the check that should name the fault.
    named: Option<(String, String)>,
    exit: u8,
}

#[tokio::main]
async fn main() -> ExitCode {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let room = Arc::new(Semaphore::new(TOGETHER));
    let mut looking = JoinSet::new();
    // One name, or a part of one, for a closer look.
    let only = std::env::args().nth(1).unwrap_or_default();
    for fault in FAULTS.iter().chain(CANDIDATE_FAULTS).filter(|fault| fault.name.contains(&only)) {
        let room = room.clone();
        looking.spawn(async move {
            let _place = room.acquire().await.unwrap();
            look(fault).await
        });
    }
    let mut found = looking.join_all().await;
    let all: Vec<&Fault> = FAULTS.iter().chain(CANDIDATE_FAULTS).collect();
    found.sort_by_key(|one| all.iter().position(|fault| fault.name == one.fault.name));
    let mut sentences: BTreeMap<String, &str> = BTreeMap::new();
    let (mut faults, mut caught, mut correct, mut alarms) = (0, 0, 0, 0);
    let mut complaints = Vec::new();
    for one in &found {
        let complaint = complaint(one, &mut sentences);
        let sentence = one.named.as_ref().map(|(_, sentence)| sentence.as_str()).unwrap_or_default();
        let by = one.fault.named_by().unwrap_or_default();
        println!("{:<38} {by:<8} {sentence}", one.fault.name);
        if let Some(complaint) = &complaint {
            complaints.push(format!("{}: {complaint}", one.fault.name));
        }
        if one.fault.kind == FaultKind::Unusual {
            correct += 1;
            alarms += u32::from(complaint.is_some());
        } else {
            faults += 1;
            caught += u32::from(complaint.is_none());
        }
    }
    println!(
        "of the example: faults {faults}, caught {caught}, correct services {correct}, false alarms {alarms}"
    );
    for one in of_others(&only).await {
        println!("{:<58} {}", one.name, one.sentence);
        if let Some(complaint) = &one.complaint {
            complaints.push(format!("{}: {complaint}", one.name));
        }
        let (count, right) =
            if one.is_faulty { (&mut faults, &mut caught) } else { (&mut correct, &mut alarms) };
        *count += 1;
        *right += u32::from(one.complaint.is_some() != one.is_faulty);
    }
    // Last, where a log that was cut short still shows them.
    for complaint in complaints {
        println!("NOT AS IT SHOULD BE: {complaint}");
    }
    println!("faults {faults}, caught {caught}, correct services {correct}, false alarms {alarms}");
    if caught == faults && alarms == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The services of other partners, judged; in the order in which they are written.
async fn of_others(only: &str) -> Vec<Judged> {
    let room = Arc::new(Semaphore::new(OTHERS_TOGETHER));
    let mut looking = JoinSet::new();
    for (place, service) in services().into_iter().enumerate() {
        let room = room.clone();
        if service.name.contains(only) {
            looking.spawn(async move {
                let _place = room.acquire().await.unwrap();
                (place, judge(&service).await)
            });
        }
    }
    let mut judged = looking.join_all().await;
    judged.sort_by_key(|(place, _)| *place);
    let all = services();
    for (place, one) in &mut judged {
        // So many at once keep a small machine busy: what is too slow only for that is judged again by itself.
        if one.complaint.is_some() && one.fails.contains("ADDR-8") {
            *one = judge(&all[*place]).await;
        }
    }
    judged.into_iter().map(|(_, judged)| judged).collect()
}

/// Judges the worked example with one fault, in a profile of its own.
async fn look(fault: &'static Fault) -> Found {
    let folder = tempfile::tempdir().unwrap();
    let (desk, sandbox) = sandbox_desk(folder.path());
    sandbox.set_fault(fault.name, true).unwrap();
    let is_played = CANDIDATE_FAULTS.iter().any(|one| one.name == fault.name);
    let (outcome, report) = if is_played {
        let send = SendOptions { email: None, test: None, wait: REPORT_WAIT };
        let played = desk.app.rehearse_example(Some(send)).await.unwrap();
        (played.outcome, played.value)
    } else {
        let judged = desk.app.check_example(None).await.unwrap();
        (judged.outcome, judged.value)
    };
    let verdicts = report["verdicts"].as_array().unwrap();
    let text = |verdict: &Value, key: &str| verdict[key].as_str().unwrap().to_owned();
    let ids = |state: &str| -> BTreeSet<String> {
        verdicts
            .iter()
            .filter(|verdict| verdict["verdict"] == state)
            .map(|verdict| text(verdict, "id"))
            .collect()
    };
    let named = fault.named_by().and_then(|id| {
        let verdict = verdicts.iter().find(|verdict| verdict["id"] == id)?;
        Some((text(verdict, "code"), text(verdict, "sentence")))
    });
    let exit = match outcome {
        outcome if outcome.fail > 0 => 1,
        outcome if outcome.open > 0 => 2,
        _ => 0,
    };
    let mut unknown: BTreeSet<String> = ids("unknown");
    if fault.sentence.ends_with(".waiting") {
        // What is awaited for good is as little known.
        let named = fault.named_by().map(str::to_owned);
        unknown.extend(ids("waiting").into_iter().filter(|id| Some(id) == named.as_ref()));
    }
    Found { fault, fails: ids("fail"), unknown, named, exit }
}

/// What is not as it should be, if anything. A sentence that another fault has too names neither.
fn complaint(one: &Found, sentences: &mut BTreeMap<String, &'static str>) -> Option<String> {
    let set = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<BTreeSet<String>>();
    let (fails, unknown) = (set(one.fault.fails), set(one.fault.unknown));
    if one.fails != fails {
        return Some(format!("fails {:?} in place of {fails:?}", one.fails));
    }
    if one.unknown != unknown {
        return Some(format!("not known: {:?} in place of {unknown:?}", one.unknown));
    }
    if one.exit != one.fault.exit() {
        return Some(format!("exit {} in place of {}", one.exit, one.fault.exit()));
    }
    let (code, sentence) = one.named.as_ref()?;
    if code != one.fault.sentence {
        return Some(format!("told as {code} in place of {}", one.fault.sentence));
    }
    if sentence.contains('{') || sentence == code {
        return Some(format!("a sentence with a hole: {sentence}"));
    }
    let other = sentences.insert(sentence.clone(), one.fault.name)?;
    Some(format!("the same sentence as {other}"))
}

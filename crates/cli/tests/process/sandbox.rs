//! A Sandbox that runs as a process of its own, and a partner's service that reports to it.

use super::{PROGRAM, put, text_of};
use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    thread,
};

pub(crate) const TOKEN: &str = "lighthouse-customer-token";
pub(crate) const SECRET: &str = "lighthousePartnerSecretOfTheTest";

/// A Sandbox that runs, with what it says of itself.
pub(crate) struct Running {
    pub(crate) program: Child,
    pub(crate) said: Value,
    pub(crate) folder: PathBuf,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.program.kill().unwrap();
        self.program.wait().unwrap();
    }
}

impl Running {
    pub(crate) fn start(folder: &Path, arguments: &[&str]) -> Self {
        let data = folder.join("data");
        let mut program = Command::new(PROGRAM)
            .args(["sandbox", "--data", &data.display().to_string()])
            .args(arguments)
            .env("PARTNER_DESK_CUSTOMER_TOKEN", TOKEN)
            .env("PARTNER_DESK_PARTNER_SECRET", SECRET)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(program.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { program, said: serde_json::from_str(&line).unwrap(), folder: data }
    }

    pub(crate) fn data(&self) -> String {
        self.folder.display().to_string()
    }

    /// Asks it something: the status, and the body.
    pub(crate) fn ask(&self, path: &str, more: &[&str]) -> (String, Value) {
        let url = format!("{}{path}", text_of(&self.said, "address"));
        let output = Command::new("curl")
            .args(["-sS", "--cacert", text_of(&self.said, "authority_file"), "-w", "\n%{http_code}", &url])
            .args(more)
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let (body, status) = text.rsplit_once('\n').unwrap();
        (status.to_owned(), serde_json::from_str(body).unwrap_or(Value::Null))
    }

    pub(crate) fn send(&self, body: &Value) -> (String, Value) {
        self.ask("/_recruiter/send", &["-H", "Content-Type: application/json", "-d", &body.to_string()])
    }
}

/// The bodies that a service was posted.
pub(crate) type Posts = Arc<Mutex<Vec<Value>>>;

/// A service that is right, and reports to the Sandbox that `sandbox` gives it.
pub(crate) fn service(sandbox: Arc<Mutex<Option<(String, String)>>>) -> (String, Posts) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = format!("http://{}", listener.local_addr().unwrap());
    let posts = Posts::default();
    let posted = posts.clone();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            answer(stream, &posted, &sandbox);
        }
    });
    (at, posts)
}

fn answer(mut stream: TcpStream, posts: &Posts, sandbox: &Mutex<Option<(String, String)>>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or_default() == 0 || line.trim().is_empty() {
            break;
        }
        lines.push(line.trim().to_ascii_lowercase());
    }
    let Some(first) = lines.first() else { return };
    let length =
        lines.iter().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let is_known = lines.contains(&format!("authorization: bearer {TOKEN}"));
    let (status, body) = match first.split(' ').nth(1).unwrap() {
        _ if !is_known => ("401 Unauthorized", r#"{"error":"Unknown token"}"#.to_owned()),
        "/check" => ("204 No Content", String::new()),
        "/tests" => ("200 OK", r#"[{"id":7,"name":"Signals"}]"#.to_owned()),
        _ => {
            let candidate: Value = serde_json::from_slice(&body).unwrap();
            match text_of(&candidate, "test_id") {
                "7" if text_of(&candidate, "first_name") == "Nobody" => {
                    ("402 Payment Required", format!(r#"{{"error":"No credits left for {TOKEN}"}}"#))
                }
                "7" if text_of(&candidate, "first_name") == "Slow" => {
                    posts.lock().unwrap().push(candidate);
                    // Until the test says so.
                    while posts.lock().unwrap().last() != Some(&Value::Null) {
                        thread::yield_now();
                    }
                    ("201 Created", "{}".to_owned())
                }
                "7" => {
                    report(&candidate, sandbox);
                    posts.lock().unwrap().push(candidate);
                    ("201 Created", "{}".to_owned())
                }
                _ => ("422 Unprocessable", r#"{"error":"No such test"}"#.to_owned()),
            }
        }
    };
    let head = format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\nconnection: close\r\n");
    let length = if body.is_empty() { String::new() } else { format!("content-length: {}\r\n", body.len()) };
    stream.write_all(format!("{head}{length}\r\n{body}").as_bytes()).unwrap();
}

/// As the partner's developers do it: with the authority, the codename and the secret that they configured.
fn report(candidate: &Value, sandbox: &Mutex<Option<(String, String)>>) {
    let Some((address, authority)) = sandbox.lock().unwrap().clone() else { return };
    let url = format!("{address}/api/p/lighthouse/reports/{}", text_of(candidate, "report_id"));
    let body = json!({ "status": "completed", "score": "9/10", "completed_at": "2026-11-26T12:00:00Z" });
    let mut patch = Command::new("curl");
    patch.args(["-sS", "-X", "PATCH", "--cacert", &authority, &url, "-d", &body.to_string()]).args([
        "-H",
        &format!("RT-PARTNER-SECRET: {SECRET}"),
        "-H",
        "Content-Type: application/json",
    ]);
    thread::spawn(move || patch.output());
}

/// A partner whose service is at `at`.
pub(crate) fn partner(folder: &Path, at: &str) -> String {
    let record = json!({
        "format": "partner-desk/1", "codename": "lighthouse", "company_id": "48213", "kind": "assessment",
        "name": "Lighthouse", "description": "Keeps the light.", "logo": "",
        "urls": {
            "validate_token": format!("{at}/check"), "tests": format!("{at}/tests"),
            "send_candidate": format!("{at}/send"),
        },
        "inputs": [
            { "kind": "first_name", "name": "first_name", "required": true },
            { "kind": "email", "name": "email", "required": true },
        ],
    });
    put(&folder.join("lighthouse.partner.json"), record.to_string())
}

/// A Sandbox that holds a partner whose service reports to it.
pub(crate) fn beside_a_service(folder: &Path) -> (Running, String, Posts) {
    let to = Arc::new(Mutex::new(None));
    let (at, posts) = service(to.clone());
    let file = partner(folder, &at);
    let running = Running::start(folder, &["--partner", &file]);
    let authority = text_of(&running.said, "authority_file").to_owned();
    *to.lock().unwrap() = Some((text_of(&running.said, "address").to_owned(), authority));
    (running, file, posts)
}

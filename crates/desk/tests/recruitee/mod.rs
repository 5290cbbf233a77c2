//! A Recruitee of one record, and a proxy in front of it that cuts the connection where it is told: before
//! and after each part of a request and of its answer.
#![allow(dead_code, reason = "each test file takes what it needs")]

mod world;

pub(crate) use world::World;

use crate::bench::member;
use desk::{Limits, LocalRoute, Resolve, TestNetwork};
use serde_json::{Map, Value, json};
use std::{
    future::Future,
    io::{Read, Write},
    net::{IpAddr, Shutdown, SocketAddr, TcpListener, TcpStream},
    pin::Pin,
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

/// Where a connection is cut. What was sent before that place has arrived on the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    /// Nobody listens.
    BeforeConnect,
    /// Taken, and cut before a byte is read.
    BeforeHeaders,
    InHeaders,
    AfterHeaders,
    InBody,
    /// The last byte but one has arrived.
    BeforeEnd,
    /// All of it has arrived and is carried out; no answer leaves.
    AfterFullSend,
    InAnswerHeaders,
    AfterAnswerHeaders,
    InAnswerBody,
    /// The last byte but one of the answer has left.
    BeforeAnswerEnd,
}

impl Cut {
    pub(crate) const ALL: [Self; 11] = [
        Self::BeforeConnect,
        Self::BeforeHeaders,
        Self::InHeaders,
        Self::AfterHeaders,
        Self::InBody,
        Self::BeforeEnd,
        Self::AfterFullSend,
        Self::InAnswerHeaders,
        Self::AfterAnswerHeaders,
        Self::InAnswerBody,
        Self::BeforeAnswerEnd,
    ];

    /// Whether the request arrives whole.
    pub(crate) fn arrives(self) -> bool {
        matches!(
            self,
            Self::AfterFullSend
                | Self::InAnswerHeaders
                | Self::AfterAnswerHeaders
                | Self::InAnswerBody
                | Self::BeforeAnswerEnd
        )
    }

    /// How many bytes of a message of such a head and such a length pass; `None` for all.
    fn passes(self, is_answer: bool, head: usize, whole: usize) -> Option<usize> {
        match (self, is_answer) {
            (Self::BeforeHeaders, false) | (Self::AfterFullSend, true) => Some(0),
            (Self::InHeaders, false) | (Self::InAnswerHeaders, true) => Some(head / 2),
            (Self::AfterHeaders, false) | (Self::AfterAnswerHeaders, true) => Some(head),
            (Self::InBody, false) | (Self::InAnswerBody, true) => Some(head + (whole - head) / 2),
            (Self::BeforeEnd, false) | (Self::BeforeAnswerEnd, true) => Some(whole - 1),
            _ => None,
        }
    }
}

/// What the proxy does.
#[derive(Debug, Clone, Default)]
pub(crate) struct Weather {
    /// Cuts the next request of that method.
    pub(crate) cut: Option<(String, Cut)>,
    /// Lets nothing through after the first cut.
    pub(crate) stays_down: bool,
    is_down: bool,
    /// Nobody listens any more after so many connections.
    listens_for: Option<usize>,
}

/// What the server holds and has done.
#[derive(Default)]
struct Held {
    record: Option<Map<String, Value>>,
    /// Method of every write that was carried out.
    carried_out: Vec<String>,
    /// Answers the next write of that method so, without carrying it out.
    refuses: Option<(String, u16, Value)>,
    /// Answers the next write so although it is carried out.
    says: Option<u16>,
    /// What is done before the next request of that method is answered.
    before_answering: Option<(String, Box<dyn FnOnce() + Send>)>,
    /// Takes the next update without this field, and answers as if it had taken it.
    ignores: Option<String>,
    reports: Vec<Value>,
}

/// The server and the proxy in front of it.
pub(crate) struct Recruitee {
    held: Arc<Mutex<Held>>,
    weather: Arc<Mutex<Weather>>,
    proxy: SocketAddr,
}

impl Recruitee {
    pub(crate) fn start() -> Self {
        let held = Arc::<Mutex<Held>>::default();
        let weather = Arc::<Mutex<Weather>>::default();
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let proxy = TcpListener::bind("127.0.0.1:0").unwrap();
        let (behind, front) = (server.local_addr().unwrap(), proxy.local_addr().unwrap());
        let kept = held.clone();
        thread::spawn(move || {
            for stream in server.incoming().flatten() {
                let held = kept.clone();
                thread::spawn(move || answer(stream, &held));
            }
        });
        let told = weather.clone();
        thread::spawn(move || {
            let mut proxy = proxy;
            loop {
                if told.lock().unwrap().listens_for == Some(0) {
                    drop(proxy);
                    while told.lock().unwrap().listens_for.is_some() {
                        thread::yield_now();
                    }
                    proxy = TcpListener::bind(front).unwrap();
                }
                let Ok((stream, _)) = proxy.accept() else { continue };
                if let Some(left) = &mut told.lock().unwrap().listens_for {
                    *left -= 1;
                }
                let weather = told.clone();
                thread::spawn(move || pass_on(stream, behind, &weather));
            }
        });
        Self { held, weather, proxy: front }
    }

    /// The way to it, for the core.
    pub(crate) fn test_network(&self) -> TestNetwork {
        TestNetwork {
            api_base: url::Url::parse("http://rc.test/api/").unwrap(),
            route: LocalRoute {
                suffix: "rc.test".into(),
                listens_at: self.proxy,
                authority: Vec::new().into(),
                moved_names: None,
            },
            resolver: Arc::new(NoNames),
            dial: None,
            proxy: None,
            control: None,
            clock_ahead_s: 0,
            limits: Limits { call: Duration::from_secs(5), ..Limits::default() },
        }
    }

    /// Cuts the next request of a method.
    pub(crate) fn cut(&self, method: &str, cut: Cut) {
        *self.weather.lock().unwrap() = match cut {
            // A save reads first, and then writes.
            Cut::BeforeConnect => Weather { listens_for: Some(1), ..Weather::default() },
            cut => Weather { cut: Some((method.into(), cut)), ..Weather::default() },
        };
    }

    /// The same, and lets nothing through from then on.
    pub(crate) fn cut_for_good(&self, method: &str, cut: Cut) {
        *self.weather.lock().unwrap() =
            Weather { cut: Some((method.into(), cut)), stays_down: true, ..Weather::default() };
    }

    /// Everything passes.
    pub(crate) fn clear_up(&self) {
        *self.weather.lock().unwrap() = Weather::default();
    }

    /// Answers the next write of a method with a refusal.
    pub(crate) fn refuse(&self, method: &str, status: u16, body: Value) {
        self.held.lock().unwrap().refuses = Some((method.into(), status, body));
    }

    /// Carries the next write out and answers with that status all the same.
    pub(crate) fn says(&self, status: u16) {
        self.held.lock().unwrap().says = Some(status);
    }

    /// Does something of its own when the next request of a method was carried out, before the answer leaves.
    pub(crate) fn before_answering(&self, method: &str, does: impl FnOnce() + Send + 'static) {
        self.held.lock().unwrap().before_answering = Some((method.into(), Box::new(does)));
    }

    /// Ignores a field of the next update.
    pub(crate) fn ignores(&self, field: &str) {
        self.held.lock().unwrap().ignores = Some(field.into());
    }

    /// Somebody else changes the record.
    pub(crate) fn change(&self, key: &str, value: Value) {
        self.held.lock().unwrap().record.as_mut().unwrap().insert(key.into(), value);
    }

    /// Somebody else registers the record, or takes it away.
    pub(crate) fn set(&self, record: Option<Value>) {
        self.held.lock().unwrap().record = record.map(|record| record.as_object().unwrap().clone());
    }

    /// Somebody else changes a URL of the record.
    pub(crate) fn change_url(&self, key: &str, url: &str) {
        let mut urls = self.member("urls");
        urls.as_object_mut().unwrap().insert(key.into(), json!(url));
        self.change("urls", urls);
    }

    /// The reports of every candidate.
    pub(crate) fn reports(&self, reports: &Value) {
        self.held.lock().unwrap().reports.clone_from(reports.as_array().unwrap());
    }

    pub(crate) fn has_record(&self) -> bool {
        self.held.lock().unwrap().record.is_some()
    }

    /// What the record holds under a key.
    pub(crate) fn member(&self, key: &str) -> Value {
        let record = self.held.lock().unwrap().record.clone().unwrap();
        member(&Value::Object(record), key).clone()
    }

    /// A URL of the record.
    pub(crate) fn url(&self, key: &str) -> Value {
        member(&self.member("urls"), key).clone()
    }

    /// How many writes of a method were carried out.
    pub(crate) fn carried_out(&self, method: &str) -> usize {
        self.held.lock().unwrap().carried_out.iter().filter(|done| *done == method).count()
    }
}

struct NoNames;

impl Resolve for NoNames {
    fn resolve<'a>(
        &'a self,
        _: &'a str,
    ) -> Pin<Box<dyn Future<Output = std::io::Result<Vec<IpAddr>>> + Send + 'a>> {
        Box::pin(async { Ok(Vec::new()) })
    }
}

/// One message, read to its end: where its head ends, and all of it.
fn read_message(stream: &mut TcpStream) -> Option<(usize, Vec<u8>)> {
    let mut all = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let head = all.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4);
        if let Some(head) = head {
            let text = String::from_utf8_lossy(&all[..head]).to_lowercase();
            let length = text
                .lines()
                .find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok())
                .unwrap_or(0);
            if all.len() >= head + length {
                all.truncate(head + length);
                return Some((head, all));
            }
        }
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => return None,
            Ok(read) => all.extend_from_slice(&buffer[..read]),
        }
    }
}

fn close(stream: &TcpStream) {
    let _ = stream.shutdown(Shutdown::Both);
}

fn pass_on(mut client: TcpStream, server: SocketAddr, weather: &Mutex<Weather>) {
    let (is_down, planned) = {
        let weather = weather.lock().unwrap();
        (weather.is_down, weather.cut.clone())
    };
    if is_down {
        return close(&client);
    }
    // Which method comes is seen without taking it off the line.
    let mut start = [0; 7];
    let method = match client.peek(&mut start) {
        Ok(read) if read > 0 => {
            String::from_utf8_lossy(&start[..read]).split(' ').next().unwrap_or_default().to_owned()
        }
        _ => return close(&client),
    };
    let cut = planned.filter(|(cut, _)| *cut == method).map(|(_, cut)| cut);
    if cut.is_some() {
        let mut weather = weather.lock().unwrap();
        weather.cut = None;
        weather.is_down = weather.stays_down;
    }
    let Some((head, request)) = read_message(&mut client) else { return close(&client) };
    let mut behind = TcpStream::connect(server).unwrap();
    if let Some(length) = cut.and_then(|cut| cut.passes(false, head, request.len())) {
        let _ = behind.write_all(&request[..length]);
        close(&behind);
        return close(&client);
    }
    behind.write_all(&request).unwrap();
    let Some((head, answer)) = read_message(&mut behind) else { return close(&client) };
    let length = cut.and_then(|cut| cut.passes(true, head, answer.len())).unwrap_or(answer.len());
    let _ = client.write_all(&answer[..length]);
    let _ = client.flush();
    close(&client);
}

fn answer(mut stream: TcpStream, held: &Mutex<Held>) {
    // A request that does not arrive whole is not carried out.
    let Some((head, request)) = read_message(&mut stream) else { return close(&stream) };
    let text = String::from_utf8_lossy(&request[..head]).into_owned();
    let mut words = text.split(' ');
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let body: Value = serde_json::from_slice(&request[head..]).unwrap_or(Value::Null);
    let (status, body) = carry_out(method, path, &body, &mut held.lock().unwrap());
    let does = held.lock().unwrap().before_answering.take_if(|(of, _)| of == method);
    if let Some((_, does)) = does {
        does();
    }
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let answer = format!(
        "HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    let _ = stream.write_all(answer.as_bytes());
    close(&stream);
}

pub(crate) const SECRET: &str = "0123456789abcdef0123456789abcdef";

/// The company of the partner; any other has none.
pub(crate) const COMPANY: &str = "48213";

fn carry_out(method: &str, path: &str, body: &Value, held: &mut Held) -> (u16, Value) {
    if !path.contains(&format!("/c/{COMPANY}/")) {
        return (404, json!({ "error": "no such partner" }));
    }
    if path.ends_with("/reports") {
        return (200, json!(held.reports));
    }
    if let Some((_, status, body)) = held.refuses.take_if(|(refused, ..)| refused == method) {
        return (status, body);
    }
    let fields = body.as_object().cloned().unwrap_or_default();
    let answer = match (method, &mut held.record) {
        ("GET", Some(record)) => return (200, json!(record)),
        ("GET", None) => return (404, json!({ "error": "no such partner" })),
        ("POST", Some(_)) => return (409, json!({ "error": "taken" })),
        ("POST", none) => {
            let mut answer = fields.clone();
            *none = Some(fields);
            answer.insert("secret".into(), json!(SECRET));
            (201, json!(answer))
        }
        ("PATCH", Some(record)) => {
            let ignored = held.ignores.take();
            record.extend(fields.into_iter().filter(|(key, _)| Some(key) != ignored.as_ref()));
            (200, json!(record))
        }
        ("DELETE", some @ Some(_)) => {
            *some = None;
            (204, Value::Null)
        }
        _ => return (404, json!({ "error": "no such partner" })),
    };
    held.carried_out.push(method.to_owned());
    match held.says.take() {
        Some(status) => (status, json!({ "error": "something broke" })),
        None => answer,
    }
}

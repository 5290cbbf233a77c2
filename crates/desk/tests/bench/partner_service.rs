//! A partner's service over HTTP that counts the candidates it is sent, and does with them as it is told.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc, Condvar, Mutex,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
};

/// What becomes of a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Does {
    /// A status, and a text with an error.
    Answers(u16),
    /// The connection ends without a word.
    Loses,
    /// Nothing comes back as long as the test lasts.
    Holds,
}

/// The token that it accepts.
pub(crate) const TOKEN: &str = "harbour-customer-token";

#[derive(Default)]
struct Told {
    wrong_token: Option<Does>,
    no_token: Option<Does>,
    unknown_test: Option<Does>,
    candidate: Option<Does>,
}

/// The service, while it is held.
pub(crate) struct PartnerService {
    pub(crate) at: String,
    told: Arc<Mutex<Told>>,
    posted: Arc<(Mutex<Vec<String>>, Condvar)>,
    // Whoever is held waits for this to go.
    _lets_go: Sender<()>,
}

impl PartnerService {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = format!("http://{}", listener.local_addr().unwrap());
        let (told, posted) = (Arc::<Mutex<Told>>::default(), Arc::<(Mutex<Vec<String>>, Condvar)>::default());
        let (lets_go, may_go) = channel();
        let may_go = Arc::new(Mutex::new(may_go));
        let (of_threads, of_posts) = (told.clone(), posted.clone());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (told, posted, may_go) = (of_threads.clone(), of_posts.clone(), may_go.clone());
                thread::spawn(move || drop(serve(stream, &told, &posted, &may_go)));
            }
        });
        Self { at, told, posted, _lets_go: lets_go }
    }

    pub(crate) fn to_wrong_tokens(&self, does: Does) {
        self.told.lock().unwrap().wrong_token = Some(does);
    }

    pub(crate) fn to_no_token(&self, does: Does) {
        self.told.lock().unwrap().no_token = Some(does);
    }

    pub(crate) fn to_unknown_tests(&self, does: Does) {
        self.told.lock().unwrap().unknown_test = Some(does);
    }

    pub(crate) fn to_candidates(&self, does: Does) {
        self.told.lock().unwrap().candidate = Some(does);
    }

    /// What each post was about, in their order.
    pub(crate) fn posts(&self) -> Vec<&'static str> {
        self.posted.0.lock().unwrap().iter().map(|post| kind_of(post)).collect()
    }

    /// The posts as they came.
    pub(crate) fn bodies(&self) -> Vec<String> {
        self.posted.0.lock().unwrap().clone()
    }

    /// Waits until so many posts have come.
    pub(crate) fn wait_for(&self, count: usize) {
        let (posted, came) = &*self.posted;
        drop(came.wait_while(posted.lock().unwrap(), |posted| posted.len() < count).unwrap());
    }
}

fn kind_of(post: &str) -> &'static str {
    let lower = post.to_ascii_lowercase();
    match () {
        () if !lower.contains("authorization:") => "no token",
        () if !post.contains(&format!("Bearer {TOKEN}\r\n")) => "wrong token",
        () if post.contains(r#""test_id":"1""#) || post.contains(r#""test_id":"2""#) => "candidate",
        () => "unknown test",
    }
}

fn serve(
    stream: TcpStream,
    told: &Mutex<Told>,
    posted: &(Mutex<Vec<String>>, Condvar),
    may_go: &Mutex<Receiver<()>>,
) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let (mut request, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        request.push_str(&line);
        if line == "\r\n" {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    request.push_str(&String::from_utf8_lossy(&body));
    let is_let_in = request.contains(&format!("Bearer {TOKEN}\r\n"));
    if request.starts_with("GET") {
        let list = r#"[{"id": 1, "name": "Knots"}, {"id": 2, "name": "Radio"}]"#;
        return match (is_let_in, request.starts_with("GET /tests")) {
            (false, _) => answer(stream, 401, "{}"),
            (true, true) => answer(stream, 200, list),
            (true, false) => answer(stream, 204, ""),
        };
    }
    let kind = kind_of(&request);
    posted.0.lock().unwrap().push(request);
    posted.1.notify_all();
    let does = {
        let told = told.lock().unwrap();
        match kind {
            "wrong token" => told.wrong_token.unwrap_or(Does::Answers(401)),
            "no token" => told.no_token.unwrap_or(Does::Answers(401)),
            "unknown test" => told.unknown_test.unwrap_or(Does::Answers(422)),
            _ => told.candidate.unwrap_or(Does::Answers(201)),
        }
    };
    match does {
        Does::Answers(status) => answer(stream, status, r#"{"error": "This test is no longer offered"}"#),
        Does::Loses => Ok(()),
        Does::Holds => {
            let _ = may_go.lock().unwrap().recv();
            Ok(())
        }
    }
}

fn answer(mut stream: TcpStream, status: u16, body: &str) -> std::io::Result<()> {
    let body = if status < 300 && body.contains("error") { "{}" } else { body };
    let head = format!("HTTP/1.1 {status} Answer\r\nContent-Type: application/json\r\nConnection: close");
    stream.write_all(format!("{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).as_bytes())
}

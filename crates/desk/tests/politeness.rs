//! How a run calls a service: in which order, how many at a time, and what it does when it is asked to wait.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;

use bench::{Bench, check, with_icon};
use desk::{AllowRequest, Event, ExchangeView, Icon, RunView, TokenName, UrlField};
use partner::Field;
use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

const TOKEN: &str = "cust_481516.s3cr3tPartOfIt";

/// One request, as the service saw it.
#[derive(Debug, Clone)]
struct Asked {
    at: Duration,
    path: String,
    token: Option<String>,
    /// How many requests were under way, this one included.
    under_way: usize,
}

impl Asked {
    fn is_right(&self) -> bool {
        self.token.as_deref() == Some(TOKEN)
    }

    /// A wrong token of the right shape.
    fn is_wrong(&self) -> bool {
        self.token.as_ref().is_some_and(|token| token.len() == TOKEN.len() && token != TOKEN)
    }
}

type Log = Arc<Mutex<Vec<Asked>>>;
/// From the requests so far, this one the last, to an answer: status line, headers and body.
type Behaviour = Arc<dyn Fn(&[Asked]) -> String + Send + Sync>;

fn answer(status: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

/// What a right service says.
fn right(asked: &Asked) -> String {
    match asked.path.as_str() {
        _ if !asked.is_right() => answer("401 No", ""),
        "/tests" => answer("200 OK", r#"[{"id":1,"name":"Knots"}]"#),
        _ => answer("200 OK", "{}"),
    }
}

/// A service on loopback that takes `pace` for each answer, and a partner in the Sandbox whose API it is.
async fn partner(bench: &Bench, pace: Duration, behaviour: Behaviour) -> (String, Log) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let (log, under_way) = (Log::default(), Arc::new(Mutex::new(0)));
    let (seen, started) = (log.clone(), Instant::now());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let (seen, under_way, behaviour) = (seen.clone(), under_way.clone(), behaviour.clone());
            tokio::spawn(async move {
                let mut buffer = vec![0; 8192];
                let read = stream.read(&mut buffer).await.unwrap_or(0);
                let text = String::from_utf8_lossy(&buffer[..read]).into_owned();
                let path = text.split(' ').nth(1).unwrap_or_default().to_owned();
                let token = text.lines().find_map(|line| {
                    let (name, value) = line.split_once(": ")?;
                    name.eq_ignore_ascii_case("authorization").then(|| value.strip_prefix("Bearer "))?
                });
                let token = token.map(|token| token.trim().to_owned());
                let said = {
                    let mut count = under_way.lock().unwrap();
                    *count += 1;
                    let asked = Asked { at: started.elapsed(), path, token, under_way: *count };
                    let mut seen = seen.lock().unwrap();
                    seen.push(asked);
                    behaviour(&seen)
                };
                tokio::time::sleep(pace).await;
                *under_way.lock().unwrap() -= 1;
                let _ = stream.write_all(said.as_bytes()).await;
            });
        }
    });
    let id = bench.example().await;
    for (address, path) in
        [(UrlField::ValidateToken, "token"), (UrlField::Tests, "tests"), (UrlField::SendCandidate, "send")]
    {
        bench.edit(&id, Field::Url(address), format!("http://{at}/{path}")).await;
    }
    bench.save(&id).await.unwrap();
    bench.store_token(&id, TokenName::Customer, TOKEN).await.unwrap();
    let allowed = AllowRequest { partner_id: id.clone(), origins: vec![format!("http://{at}")] };
    bench.desk.tokens.allow_origins(allowed).await.unwrap();
    (id, log)
}

fn sentence<'a>(run: &'a RunView, id: &str) -> &'a str {
    &check(run, id).sentence
}

#[tokio::test]
async fn the_right_token_goes_first_and_alone_and_at_most_two_calls_are_under_way() {
    let bench = Bench::new();
    let pace = Duration::from_millis(60);
    let behaviour: Behaviour = Arc::new(|asked: &[Asked]| right(asked.last().unwrap()));
    let (id, log) = partner(&bench, pace, behaviour).await;
    let run = bench.run(&id).await;
    assert_eq!((with_icon(&run, Icon::Fail).len(), with_icon(&run, Icon::Unknown).len()), (0, 0));
    let log = log.lock().unwrap();
    assert!(log[0].is_right() && log[1].is_right(), "{:?}", &log[..2]);
    assert_eq!((log[0].under_way, log[1].under_way), (1, 1));
    assert!(log.iter().all(|asked| asked.under_way <= 2), "{log:?}");
    assert!(log.iter().any(|asked| asked.under_way == 2), "two at a time are allowed");
    // The secret and the account are wrong in turn, at both URLs, and one is wrong again after a pause.
    for path in ["/token", "/tests"] {
        let wrong: Vec<&Asked> = log.iter().filter(|asked| asked.path == path && asked.is_wrong()).collect();
        let (first, last) = (wrong.first().unwrap(), wrong.last().unwrap());
        assert_eq!(first.token, last.token);
        assert!(last.at.saturating_sub(first.at) >= Duration::from_secs(2), "{:?} {:?}", first.at, last.at);
        let halves =
            |asked: &&&Asked| asked.token.clone().unwrap().split_once('.').unwrap().0 == "cust_481516";
        assert!(wrong.iter().any(|asked| halves(&asked)) && wrong.iter().any(|asked| !halves(&asked)));
    }
}

#[tokio::test]
async fn a_slow_service_is_asked_one_thing_at_a_time() {
    let bench = Bench::new();
    let behaviour: Behaviour = Arc::new(|asked: &[Asked]| right(asked.last().unwrap()));
    let (id, log) = partner(&bench, Duration::from_millis(800), behaviour).await;
    let run = bench.run(&id).await;
    assert_eq!((with_icon(&run, Icon::Fail).len(), with_icon(&run, Icon::Unknown).len()), (0, 0));
    assert!(log.lock().unwrap().iter().all(|asked| asked.under_way == 1));
}

#[tokio::test]
async fn a_service_that_asks_for_patience_gets_it_and_the_person_is_told() {
    let bench = Bench::new();
    let mut events = bench.desk.events();
    // Five calls in a second.
    let behaviour: Behaviour = Arc::new(|asked: &[Asked]| {
        let last = asked.last().unwrap();
        let recent =
            asked.iter().filter(|one| last.at.saturating_sub(one.at) < Duration::from_secs(1)).count();
        if recent > 5 {
            "HTTP/1.1 429 Slow\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n".into()
        } else {
            right(last)
        }
    });
    let (id, _) = partner(&bench, Duration::ZERO, behaviour).await;
    let run = bench.run(&id).await;
    assert_eq!((with_icon(&run, Icon::Fail).len(), with_icon(&run, Icon::Unknown).len()), (0, 0));
    let mut told = Vec::new();
    while let Ok(event) = events.try_recv() {
        if let Event::RunWaiting { text, .. } = event {
            told.push(text);
        }
    }
    assert!(told.iter().any(|text| text.starts_with("127.0.0.1 asked Partner Desk to wait")), "{told:?}");
    let again = |sent: Vec<ExchangeView>| sent.iter().filter(|one| one.repeated.starts_with("Sent ")).count();
    let (list, token) = (bench.exchanges(&id, "TOKEN-6").await, bench.exchanges(&id, "TOKEN-2").await);
    assert!(again(list) + again(token) > 0, "what was sent again is shown");
}

#[tokio::test]
async fn a_service_that_asks_for_an_hour_is_left_alone_and_not_blamed() {
    let bench = Bench::new();
    let behaviour: Behaviour =
        Arc::new(|_: &[Asked]| "HTTP/1.1 429 Slow\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n".into());
    let (id, log) = partner(&bench, Duration::ZERO, behaviour).await;
    let run = bench.run(&id).await;
    assert_eq!(with_icon(&run, Icon::Fail), [] as [&str; 0]);
    assert!(sentence(&run, "TOKEN-1").contains("wait 3600 seconds"), "{}", sentence(&run, "TOKEN-1"));
    assert_eq!(log.lock().unwrap().len(), 2, "each URL is asked once");
}

#[tokio::test]
async fn a_service_that_locks_out_after_three_wrong_tokens_is_ready() {
    for locked in [
        "HTTP/1.1 429 Locked\r\nRetry-After: 900\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 423 Locked\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 403 Locked\r\nContent-Length: 0\r\n\r\n",
    ] {
        let bench = Bench::new();
        let behaviour: Behaviour = Arc::new(move |asked: &[Asked]| {
            let wrong = asked[..asked.len() - 1].iter().filter(|asked| !asked.is_right()).count();
            if wrong >= 3 { locked.into() } else { right(asked.last().unwrap()) }
        });
        let (id, log) = partner(&bench, Duration::ZERO, behaviour).await;
        let run = bench.run(&id).await;
        assert_eq!(with_icon(&run, Icon::Fail), [] as [&str; 0], "{locked}");
        assert_eq!(with_icon(&run, Icon::Unknown), [] as [&str; 0], "{locked}");
        if !locked.contains("403") {
            assert!(sentence(&run, "TOKEN-2").contains("stopped answering"), "{}", sentence(&run, "TOKEN-2"));
            assert!(log.lock().unwrap().len() < 9, "nothing more is sent to who locks us out");
        }
    }
}

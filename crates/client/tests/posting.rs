//! What is posted to a partner's service goes out once: not again when the connection breaks, and not to where a
//! redirect leads.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod hostile_server;

use client::*;
use hostile_server::{asking, http, plain, serve};
use redact::{Customer, Origin, UnparsedSecret};
use std::sync::{Arc, Mutex};
use url::Url;

/// Posts to a service that answers so; gives the result, what was recorded and the requests that came.
async fn post(answer: impl Into<Vec<u8>>) -> (Result<Answer, ProbeError>, Exchange, Vec<String>) {
    let recorded: Arc<Mutex<Vec<Exchange>>> = Arc::default();
    let noted = recorded.clone();
    let network = plain(Arc::new(move |exchange| noted.lock().unwrap().push(exchange)));
    let (at, requests) = serve(answer, None).await;
    let url = Url::parse(&format!("http://{at}/send")).unwrap();
    let token = UnparsedSecret::new("customer-token-abcd".into()).parse::<Customer>().unwrap();
    let token = token.bound_to(Origin::of(&url));
    let body = Some(r#"{"test_id":"2"}"#);
    let request = ProbeRequest { bearer: Bearer::Token(&token), body, ..asking(&url) };
    let result = Probe::new(&network).call(&request).await;
    let exchange = recorded.lock().unwrap().remove(0);
    let requests = requests.lock().unwrap().clone();
    (result, exchange, requests)
}

#[tokio::test]
async fn a_candidate_is_posted_as_recruitee_posts_it_and_recorded_with_its_body() {
    let (result, exchange, requests) = post(http("", b"{}")).await;
    assert_eq!(result.unwrap().status, 200);
    let [request] = &requests[..] else { panic!("one request: {requests:?}") };
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("POST /send HTTP/1.1\r\n"), "{head}");
    let head = head.to_lowercase();
    for line in
        ["authorization: bearer customer-token-abcd", "content-type: application/json", "content-length: 15"]
    {
        assert!(head.contains(line), "{line} in {head}");
    }
    assert_eq!(body, r#"{"test_id":"2"}"#);
    assert_eq!((&*exchange.method, &*exchange.request_body), ("POST", body));
    assert!(exchange.was_sent && !format!("{exchange:?}").contains("customer-token"));
}

#[tokio::test]
async fn a_post_whose_answer_is_lost_is_not_posted_again() {
    for lost in ["", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort"] {
        let (result, exchange, requests) = post(lost).await;
        assert_eq!((requests.len(), exchange.was_sent), (1, true), "{lost}");
        assert!(exchange.repeated.is_empty());
        // The status counts, also when the body breaks off.
        assert_eq!(result.map(|answer| answer.status).ok(), lost.ends_with("short").then_some(200));
    }
}

#[tokio::test]
async fn a_post_does_not_follow_a_redirect() {
    for status in [301, 302, 303, 307, 308] {
        let answer = format!("HTTP/1.1 {status} Moved\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n");
        let (result, _, requests) = post(answer).await;
        let answer = result.unwrap();
        assert_eq!((answer.status, requests.len()), (status, 1));
        assert!(answer.redirect.is_some());
    }
}

//! What comes out of drawings that were made to run or to load something, opened where logos are shown: nothing
//! in it runs, and no server is asked for anything.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use axum::{
    Router,
    extract::{Path as Route, State},
    http::{StatusCode, Uri, header},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use serde_json::json;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};
use tests::{Machine, Window, alone};
use tokio::net::TcpListener;

/// How a page can hold a drawing. An `object` is a document too, and stands for `embed` and `iframe`.
const WAYS: [&str; 4] = ["document", "object", "image", "inline"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/logo/tests/hostile")
}

/// Drawings by name, as they are served.
type Drawings = BTreeMap<String, Vec<u8>>;

/// What is served, and what was asked for beside it.
#[derive(Default)]
struct Shelf {
    original: Drawings,
    result: Drawings,
    asked: Mutex<Vec<String>>,
}

impl Shelf {
    fn drawings(&self, kind: &str) -> &Drawings {
        if kind == "original" { &self.original } else { &self.result }
    }

    fn count(&self, call: String) -> StatusCode {
        self.asked.lock().unwrap().push(call);
        StatusCode::NO_CONTENT
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

/// The hostile drawings, which call a server at `here` when they run or load something; and their results.
fn shelf(here: SocketAddr) -> Shelf {
    let mut shelf = Shelf::default();
    for entry in fs::read_dir(folder()).unwrap().flatten() {
        let name = entry.path().file_stem().unwrap().to_str().unwrap().to_owned();
        let bytes = aimed(&fs::read(entry.path()).unwrap(), here);
        if let Ok(logo) = logo::import(&bytes) {
            shelf.result.insert(name.clone(), logo.svg.into_bytes());
        }
        shelf.original.insert(name, bytes);
    }
    shelf
}

/// A drawing that calls `here` where it would have called its own host, or shown a message.
fn aimed(bytes: &[u8], here: SocketAddr) -> Vec<u8> {
    let Ok(text) = str::from_utf8(bytes) else { return bytes.to_owned() };
    let text = text.replace("https://e.example", &format!("http://{here}"));
    let text = text.replace("//e.example", &format!("//{here}"));
    // Neither quotes nor brackets, which end the attribute or the element that it stands in.
    text.replace("alert(1)", "fetch(/ran/.source)").into_bytes()
}

/// A server that knows who asked.
async fn listening() -> (SocketAddr, Arc<Shelf>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let here = listener.local_addr().unwrap();
    let shelf = Arc::new(shelf(here));
    let routes = Router::new()
        .route("/page/{kind}", get(page))
        .route("/document/{kind}/{name}", get(document))
        .route("/inline/{kind}/{name}", get(inline))
        .fallback(anything_else)
        .with_state(Arc::clone(&shelf));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    (here, shelf)
}

/// Every drawing in every way.
async fn page(State(shelf): State<Arc<Shelf>>, Route(kind): Route<String>) -> Html<String> {
    let mut body = String::new();
    for name in shelf.drawings(&kind).keys() {
        let at = format!("/document/{kind}/{name}");
        for way in WAYS {
            body += &match way {
                "image" => format!(r#"<img src="{at}">"#),
                "object" => format!(r#"<object data="{at}" type="image/svg+xml"></object>"#),
                "document" => format!(r#"<iframe src="{at}"></iframe>"#),
                _ => format!(r#"<iframe src="/inline/{kind}/{name}"></iframe>"#),
            };
        }
    }
    Html(format!(r#"<!doctype html><link rel="icon" href="data:,">{body}"#))
}

async fn document(State(shelf): State<Arc<Shelf>>, Route((kind, name)): Route<(String, String)>) -> Response {
    match shelf.drawings(&kind).get(&name) {
        Some(bytes) => ([(header::CONTENT_TYPE, "image/svg+xml")], bytes.clone()).into_response(),
        // What a drawing asks for beside itself.
        None => shelf.count(name).into_response(),
    }
}

async fn inline(
    State(shelf): State<Arc<Shelf>>,
    Route((kind, name)): Route<(String, String)>,
) -> Html<Vec<u8>> {
    let drawing = shelf.drawings(&kind).get(&name).cloned();
    let drawing = drawing.unwrap_or_else(|| {
        shelf.count(name);
        Vec::new()
    });
    Html([b"<!doctype html><body>".to_vec(), drawing].concat())
}

async fn anything_else(State(shelf): State<Arc<Shelf>>, uri: Uri) -> StatusCode {
    shelf.count(uri.to_string())
}

/// Waits until everything has been loaded that is going to be: a last request comes after all the others.
async fn is_loaded(window: &Window, here: SocketAddr) {
    window.until("document.readyState === 'complete'").await;
    let images = "[...document.images].every((image) => image.complete)";
    window.until(images).await;
    let last = format!("(fetch('http://{here}/last'), true)");
    window.value(&last).await;
}

async fn calls_after(window: Window, (here, shelf): &(SocketAddr, Arc<Shelf>)) -> Vec<String> {
    is_loaded(&window, *here).await;
    let mut asked = shelf.asked();
    while asked.iter().all(|call| call != "/last") {
        tokio::task::yield_now().await;
        asked = shelf.asked();
    }
    window.close().await;
    asked.into_iter().filter(|call| call != "/last").collect()
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_in_the_result_of_a_hostile_drawing_runs_or_loads_in_chromium() {
    let _alone = alone();
    let served = listening().await;
    let window = Window::in_chromium(&format!("http://{}/page/result", served.0), false).await;
    assert_eq!(calls_after(window, &served).await, [] as [&str; 0]);
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_in_the_result_of_a_hostile_drawing_runs_or_loads_in_the_engine_of_the_window() {
    let _alone = alone();
    let machine = Machine::start();
    let served = listening().await;
    let window = Window::in_webkit(&machine, &format!("http://{}/page/result", served.0)).await;
    assert_eq!(calls_after(window, &served).await, [] as [&str; 0]);
}

/// The same page with the drawings as they came: without it, the tests above could not fail.
#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_hostile_drawings_themselves_run_and_load_in_a_browser() {
    let _alone = alone();
    let served = listening().await;
    let mut ran = 0;
    let mut kinds = BTreeSet::new();
    let window = Window::in_chromium(&format!("http://{}/page/original", served.0), false).await;
    for call in calls_after(window, &served).await {
        ran += usize::from(call == "ran");
        kinds.insert(call);
    }
    assert!(ran >= 20 && kinds.len() >= 8, "{ran} {kinds:?}");
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hostile_drawing_that_is_chosen_in_the_window_runs_and_loads_nothing() {
    let _alone = alone();
    let machine = Machine::start();
    let (_, shelf) = listening().await;
    let window = Window::open_sample(&machine).await;
    window.go("Logo").await;
    for name in ["script", "handler_root", "iframe_foreign", "comment_end", "xml_base", "img_srcset"] {
        let file = machine.put(&format!("{name}.svg"), &shelf.original[name]);
        window.choose_file("input[type=file]", &file).await;
        window.read("[data-testid=drop]", &format!("{name}.svg")).await;
        window.until("document.querySelector('[data-testid=specimens] img')?.complete === true").await;
    }
    assert_eq!(window.value("window.ran ?? null").await, json!(null));
    assert_eq!(shelf.asked(), [] as [&str; 0]);
    window.close().await;
}

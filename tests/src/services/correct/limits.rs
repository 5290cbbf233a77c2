//! Services that defend themselves: against wrong tokens, against many calls, against two calls at a time.

use super::{HELP, guarded, is_known, ready, slowly, with_refusal};
use crate::services::{Asked, Behaviour, Reply, Says, Service, TOKEN, http_date, right};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

pub(super) fn services() -> Vec<Service> {
    vec![
        ready(
            "banned-after-three-wrong-tokens",
            "A web application firewall that bans a caller for a quarter of an hour, whatever comes then.",
            || {
                let wrong = AtomicUsize::new(0);
                Box::new(move |asked| {
                    let is_banned = wrong.load(Ordering::SeqCst) >= 3;
                    if !is_banned && is_wrong(asked) {
                        wrong.fetch_add(1, Ordering::SeqCst);
                    }
                    guarded(asked, is_banned, Reply::html(403, "<h1>Forbidden</h1>"))
                })
            },
        ),
        ready(
            "banned-unless-a-right-token-came-first",
            "A service that trusts addresses it has seen a right token from, and bans others on the first \
             wrong one.",
            || {
                let (is_trusted, is_banned) = (AtomicBool::new(false), AtomicBool::new(false));
                Box::new(move |asked| {
                    let refuses = is_banned.load(Ordering::SeqCst);
                    if is_known(asked) && !refuses {
                        is_trusted.store(true, Ordering::SeqCst);
                    }
                    if is_wrong(asked) && !is_trusted.load(Ordering::SeqCst) {
                        is_banned.store(true, Ordering::SeqCst);
                    }
                    guarded(asked, refuses, Reply::json(403, r#"{"error":"This address is blocked"}"#))
                })
            },
        ),
        ready(
            "throttled-for-two-seconds-after-three-wrong-tokens",
            "A throttle for failed log-ins, such as Rack::Attack: everybody from there waits two seconds.",
            || locked(429, 2),
        ),
        ready(
            "locked-for-a-second-after-three-wrong-tokens",
            "An account lock that answers Locked and says when it opens again.",
            || locked(423, 1),
        ),
        ready(
            "five-calls-a-second",
            "A gateway with a limit for each customer; it says to come back after a second.",
            || {
                let window = Window::new(5, 1000);
                Box::new(move |asked| {
                    let is_full = asked.path != HELP && window.is_full(asked.at);
                    guarded(asked, is_full, too_many().header("Retry-After", "1"))
                })
            },
        ),
        ready(
            "three-calls-in-two-seconds-with-a-date-to-come-back",
            "A gateway whose Retry-After is a date, as HTTP allows.",
            || {
                let window = Window::new(3, 2000);
                Box::new(move |asked| {
                    let is_full = asked.path != HELP && window.is_full(asked.at);
                    let reply = too_many().header("Date", &http_date(0)).header("Retry-After", &http_date(3));
                    guarded(asked, is_full, reply)
                })
            },
        ),
        ready(
            "two-calls-at-a-time",
            "A gateway that counts open calls: a third one at the same time is refused.",
            || {
                let open: Mutex<Vec<Duration>> = Mutex::new(Vec::new());
                Box::new(move |asked| {
                    let mut open = open.lock().unwrap();
                    open.retain(|end| *end > asked.at);
                    let is_full = asked.path != HELP && open.len() >= 2;
                    if asked.path != HELP && !is_full {
                        open.push(asked.at + Duration::from_millis(300));
                    }
                    let reply = too_many().header("Retry-After", "1");
                    if is_full { reply.into() } else { slowly(right(asked, TOKEN), 300) }
                })
            },
        ),
        Service {
            workers: 1,
            ..ready(
                "one-worker-of-nine-tenths-of-a-second",
                "A small virtual machine with one process of PHP, which takes its time.",
                || Box::new(|asked| slowly(right(asked, TOKEN), if asked.path == HELP { 0 } else { 900 })),
            )
        },
        Service {
            workers: 2,
            ..ready(
                "two-workers-of-six-tenths-of-a-second",
                "A free plan with two workers of Gunicorn, article and API alike.",
                || Box::new(|asked| slowly(right(asked, TOKEN), 600)),
            )
        },
        ready(
            "cold-start",
            "A function in the cloud that sleeps when nobody calls: the first answer takes three and a \
             half seconds.",
            || {
                let is_awake = AtomicBool::new(false);
                Box::new(move |asked| {
                    let sleeps = asked.path != HELP && !is_awake.swap(true, Ordering::SeqCst);
                    slowly(right(asked, TOKEN), if sleeps { 3500 } else { 50 })
                })
            },
        ),
        ready(
            "wrong-tokens-wait-two-seconds",
            "A service that hashes tokens with bcrypt and pauses before it refuses one, to slow down \
             guessing.",
            || {
                Box::new(|asked| {
                    let refusal = Reply::json(401, r#"{"error":"Unknown token"}"#).after(2000);
                    with_refusal(asked, refusal)
                })
            },
        ),
        ready(
            "first-connection-closed-without-an-answer",
            "A load balancer with a stale connection to a machine that was just replaced.",
            || {
                let is_over = AtomicBool::new(false);
                Box::new(move |asked| {
                    let is_first = asked.path != HELP && !is_over.swap(true, Ordering::SeqCst);
                    if is_first { Says::HangUp } else { right(asked, TOKEN) }
                })
            },
        ),
    ]
}

/// Whether a call brings a token that is not the right one.
fn is_wrong(asked: &Asked) -> bool {
    asked.bearer().is_some_and(|given| !given.trim().is_empty()) && !is_known(asked)
}

fn too_many() -> Reply {
    Reply::json(429, r#"{"error":"Too many requests"}"#)
}

/// After three wrong tokens the API answers this status alone for so many seconds; then it counts afresh.
fn locked(status: u16, seconds: u64) -> Behaviour {
    let state: Mutex<(usize, Duration)> = Mutex::new((0, Duration::ZERO));
    Box::new(move |asked| {
        let mut state = state.lock().unwrap();
        let is_locked = asked.at < state.1;
        if !is_locked && is_wrong(asked) {
            state.0 += 1;
            if state.0 == 3 {
                *state = (0, asked.at + Duration::from_secs(seconds));
            }
        }
        let reply = Reply::json(status, r#"{"error":"Too many wrong tokens. Please wait."}"#);
        guarded(asked, is_locked, reply.header("Retry-After", &seconds.to_string()))
    })
}

/// So many calls within so much time.
struct Window {
    most: usize,
    span: Duration,
    calls: Mutex<Vec<Duration>>,
}

impl Window {
    fn new(most: usize, millis: u64) -> Self {
        Self { most, span: Duration::from_millis(millis), calls: Mutex::new(Vec::new()) }
    }

    /// Counts a call, unless there is no room for it.
    fn is_full(&self, at: Duration) -> bool {
        let mut calls = self.calls.lock().unwrap();
        calls.retain(|call| *call + self.span > at);
        let is_full = calls.len() >= self.most;
        if !is_full {
            calls.push(at);
        }
        is_full
    }
}

//! One thread asks the keychain, one question after another: keychains block, a prompt that nobody answers
//! blocks for ever, and two answers must never overtake each other.

use crate::Fault;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::SeqCst},
        mpsc,
    },
    time::Duration,
};
use tokio::sync::{oneshot, watch};

/// How it stands with the keychain.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct QueueStatus {
    /// How many callers have been waiting for longer than is usual.
    waiting: usize,
    /// How many answers came when nobody waited for them any more.
    pub late_answers: u64,
}

impl QueueStatus {
    /// Whether somebody has been waiting for longer than is usual: the keychain may be asking the person.
    pub fn is_waiting(self) -> bool {
        self.waiting > 0
    }
}

type Job = Box<dyn FnOnce() + Send>;

/// Which question is being asked, and which was given up while it was; 0 is none.
#[derive(Default)]
struct Progress {
    running: AtomicU64,
    given_up: AtomicU64,
}

/// The line in front of a keychain.
pub(crate) struct Queue {
    jobs: mpsc::Sender<(u64, Job)>,
    next: AtomicU64,
    progress: Arc<Progress>,
    patience: Duration,
    standing: Arc<watch::Sender<QueueStatus>>,
    cancels: watch::Sender<()>,
}

impl Queue {
    /// A line whose callers count as waiting after `patience`.
    pub(crate) fn new(patience: Duration) -> Self {
        let (jobs, waiting_jobs) = mpsc::channel::<(u64, Job)>();
        let progress = Arc::new(Progress::default());
        let running = progress.clone();
        let work = move || {
            for (number, job) in waiting_jobs {
                running.running.store(number, SeqCst);
                // A library that panics must not take the keychain away for good.
                if catch_unwind(AssertUnwindSafe(job)).is_err() {
                    tracing::error!("a question to the keychain broke");
                }
                running.running.store(0, SeqCst);
            }
        };
        // Without a thread every question is answered by a fault, and secrets live for the session.
        if let Err(error) = std::thread::Builder::new().name("keychain".into()).spawn(work) {
            tracing::error!(%error, "no thread for the keychain");
        }
        Self {
            jobs,
            next: AtomicU64::new(1),
            progress,
            patience,
            standing: Arc::new(watch::channel(QueueStatus::default()).0),
            cancels: watch::channel(()).0,
        }
    }

    /// Asks, and waits for the answer for as long as the person does. A question that nobody waits for any
    /// more when its turn comes is not asked.
    pub(crate) async fn ask<R: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<R, Fault> + Send + 'static,
    ) -> Result<R, Fault> {
        if self.is_stuck() {
            return Err(Fault::Waiting);
        }
        let mut cancels = self.cancels.subscribe();
        let (tell, mut told) = oneshot::channel();
        let (standing, progress) = (self.standing.clone(), self.progress.clone());
        let number = self.next.fetch_add(1, SeqCst);
        let job = move || {
            if tell.is_closed() {
                return;
            }
            let answer = work();
            // It answers again: whoever hears of it finds the way free.
            let _ = progress.given_up.compare_exchange(number, 0, SeqCst, SeqCst);
            if tell.send(answer).is_err() {
                standing.send_modify(|standing| standing.late_answers += 1);
            }
        };
        self.jobs.send((number, Box::new(job))).map_err(|_| Fault::Other)?;
        if let Ok(answer) = tokio::time::timeout(self.patience, &mut told).await {
            return answer.unwrap_or(Err(Fault::Other));
        }
        let _waiting = Waiting::begin(self.standing.clone());
        tokio::select! {
            answer = told => answer.unwrap_or(Err(Fault::Other)),
            _ = cancels.changed() => Err(Fault::Waiting),
        }
    }

    /// The person stops waiting: every caller is told so. What was asked may still be answered.
    pub(crate) fn cancel(&self) {
        self.progress.given_up.store(self.progress.running.load(SeqCst), SeqCst);
        self.cancels.send_replace(());
    }

    /// Callers wait again, also for a question that was given up.
    pub(crate) fn wait_again(&self) {
        self.progress.given_up.store(0, SeqCst);
    }

    /// A question that was given up is still being asked: to wait behind it would be no use.
    fn is_stuck(&self) -> bool {
        let running = self.progress.running.load(SeqCst);
        running != 0 && running == self.progress.given_up.load(SeqCst)
    }

    pub(crate) fn standing(&self) -> watch::Receiver<QueueStatus> {
        self.standing.subscribe()
    }
}

/// Counts a caller that waits, also when it is dropped in the middle.
struct Waiting(Arc<watch::Sender<QueueStatus>>);

impl Waiting {
    fn begin(standing: Arc<watch::Sender<QueueStatus>>) -> Self {
        standing.send_modify(|standing| standing.waiting += 1);
        Self(standing)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.send_modify(|standing| standing.waiting -= 1);
    }
}

//! Signals that end the process: what it has put on the disk for a while is removed first.

#[cfg(unix)]
use std::{
    future::poll_fn,
    task::{Context, Poll},
};
#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Waits for Ctrl+C, and on Unix for SIGTERM and SIGHUP too.
pub(crate) struct Stop {
    #[cfg(unix)]
    signals: Vec<(u8, Signal)>,
}

#[cfg(unix)]
impl Stop {
    /// From here on signals no longer end the process by themselves. Needs a runtime.
    pub(crate) fn new() -> std::io::Result<Self> {
        let ignored = ignored();
        let kinds = [SignalKind::hangup(), SignalKind::interrupt(), SignalKind::terminate()];
        let signals = kinds
            .into_iter()
            .map(|kind| (kind, u8::try_from(kind.as_raw_value()).unwrap_or_default()))
            // What `nohup` and `&` in scripts have the process ignore stays ignored.
            .filter(|(_, number)| ignored & (1 << (number.saturating_sub(1))) == 0)
            .map(|(kind, number)| Ok((128 + number, signal(kind)?)))
            .collect::<std::io::Result<_>>()?;
        Ok(Self { signals })
    }

    /// The exit code, once a signal has come: 128 and its number, as shells have it.
    pub(crate) async fn wait(mut self) -> u8 {
        poll_fn(move |context: &mut Context<'_>| {
            let mut signals = self.signals.iter_mut();
            let came =
                signals.find_map(|(code, signal)| signal.poll_recv(context).is_ready().then_some(*code));
            came.map_or(Poll::Pending, Poll::Ready)
        })
        .await
    }
}

/// The signals that this process was started to ignore, a bit for each.
#[cfg(unix)]
fn ignored() -> u64 {
    // Linux tells it here; elsewhere none is taken for ignored.
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default()
}

#[cfg(not(unix))]
impl Stop {
    /// Nothing to prepare here.
    pub(crate) fn new() -> std::io::Result<Self> {
        Ok(Self {})
    }

    /// The exit code, once Ctrl+C was pressed.
    pub(crate) async fn wait(self) -> u8 {
        match tokio::signal::ctrl_c().await {
            Ok(()) => 130,
            Err(_) => std::future::pending().await,
        }
    }
}

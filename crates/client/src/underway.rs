use crate::{Exchange, Network};
use std::time::Instant;

/// A call that is under way: told of also when whoever waits for its answer gives up.
pub(crate) struct Underway<'a> {
    network: &'a Network,
    pub(crate) exchange: Exchange,
    started: Instant,
    has_ended: bool,
}

impl<'a> Underway<'a> {
    pub(crate) fn new(network: &'a Network, exchange: Exchange) -> Self {
        Self { network, exchange, started: Instant::now(), has_ended: false }
    }

    pub(crate) fn end(mut self) {
        self.has_ended = true;
    }

    pub(crate) fn duration_ms(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

impl Drop for Underway<'_> {
    fn drop(&mut self) {
        if !self.has_ended {
            // It may have arrived.
            self.exchange.was_sent = true;
            self.exchange.status = None;
            self.exchange.error = Some("trouble.canceled".into());
            self.exchange.duration_ms = self.duration_ms();
        }
        self.network.record(self.exchange.clone());
    }
}

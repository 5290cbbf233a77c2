//! The ways to the servers: Recruitee's own, or the Sandbox, which is started when something first leads there.

use crate::wire::{ErrorCode, WireError};
use client::RC_BASE;
use client::{LocalRoute, Network, Recorder, TestNetwork};
use partner::Environment;
use redact::Origin;
use sandbox_api::SandboxServer;
use std::sync::Arc;
use url::Url;

pub(crate) struct Networks {
    /// Not started before it is needed.
    pub(crate) sandbox: Arc<dyn SandboxServer>,
    /// Where RC is; `None` for the real one.
    pub(crate) rc: Option<TestNetwork>,
}

fn rc_base() -> Url {
    #[expect(clippy::expect_used, reason = "a constant, and every check on RC reads it")]
    Url::parse(RC_BASE).expect("the address of RC is an address")
}

impl Networks {
    /// The network of an environment; RC's rules hold while none is chosen.
    pub(crate) async fn open(
        &self,
        environment: Option<Environment>,
        recorder: Recorder,
    ) -> Result<Network, WireError> {
        if environment == Some(Environment::Sandbox) {
            let route = self.sandbox.start().await.map_err(|reason| {
                tracing::error!(reason, "the Sandbox did not start");
                WireError::plain(ErrorCode::SandboxNotStarted).retryable()
            })?;
            let base =
                Url::parse(&route.api_base).map_err(|_| WireError::plain(ErrorCode::SandboxNotStarted))?;
            let local = LocalRoute {
                suffix: route.suffix,
                listens_at: route.listens_at,
                authority: route.authority.into(),
                moved_names: Some({
                    let sandbox = self.sandbox.clone();
                    Arc::new(move |host: &str| sandbox.whereabouts(host))
                }),
            };
            return Ok(Network::sandbox(base, local, recorder));
        }
        Ok(match &self.rc {
            Some(test) => Network::rc_of_test(test, recorder),
            None => Network::rc(rc_base(), recorder),
        })
    }
}

/// The origin that personal tokens and partner secrets of an environment are for.
pub(crate) fn api_origin(network: &Network) -> Option<Origin> {
    Origin::of(&network.api_base)
}

//! The core, and a Recruitee that does as it is told.

use super::{COMPANY, Recruitee};
use crate::bench::{Bench, InMemory};
use desk::Vault;
use serde_json::{Value, json};
use std::sync::Arc;

/// The core beside it, with a keychain in memory, and one partner.
pub(crate) struct World {
    pub(crate) bench: Bench,
    pub(crate) recruitee: Recruitee,
    pub(crate) keychain: Arc<InMemory>,
    pub(crate) id: String,
}

impl World {
    /// A partner that is ready to be registered.
    pub(crate) async fn new() -> Self {
        let recruitee = Recruitee::start();
        let keychain = Arc::<InMemory>::default();
        let bench = open(tempfile::tempdir().unwrap(), &keychain, &recruitee);
        let id = bench.call("partner_create", json!({})).await["id"].as_str().unwrap().to_owned();
        let connect = json!({ "partner_id": id, "environment": "rc", "company_id": COMPANY });
        bench.call("connection_set", connect).await;
        let token = json!({ "partner_id": id, "token": "personal", "value": "personal-token" });
        bench.call("token_store", token).await;
        for (field, value) in
            [("kind", "assessment"), ("name", "Harbour"), ("codename", "harbour"), ("description", "Tests")]
        {
            bench.edit(&id, field, json!(value)).await;
        }
        Self { bench, recruitee, keychain, id }
    }

    /// One that is registered.
    pub(crate) async fn registered() -> Self {
        let world = Self::new().await;
        assert_eq!(world.bench.save(&world.id).await.unwrap()["is_saved"], true);
        world
    }

    /// The app ends without a word and is started again.
    pub(crate) fn restart(self) -> Self {
        let Self { bench, recruitee, keychain, id } = self;
        let bench = open(bench.close(), &keychain, &recruitee);
        Self { bench, recruitee, keychain, id }
    }

    /// The partner as its pages show it.
    pub(crate) async fn view(&self) -> Value {
        self.bench.call("partner_open", json!({ "partner_id": self.id })).await
    }
}

fn open(folder: tempfile::TempDir, keychain: &Arc<InMemory>, recruitee: &Recruitee) -> Bench {
    Bench::at(folder, Vault::new("Partner Desk (test)", keychain.clone()), recruitee.elsewhere())
}

//! The contract as OpenAPI 3.1: Recruitee's calls to a partner are webhooks, a partner's calls to Recruitee are paths.

use crate::{operations, schemas, yaml};
use checks::RULES;
use serde_json::{Value, json};

/// The API of the Release Candidate, the only place to develop for. The same as that of `client`, which a test checks.
const RC_BASE: &str = "https://integrations.rc.recruitee.dev/api";

const ABOUT: &str = "The calls between Recruitee and a partner's service, as Partner Desk checks them. \
Recruitee makes the calls under `webhooks`, at URLs of the partner's choice. \
The partner's service makes those under `paths`.\n\n\
Made from the declarations of the checks by `cargo xtask bindings`. \
`x-checks` lists the checks of a call. The version is that of the rules. \
This isn't a document by Recruitee. Where its documentation says nothing, a description says so, and what Partner Desk \
assumes.";

/// The contract.
pub fn openapi() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Recruitee Partners API: assessments, background checks and reference checks",
            "version": RULES,
            "description": ABOUT,
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{
            "url": RC_BASE,
            "description": "The Release Candidate (RC), for development. It serves only the reports: the URLs of \
                            `webhooks` are the partner's.",
        }],
        "tags": [
            { "name": "Partner", "description": "Served by the partner, called by Recruitee." },
            { "name": "Reports", "description": "Served by Recruitee, called by the partner." },
        ],
        "webhooks": operations::webhooks(),
        "paths": operations::paths(),
        "components": {
            "securitySchemes": {
                "customer_token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The customer token. The partner's service creates one for each customer, who \
                                    pastes it into Recruitee. Recruitee sends it as `Authorization: Bearer {token}`.",
                },
                "partner_secret": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "RT-PARTNER-SECRET",
                    "description": "The partner secret, which Recruitee creates when the partner is registered. It \
                                    gives access only to reports.",
                },
            },
            "schemas": schemas::all(),
        },
    })
}

/// The contract as it stands in `docs/contract/openapi.yaml`.
pub fn openapi_yaml() -> String {
    let made = "# Made from the declarations by `cargo xtask bindings`. Do not edit.\n";
    format!("{made}{}", yaml::written(&openapi()))
}

//! For developers of a partner's service: the contract as OpenAPI, and the calls of this app as a Hurl file and as a
//! Postman collection.
//!
//! Made from the declarations of the checks, so that it always matches them. It holds no token.

mod calls;
mod hurl;
mod judged_by;
mod openapi;
mod operations;
mod pieces;
mod postman;
mod purpose;
mod schemas;
mod yaml;

pub use calls::Calls;
pub use hurl::hurl;
pub use openapi::{openapi, openapi_yaml};
pub use postman::postman;
pub use schemas::{error as rejection_example, tests as tests_example};

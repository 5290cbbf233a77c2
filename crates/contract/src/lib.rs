//! What developers of a partner's service are handed: the contract as OpenAPI, and the calls of this app as a Hurl file
//! and as a Postman collection.
//!
//! Made from the declarations of the checks, so that what is written here is what is judged. No token is in any of it.

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

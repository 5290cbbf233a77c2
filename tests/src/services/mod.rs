//! Partners' services as they are met: faulty ones, and unusual ones with which nothing is wrong. Written from
//! what is known of such services, by somebody who had not read the rules that judge them.

mod correct;
mod faults;
mod judged;
mod server;
mod service;

pub use judged::{Judged, judge};
pub use server::Internet;
pub use service::{
    ARTICLE, Asked, Behaviour, Expect, Reply, Says, Service, TESTS, TOKEN, http_date, right, unchanged,
};

/// All of them.
pub fn services() -> Vec<Service> {
    let mut all = faults::services();
    all.extend(correct::services());
    all
}

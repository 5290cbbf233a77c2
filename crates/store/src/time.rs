//! Time as it is stored.

/// Milliseconds since 1970, UTC. Comes in through the edge.
pub type Millis = i64;

use serde::{Deserialize, Serialize};

/// The kind of range an IP address lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AddressRange {
    /// Reachable from everywhere.
    Public,
    /// This computer.
    Loopback,
    /// A private network (RFC 1918, RFC 4193).
    Private,
    /// One cable or one radio cell (RFC 3927, RFC 4291); cloud machines keep their secrets there.
    LinkLocal,
    /// Shared address space of carriers, CGNAT (RFC 6598).
    Shared,
    /// Kept for examples (RFC 5737, RFC 3849, RFC 9637).
    Documentation,
    /// Many receivers at once (RFC 5771, RFC 4291).
    Multicast,
    /// Any other range that the internet does not route.
    Reserved,
}

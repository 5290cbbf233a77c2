//! Which addresses the internet routes, by the IANA special-purpose registries.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The kind of range an address lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Range {
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

/// The range of `ip`; a v4 address inside v6 counts as the v4 address.
pub fn range_of(ip: IpAddr) -> Range {
    match ip {
        IpAddr::V4(ip) => range_of_v4(ip),
        IpAddr::V6(ip) => match embedded_v4(ip) {
            Some(inner) => range_of_v4(inner),
            None => range_of_v6(ip),
        },
    }
}

fn range_of_v4(ip: Ipv4Addr) -> Range {
    let [a, b, c, _] = ip.octets();
    match (a, b, c) {
        (127, ..) => Range::Loopback,
        _ if ip.is_private() => Range::Private,
        _ if ip.is_link_local() => Range::LinkLocal,
        (100, 64..128, _) => Range::Shared,
        _ if ip.is_documentation() => Range::Documentation,
        _ if ip.is_multicast() => Range::Multicast,
        // This network, reserved, benchmarking (RFC 2544), protocol assignments (RFC 6890), former 6to4
        // relays (RFC 7526).
        (0 | 240.., ..) | (198, 18 | 19, _) | (192, 0, 0) | (192, 88, 99) => Range::Reserved,
        _ => Range::Public,
    }
}

/// v4-mapped, v4-compatible, NAT64 and 6to4 addresses lead to a v4 address.
fn embedded_v4(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let parts = ip.segments();
    let [.., high, low] = parts;
    let last = Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match parts {
        [0, 0, 0, 0, 0, 0xffff, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] => Some(last),
        [0, 0, 0, 0, 0, 0, 0, 0 | 1] => None,
        [0, 0, 0, 0, 0, 0, ..] => Some(last),
        [0x2002, high, low, ..] => Some(Ipv4Addr::from((u32::from(high) << 16) | u32::from(low))),
        _ => None,
    }
}

fn range_of_v6(ip: Ipv6Addr) -> Range {
    let [first, second, ..] = ip.segments();
    match first {
        _ if ip.is_loopback() => Range::Loopback,
        0xfc00..0xfe00 => Range::Private,
        0xfe80..0xfec0 => Range::LinkLocal,
        0xff00.. => Range::Multicast,
        0x2001 if second == 0xdb8 => Range::Documentation,
        0x3fff if second < 0x1000 => Range::Documentation,
        // Protocol assignments, Teredo and ORCHID.
        0x2001 if second < 0x200 => Range::Reserved,
        // Only 2000::/3 is given out as global unicast (RFC 4291).
        0x2000..0x4000 => Range::Public,
        _ => Range::Reserved,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_the_internet_routes_are_public() {
        for (ip, expect) in [
            ("93.184.216.34", Range::Public),
            ("8.8.8.8", Range::Public),
            ("2606:2800:220:1::1", Range::Public),
            ("127.0.0.1", Range::Loopback),
            ("127.8.9.1", Range::Loopback),
            ("::1", Range::Loopback),
            ("::ffff:127.0.0.1", Range::Loopback),
            ("10.1.2.3", Range::Private),
            ("172.16.0.1", Range::Private),
            ("192.168.1.1", Range::Private),
            ("169.254.169.254", Range::LinkLocal),
            ("100.64.0.1", Range::Shared),
            ("100.128.0.1", Range::Public),
            ("192.0.2.1", Range::Documentation),
            ("198.18.0.1", Range::Reserved),
            ("224.0.0.1", Range::Multicast),
            ("255.255.255.255", Range::Reserved),
            ("0.0.0.0", Range::Reserved),
            ("::", Range::Reserved),
            ("fe80::1", Range::LinkLocal),
            ("fd00::1", Range::Private),
            ("ff02::1", Range::Multicast),
            ("2001:db8::1", Range::Documentation),
            ("::ffff:10.0.0.1", Range::Private),
            ("64:ff9b::a00:1", Range::Private),
            ("2002:a00:1::", Range::Private),
            ("3fff::1", Range::Documentation),
            ("2001::1", Range::Reserved),
            ("::ffff:192.0.2.9", Range::Documentation),
        ] {
            assert_eq!(range_of(ip.parse().unwrap()), expect, "{ip}");
        }
    }
}

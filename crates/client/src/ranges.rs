//! Which addresses the internet routes, by the IANA special-purpose registries.

use crate::AddressRange;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The range of `ip`; a v4 address inside v6 counts as the v4 address.
pub fn range_of(ip: IpAddr) -> AddressRange {
    match ip {
        IpAddr::V4(ip) => range_of_v4(ip),
        IpAddr::V6(ip) => match embedded_v4(ip) {
            Some(inner) => range_of_v4(inner),
            None => range_of_v6(ip),
        },
    }
}

fn range_of_v4(ip: Ipv4Addr) -> AddressRange {
    let [a, b, c, _] = ip.octets();
    match (a, b, c) {
        (127, ..) => AddressRange::Loopback,
        _ if ip.is_private() => AddressRange::Private,
        _ if ip.is_link_local() => AddressRange::LinkLocal,
        (100, 64..128, _) => AddressRange::Shared,
        _ if ip.is_documentation() => AddressRange::Documentation,
        _ if ip.is_multicast() => AddressRange::Multicast,
        // This network, reserved, benchmarking (RFC 2544), protocol assignments (RFC 6890), former 6to4
        // relays (RFC 7526).
        (0 | 240.., ..) | (198, 18 | 19, _) | (192, 0, 0) | (192, 88, 99) => AddressRange::Reserved,
        _ => AddressRange::Public,
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

fn range_of_v6(ip: Ipv6Addr) -> AddressRange {
    let [first, second, ..] = ip.segments();
    match first {
        _ if ip.is_loopback() => AddressRange::Loopback,
        0xfc00..0xfe00 => AddressRange::Private,
        0xfe80..0xfec0 => AddressRange::LinkLocal,
        0xff00.. => AddressRange::Multicast,
        0x2001 if second == 0xdb8 => AddressRange::Documentation,
        0x3fff if second < 0x1000 => AddressRange::Documentation,
        // Protocol assignments, Teredo and ORCHID.
        0x2001 if second < 0x200 => AddressRange::Reserved,
        // Only 2000::/3 is given out as global unicast (RFC 4291).
        0x2000..0x4000 => AddressRange::Public,
        _ => AddressRange::Reserved,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_the_internet_routes_are_public() {
        for (ip, expect) in [
            ("93.184.216.34", AddressRange::Public),
            ("8.8.8.8", AddressRange::Public),
            ("2606:2800:220:1::1", AddressRange::Public),
            ("127.0.0.1", AddressRange::Loopback),
            ("127.8.9.1", AddressRange::Loopback),
            ("::1", AddressRange::Loopback),
            ("::ffff:127.0.0.1", AddressRange::Loopback),
            ("10.1.2.3", AddressRange::Private),
            ("172.16.0.1", AddressRange::Private),
            ("192.168.1.1", AddressRange::Private),
            ("169.254.169.254", AddressRange::LinkLocal),
            ("100.64.0.1", AddressRange::Shared),
            ("100.128.0.1", AddressRange::Public),
            ("192.0.2.1", AddressRange::Documentation),
            ("198.18.0.1", AddressRange::Reserved),
            ("224.0.0.1", AddressRange::Multicast),
            ("255.255.255.255", AddressRange::Reserved),
            ("0.0.0.0", AddressRange::Reserved),
            ("::", AddressRange::Reserved),
            ("fe80::1", AddressRange::LinkLocal),
            ("fd00::1", AddressRange::Private),
            ("ff02::1", AddressRange::Multicast),
            ("2001:db8::1", AddressRange::Documentation),
            ("::ffff:10.0.0.1", AddressRange::Private),
            ("64:ff9b::a00:1", AddressRange::Private),
            ("2002:a00:1::", AddressRange::Private),
            ("3fff::1", AddressRange::Documentation),
            ("2001::1", AddressRange::Reserved),
            ("::ffff:192.0.2.9", AddressRange::Documentation),
        ] {
            assert_eq!(range_of(ip.parse().unwrap()), expect, "{ip}");
        }
    }
}

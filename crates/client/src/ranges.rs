//! Which addresses the internet routes, by the IANA special-purpose registries.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The kind of range an address lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range {
    /// Reachable from everywhere.
    Public,
    /// This computer.
    Loopback,
    /// Private, link-local, shared, documentation, multicast, reserved, …
    NotPublic,
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
    if a == 127 {
        return Range::Loopback;
    }
    let closed = ip.is_private()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_documentation()
        || ip.is_broadcast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b)) // shared address space of carriers (RFC 6598)
        || (a == 198 && (b == 18 || b == 19)) // benchmarking (RFC 2544)
        || (a == 192 && b == 0 && c == 0) // protocol assignments (RFC 6890)
        || (a == 192 && b == 88 && c == 99); // former 6to4 relays (RFC 7526)
    if closed { Range::NotPublic } else { Range::Public }
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
    if ip.is_loopback() {
        return Range::Loopback;
    }
    let [first, second, ..] = ip.segments();
    // Only 2000::/3 is given out as global unicast (RFC 4291), less what is reserved within it.
    let global = first & 0xe000 == 0x2000;
    // Protocol assignments, Teredo and ORCHID; documentation.
    let reserved =
        (first == 0x2001 && (second < 0x200 || second == 0xdb8)) || (first == 0x3fff && second < 0x1000); // documentation (RFC 9637)
    if global && !reserved { Range::Public } else { Range::NotPublic }
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
            ("10.1.2.3", Range::NotPublic),
            ("172.16.0.1", Range::NotPublic),
            ("192.168.1.1", Range::NotPublic),
            ("169.254.169.254", Range::NotPublic),
            ("100.64.0.1", Range::NotPublic),
            ("100.128.0.1", Range::Public),
            ("192.0.2.1", Range::NotPublic),
            ("198.18.0.1", Range::NotPublic),
            ("224.0.0.1", Range::NotPublic),
            ("255.255.255.255", Range::NotPublic),
            ("0.0.0.0", Range::NotPublic),
            ("::", Range::NotPublic),
            ("fe80::1", Range::NotPublic),
            ("fd00::1", Range::NotPublic),
            ("ff02::1", Range::NotPublic),
            ("2001:db8::1", Range::NotPublic),
            ("::ffff:10.0.0.1", Range::NotPublic),
            ("64:ff9b::a00:1", Range::NotPublic),
            ("2002:a00:1::", Range::NotPublic),
        ] {
            assert_eq!(range_of(ip.parse().unwrap()), expect, "{ip}");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Fetching

struct NetworkAddressTests {
    @Test(arguments: [
        // Version 4, the first and the last of each closed range.
        "0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255", "168.63.129.16", "169.254.0.1", "169.254.169.254", "172.16.0.0", "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1", "192.168.0.0", "192.168.255.255", "198.18.0.0", "198.19.255.255", "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
        // Version 6: unspecified, loopback, compatible, mapped, translated, discard.
        "::", "::1", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:8.8.8.8",
        "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "100::1",
        // Teredo, benchmarks, ORCHID, documentation, 6to4 with a private and a public address in it.
        "2001::1", "2001:2::1", "2001:10::1", "2001:20::1", "2001:1ff:ffff::", "2001:db8::1", "2002:7f00:1::",
        "2002:808:808::1", "3fff::1", "3fff:fff::1",
        // Unique local, link-local, site-local, multicast, and what is not given out.
        "fc00::1", "fd12:3456::1", "fe80::1", "febf::1", "fec0::1", "ff02::1", "ff0e::1", "4000::1",
        "5f00::1", "e000::1",
    ])
    func `what is not on the internet is closed`(text: String) throws {
        #expect(try !#require(NetworkAddress(text)).isPublic)
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
        "128.0.0.1",
        "168.63.129.15", "168.63.129.17", "169.253.0.1", "172.15.255.255", "172.32.0.0", "192.0.1.1",
        "192.167.255.255", "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0", "223.255.255.255", "2606:4700::1111", "2001:200::1", "2001:4860:4860::8888", "2003::1",
        "3ffe::1",
        "2a00:1450::1",
    ])
    func `what is on the internet is open`(text: String) throws {
        #expect(try #require(NetworkAddress(text)).isPublic)
    }

    @Test(arguments: [
        "", "127.1", "0x7f.0.0.1", "2130706433", "0177.0.0.1x", "1.2.3", "1.2.3.4.5", "fe80::1%eth0", "[::1]",
        "::g",
    ])
    func `what is no address in its usual form is none`(text: String) {
        #expect(NetworkAddress(text) == nil)
    }

    @Test func `only the ports of the web are open`() throws {
        let address = try #require(NetworkAddress("1.1.1.1"))
        let open = (0...65_535).filter { AddressPolicy.publicWeb.allows(address, $0) }
        #expect(open == [80, 443])
    }
}

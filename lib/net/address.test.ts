import { describe, expect, test } from "vitest";
import { privateReason } from "./address";

const PRIVATE: readonly string[] = [
  "0.0.0.0",
  "0.1.2.3",
  "0.255.255.255",
  "10.0.0.0",
  "10.255.255.255",
  "100.64.0.0",
  "100.127.255.255",
  "127.0.0.1",
  "127.0.0.2",
  "127.255.255.254",
  "169.254.0.1",
  "169.254.169.254",
  "172.16.0.0",
  "172.31.255.255",
  "192.0.0.8",
  "192.0.2.1",
  "192.88.99.1",
  "192.168.0.0",
  "192.168.255.255",
  "198.18.0.1",
  "198.19.255.255",
  "198.51.100.7",
  "203.0.113.9",
  "224.0.0.1",
  "239.255.255.250",
  "240.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "0:0:0:0:0:0:0:1",
  "::2",
  "::127.0.0.1",
  "::ffff:127.0.0.1",
  "::ffff:7f00:1",
  "::ffff:10.0.0.1",
  "::ffff:8.8.8.8",
  "0:0:0:0:0:ffff:c0a8:1",
  "::ffff:0:127.0.0.1",
  "64:ff9b::7f00:1",
  "64:ff9b::127.0.0.1",
  "64:ff9b::8.8.8.8",
  "64:ff9b:1::1",
  "100::1",
  "2001::1",
  "2001:0:4136:e378:8000:63bf:3fff:fdd2",
  "2001:2::1",
  "2001:20::1",
  "2001:db8::1",
  "2002:7f00:1::",
  "2002:c0a8:101::1",
  "2002::1",
  "3fff::1",
  "4000::1",
  "5f00::1",
  "fc00::1",
  "fd12:3456:789a::1",
  "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
  "fe80::1",
  "fe80::1%eth0",
  "febf::1",
  "fec0::1",
  "ff02::1",
  "ff0e::1",
];

const PUBLIC: readonly string[] = [
  "1.1.1.1",
  "8.8.8.8",
  "9.255.255.255",
  "11.0.0.0",
  "100.63.255.255",
  "100.128.0.0",
  "126.255.255.255",
  "128.0.0.0",
  "169.253.255.255",
  "169.255.0.0",
  "172.15.255.255",
  "172.32.0.0",
  "192.167.255.255",
  "192.169.0.0",
  "198.17.255.255",
  "198.20.0.0",
  "223.255.255.255",
  "2001:4860:4860::8888",
  "2001:200::1",
  "2003::1",
  "2606:4700:4700::1111",
  "2a00:1450:4001:81b::200e",
];

describe("privateReason", () => {
  test.each(PRIVATE)("privateReason refuses %s", (address) => {
    expect(privateReason(address)).toBeTypeOf("string");
  });

  test.each(PUBLIC)("privateReason lets %s pass, first or last of its neighbourhood", (address) => {
    expect(privateReason(address)).toBeNull();
  });

  test.each(["", "localhost", "127.1", "0x7f.1", "2130706433", "127.0.0.1:80", "[::1]", "1.2.3.4.5", "::1::", "１２７.0.0.1"])(
    "privateReason calls %j no IP address",
    (text) => {
      expect(privateReason(text)).toBe("not an IP address");
    },
  );

  test("privateReason says which kind an address is", () => {
    expect(privateReason("127.0.0.1")).toBe("a loopback address");
    expect(privateReason("::ffff:127.0.0.1")).toBe("an IPv4 address written as IPv6");
    expect(privateReason("2001::1")).toBe("a Teredo address");
    expect(privateReason("2002:7f00:1::")).toBe("a 6to4 address");
    expect(privateReason("64:ff9b::7f00:1")).toBe("a NAT64 address");
    expect(privateReason("169.254.169.254")).toBe("a link-local address");
  });
});

import { expect, test } from "vitest";
import { isNetwork, networkOf } from "./network";

const LOOPBACK = ["127.0.0.0/8", "::1"];

function from(peer: string | null, forwarded?: string): Headers {
  return new Headers({
    ...(peer === null ? {} : { "x-concord-peer": peer }),
    ...(forwarded ? { "x-forwarded-for": forwarded } : {}),
  });
}

test.each([
  ["203.0.113.7", undefined, "203.0.113.7"],
  ["::ffff:203.0.113.7", undefined, "203.0.113.7"],
  ["2001:db8:1:2:3:4:5:6", undefined, "2001:db8:1:2::/64"],
  ["2001:db8::6", undefined, "2001:db8:0:0::/64"],
  ["fe80::1%eth0", undefined, "fe80:0:0:0::/64"],
  ["::1", undefined, "0:0:0:0::/64"],
  // Directly from outside: what the client writes is not read.
  ["203.0.113.7", "198.51.100.1", "203.0.113.7"],
  // By a proxy on this machine.
  ["127.0.0.1", "198.51.100.1", "198.51.100.1"],
  ["::ffff:127.0.0.1", "198.51.100.1:5521", "198.51.100.1"],
  ["::1", "[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"],
  // The client wrote the first two; the proxy wrote the last.
  ["127.0.0.1", "10.0.0.1, 192.0.2.66, 198.51.100.1", "198.51.100.1"],
  ["127.0.0.1", "127.0.0.1, 198.51.100.1, 127.0.0.1", "198.51.100.1"],
  // A person on this machine itself.
  ["127.0.0.1", undefined, "127.0.0.1"],
  ["127.0.0.1", "unknown", "127.0.0.1"],
  ["127.0.0.1", "198.51.100.1, _hidden", "127.0.0.1"],
])("a connection of %s that forwards %s comes from %s", (peer, forwarded, network) => {
  expect(networkOf(from(peer, forwarded), LOOPBACK)).toBe(network);
});

test("only proxies that are named are believed", () => {
  const chain = from("10.1.2.3", "198.51.100.1, 172.16.0.9");
  expect(networkOf(chain, LOOPBACK)).toBe("10.1.2.3");
  expect(networkOf(chain, ["10.0.0.0/8"])).toBe("172.16.0.9");
  expect(networkOf(chain, ["10.0.0.0/8", "172.16.0.9"])).toBe("198.51.100.1");
  expect(networkOf(from("127.0.0.1", "198.51.100.1"), [])).toBe("127.0.0.1");
});

test("addresses of one /64 are one network, those of its neighbour another", () => {
  const of = (address: string) => networkOf(from(address), LOOPBACK);
  expect(of("2001:db8:0:1::1")).toBe(of("2001:db8:0:1:ffff:ffff:ffff:ffff"));
  expect(of("2001:db8:0:1::1")).not.toBe(of("2001:db8:0:2::1"));
});

test("without peer addresses all are one", () => {
  expect(networkOf(from(null, "198.51.100.1"), LOOPBACK)).toBe("unknown");
});

test("isNetwork tells addresses and ranges from other text", () => {
  for (const text of ["127.0.0.1", "10.0.0.0/8", "::1", "2001:db8::/32"]) expect(isNetwork(text), text).toBe(true);
  for (const text of ["", "proxy.example", "10.0.0.0/33", "10.0.0.0/x", "::/129", "10.0.0.0/8/8"])
    expect(isNetwork(text), text).toBe(false);
});

import { BlockList, isIP } from "node:net";

/** Why an address is not on the public internet, in words that fit "127.0.0.1 is …". */
export type AddressReason = string;

interface Range {
  family: "ipv4" | "ipv6";
  subnets: readonly string[];
  reason: AddressReason;
}

// The special-purpose registries of IANA. Transition prefixes are refused whole: an IPv4 address hidden in them is never looked for.
const RANGES: readonly Range[] = [
  { family: "ipv4", subnets: ["0.0.0.0/8"], reason: "an address of this network (0.0.0.0/8)" },
  { family: "ipv4", subnets: ["127.0.0.0/8"], reason: "a loopback address" },
  { family: "ipv4", subnets: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"], reason: "a private address" },
  { family: "ipv4", subnets: ["100.64.0.0/10"], reason: "an address of a carrier's own network (100.64.0.0/10)" },
  { family: "ipv4", subnets: ["169.254.0.0/16"], reason: "a link-local address" },
  { family: "ipv4", subnets: ["224.0.0.0/4"], reason: "a multicast address" },
  { family: "ipv4", subnets: ["192.88.99.0/24"], reason: "a 6to4 relay" },
  {
    family: "ipv4",
    subnets: [
      "192.0.0.0/24",
      "192.0.2.0/24",
      "192.31.196.0/24",
      "192.52.193.0/24",
      "192.175.48.0/24",
      "198.18.0.0/15",
      "198.51.100.0/24",
      "203.0.113.0/24",
      "240.0.0.0/4",
    ],
    reason: "a reserved address",
  },
  { family: "ipv6", subnets: ["::1/128"], reason: "a loopback address" },
  { family: "ipv6", subnets: ["::/128"], reason: "the unspecified address" },
  { family: "ipv6", subnets: ["::ffff:0:0/96"], reason: "an IPv4 address written as IPv6" },
  { family: "ipv6", subnets: ["64:ff9b::/96", "64:ff9b:1::/48"], reason: "a NAT64 address" },
  { family: "ipv6", subnets: ["2002::/16"], reason: "a 6to4 address" },
  { family: "ipv6", subnets: ["2001::/32"], reason: "a Teredo address" },
  { family: "ipv6", subnets: ["fe80::/10"], reason: "a link-local address" },
  { family: "ipv6", subnets: ["fc00::/7", "fec0::/10"], reason: "a private address" },
  { family: "ipv6", subnets: ["ff00::/8"], reason: "a multicast address" },
  { family: "ipv6", subnets: ["2001::/23", "2001:db8::/32", "3fff::/20"], reason: "a reserved address" },
];

const refused = RANGES.map((range) => ({ reason: range.reason, list: blockList(range), family: range.family }));
const globalUnicast = blockList({ family: "ipv6", subnets: ["2000::/3"], reason: "" });

/**
 * Why an IP address may not be reached without the operator's word.
 *
 * @param address - As a socket or a resolver gives it: dotted IPv4 or IPv6, with or without a zone.
 * @returns The reason, or null for an address of the public internet. Text that is no IP address has a reason too.
 */
export function privateReason(address: string): AddressReason | null {
  const plain = address.split("%", 1)[0] ?? "";
  const version = isIP(plain);
  if (version === 0) return "not an IP address";
  const family = version === 4 ? "ipv4" : "ipv6";
  // An IPv4-mapped address also matches IPv4 lists in a BlockList, so each list is asked about its own family alone.
  const found = refused.find((range) => range.family === family && range.list.check(plain, family));
  if (found) return found.reason;
  if (family === "ipv6" && !globalUnicast.check(plain, family)) return "a reserved address";
  return null;
}

function blockList({ family, subnets }: Range): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [network, prefix] = subnet.split("/");
    list.addSubnet(network ?? "", Number(prefix), family);
  }
  return list;
}

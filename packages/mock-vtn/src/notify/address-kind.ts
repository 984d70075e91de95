import { BlockList, isIP } from "node:net";

/** Where an IP address leads: this machine, a network that is not the public one, or the public. */
export type AddressKind = "loopback" | "private" | "public";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** Private and reserved ranges: IANA special-purpose address registries (RFC 6890). */
const notPublic = new BlockList();
const SUBNETS_4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const;
for (const [net, prefix] of SUBNETS_4) notPublic.addSubnet(net, prefix, "ipv4");
const SUBNETS_6 = [
  ["::", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
] as const;
for (const [net, prefix] of SUBNETS_6) notPublic.addSubnet(net, prefix, "ipv6");

/**
 * Tells where an address leads; an IPv4 address inside an IPv6 one (`::ffff:127.0.0.1`) leads where
 * the former does.
 *
 * @returns `undefined` if it is no IP address
 */
export function addressKind(address: string): AddressKind | undefined {
  const family = isIP(address);
  if (family === 0) return undefined;
  const type = family === 4 ? "ipv4" : "ipv6";
  if (loopback.check(address, type)) return "loopback";
  return notPublic.check(address, type) ? "private" : "public";
}

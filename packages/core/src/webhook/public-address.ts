import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** Ranges that look like ordinary unicast but lead to addresses inside a network. */
const DENIED_V6 = [
  "64:ff9b::/96",
  "64:ff9b:1::/48",
  "fec0::/10",
  "2001:db8::/32",
  "3fff::/20",
  "5f00::/16",
].map((range) => ipaddr.IPv6.parseCIDR(range));
const GLOBAL_UNICAST_V6 = ipaddr.IPv6.parseCIDR("2000::/3");
const DENIED_V4 = ["192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15"].map((range) =>
  ipaddr.IPv4.parseCIDR(range),
);

/**
 * Whether an address is a public one that a message may be sent to. Everything else is denied: loopback, private,
 * link-local, carrier-grade NAT, unique local, multicast, reserved, and every form that wraps an IPv4 address
 * (mapped, NAT64, 6to4, Teredo).
 * @param text an address as the resolver gives it, without brackets; anything that is not an address is denied
 */
export function isPublicAddress(text: string): boolean {
  if (text.includes("%") || isIP(text) === 0) return false; // a scope id belongs to a local link
  const address = ipaddr.parse(text);
  if (address.range() !== "unicast") return false;
  if (address instanceof ipaddr.IPv4) return !DENIED_V4.some((range) => address.match(range));
  if (!(address instanceof ipaddr.IPv6)) return false;
  return address.match(GLOBAL_UNICAST_V6) && !DENIED_V6.some((range) => address.match(range));
}

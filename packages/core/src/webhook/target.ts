import { err, ok, type Result } from "../kernel/result.ts";
import { isPublicAddress } from "./public-address.ts";

/** Ports that a bank's receiver may listen on. */
const PORTS = new Set(["443", "8443"]);
const URL_CHARACTERS_MAX = 500;

/** Why nothing is sent to a URL. None of them says what an address resolved to. */
export type TargetRefusal = Readonly<{
  kind:
    | "malformed_url"
    | "scheme_not_allowed"
    | "port_not_allowed"
    | "credentials_in_url"
    | "fragment_in_url"
    | "address_not_allowed";
}>;

/** A checked destination. `exempt`: exactly this host and port is on the local allowlist. */
export type Target = Readonly<{ url: URL; port: string; exempt: boolean }>;

const portOf = ({ port, protocol }: URL): string =>
  port === "" ? (protocol === "https:" ? "443" : "80") : port;

/** A host without the brackets of an IPv6 literal. */
export const bareHost = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, "");

const isLiteral = (host: string): boolean => /^[\d.]+$/.test(host) || host.includes(":");

/**
 * Checks what can be checked without the network: https, an ordinary port, no credentials, and no address literal of a
 * denied range (the URL parser has already brought decimal, octal and hexadecimal forms into one). Names are
 * checked when they are resolved, at each connection.
 * @param allow exact `host:port` entries that are exempt; only the local platform passes any (its sandbox bank)
 */
export function checkTarget(text: string, allow: readonly string[]): Result<Target, TargetRefusal> {
  if (text.length > URL_CHARACTERS_MAX || !URL.canParse(text)) return err({ kind: "malformed_url" });
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return err({ kind: "credentials_in_url" });
  if (url.hash !== "") return err({ kind: "fragment_in_url" });
  const port = portOf(url);
  const exempt = allow.includes(`${url.hostname}:${port}`);
  if (url.protocol !== "https:" && !(exempt && url.protocol === "http:")) {
    return err({ kind: "scheme_not_allowed" });
  }
  if (exempt) return ok({ url, port, exempt });
  if (!PORTS.has(port)) return err({ kind: "port_not_allowed" });
  const host = bareHost(url);
  if (isLiteral(host) && !isPublicAddress(host)) return err({ kind: "address_not_allowed" });
  return ok({ url, port, exempt });
}

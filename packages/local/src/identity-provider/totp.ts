import { Secret, TOTP } from "otpauth";

/** Seconds that one code lasts. */
export const TOTP_PERIOD_S = 30;
/** Codes of the period before and after are taken too: phones' clocks differ. */
export const TOTP_DRIFT = 1;

const SECRET_BYTES = 20; // RFC 4226, section 4
const DIGITS = 6;

const totp = (secret: string, label = "") =>
  new TOTP({
    issuer: "Firstlot",
    label,
    algorithm: "SHA1", // what every authenticator app reads
    digits: DIGITS,
    period: TOTP_PERIOD_S,
    secret: Secret.fromBase32(secret),
  });

/** A new secret in base32, 160 bits. */
export const newTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

/** The address that an authenticator app reads from a link or picture. */
export const totpUri = ({ secret, email }: { secret: string; email: string }): string =>
  totp(secret, email).toString();

/** The number of the 30-second period at a time in milliseconds since 1970. */
export const totpCounter = (wallMs: number): number => Math.floor(wallMs / 1_000 / TOTP_PERIOD_S);

/** The code of a period. */
export const totpCode = (secret: string, counter: number): string =>
  totp(secret).generate({ timestamp: counter * TOTP_PERIOD_S * 1_000 });

/**
 * Checks a code against the current period and its neighbours.
 * @param options.used counters whose code was already taken: a code works once (RFC 6238, section 5.2)
 * @returns the counter that is now used up, or `undefined` when the code is wrong or was used
 */
export function acceptTotp(options: {
  secret: string;
  code: string;
  wallMs: number;
  used: readonly number[];
}): number | undefined {
  const { secret, code, wallMs, used } = options;
  if (!/^\d{6}$/.test(code)) return undefined;
  const delta = totp(secret).validate({ token: code, timestamp: wallMs, window: TOTP_DRIFT });
  if (delta === null) return undefined;
  const counter = totpCounter(wallMs) + delta;
  return used.includes(counter) ? undefined : counter;
}

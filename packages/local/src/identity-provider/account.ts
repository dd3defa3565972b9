import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { derivedIdPart } from "@firstlot/core/kernel/id";
import { type Instant, instantSchema } from "@firstlot/core/kernel/instant";
import { invariant } from "@firstlot/core/kernel/invariant";
import { z } from "zod";
import { DurableMap } from "../blobs/durable-map.ts";
import { acceptTotp, TOTP_DRIFT, totpCounter } from "./totp.ts";

/** The languages of the sign-in pages and mails. */
export const localeSchema = z.enum(["en", "zh-CN"]);
export type Locale = z.infer<typeof localeSchema>;

/** An address in the one form that it is compared in. */
export const emailSchema = z.string().trim().toLowerCase().pipe(z.email().max(254));

/** Somebody who can sign in. Who they are for the platform is the business of `core/identity`, by `sub`. */
export const accountSchema = z.strictObject({
  sub: z.string().regex(/^acc_[0-9A-Z]{20}$/),
  email: emailSchema,
  name: z.string().max(120),
  locale: localeSchema,
  passwordHash: z.string(),
  /** Sessions from before this instant are over. */
  passwordChangedAt: instantSchema,
  totp: z.strictObject({ secret: z.string(), used: z.array(z.int()) }).optional(),
  /** Asked for the second factor at every sign-in, as staff is; others only when an action calls for it. */
  alwaysSecondFactor: z.boolean(),
  createdAt: instantSchema,
});
export type Account = Readonly<z.infer<typeof accountSchema>>;

/** The `sub` of a seeded user: the same on every machine, so that demo data can name it. */
export const seededSub = (email: string): string => `acc_${derivedIdPart(["seeded account", email])}`;

/** The accounts of the identity provider, on disk. */
export class AccountStore {
  readonly #accounts: DurableMap<Account>;
  readonly #subOfEmail = new Map<string, string>();

  constructor({ dataDir }: { dataDir: string }) {
    this.#accounts = new DurableMap({ path: join(dataDir, "accounts.jsonl"), schema: accountSchema });
    for (const { sub, email } of this.#accounts.values()) this.#subOfEmail.set(email, sub);
  }

  bySub(sub: string): Account | undefined {
    return this.#accounts.get(sub);
  }

  byEmail(email: string): Account | undefined {
    const sub = this.#subOfEmail.get(email);
    return sub === undefined ? undefined : this.#accounts.get(sub);
  }

  /** Adds an account; the address must be free. Without a `sub` it gets a random one. */
  add(account: Omit<Account, "sub"> & { sub?: string | undefined }): Account {
    invariant(!this.#subOfEmail.has(account.email), "an address has one account");
    const sub = account.sub ?? `acc_${derivedIdPart([randomBytes(32).toString("hex")])}`;
    return this.#save({ ...account, sub });
  }

  setPassword(account: Account, { passwordHash, at }: { passwordHash: string; at: Instant }): Account {
    return this.#save({ ...account, passwordHash, passwordChangedAt: at });
  }

  setTotp(account: Account, { secret, used }: { secret: string; used: number }): Account {
    return this.#save({ ...account, totp: { secret, used: [used] } });
  }

  /** Takes a code of the account's authenticator: true once per code, also when two requests bring it at once. */
  takeTotp(sub: string, { code, wallMs }: { code: string; wallMs: number }): boolean {
    const account = this.#accounts.get(sub);
    if (account?.totp === undefined) return false;
    const { secret, used } = account.totp;
    const counter = acceptTotp({ secret, code, wallMs, used });
    if (counter === undefined) return false;
    const oldest = totpCounter(wallMs) - TOTP_DRIFT;
    const stillMatters = used.filter((past) => past >= oldest);
    this.#save({ ...account, totp: { secret, used: [...stillMatters, counter] } });
    return true;
  }

  close(): void {
    this.#accounts.close();
  }

  #save(account: Account): Account {
    const checked = accountSchema.parse(account);
    this.#accounts.set(checked.sub, checked, { sync: true });
    this.#subOfEmail.set(checked.email, checked.sub);
    return checked;
  }
}

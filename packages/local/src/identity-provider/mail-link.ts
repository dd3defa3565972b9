import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { sha256Hex } from "@firstlot/core/kernel/id";
import { HOUR_MS, MINUTE_MS } from "@firstlot/core/kernel/instant";
import { z } from "zod";
import { DurableMap } from "../blobs/durable-map.ts";
import { emailSchema, localeSchema } from "./account.ts";

const TOKEN_BYTES = 32;

/** How long a mailed link works. */
export const LINK_LIFE_MS = { confirm: 24 * HOUR_MS, reset: 10 * MINUTE_MS } as const;

const linkSchema = z.strictObject({
  purpose: z.enum(["confirm", "reset"]),
  email: emailSchema,
  name: z.string().max(120),
  locale: localeSchema,
  expiresMs: z.int(),
});

/** What a mailed link stands for: proof that its bearer reads this address' mail. */
export type MailLink = Readonly<z.infer<typeof linkSchema>>;

/** Links sent by mail: unguessable, used once, kept as hashes. */
export class MailLinkStore {
  readonly #links: DurableMap<MailLink>;
  readonly #wallMs: () => number;

  constructor({ dataDir, wallMs }: { dataDir: string; wallMs: () => number }) {
    this.#wallMs = wallMs;
    this.#links = new DurableMap({
      path: join(dataDir, "mail-links.jsonl"),
      schema: linkSchema,
      isAlive: ({ expiresMs }) => expiresMs > wallMs(),
    });
  }

  /** Makes a link; the token it returns exists nowhere else. */
  issue(link: Omit<MailLink, "expiresMs">): string {
    const token = randomBytes(TOKEN_BYTES).toString("base64url");
    const expiresMs = this.#wallMs() + LINK_LIFE_MS[link.purpose];
    this.#links.set(sha256Hex(token), { ...link, expiresMs });
    return token;
  }

  /** What a token stands for, or `undefined` when it is unknown, used or too old. */
  look(token: string): MailLink | undefined {
    const link = this.#links.get(sha256Hex(token));
    return link !== undefined && link.expiresMs > this.#wallMs() ? link : undefined;
  }

  /** Like `look`, and the token never works again. */
  use(token: string): MailLink | undefined {
    const link = this.look(token);
    if (link === undefined) return undefined;
    for (const [key, other] of this.#links.entries()) {
      // Every open link of this kind for this address ends with the first one that is used.
      if (other.email === link.email && other.purpose === link.purpose) this.#links.delete(key);
    }
    return link;
  }

  close(): void {
    this.#links.close();
  }
}

import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { type Instant, instantOf } from "@firstlot/core/kernel/instant";
import { err, ok, type Result } from "@firstlot/core/kernel/result";
import { DurableMap } from "../blobs/durable-map.ts";
import {
  type DeliveredMail,
  deliveredMailSchema,
  type Mail,
  type Mailer,
  type MailRefusal,
  mailSchema,
} from "./mail.ts";

const PAGE_MAILS_MAX = 500;

/** What a list of mails asks for. */
export interface MailQuery {
  /** The recipient's address, compared without regard to case. */
  readonly to?: string | undefined;
  /** 1 to 500. */
  readonly limit: number;
}

/** The mail server of the local platform: keeps every mail on disk and shows it instead of sending it. */
export class Mailbox implements Mailer {
  readonly #mails: DurableMap<DeliveredMail>;
  readonly #now: () => Instant;

  constructor(options: { dataDir: string; now?: () => Instant }) {
    this.#mails = new DurableMap({
      path: join(options.dataDir, "mailbox.jsonl"),
      schema: deliveredMailSchema,
    });
    this.#now = options.now ?? (() => instantOf(Date.now()));
  }

  /** Keeps a mail; one with a known `messageId` is answered with what was delivered first. */
  async deliver(mail: Mail): Promise<Result<DeliveredMail, MailRefusal>> {
    const parsed = mailSchema.safeParse(mail);
    if (!parsed.success) {
      const pointers = parsed.error.issues.map(({ path }) => `/${path.join("/")}`);
      return err({ kind: "mail_malformed", pointers });
    }
    const messageId = parsed.data.messageId ?? `mail_${randomUUID()}`;
    const before = this.#mails.get(messageId);
    if (before !== undefined) return ok(before);
    const delivered = { ...parsed.data, messageId, deliveredAt: this.#now() };
    this.#mails.set(messageId, delivered);
    return ok(delivered);
  }

  find(messageId: string): DeliveredMail | undefined {
    return this.#mails.get(messageId);
  }

  /** Who got the newest mails, at most `limit` of them. */
  recipients(limit: number): readonly string[] {
    const found = new Set<string>();
    for (const { to } of [...this.#mails.values()].reverse()) {
      if (found.size === limit) break;
      found.add(to.toLowerCase());
    }
    return [...found];
  }

  /** The newest mails first. */
  list({ to, limit }: MailQuery): readonly DeliveredMail[] {
    const recipient = to?.toLowerCase();
    const mails = [...this.#mails.values()].filter(
      (mail) => recipient === undefined || mail.to.toLowerCase() === recipient,
    );
    return mails.reverse().slice(0, Math.min(limit, PAGE_MAILS_MAX));
  }

  close(): void {
    this.#mails.close();
  }
}

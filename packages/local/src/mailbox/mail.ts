import type { Result } from "@firstlot/core/kernel/result";
import { z } from "zod";

const TEXT_CHARACTERS_MAX = 64 * 1024;
const HTML_CHARACTERS_MAX = 256 * 1024;
const HEADER_CHARACTERS_MAX = 998; // RFC 5322, section 2.1.1
const HEADERS_MAX = 20;

/** No control characters: a line break in a header would begin a header of the attacker's choice. */
const HAS_NO_CONTROL = /^[^\p{Cc}\u2028\u2029]*$/u;
const headerValueSchema = z
  .string()
  .trim()
  .min(1)
  .max(HEADER_CHARACTERS_MAX)
  .regex(HAS_NO_CONTROL, "a header has no line break or other control character");

/** A mail as a sender hands it over. */
export const mailSchema = z.strictObject({
  /** Names the cause: a mail of the same id is delivered once however often it is handed over. */
  messageId: z
    .string()
    .regex(/^[\w.-]{1,120}$/)
    .optional(),
  to: z.email().max(254), // admits neither space nor control character
  from: headerValueSchema.default("Firstlot <no-reply@firstlot.local>"),
  subject: headerValueSchema,
  text: z.string().max(TEXT_CHARACTERS_MAX),
  html: z.string().max(HTML_CHARACTERS_MAX).optional(),
  /** Further headers, such as `Content-Language` or `Auto-Submitted`. */
  headers: z
    .record(z.string().regex(/^[A-Za-z0-9-]{1,64}$/), headerValueSchema)
    .refine((headers) => Object.keys(headers).length <= HEADERS_MAX)
    .default({}),
});

/** A mail to be delivered; sender and headers have defaults. */
export type Mail = Readonly<z.input<typeof mailSchema>>;

/** A delivered mail, as the mailbox keeps and shows it. */
export const deliveredMailSchema = mailSchema.required({ messageId: true }).extend({
  deliveredAt: z.iso.datetime(),
});

/** A delivered mail. */
export type DeliveredMail = Readonly<z.infer<typeof deliveredMailSchema>>;

/** Why a mail was not taken: `pointers` name the members, never their content. */
export type MailRefusal = Readonly<{ kind: "mail_malformed"; pointers: readonly string[] }>;

/** Whoever sends mail: the mailbox locally. */
export interface Mailer {
  deliver(mail: Mail): Promise<Result<DeliveredMail, MailRefusal>>;
}

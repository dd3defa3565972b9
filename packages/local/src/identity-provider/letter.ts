import { invariant } from "@firstlot/core/kernel/invariant";
import { mailBodies } from "@firstlot/core/kernel/mail";
import type { Mailer } from "../mailbox/mail.ts";
import type { Locale } from "./account.ts";
import { say, type Word } from "./page-language.ts";

/** A mail about an account. Its text says what happened; a paragraph that is `{link}` becomes the thing to do. */
interface Letter {
  readonly to: string;
  readonly locale: Locale;
  readonly subject: Word;
  readonly text: Word;
  readonly link?: { readonly label: Word; readonly href: string };
}

/** Mails a letter in its reader's language. */
export async function postLetter(mailer: Mailer, { to, locale, subject, text, link }: Letter): Promise<void> {
  const title = say(locale, subject);
  const paragraphs = say(locale, text).split("\n\n");
  const place = link === undefined ? paragraphs.length : paragraphs.indexOf("{link}");
  const after = paragraphs.slice(place + 1).join(" ");
  const bodies = mailBodies({
    subject: title,
    parts: [
      {
        ...{ language: locale, title, paragraphs: paragraphs.slice(0, place) },
        ...(after === "" ? {} : { why: after }),
      },
    ],
    ...(link === undefined ? {} : { act: { label: say(locale, link.label), href: link.href } }),
  });
  const sent = await mailer.deliver({
    ...{ to, subject: title, ...bodies },
    headers: { "Content-Language": locale, "Auto-Submitted": "auto-generated" },
  });
  invariant(sent.ok, "our own mail to a checked address is well-formed");
}

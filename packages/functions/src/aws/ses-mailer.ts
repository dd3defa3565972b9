import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import type { Mailer } from "../platform.ts";

/**
 * Sends notices through SES. SES has no idempotency of its own: the work item is done once, so that a mail can come
 * twice only when the worker dies between sending and saying so; its id is in a header for whoever asks.
 */
export function sesMailer({
  from,
  ses = new SESv2Client(),
}: {
  from: string;
  ses?: Pick<SESv2Client, "send">;
}): Mailer {
  return {
    send: async (id, { to, subject, text, html }) => {
      const utf8 = (Data: string) => ({ Data, Charset: "UTF-8" });
      await ses.send(
        new SendEmailCommand({
          FromEmailAddress: from,
          Destination: { ToAddresses: [to] },
          Content: {
            Simple: {
              Subject: utf8(subject),
              Body: { Text: utf8(text), Html: utf8(html) },
              Headers: [{ Name: "X-Notice-Id", Value: id }],
            },
          },
        }),
      );
    },
  };
}

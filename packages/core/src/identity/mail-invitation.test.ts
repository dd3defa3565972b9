import { describe, expect, it } from "vitest";
import { instantSchema } from "../kernel/instant.ts";
import { invitationIdSchema } from "./invitation.ts";
import { invitationMail } from "./mail-invitation.ts";

const invitation = {
  id: invitationIdSchema.parse("inv_0123456789ABCDEFGHJK"),
  role: "finance",
  expiresAt: instantSchema.parse("2026-12-01T08:00:00.000Z"),
} as const;

describe("the mail of an invitation", () => {
  const mail = invitationMail(invitation, {
    token: "secret-token-of-the-link",
    origin: "https://firstlot.example",
    to: "fin@example.com",
  });

  it("carries the link with its token, in text and in HTML", () => {
    const link =
      "https://firstlot.example/invitations/inv_0123456789ABCDEFGHJK?token=secret-token-of-the-link";
    expect(mail.text).toContain(link);
    expect(mail.html).toContain(`href="${link}"`);
  });

  it("says the role and until when it works, in both languages", () => {
    expect(mail.text).toContain("as a finance member");
    expect(mail.text).toContain("以财务成员身份");
    expect(mail.text.match(/2026-12-01 08:00 UTC/g)).toHaveLength(2);
  });
});

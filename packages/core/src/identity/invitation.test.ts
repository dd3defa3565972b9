import { describe, expect, it } from "vitest";
import { addMs, instantOf } from "../kernel/instant.ts";
import { enterpriseIdSchema, userIdSchema } from "./actor.ts";
import {
  INVITATION_MS,
  type InvitationIn,
  invitationIdSchema,
  invitationToken,
  mayAccept,
  standingOf,
  tokenHashOf,
} from "./invitation.ts";
import { personIdOf } from "./person.ts";

const id = invitationIdSchema.parse(`inv_${"A".repeat(20)}`);
const userId = userIdSchema.parse(`usr_${"A".repeat(20)}`);
const personId = personIdOf("secret", { email: "finance@firm.example" });
const createdAt = instantOf(0);
const token = invitationToken("secret", id);
const pending: InvitationIn<"pending"> = {
  id,
  enterpriseId: enterpriseIdSchema.parse(`ent_${"A".repeat(20)}`),
  role: "finance",
  personId,
  tokenHash: tokenHashOf(token),
  invitedBy: userId,
  createdAt,
  expiresAt: addMs(createdAt, INVITATION_MS),
  payloadHash: "",
  version: 1,
  eventHash: "",
  status: "pending",
};
const kindOf = (result: ReturnType<typeof mayAccept>) => (result.ok ? "ok" : result.error.kind);

describe("invitation", () => {
  it("has a token of at least 128 bits that needs the secret", () => {
    expect(Buffer.from(token, "base64url").length).toBe(32);
    expect(invitationToken("another", id)).not.toBe(token);
  });
  it("is accepted one millisecond before it expires and not at that moment", () => {
    expect(kindOf(mayAccept(pending, { token, personId }, addMs(pending.expiresAt, -1)))).toBe("ok");
    expect(kindOf(mayAccept(pending, { token, personId }, pending.expiresAt))).toBe("invitation_expired");
  });
  it("answers a wrong token like an unknown invitation", () => {
    expect(kindOf(mayAccept(pending, { token: `${token}x`, personId }, createdAt))).toBe("not_found");
    expect(kindOf(mayAccept(pending, { token: "", personId }, createdAt))).toBe("not_found");
  });
  it("is for the invited person only, whatever the case of the address", () => {
    const other = personIdOf("secret", { email: "other@firm.example" });
    expect(kindOf(mayAccept(pending, { token, personId: other }, createdAt))).toBe(
      "invitation_for_another_address",
    );
    expect(personIdOf("secret", { email: " Finance@Firm.Example " })).toBe(personId);
  });
  it("works once", () => {
    const accepted = { ...pending, status: "accepted", acceptedBy: userId, acceptedAt: createdAt } as const;
    const revoked = { ...pending, status: "revoked", revokedAt: createdAt } as const;
    expect(kindOf(mayAccept(accepted, { token, personId }, createdAt))).toBe("invitation_not_open");
    expect(kindOf(mayAccept(revoked, { token, personId }, createdAt))).toBe("invitation_not_open");
  });
  it("tells where it stands to who has its token, and nothing to anybody else", () => {
    const revoked = { ...pending, status: "revoked", revokedAt: createdAt } as const;
    expect(standingOf(pending, { token }, createdAt)).toEqual({ ok: true, value: "open" });
    expect(standingOf(pending, { token }, pending.expiresAt)).toEqual({ ok: true, value: "expired" });
    expect(standingOf(revoked, { token }, createdAt)).toEqual({ ok: true, value: "revoked" });
    expect(standingOf(revoked, { token: "" }, createdAt)).toMatchObject({ error: { kind: "not_found" } });
  });
});

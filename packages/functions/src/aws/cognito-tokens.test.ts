import { describe, expect, it } from "vitest";
import { MFA_CONTEXT } from "../api/authenticate.ts";
import { cognitoClaims } from "./cognito-tokens.ts";

const person = { sub: "u1", client_id: "site", token_use: "access", email: "ada@example.com", auth_time: 1 };

describe("claims of a Cognito access token", () => {
  it("are believed of the named client only", () => {
    expect(cognitoClaims(person, ["site"])).toMatchObject({ sub: "u1", acr: MFA_CONTEXT });
    expect(cognitoClaims(person, ["another"])).toBeUndefined();
  });

  it("are refused of an identity token", () => {
    expect(cognitoClaims({ ...person, token_use: "id" }, ["site"])).toBeUndefined();
  });

  it("say that an address is confirmed only where the pool says so", () => {
    expect(cognitoClaims({ ...person, email_verified: "true" }, ["site"])).toMatchObject({
      email_verified: true,
    });
    expect(cognitoClaims({ ...person, email_verified: "false" }, ["site"])).toMatchObject({
      email_verified: false,
    });
  });

  it("never make a person of a bank's machine", () => {
    expect(cognitoClaims({ ...person, client_id: "bank" }, undefined)).toEqual({
      client_id: "bank",
      token_use: "access",
    });
  });
});

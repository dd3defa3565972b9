import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../engine/free-port.ts";
import { Mailbox } from "../mailbox/mailbox.ts";
import { ACR } from "./assurance.ts";
import { CLI_CLIENT_ID, CLI_REDIRECT_URI } from "./clients.ts";
import { FormBrowser, formOfPage } from "./form-browser.ts";
import { createIdentityProvider } from "./identity-provider.ts";

const dataDir = mkdtempSync(join(tmpdir(), "firstlot-step-up-"));
const user = { email: "eve@example.test", name: "Eve", password: "a long enough sentence" };
let issuer: string;
let server: Server;

const ask = (more: Record<string, string>): string => {
  const request = new URL("/auth", issuer);
  request.search = new URLSearchParams({
    client_id: CLI_CLIENT_ID,
    response_type: "code",
    redirect_uri: CLI_REDIRECT_URI,
    scope: "openid api",
    code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    code_challenge_method: "S256",
    ...more,
  }).toString();
  return request.href;
};

/** A browser in which the user signed in with the password. */
async function signedIn(): Promise<FormBrowser> {
  const browser = new FormBrowser({ origin: issuer });
  const page = await browser.get(ask({}));
  const form = "leftFor" in page ? undefined : formOfPage(page);
  if (form === undefined) throw new Error("no form");
  const back = await browser.submit(form, { email: user.email, password: user.password });
  expect(back).toMatchObject({ leftFor: expect.stringContaining("code=") });
  return browser;
}

beforeAll(async () => {
  const port = await freePort();
  issuer = `http://localhost:${port}`;
  const mailer = new Mailbox({ dataDir });
  const provider = await createIdentityProvider({ issuer, dataDir, mailer, demoUsers: [user] });
  server = createServer(provider.handler);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
});
afterAll(() => {
  server.close();
  rmSync(dataDir, { recursive: true });
});

describe("a browser that is signed in with a password", () => {
  it("gets another code without being asked again", async () => {
    const browser = await signedIn();
    expect(await browser.get(ask({}))).toMatchObject({ leftFor: expect.stringContaining("code=") });
  });

  it.each([
    ["the second factor is asked for", { acr_values: ACR.mfa }],
    ["a new sign-in is asked for", { prompt: "login" }],
  ])("is asked again when %s", async (_, more) => {
    const browser = await signedIn();
    const page = await browser.get(ask(more));
    expect("leftFor" in page ? undefined : formOfPage(page)?.step).toBe("password");
  });

  it("is asked again once the sign-in is older than `max_age`", async () => {
    const browser = await signedIn();
    expect(await browser.get(ask({ max_age: "300" }))).toHaveProperty("leftFor");
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    expect(await browser.get(ask({ max_age: "1" }))).toHaveProperty("html");
  });

  it("is refused without a page when none may be shown and the second factor is missing", async () => {
    const browser = await signedIn();
    expect(await browser.get(ask({ acr_values: ACR.mfa, prompt: "none" }))).toMatchObject({
      leftFor: expect.stringContaining("error=login_required"),
    });
  });

  it("gets nothing at a redirect address that is not registered, and nothing without PKCE", async () => {
    const browser = await signedIn();
    const elsewhere = await browser.get(ask({ redirect_uri: "https://evil.test/callback" }));
    expect(elsewhere).toMatchObject({ status: 400 });
    expect(await browser.get(ask({ code_challenge: "", code_challenge_method: "" }))).toMatchObject({
      leftFor: expect.stringContaining("error=invalid_request"),
    });
  });
});

import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { instantOf } from "@firstlot/core/kernel/instant";
import { getRequestListener } from "@hono/node-server";
import {
  createRemoteJWKSet,
  decodeJwt,
  exportJWK,
  generateKeyPair,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { freePort } from "../engine/free-port.ts";
import { Mailbox } from "../mailbox/mailbox.ts";
import { mailboxRoutes } from "../mailbox/mailbox-routes.ts";
import { seededSub } from "./account.ts";
import { ACR } from "./assurance.ts";
import { API_RESOURCE } from "./clients.ts";
import { createIdentityProvider, type IdentityProvider } from "./identity-provider.ts";
import { signIn } from "./sign-in.ts";
import { mailedLink, resetPassword, signUp } from "./sign-up.ts";
import { newTotpSecret } from "./totp.ts";

const dataDir = mkdtempSync(join(tmpdir(), "firstlot-identity-"));
const staff = {
  email: "ana.analyst@firstlot.test",
  name: "Ana Analyst",
  password: "demo password of ana",
  totpSecret: newTotpSecret(),
  alwaysSecondFactor: true,
};
const password = "a long enough sentence";
let issuer: string;
let mailboxUrl: string;
let port: number;
let provider: IdentityProvider;
const servers: Server[] = [];

const listen = (handler: Parameters<typeof createServer>[1], at: number) =>
  new Promise<void>((resolve) => {
    const server = createServer(handler);
    servers.push(server);
    server.listen(at, "127.0.0.1", resolve);
  });
const open = () =>
  createIdentityProvider({ issuer, dataDir, mailer: mailbox, demoUsers: [staff], passwordCost: 10 });
const verified = async (token: string): Promise<JWTPayload> => {
  const keys = createRemoteJWKSet(new URL("/jwks", issuer));
  const options = { issuer, audience: API_RESOURCE, algorithms: ["RS256"], typ: "at+jwt" };
  return (await jwtVerify(token, keys, options)).payload;
};
let mailbox: Mailbox;

beforeAll(async () => {
  port = await freePort();
  const mailPort = await freePort();
  issuer = `http://localhost:${port}`;
  mailboxUrl = `http://127.0.0.1:${mailPort}`;
  mailbox = new Mailbox({ dataDir });
  provider = await open();
  await listen((request, response) => provider.handler(request, response), port);
  await listen(getRequestListener(mailboxRoutes(mailbox).fetch), mailPort);
});
afterAll(async () => {
  for (const server of servers) server.close();
  rmSync(dataDir, { recursive: true });
});

describe("signing up and in", () => {
  it("opens an account by the mailed link and issues a token that the key set verifies", async () => {
    const email = "bo@example.test";
    await signUp({ issuer, mailboxUrl, email, password, name: "Bo Backer" });
    const tokens = await signIn({ issuer, email, password });
    const claims = await verified(tokens.accessToken);
    expect(claims).toMatchObject({
      iss: issuer,
      aud: API_RESOURCE,
      client_id: "firstlot-cli",
      scope: "api",
      token_use: "access",
      acr: ACR.password,
      amr: ["pwd"],
      email,
      email_verified: true,
    });
    expect(claims.sub).toMatch(/^acc_[0-9A-Z]{20}$/);
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(900);
    expect(Math.abs(Number(claims.auth_time) - Date.now() / 1_000)).toBeLessThan(30);
    expect(decodeJwt(tokens.idToken)).toMatchObject({
      sub: claims.sub,
      email,
      name: "Bo Backer",
      acr: ACR.password,
    });
  });

  it("uses a link once and refuses a short password without using it up", async () => {
    const email = "once@example.test";
    await expect(signUp({ issuer, mailboxUrl, email, password: "too short!!" })).rejects.toMatchObject({
      code: "password_too_short",
    });
    const link = await mailedLink({ issuer, mailboxUrl, email });
    const choose = () => fetch(link, { method: "POST", body: new URLSearchParams({ password }) });
    const replies = await Promise.all([choose(), choose(), choose()]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 410, 410]);
    await signIn({ issuer, email, password });
  });

  it("says the same to a wrong password and to an unknown address", async () => {
    await expect(signIn({ issuer, email: "nobody@example.test", password })).rejects.toMatchObject({
      code: "wrong",
    });
    await expect(signIn({ issuer, email: staff.email, password })).rejects.toMatchObject({ code: "wrong" });
  });

  it("answers a sign-up for a known address like any other and mails its owner a way in", async () => {
    const body = new URLSearchParams({ email: staff.email });
    const known = await fetch(new URL("/sign-up", issuer), { method: "POST", body });
    const other = new URLSearchParams({ email: "new.analyst@example.test" });
    const unknown = await fetch(new URL("/sign-up", issuer), { method: "POST", body: other });
    expect(known.status).toBe(200);
    expect((await known.text()).replaceAll(staff.email, "X")).toBe(
      (await unknown.text()).replaceAll("new.analyst@example.test", "X"),
    );
    expect(mailbox.list({ to: staff.email, limit: 1 })[0]?.subject).toContain("already have an account");
  });

  it("resets a password by mail; the old one stops working", async () => {
    const email = "reset@example.test";
    await signUp({ issuer, mailboxUrl, email, password });
    await resetPassword({ issuer, mailboxUrl, email, password: "another long sentence" });
    await expect(signIn({ issuer, email, password })).rejects.toMatchObject({ code: "wrong" });
    await signIn({ issuer, email, password: "another long sentence" });
  });

  it("lets nobody guess on: the eleventh try waits, with the right password too", async () => {
    const email = "guessed@example.test";
    await signUp({ issuer, mailboxUrl, email, password });
    for (let tries = 0; tries < 10; tries++) {
      await expect(signIn({ issuer, email, password: `guess number ${tries}` })).rejects.toMatchObject({
        code: "wrong",
      });
    }
    await expect(signIn({ issuer, email, password })).rejects.toMatchObject({ code: "tooMany" });
  });
});

describe("step-up", () => {
  it("gives a staff member the second factor in the token, with the `sub` that demo data knows", async () => {
    const claims = await verified((await signIn({ issuer, ...staff })).accessToken);
    expect(claims).toMatchObject({ sub: seededSub(staff.email), acr: ACR.mfa, amr: ["pwd", "otp", "mfa"] });
  });

  it("does not open an account of staff by its password alone", async () => {
    const alone = signIn({ issuer, email: staff.email, password: staff.password });
    await expect(alone).rejects.toMatchObject({ code: "second_factor_needed" });
  });

  it("sets up the second step when it is first asked for, and then asks for it", async () => {
    const email = "owner@example.test";
    await signUp({ issuer, mailboxUrl, email, password });
    const first = await signIn({ issuer, email, password, acr: "mfa" });
    expect(await verified(first.accessToken)).toMatchObject({ acr: ACR.mfa });
    expect(first.totpSecret).toMatch(/^[A-Z2-7]{32}$/);
    await expect(signIn({ issuer, email, password, acr: "mfa" })).rejects.toMatchObject({
      code: "second_factor_needed",
    });
    const again = await signIn({ issuer, email, password, acr: "mfa", totpSecret: first.totpSecret });
    expect(await verified(again.accessToken)).toMatchObject({ acr: ACR.mfa });
    expect(await verified((await signIn({ issuer, email, password })).accessToken)).toMatchObject({
      acr: ACR.password,
    });
  });

  it("refuses another authenticator's code, and every code after five wrong ones", async () => {
    const email = "wrongcode@example.test";
    const user = { email, name: "W", password, totpSecret: newTotpSecret() };
    await provider.addDemoUser(user);
    const wrong = () => signIn({ issuer, ...user, totpSecret: newTotpSecret(), acr: "mfa" });
    await expect(wrong()).rejects.toMatchObject({ code: "wrongCode" });
    await expect(wrong()).rejects.toMatchObject({ code: "tooMany" });
    await expect(signIn({ issuer, ...user, acr: "mfa" })).rejects.toMatchObject({ code: "tooMany" });
  });
});

describe("machines and restarts", () => {
  it("issues a bank's machine a partner token for its signed assertion, and takes an assertion once", async () => {
    const { publicKey, privateKey } = await generateKeyPair("ES256");
    const jwk = { ...(await exportJWK(publicKey)), kid: "k1" };
    await provider.registerMachineClient({
      clientId: "bank-alpha",
      name: "Alpha Bank",
      jwks: { keys: [jwk] },
    });
    const assertion = await new SignJWT({})
      .setProtectedHeader({ alg: "ES256", kid: "k1" })
      .setIssuer("bank-alpha")
      .setSubject("bank-alpha")
      .setAudience(issuer)
      .setJti("one")
      .setIssuedAt()
      .setExpirationTime("1m")
      .sign(privateKey);
    const ask = (scope: string) =>
      fetch(new URL("/token", issuer), {
        method: "POST",
        body: new URLSearchParams({
          grant_type: "client_credentials",
          client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
          client_assertion: assertion,
          scope,
        }),
      });
    const reply = await ask("partner");
    const { access_token: token } = z.looseObject({ access_token: z.string() }).parse(await reply.json());
    expect(await verified(token)).toMatchObject({
      sub: "bank-alpha",
      client_id: "bank-alpha",
      scope: "partner",
      token_use: "access",
    });
    expect((await ask("partner")).status).toBe(401);
  });

  it("keeps accounts, machines and keys across a restart: old tokens still verify", async () => {
    const before = await signIn({ issuer, email: "bo@example.test", password });
    provider.close();
    provider = await open();
    expect(await verified(before.accessToken)).toMatchObject({ email: "bo@example.test" });
    await signIn({ issuer, email: "bo@example.test", password });
  });
});

describe("the pages", () => {
  it("speak Chinese when asked, run no script, and refuse a form of another site", async () => {
    const page = await fetch(new URL("/sign-up", issuer), {
      headers: { "accept-language": "zh-CN,en;q=0.5" },
    });
    const html = await page.text();
    expect(html).toContain('<html lang="zh-CN">');
    expect(html).toContain("创建账户");
    expect(html).not.toMatch(/<script|style=|\son\w+=/);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    const foreign = await fetch(new URL("/sign-up", issuer), {
      method: "POST",
      headers: { origin: "https://evil.test" },
      body: new URLSearchParams({ email: "x@example.test" }),
    });
    expect(foreign.status).toBe(403);
  });

  it("end a sign-in that was begun in another browser with a sentence", async () => {
    const reply = await fetch(new URL("/interaction/unknown", issuer));
    expect(reply.status).toBe(400);
    expect(await reply.text()).toContain("begun elsewhere");
  });

  it("keep links to confirm for a day and links to reset for ten minutes", async () => {
    const folder = mkdtempSync(join(tmpdir(), "firstlot-links-"));
    const { MailLinkStore } = await import("./mail-link.ts");
    let now = Date.parse(instantOf(0));
    const links = new MailLinkStore({ dataDir: folder, wallMs: () => now });
    const link = { email: "a@example.test", name: "", locale: "en" as const };
    const confirm = links.issue({ ...link, purpose: "confirm" });
    const reset = links.issue({ ...link, purpose: "reset" });
    now += 10 * 60_000 - 1;
    expect([links.look(reset) !== undefined, links.look(confirm) !== undefined]).toEqual([true, true]);
    now += 1;
    expect([links.use(reset) !== undefined, links.look(confirm) !== undefined]).toEqual([false, true]);
    rmSync(folder, { recursive: true });
  });
});

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ensureUser } from "@firstlot/core/identity/ensure-user";
import { SESSION_IDLE_MS_MAX } from "@firstlot/core/identity/session";
import { beginSession } from "@firstlot/core/identity/session-store";
import { userIdOf } from "@firstlot/core/identity/user";
import { addMs, type Instant } from "@firstlot/core/kernel/instant";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { router } from "../../packages/functions/src/api/app.ts";
import { createPublicApp } from "../../packages/functions/src/api/public/app.ts";
import { writeSessionCookie } from "../../packages/functions/src/api/session-cookie.ts";
import { type SitePagesDeps, sitePages } from "../../packages/functions/src/api/site/pages.ts";
import { remoteApi } from "../../packages/functions/src/api/site/remote-api.ts";
import { sealedCookie } from "../../packages/functions/src/api/site/sealed-cookie.ts";
import { createWebSite } from "../../packages/functions/src/api/site/web-site.ts";
import { WiredScene } from "./wired-scene.ts";

const PERSON = {
  iss: "https://sign-in.example",
  sub: "ada",
  email: "ada@example.com",
  email_verified: true,
  name: "Ada",
};
const SESSION = "s".repeat(43);

let scene: WiredScene;
let provider: Server;
let issuer = "";
let site: ReturnType<typeof createWebSite>;
let wall: Instant;
let deps: SitePagesDeps;
const siteOf = (more: Partial<SitePagesDeps>) =>
  createWebSite({ pages: sitePages({ ...deps, ...more }), docsFile: async () => undefined });
beforeAll(async () => {
  provider = createServer((_request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(
      JSON.stringify({
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
      }),
    );
  });
  await new Promise<void>((done) => provider.listen(0, "127.0.0.1", () => done()));
  const address = z.custom<AddressInfo>((value) => typeof value === "object").parse(provider.address());
  issuer = `http://127.0.0.1:${address.port}`;
  scene = await WiredScene.open({ clock: { business: () => scene.now, wall: () => wall } });
  const { platform } = scene.wired;
  deps = {
    platform,
    client: {
      ...{ issuer, clientId: "site", clientSecret: "secret", scope: "email", allowInsecure: true },
      signUpAddress: () => new URL("/sign-up", issuer),
    },
    publicApi: createPublicApp(platform, scene.wired),
    assets: async () => ({ styles: [], script: "/assets/s.js", app: { script: "/assets/a.js", styles: [] } }),
  };
  site = siteOf({});
  wall = scene.now;
  await ensureUser({ store: scene.store, idSecret: "id" }, PERSON, wall);
  await beginSession(scene.store, {
    ...{ sessionId: SESSION, userId: userIdOf(PERSON), signedInAt: wall, secondFactor: false, wall },
  });
});
beforeEach(() => {
  wall = scene.now;
});
afterAll(async () => {
  provider.close();
  await scene.close();
});

const cookie = `__Host-session=${SESSION}`;
const ORIGIN = "https://firstlot.example";
const tokenIn = (page: string): string => /name="form" value="([^"]+)"/.exec(page)?.[1] ?? "";
const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  site.request(path, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", cookie, origin: ORIGIN, ...headers },
    body: new URLSearchParams(form).toString(),
  });
const account = async () => (await site.request("/account", { headers: { cookie } })).text();

describe("the page that compares campaigns", () => {
  it("names what is no public campaign as text, and says what to do where none is chosen", async () => {
    const missing = `cmp_${"0".repeat(20)}`;
    const page = await (await site.request(`/compare?id=${missing}&id=%3Cscript%3Ex&id=${missing}`)).text();
    expect(page.split(`<code>${missing}</code>`)).toHaveLength(2); // named once
    expect(page).toContain("&lt;script&gt;x");
    expect(page).not.toContain("<table");
    const empty = await site.request("/compare", { headers: { "accept-language": "zh-CN" } });
    expect(empty.status).toBe(200);
    expect(await empty.text()).toContain('href="/explore"');
  });
});

describe("the session cookie", () => {
  it("is bound to the host and to TLS, hidden from scripts, and not sent by other sites' forms", async () => {
    const app = router().get("/", (c) => {
      writeSessionCookie(c, SESSION);
      return c.body(null);
    });
    const set = (await app.request("/")).headers.get("set-cookie") ?? "";
    expect(set.split("; ").sort()).toEqual(
      [`__Host-session=${SESSION}`, "HttpOnly", "Path=/", "SameSite=Lax", "Secure"].sort(),
    );
  });

  it("signs nobody in once its session has been idle too long: a visitor's page, and no error", async () => {
    expect(await account()).toContain("ada@example.com");
    wall = addMs(scene.now, SESSION_IDLE_MS_MAX);
    const answered = await site.request("/account", { headers: { cookie } });
    expect(answered.status).toBe(200);
    const page = await answered.text();
    expect(page).not.toContain("ada@example.com");
    expect(page).toContain("You are not signed in");
  });
});

describe("a form", () => {
  it("does what it says with the token that was written into it", async () => {
    const saved = await post("/account/language", { form: tokenIn(await account()), locale: "zh-CN" });
    expect(saved.status).toBe(303);
    expect(await account()).toContain('<option value="zh-CN" selected="">');
  });

  it.each([
    ["no token", {}, {}],
    ["a token of another session", { form: "x".repeat(43) }, {}],
    ["another origin", {}, { origin: "https://evil.example" }],
  ])("is refused with %s, and nothing is done", async (why, form, headers) => {
    const token = why === "another origin" ? { form: tokenIn(await account()) } : form;
    const answered = await post("/account/language", { ...token, locale: "en" }, headers);
    expect(answered.status).toBe(403);
    expect(await answered.text()).toContain("这份表单不是从本平台页面提交的");
    expect(await account()).toContain('<option value="zh-CN" selected="">');
  });

  it("is refused with the token of before the sign-in", async () => {
    const visitor = await (await site.request("/account")).text();
    expect(tokenIn(visitor)).toBe("");
    expect((await post("/signout", { form: "" })).status).toBe(403);
  });
});

describe("the API with a session cookie", () => {
  const endSessions = (headers: Record<string, string>) =>
    createPublicApp(scene.wired.platform, scene.wired).request("/api/public/v1/me/locale", {
      method: "PUT",
      headers: { "content-type": "application/json", cookie, ...headers },
      body: JSON.stringify({ locale: "en" }),
    });
  const own = { origin: ORIGIN, "x-firstlot-request": "page" };

  it.each([
    ["no origin", { "x-firstlot-request": "page" }],
    ["no header of ours", { origin: ORIGIN }],
    ["another origin", { ...own, origin: "https://evil.example" }],
  ])("changes nothing with %s", async (_why, headers) => {
    const answered = await endSessions(headers);
    expect(answered.status).toBe(403);
    expect(await answered.json()).toMatchObject({ code: "foreign_origin" });
  });

  it("does what our own pages ask", async () => {
    expect((await endSessions(own)).status).toBe(200);
  });
});

describe("signing in", () => {
  const attempt = sealedCookie({
    name: "signin",
    secret: "cursor",
    schema: z.looseObject({ returnTo: z.string(), verifier: z.string() }),
    minutes: 60,
  });
  const opener = router().get("/", async (c) => c.json((await attempt.read(c)) ?? {}));
  const kept = async (cookies: string) =>
    z
      .looseObject({ returnTo: z.string() })
      .parse(await (await opener.request("/", { headers: { cookie: cookies } })).json());
  const cookieOf = (answered: Response) => (answered.headers.get("set-cookie") ?? "").split(";")[0] ?? "";

  it.each([
    ["/campaigns/cmp_1?country=DE", "/campaigns/cmp_1?country=DE"],
    ["//evil.example/", "/"],
    ["https://evil.example/", "/"],
  ])("asked to return to %s will lead to %s, by PKCE", async (asked, returnTo) => {
    const answered = await site.request(`/signin?return=${encodeURIComponent(asked)}`);
    expect(answered.status).toBe(303);
    const address = new URL(answered.headers.get("location") ?? "");
    expect(address.searchParams.get("code_challenge_method")).toBe("S256");
    expect(address.searchParams.get("redirect_uri")).toBe(`${ORIGIN}/signin/callback`);
    expect(await kept(cookieOf(answered))).toMatchObject({ returnTo });
    expect(answered.headers.get("set-cookie")).toMatch(/^__Host-signin=.*HttpOnly; Secure; SameSite=Lax$/);
  });

  it("goes on after signing up to where that began, with a new verifier", async () => {
    const begun = await site.request("/signup?return=%2Fcampaigns%2Fcmp_1%2Fback%2Fcheck");
    expect(begun.headers.get("location")).toBe(`${issuer}/sign-up`);
    const first = await kept(cookieOf(begun));
    const resumed = await site.request("/signin/resume", { headers: { cookie: cookieOf(begun) } });
    expect(resumed.headers.get("location")).toContain(`${issuer}/auth?`);
    const second = await kept(cookieOf(resumed));
    expect(second.returnTo).toBe("/campaigns/cmp_1/back/check");
    expect(second.verifier).not.toBe(first.verifier);
  });

  it("resumed in another browser leads to the first page", async () => {
    expect(await kept(cookieOf(await site.request("/signin/resume")))).toMatchObject({ returnTo: "/" });
  });

  it("ended without an attempt of this browser signs nobody in", async () => {
    const answered = await site.request("/signin/callback?code=x&state=y");
    expect(answered.headers.get("location")).toBe("/signin/again");
    expect(answered.headers.get("set-cookie") ?? "").not.toContain("__Host-session");
  });
});

describe("the staff's own sign-in", () => {
  const clientAt = (address: URL) => address.searchParams.get("client_id");
  const signInOf = async (app: typeof site, path: string, cookies = "") =>
    new URL((await app.request(path, { headers: { cookie: cookies } })).headers.get("location") ?? "");

  it("goes by their provider, from then on in that browser, and no longer after signing out", async () => {
    const staffed = siteOf({ staff: { ...deps.client, clientId: "staff" } });
    const begun = await staffed.request("/signin/staff?return=%2Fapp");
    expect(clientAt(new URL(begun.headers.get("location") ?? ""))).toBe("staff");
    const door = begun.headers.getSetCookie().find((one) => one.startsWith("__Host-door=")) ?? "";
    expect(door).toMatch(/^__Host-door=staff; .*HttpOnly; Secure; SameSite=Lax$/);
    expect(clientAt(await signInOf(staffed, "/signin/step-up", "__Host-door=staff"))).toBe("staff");
    expect(clientAt(await signInOf(staffed, "/signin"))).toBe("site");
    const other = "o".repeat(43);
    await beginSession(scene.store, {
      ...{ sessionId: other, userId: userIdOf(PERSON), signedInAt: wall, secondFactor: false, wall },
    });
    const session = `__Host-session=${other}`;
    const page = await (await staffed.request("/account", { headers: { cookie: session } })).text();
    const out = await post("/signout", { form: tokenIn(page) }, { cookie: `${session}; __Host-door=staff` });
    expect(out.status).toBe(303);
    expect(out.headers.getSetCookie().join()).toContain("__Host-door=; Max-Age=0");
  });

  it("is not there where everybody signs in at one place, whatever a cookie says", async () => {
    expect((await site.request("/signin/staff")).status).toBe(404);
    expect(clientAt(await signInOf(site, "/signin", "__Host-door=staff"))).toBe("site");
  });
});

describe("a site whose public API is a function of its own", () => {
  it("asks it as the browser, shows that CloudFront was passed, and shows what it answers", async () => {
    const asked: { path: string | undefined; edge: unknown }[] = [];
    const app = createPublicApp(scene.wired.platform, scene.wired);
    const api = createServer(async (request, response) => {
      const { url: path, method = "GET", headers } = request;
      asked.push({ path: path?.slice(0, 15), edge: headers["x-firstlot-edge"] });
      const sent = ["cookie", "origin", "content-type", "x-firstlot-request", "idempotency-key"];
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(Buffer.from(chunk));
      const body = Buffer.concat(chunks);
      const answer = await app.request(`${path}`, {
        ...{
          method,
          headers: new Headers(
            sent.flatMap((name): [string, string][] => (headers[name] ? [[name, `${headers[name]}`]] : [])),
          ),
        },
        ...(body.length === 0 ? {} : { body }),
      });
      response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
      response.end(await answer.text());
    });
    await new Promise<void>((done) => api.listen(0, "127.0.0.1", () => done()));
    const { port } = z.custom<AddressInfo>((value) => typeof value === "object").parse(api.address());
    const remote = siteOf({
      publicApi: remoteApi({ gateway: `http://127.0.0.1:${port}`, edgeSecret: "known" }),
    });
    const page = await (await remote.request("/account", { headers: { cookie } })).text();
    expect(page).toContain("ada@example.com");
    const saved = await remote.request("/account/language", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", cookie, origin: ORIGIN },
      body: new URLSearchParams({ form: tokenIn(page), locale: "en" }).toString(),
    });
    expect(saved.status).toBe(303);
    expect(await (await remote.request("/account", { headers: { cookie } })).text()).toContain(
      '<option value="en" selected="">',
    );
    expect(new Set(asked.map((one) => JSON.stringify(one)))).toEqual(
      new Set([JSON.stringify({ path: "/api/public/v1/", edge: "known" })]),
    );
    await new Promise((done) => api.close(done));
  });
});

describe("an address that leads nowhere", () => {
  it("gets a page of its own with 404", async () => {
    const answered = await site.request("/nope");
    expect(answered.status).toBe(404);
    expect(await answered.text()).toContain("This page does not exist");
  });
});

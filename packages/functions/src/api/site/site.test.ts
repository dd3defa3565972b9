import { instantSchema } from "@firstlot/core/kernel/instant";
import { describe, expect, it } from "vitest";
import { createSiteApp, type SiteDeps } from "./app.ts";

const NOW = instantSchema.parse("2026-11-24T08:00:00.000Z");
const tile = {
  id: "cmp_00000000000000000001",
  kind: "presale",
  status: "live",
  title: { en: "A lamp <of> paper", zh: "纸灯" },
  language: "en",
  enterpriseName: "First Works GmbH",
  category: "crafts",
  place: { country: "DE", city: { en: "Berlin" } },
  currency: "EUR",
  minGoal: { amount: "1000.00", currency: "EUR" },
  raised: { amount: "999.99", currency: "EUR" },
  backers: 1,
  publishedAt: NOW,
  closesAt: NOW,
  asOf: NOW,
};
const site = (items: readonly object[], more: Partial<SiteDeps> = {}) =>
  createSiteApp({
    platform: { clock: { business: () => NOW, wall: () => NOW }, log: () => undefined },
    publicApi: { request: () => Response.json({ items }) },
    docsFile: async (name) => `/* ${name} */`,
    ...more,
  });

const person = { email: "emma@firstlot.local", tokenUrl: "/dev/token/owner" };
const tryIt = {
  password: "of the demo",
  people: {
    ...{ owner: person, backer: person, analyst: person },
    ...{ approver: person, operator: person, regulator: person },
  },
  links: { mailbox: "/mailbox", bank: "http://bank.example/", clock: "/dev/clock", signIn: "/sign-in" },
  clockForm: "/dev/clock",
};

describe("the first page", () => {
  it("shows an open campaign with exact money, a share rounded down, and its words escaped", async () => {
    const page = await (await site([tile]).request("/")).text();
    expect(page).toContain("A lamp &lt;of&gt; paper");
    expect(page).toContain("EUR\u00a0999.99");
    expect(page).toContain("99% of the goal");
    expect(page).toContain("1 backer<");
  });

  it("speaks the language that is asked for, and stays with it", async () => {
    const answered = await site([tile]).request("/?lang=zh-CN");
    const page = await answered.text();
    expect(page).toContain('<html lang="zh-CN">');
    expect(page).toContain("纸灯");
    const cookie = answered.headers.get("set-cookie") ?? "";
    const next = await site([]).request("/docs", { headers: { cookie: cookie.split(";")[0] ?? "" } });
    expect(await next.text()).toContain('<html lang="zh-CN">');
  });

  it("says what will appear where nothing is open", async () => {
    expect(await (await site([]).request("/")).text()).toContain("No campaign is open");
  });

  it("says so with 503 where the catalogue does not answer", async () => {
    const broken = site([], { publicApi: { request: () => Promise.reject(new Error("down")) } });
    const answered = await broken.request("/");
    expect(answered.status).toBe(503);
    expect(await answered.text()).toContain("could not be read");
  });

  it("shows demo users only where the platform is there to be tried", async () => {
    expect(await (await site([]).request("/")).text()).not.toContain("Try this");
    const page = await (await site([], { tryIt }).request("/")).text();
    expect(page.match(/<h3><a href="(\/docs|\/dev)/g)).toHaveLength(6);
    expect(page).toContain("of the demo");
  });
});

describe("every page", () => {
  it.each(["/", "/docs", "/docs?api=partner", "/nope"])(
    "%s has one h1, a skip link, no inline code",
    async (path) => {
      const answered = await site([tile], { tryIt }).request(path);
      const page = await answered.text();
      expect(page.match(/<h1[ >]/g)).toHaveLength(1);
      expect(page).toContain('<a class="skip" href="#main">');
      expect(page).not.toMatch(/\sstyle=|\son\w+=|<style|<script>/);
      const policy = answered.headers.get("content-security-policy") ?? "";
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain("unsafe");
      expect(policy).toContain("script-src 'self'");
    },
  );

  it("takes only the known files of the docs", async () => {
    const app = site([]);
    expect((await app.request("/docs/files/swagger-ui.css")).status).toBe(200);
    expect((await app.request("/docs/files/package.json")).status).toBe(404);
    expect((await app.request("/docs/files/..%2fpackage.json")).status).toBe(404);
  });
});

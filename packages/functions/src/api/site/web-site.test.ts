import { publicApi } from "@firstlot/sdk/client";
import { createPages } from "@firstlot/web/public/app";
import type { PagesDeps } from "@firstlot/web/public/visit";
import { describe, expect, it } from "vitest";
import { createWebSite } from "./web-site.ts";

const NOW = "2026-11-24T08:00:00.000Z";
const ORIGIN = "https://firstlot.example";
const eur = (amount: string) => ({ amount, currency: "EUR" });
const tile = {
  id: "cmp_00000000000000000001",
  ...{ kind: "presale", status: "live", category: "crafts", language: "en", currency: "EUR" },
  title: { en: "A lamp <of> paper", zh: "纸灯" },
  enterpriseName: "First Works GmbH",
  place: { country: "DE", city: { en: "Berlin" } },
  ...{ minGoal: eur("1000.00"), raised: eur("999.99"), backers: 1 },
  ...{ publishedAt: NOW, closesAt: "2026-11-26T09:00:00.000Z", asOf: NOW },
};
const item = { description: { en: "Folded" }, price: eur("12.00"), units: 10, perBacker: 2, unitsLeft: 3 };
const campaign = {
  ...tile,
  ...{ enterpriseId: "ent_1", offerVersion: 1, contentHash: "ab".repeat(32), vatBps: 1_900 },
  summary: { en: "A lamp for </script> readers." },
  story: { en: "One.\n\nTwo." },
  ...{ hardCap: eur("2000.00"), reserved: eur("12.00"), deadline: tile.closesAt },
  tiers: [
    { ...item, id: "t1", name: { en: "One lamp" }, deliverBy: "2027-03", shipsTo: ["z1"] },
    { ...item, id: "t2", name: { en: "Early lamp" }, deliverBy: "2027-02", shipsTo: [], closesAt: NOW },
  ],
  addOns: [{ ...item, id: "a1", name: { en: "Bulb" }, shipped: true }],
  shippingZones: [
    {
      id: "z1",
      name: { en: "Germany" },
      countries: ["DE"],
      firstUnit: eur("4.90"),
      furtherUnit: eur("1.00"),
    },
  ],
  spendingPlan: [
    { id: "s1", purpose: { en: "Paper" }, amount: eur("600.00"), payee: "supplier" },
    { id: "s2", purpose: { en: "Work" }, amount: eur("400.00"), payee: "own_costs" },
  ],
  tranches: [{ id: "r1", shareBps: 10_000, condition: { en: "At funding" }, evidenceTypes: [] }],
  risks: [{ en: "Paper burns." }],
  faq: [{ question: { en: "Why?" }, answer: { en: "Light." } }],
  team: [{ name: "Ada", role: { en: "Folder" } }],
  media: [{ key: "media/ent_1/aa.png", alt: { en: "The lamp" } }],
  fee: { feeBps: 500, feeVatBps: 1_900, feeScheduleVersion: "fees-1" },
  heldAt: { partnerId: "prt_1", bankName: "Demo Bank" },
  review: {
    policy: { id: "presale-campaign", version: 1 },
    ...{ decidedAt: NOW, deciders: 2, notChecked: ["collateral"] },
    steps: [{ step: "documents", mode: "automatic", outcome: "passed" }],
  },
};
const sum = (amount: string, campaigns: number) => ({ amount: eur(amount), campaigns });
const statistics = {
  asOf: NOW,
  currencies: [
    {
      currency: "EUR",
      ...{ open: sum("999.99", 1), funded: sum("50.00", 1), late: sum("50.00", 1) },
      ...{ undelivered: sum("7.00", 1), returned: sum("8.00", 2) },
    },
  ],
};

type Answers = Readonly<Record<string, (query: URLSearchParams) => object | undefined>>;
const answers = (more: Answers = {}): Answers => ({
  "/campaigns": () => ({ items: [tile], total: 1 }),
  "/statistics": () => statistics,
  [`/campaigns/${tile.id}`]: () => campaign,
  ...more,
});
const local: PagesDeps["local"] = {
  ...{ mailbox: "/mailbox", bank: "http://bank.example/", clock: "/clock", codes: "/codes" },
  password: "of the demo",
  people: {
    ...{ owner: { email: "o@x" }, backer: { email: "b@x" }, analyst: { email: "a@x" } },
    ...{ approver: { email: "p@x" }, operator: { email: "r@x" }, regulator: { email: "g@x" } },
  },
};

/** The site over a public API that gives what it is told to; everything else breaks. */
function site(more: Answers = {}, deps: Partial<PagesDeps> = {}) {
  const known = answers(more);
  const pages = createPages({
    origin: ORIGIN,
    now: () => NOW,
    api: () =>
      publicApi({
        origin: ORIGIN,
        fetch: async (request) => {
          const { pathname, searchParams } = new URL(request.url);
          const answer = known[pathname.replace("/api/public/v1", "")]?.(searchParams);
          return answer === undefined
            ? Response.json({ code: "not_found", title: "None", status: 404 }, { status: 404 })
            : Response.json(answer);
        },
      }),
    isSignedIn: () => false,
    formToken: () => "token",
    assets: async () => ({
      ...{ styles: ["/assets/site.css"], script: "/assets/site.js" },
      app: { script: "/assets/app.js", styles: [] },
    }),
    ...{ draft: { read: async () => undefined, write: async () => undefined, clear: () => undefined } },
    ...deps,
  });
  return createWebSite({ pages, docsFile: async (name) => `/* ${name} */` });
}
const pageOf = async (path: string, app = site()) => (await app.request(path)).text();
const CAMPAIGN = `/campaigns/${tile.id}`;

describe("the first page", () => {
  it("shows an open campaign with exact money, a share rounded down, and its words escaped", async () => {
    const page = await pageOf("/");
    expect(page).toContain("A lamp &lt;of&gt; paper");
    expect(page).toContain("EUR\u00a0999.99");
    expect(page).toContain("99% of the goal");
    expect(page).toContain("2 days left");
  });

  it("gives late and undelivered amounts the same rank as raised ones", async () => {
    const page = await pageOf("/");
    for (const amount of ["999.99", "50.00", "7.00", "8.00"])
      expect(page).toContain(`<span class="big">EUR\u00a0${amount}</span>`);
  });

  it("speaks the language that is asked for, and stays with it", async () => {
    const answered = await site().request("/?lang=zh-CN");
    const page = await answered.text();
    expect(page).toContain('<html lang="zh-CN">');
    expect(page).toContain("纸灯");
    const cookie = answered.headers.get("set-cookie") ?? "";
    const next = await site().request("/docs", { headers: { cookie: cookie.split(";")[0] ?? "" } });
    expect(await next.text()).toContain('<html lang="zh-CN">');
  });

  it("says what will appear where nothing is open", async () => {
    expect(await pageOf("/", site({ "/campaigns": () => ({ items: [] }) }))).toContain("No campaign is open");
  });

  it("says so with 503 where the catalogue does not answer", async () => {
    const answered = await site({ "/campaigns": () => undefined }).request("/");
    expect(answered.status).toBe(503);
    expect(await answered.text()).toContain("could not be read");
  });

  it("shows how far a demo's past is made", async () => {
    const seeding = () => ({ done: 3, total: 9 });
    expect(await pageOf("/", site({}, { local: { ...local, seeding } }))).toContain("3 of 9");
    expect(await pageOf("/", site({}, { local: { ...local, seeding: () => undefined } }))).not.toContain(
      "of 9",
    );
  });

  it("shows demo users only where the platform is there to be tried", async () => {
    expect((await pageOf("/")).includes("/try")).toBe(false);
    expect((await site().request("/try")).status).toBe(404);
    const page = await pageOf("/try", site({}, { local }));
    expect(page.match(/<h2>/g)?.length).toBe(6);
    expect(page).toContain("of the demo");
    expect(page).toContain("/signin?return=%2Fapp%2Freview&amp;hint=a%40x");
  });
});

describe("explore", () => {
  it("passes on what its address asks for, and shows each filter with a link that drops it", async () => {
    const asked: string[] = [];
    const app = site({
      "/campaigns": (query) => {
        asked.push(query.toString());
        return { items: [tile], total: 1 };
      },
    });
    const page = await pageOf("/explore?category=crafts&currency=EUR&from=1&order=newest", app);
    expect(asked[0]).toBe("limit=24&state=live&category=crafts&currency=EUR&neededFrom=1&order=newest");
    expect(page).toContain('href="/explore?category=crafts&amp;currency=EUR&amp;order=newest"');
    expect(page).toContain("1 campaign found");
  });

  it("names the filter that excludes most where nothing matches", async () => {
    const app = site({
      "/campaigns": (query) => {
        const items = query.has("q") ? [] : [tile];
        return { items, total: items.length };
      },
    });
    const page = await pageOf("/explore?q=lampe&category=crafts", app);
    expect(page).toContain("Drop “Search: lampe”");
    expect(page).toContain('href="/explore?category=crafts"');
  });

  it("refuses an amount without a currency, in words", async () => {
    const answered = await site().request("/explore?from=100");
    expect(answered.status).toBe(422);
    expect(await answered.text()).toContain("An amount needs its currency");
  });
});

describe("a campaign's page", () => {
  it("tells everything that exists, and nothing of rate, term or grade", async () => {
    const page = await pageOf(CAMPAIGN);
    for (const words of [
      ...["All or nothing", "Demo Bank", "Paper burns.", "Required documents", "Collateral"],
      ...["3 of 10 left", "March 2027", "This offer has ended", "fee schedule fees-1", "EUR\u00a04.90"],
    ])
      expect(page).toContain(words);
    expect(page).not.toMatch(/interest|annuity|risk grade/i);
  });

  it("shows shipping for the country that is asked for", async () => {
    expect(await pageOf(`${CAMPAIGN}?country=FR`)).toContain("Not shipped to France");
  });

  it("is read by crawlers from its head alone, and no text can end the data's element", async () => {
    const page = await pageOf(`${CAMPAIGN}?country=FR`);
    expect(page).toContain(`<link rel="canonical" href="${ORIGIN}${CAMPAIGN}"/>`);
    expect(page).toContain(`hrefLang="zh-CN" href="${ORIGIN}${CAMPAIGN}?lang=zh-CN"`);
    expect(page).toContain(
      `<meta property="og:image" content="${ORIGIN}/api/public/v1/media/ent_1/aa.png"/>`,
    );
    const data = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(page)?.[1] ?? "";
    expect(JSON.parse(data)).toMatchObject({
      "@type": "Product",
      description: "A lamp for </script> readers.",
      offers: [
        { price: "12.00", priceCurrency: "EUR", availability: "https://schema.org/PreOrder" },
        { availability: "https://schema.org/SoldOut" },
      ],
    });
  });

  it.each([
    ["paused", "Nobody can order"],
    ["closing", "Orders have ended"],
    ["funded", "pays the enterprise in tranches"],
    ["failed", "The enterprise gets nothing"],
    ["cancelled", "ended before a verdict"],
    ["undelivered", "the rest can be lost"],
  ])("has words for %s, and no act that would be refused", async (status, words) => {
    const page = await pageOf(CAMPAIGN, site({ [CAMPAIGN]: () => ({ ...campaign, status }) }));
    expect(page).toContain(words);
    expect(page).not.toContain(`${CAMPAIGN}/back`);
  });

  it("is not there for what was never published", async () => {
    const answered = await site().request("/campaigns/cmp_00000000000000000009");
    expect(answered.status).toBe(404);
    expect(await answered.text()).toContain("This page does not exist");
  });
});

describe("every page", () => {
  const paths = ["/", "/explore", CAMPAIGN, "/docs", "/docs?api=partner", "/try", "/account", "/signin/done"];
  it.each(paths)("%s has one h1, a skip link, no inline code", async (path) => {
    const answered = await site({}, { local }).request(path);
    const page = await answered.text();
    expect(page.match(/<h1[ >]/g)).toHaveLength(1);
    expect(page).toContain('<a class="skip" href="#main">');
    expect(page).not.toMatch(/\sstyle=|\son\w+=|<style|<script>/);
    const policy = answered.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
    expect(policy).toContain("script-src 'self'");
    expect(answered.headers.get("cache-control")).toContain("private");
  });

  it("takes only the known files of the docs", async () => {
    const app = site();
    expect((await app.request("/docs/files/swagger-ui.css")).status).toBe(200);
    expect((await app.request("/docs/files/package.json")).status).toBe(404);
    expect((await app.request("/docs/files/..%2fpackage.json")).status).toBe(404);
  });
});

describe("what whoever serves the pages puts on them", () => {
  const furnish: PagesDeps["furnish"] = async ({ path, language, zone }) => ({
    ...{ styles: ["/x.css"], scripts: ["/x.js"] },
    top: `<aside>${path} ${language} ${zone}</aside>`,
  });

  it.each(["/explore", "/app/review"])(
    "stands above %s with its files, and is told who reads",
    async (path) => {
      const page = await pageOf(`${path}?lang=zh-CN`, site({}, { furnish }));
      expect(page).toContain(`<aside>${path} zh-CN UTC</aside>`);
      expect(page).toContain('<link rel="stylesheet" href="/x.css"/>');
      expect(page).toContain('<script src="/x.js" defer="">');
      expect(page.indexOf('href="#main"')).toBeLessThan(page.indexOf("<aside>"));
      expect(page.indexOf("<aside>")).toBeLessThan(page.search(/<header|id="app"/));
    },
  );

  it("is nothing where it is not given", async () => {
    expect(await pageOf("/explore")).not.toContain("furniture");
  });
});

import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { sliceApplicant } from "../../packages/local/src/story/slice-data.ts";
import { StartedPlatform } from "../kit/started-platform.ts";
import { openBrowser } from "./kit/browser.ts";
import { answersOf, back, fillIn, pressTwiceAndPay, signUpOnTheWay } from "./story/backer-acts.ts";
import { publish, writeCampaign } from "./story/campaign-acts.ts";
import { apply } from "./story/enterprise-acts.ts";
import { askForOwnCosts, step, stepUntilPaid } from "./story/money-acts.ts";
import { arrive, type Person, signedIn, visit } from "./story/person.ts";
import { conclude, decide } from "./story/review-acts.ts";

const TITLE = "First lot of alpine honey";
const DAY_MS = 86_400_000;
const NAMES = ["emma", "anna", "adam", "bo", "olivia", "rita", "bella"] as const;

let platform: StartedPlatform;
let browser: Browser;
const people = new Map<string, Person>();
const trouble: string[] = [];

/** Each sits at a browser of their own and signs in when they are first needed. */
async function person(name: (typeof NAMES)[number]): Promise<Person> {
  const known =
    people.get(name) ?? (await signedIn(browser, { origin: platform.place.origin, name, trouble }));
  people.set(name, known);
  return known;
}

beforeAll(async () => {
  [platform, browser] = await Promise.all([StartedPlatform.prepare("presale"), openBrowser()]);
  await platform.start();
});

afterAll(async () => {
  await browser?.close();
  await platform?.remove();
});

afterEach(async ({ task }) => {
  if (task.result?.state !== "fail") return;
  for (const { name, page } of people.values())
    await page.screenshot({ path: join("artefacts", "presale", `${name}.png`), fullPage: true });
});

/** So many days from now, as the editor's fields take it. */
const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 16);

describe("a pre-sale, played by clicking", { sequential: true }, () => {
  let enterprise: string;
  let campaign: string;
  let campaignId: string;

  it("an enterprise writes its file, hands in its evidence and applies", async () => {
    enterprise = await apply(await person("emma"), sliceApplicant());
  });

  it("an analyst and another person verify it", async () => {
    await decide(await person("adam"), await conclude(await person("anna"), "First Works GmbH"));
    const emma = await person("emma");
    await visit(emma, `${enterprise}/file`);
    await emma.page.locator(".tag", { hasText: "Verified" }).first().waitFor();
  });

  it("it writes a pre-sale and submits it; two persons decide; it publishes", async () => {
    const emma = await person("emma");
    const terms = { title: TITLE, deadline: inDays(30), deliverBy: inDays(120).slice(0, 7) };
    campaign = await writeCampaign(emma, enterprise, terms);
    campaignId = campaign.split("/").at(-1) ?? "";
    await decide(await person("adam"), await conclude(await person("anna"), TITLE));
    await publish(emma, campaign);
  });

  it("a backer finds it, pledges and pays at the bank's page", async () => {
    const bo = await person("bo");
    await visit(bo, "/explore");
    await bo.page.getByRole("link", { name: TITLE }).first().click();
    await bo.page.waitForURL((url) => url.pathname === `/campaigns/${campaignId}`);
    const pledge = await back(bo, { campaignId, units: 2, country: "DE", name: "Bo Backer" });
    await visit(bo, `${pledge}/receipt`);
    // two jars of 12.00 and 5.90 to send them
    expect(await bo.page.locator("main").textContent()).toContain("29.90");
  });

  it("a visitor fills in a pledge, signs up on the way, finds it unchanged, and a double click makes one", async () => {
    const nora = await arrive(browser, { origin: platform.place.origin, name: "nora", trouble });
    await fillIn(nora, { campaignId, units: 1, country: "DE", name: "Nora Neu" });
    const before = await answersOf(nora);
    expect(before).toContain("Nora Neu");
    await signUpOnTheWay(nora, { email: "nora@visitors.example", name: "Nora Neu" });
    expect(await answersOf(nora)).toBe(before);
    await pressTwiceAndPay(nora);
    await visit(nora, "/portfolio");
    expect(await nora.page.locator("tbody th a[href^='/pledges/']").count()).toBe(1);
  });

  it("its time runs out by the clock, and it is funded", async () => {
    const bo = await person("bo");
    await visit(bo, `/campaigns/${campaignId}`);
    await step(bo, "deadline");
    await visit(bo, `/campaigns/${campaignId}`);
    await step(bo, "deadline");
    const emma = await person("emma");
    await visit(emma, campaign);
    await emma.page.locator(".tag", { hasText: "Funded" }).first().waitFor();
  });

  it("the bank pays the first part, and then its own costs to the enterprise", async () => {
    const emma = await person("emma");
    await stepUntilPaid(emma, `${campaign}/money`);
    const payment = await askForOwnCosts(emma, campaign, "5.00");
    await stepUntilPaid(emma, payment);
  });

  it("the bank's own people see what it was told to pay", async () => {
    const bella = await person("bella");
    await visit(bella, "/app/bank?status=settled");
    await bella.page.getByRole("row", { name: /First Works GmbH.*5\.00/ }).waitFor();
  });

  it("our books agree with the bank's, account by account", async () => {
    const olivia = await person("olivia");
    await visit(olivia, "/app/operations/reconciliation");
    await olivia.page.locator("td .tag.ok").first().waitFor();
    expect(await olivia.page.locator("td .tag.danger").count()).toBe(0);
    expect(await olivia.page.locator("td .tag.ok").count()).toBeGreaterThan(1);
  });

  it("the regulator verifies the chain of what happened", async () => {
    const rita = await person("rita");
    await visit(rita, `/app/regulator/campaigns/${enterprise.split("/").at(-1)}/${campaignId}`);
    await rita.page.getByRole("button", { name: "Verify the chain" }).first().click();
    await rita.page
      .getByText(/^The chain of \d+ events is whole/)
      .first()
      .waitFor();
  });

  it("nobody met a script error", () => {
    expect(trouble).toEqual([]);
  });
});

import { fill, type Person, press, visit } from "./person.ts";

/** What a small pre-sale is, by the fields of the editor's parts. */
interface Terms {
  readonly title: string;
  /** As a clock time of the page's zone: `2026-12-24T18:00`. */
  readonly deadline: string;
  /** A month: `2027-03`. */
  readonly deliverBy: string;
}

/** The parts of the editor: what is added first, and what is filled in. */
const partsOf = ({ title, deadline, deliverBy }: Terms) => [
  {
    section: "basics",
    fields: {
      "title.en": title,
      "summary.en": "Honey of one valley, jarred in spring.",
      category: "food-and-drink",
      country: "DE",
      "city.en": "Garmisch",
      currency: "EUR",
      vatPercent: "7",
    },
  },
  { section: "story", fields: { "story.en": "We keep forty hives." } },
  {
    section: "shipping",
    add: "Add a zone",
    country: "DE",
    fields: {
      "shippingZones.0.name.en": "Germany",
      "shippingZones.0.firstUnit": "4.90",
      "shippingZones.0.furtherUnit": "1.00",
    },
  },
  {
    section: "tiers",
    add: "Add a tier",
    fields: {
      "tiers.0.name.en": "One jar",
      "tiers.0.description.en": "500 g",
      "tiers.0.price": "12.00",
      "tiers.0.units": "400",
      "tiers.0.perBacker": "5",
      "tiers.0.deliverBy": deliverBy,
      "tiers.0.unitCost": "6.00",
    },
  },
  {
    section: "spending",
    add: "Add a purpose",
    fields: {
      "spendingPlan.0.purpose.en": "Work",
      "spendingPlan.0.amount": "20.00",
      "spendingPlan.0.payee": "own_costs",
    },
  },
  {
    section: "tranches",
    add: "Add a tranche",
    fields: { "tranches.0.condition.en": "At funding", "tranches.0.sharePercent": "100" },
  },
  { section: "goal", fields: { minGoal: "20.00", hardCap: "4800.00", deadline } },
  { section: "risks", add: "Add a risk", fields: { "risks.0.text.en": "A cold spring." } },
  {
    section: "team",
    add: "Add a person",
    fields: { "team.0.name": "Ada Imker", "team.0.role.en": "Beekeeper" },
  },
];

/**
 * Writes a pre-sale in the editor, part by part, and submits it.
 * @param at the path of the enterprise's workspace
 * @returns the path of the campaign
 */
export async function writeCampaign(owner: Person, at: string, terms: Terms): Promise<string> {
  const { page } = owner;
  await visit(owner, `${at}/campaigns`);
  await page.getByRole("button", { name: "Start a draft" }).first().click();
  await page.waitForURL(/\/campaigns\/cmp_[^/]+\/edit/);
  const campaign = new URL(page.url()).pathname.replace(/\/edit$/, "");
  for (const { section, add, country, fields } of partsOf(terms)) {
    await visit(owner, `${campaign}/edit?section=${section}`);
    if (add !== undefined) await page.getByRole("button", { name: add }).first().click();
    await fill(owner, fields);
    if (country !== undefined) await fill(owner, { "shippingZones.0.add": country });
    await page
      .getByText(/^Saved/)
      .first()
      .waitFor();
  }
  await visit(owner, `${campaign}/check`);
  await page.locator("#isTrue").check();
  await press(owner, "Submit to the review");
  await page.waitForURL((url) => url.pathname === campaign);
  return campaign;
}

/** Publishes what was approved. */
export async function publish(owner: Person, campaign: string): Promise<void> {
  await visit(owner, campaign);
  await press(owner, "Publish now");
  await owner.page
    .locator(".tag", { hasText: /^Live$/ })
    .first()
    .waitFor();
}

/** Waits until the campaign that is open shows a state. */
const shows = ({ page }: Person, state: string): Promise<void> =>
  page
    .locator(".campaign-head .tag", { hasText: new RegExp(`^${state}$`) })
    .first()
    .waitFor();

/** Waits until the page says what became of an act: its form is gone by then. */
const says = ({ page }: Person, text: string): Promise<void> =>
  page.getByRole("status").getByText(text).waitFor();

/** Opens a campaign of one's enterprise by its title. @returns its path */
export async function openCampaign(owner: Person, at: string, title: string): Promise<string> {
  const { page } = owner;
  await visit(owner, `${at}/campaigns`);
  await page.getByRole("link", { name: title }).first().click();
  await page.waitForURL(/\/campaigns\/cmp_/);
  return new URL(page.url()).pathname.replace(/\/edit$/, "");
}

/** Says when an approved campaign goes live. @param publishAt as a clock time of the page's zone */
export async function schedule(owner: Person, campaign: string, publishAt: string): Promise<void> {
  await visit(owner, campaign);
  await owner.page.locator("#publishAt").fill(publishAt);
  await press(owner, "Set this time");
  await shows(owner, "Scheduled");
  await says(owner, "The time is set.");
}

/** Presses a button that asks once more, leaves it as it is, and then goes through with it. */
async function confirmed(owner: Person, label: string): Promise<void> {
  const ask = owner.page.getByRole("button", { name: label, exact: true });
  await ask.click();
  await owner.page.getByRole("button", { name: "Leave it as it is" }).click();
  await ask.click();
  await owner.page.getByRole("button", { name: "Leave it as it is" }).waitFor();
  await press(owner, label);
}

/** Takes a campaign out of the review or off the calendar. */
export async function takeBack(owner: Person, campaign: string): Promise<void> {
  await visit(owner, campaign);
  await confirmed(owner, "Take it back to a draft");
  await shows(owner, "Draft");
  await says(owner, "It is a draft again.");
}

/** Makes a new draft of a campaign. @returns the path of the copy */
export async function copy(owner: Person, campaign: string): Promise<string> {
  const { page } = owner;
  await visit(owner, campaign);
  await press(owner, "Copy to a new draft");
  await page.waitForURL((url) => url.pathname.endsWith("/edit") && !url.pathname.startsWith(campaign));
  await says(owner, "This is the new draft.");
  return new URL(page.url()).pathname.replace(/\/edit$/, "");
}

/** Puts a draft away, and goes on to another screen: what was said belongs to the one before. */
export async function archive(owner: Person, campaign: string): Promise<void> {
  await visit(owner, campaign);
  await confirmed(owner, "Archive the draft");
  await shows(owner, "Archived");
  await says(owner, "The draft is archived.");
  await owner.page.getByRole("link", { name: "Members", exact: true }).click();
  await owner.page.locator(".page-note .note").waitFor({ state: "detached" });
}

/** Gives a live campaign up: everybody gets their money back. */
export async function giveUp(owner: Person, campaign: string): Promise<void> {
  await visit(owner, campaign);
  await owner.page.getByRole("button", { name: "Give this campaign up" }).click();
  await owner.page.locator("#understood").check();
  await press(owner, /^Refund .* and cancel$/);
  await shows(owner, "(Cancelled|Refunding|Refunded)"); // the refunds may begin before the page is read again
  await says(owner, "The campaign is cancelled.");
}

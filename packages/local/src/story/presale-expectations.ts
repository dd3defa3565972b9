import { z } from "zod";
import { readPledge } from "./backer-acts.ts";
import { accountsTable, amountText, entriesOf, journalTable, minorOf, trialBalanceOf } from "./books.ts";
import { statusOf } from "./campaign-acts.ts";
import { together } from "./crowd.ts";
import { expectDeliveries } from "./delivery-expectations.ts";
import type { Expectations } from "./expectations.ts";
import { textTable } from "./expectations.ts";
import { type BackerEnd, handMadeEnds, handMadeSplit } from "./hand-made-table.ts";
import { readRefund } from "./money-acts.ts";
import { expectNotices } from "./notice-expectations.ts";
import type { Backed } from "./pledging.ts";
import { CAMPAIGNS, type CampaignName, type Played } from "./presale.ts";
import { moneyText, PUBLIC, STAFF, type Stage } from "./stage.ts";

const AT_ONCE = 8;

/** Checks everything that must hold when the story is over, and prints books and equations on the way. */
export async function expectPresale(
  stage: Stage,
  played: Played,
  { rules, expectations }: { rules: string; expectations: Expectations },
): Promise<void> {
  const { maker, ids, backed } = played;
  const ends = { main: "completed", failing: "refunded", cancelled: "refunded", full: "delivering" };
  for (const name of CAMPAIGNS)
    expectations.equal(`campaign "${name}"`, {
      expected: ends[name],
      actual: await statusOf(maker, ids[name]),
    });
  for (const name of CAMPAIGNS) await expectGroups(name, backed[name], { rules, expectations });
  for (const name of ["main", "full"] as const)
    await expectSplit(stage, { name, played, rules, expectations });
  await expectStock(stage, played, expectations);
  const partnerId = await onlyPartner(stage);
  for (const book of [...CAMPAIGNS.map((name) => ids[name]), partnerId, "platform"])
    await expectBook(stage, book, expectations);
  await expectBank(stage, partnerId, expectations);
  await expectDeliveries(stage, partnerId, expectations);
  await expectNotices(backed.main, expectations);
  await expectNothingOpen(stage, expectations);
}

/** What a backer ends with: state, price, what came in, what went back by settled refunds. */
async function endOf({ backer, pledge }: Backed): Promise<BackerEnd> {
  if (pledge === undefined) return { status: "no pledge", price: "0.00", cameIn: "0.00", wentBack: "0.00" };
  const { status, total, received, refundIds } = await readPledge(backer.caller, pledge.id);
  const refunds = await Promise.all(refundIds.map((id) => readRefund(backer.caller, id)));
  const back = refunds
    .filter((refund) => refund.status === "settled")
    .reduce((sum, { amount }) => sum + minorOf(amount.amount), 0);
  return { status, price: total.amount, cameIn: received.amount, wentBack: amountText(back) };
}

const endText = ({ status, price, cameIn, wentBack }: BackerEnd): string =>
  `${status}, price ${price}, in ${cameIn}, back ${wentBack}`;

/** Each backer against the table made by hand: how many of each group ended how. */
async function expectGroups(
  campaign: CampaignName,
  backed: readonly Backed[],
  { rules, expectations }: { rules: string; expectations: Expectations },
): Promise<void> {
  const ends = await together(backed, AT_ONCE, endOf);
  const counts = new Map<string, number>();
  for (const [i, { backer }] of backed.entries()) {
    const end = ends[i];
    if (end === undefined) continue;
    const key = `${campaign === "main" ? backer.group : "backers"}: ${endText(end)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  for (const { who, backers, ...end } of handMadeEnds(rules, campaign)) {
    const key = `${who}: ${endText(end)}`;
    expectations.equal(`${campaign}, ${key}`, { expected: backers, actual: counts.get(key) ?? 0 });
    counts.delete(key);
  }
  const others = [...counts].map(([key, count]) => `${count} × ${key}`).join("; ");
  expectations.equal(`${campaign}: backers who ended otherwise`, { expected: "", actual: others });
}

async function expectBook(stage: Stage, book: string, expectations: Expectations): Promise<void> {
  const { currencies, replay } = await trialBalanceOf(stage, book);
  stage.print(`\nLedger of ${book}\n\n${journalTable(await entriesOf(stage, book))}\n`);
  stage.print(await accountsTable(stage, book));
  for (const { currency, debitsPosted, creditsPosted, differencePosted, differencePending } of currencies) {
    stage.print(`trial balance ${currency}: debits ${debitsPosted.amount}, credits ${creditsPosted.amount}`);
    const zeros = z
      .tuple([z.string(), z.string()])
      .parse([differencePosted.amount, differencePending.amount]);
    const isZero = zeros.every((text) => Number(text) === 0);
    expectations.equal(`${book}: trial balance ${currency}`, {
      expected: "0",
      actual: isZero ? "0" : zeros.join(" / "),
    });
  }
  expectations.equal(`${book}: accounts that differ from their replayed entries`, {
    expected: 0,
    actual: replay.complete ? replay.differences.length : "not replayed",
  });
}

const items = z.looseObject({ items: z.array(z.looseObject({})) });
const partners = z.looseObject({ items: z.array(z.looseObject({ id: z.string() })) });
const equation = z.looseObject({
  account: z.string(),
  bankDay: z.string(),
  closing: moneyText,
  ledger: moneyText,
  difference: moneyText,
});
const equations = z.looseObject({ items: z.array(equation) });

async function onlyPartner(stage: Stage): Promise<string> {
  const { items } = await stage.operator.do("GET", `${STAFF}/partners`, partners);
  return items[0]?.id ?? "";
}

/** Every account's equation of every bank day. */
async function expectBank(stage: Stage, partnerId: string, expectations: Expectations): Promise<void> {
  const at = `${STAFF}/partners/${partnerId}`;
  const latest = await stage.operator.do("GET", `${at}/reconciliations`, equations);
  stage.print(
    `\nReconciliation, latest day of each account\n\n${textTable(
      ["account", "day", "closing", "ledger", "difference", ""],
      latest.items.map(({ account, bankDay, closing, ledger, difference }) => [
        account,
        bankDay,
        closing.amount,
        ledger.amount,
        difference.amount,
        closing.currency,
      ]),
    )}\n`,
  );
  for (const { account } of latest.items) {
    const days = await stage.operator.do("GET", `${at}/accounts/${account}/reconciliations`, equations);
    const wrong = days.items.filter(({ difference }) => Number(difference.amount) !== 0);
    expectations.equal(`${account}: days of ${days.items.length} that do not reconcile to zero`, {
      expected: "",
      actual: wrong.map(({ bankDay, difference }) => `${bankDay} ${difference.amount}`).join(", "),
    });
  }
}

async function expectNothingOpen(stage: Stage, expectations: Expectations): Promise<void> {
  const count = async (path: string) =>
    (await stage.operator.do("GET", `${STAFF}${path}`, items)).items.length;
  expectations.equal("parked work items", { expected: 0, actual: await count("/work/parked") });
  expectations.equal("open breaks", { expected: 0, actual: await count("/breaks?status=open") });
  expectations.equal("quarantined confirmations", { expected: 0, actual: await count("/quarantine") });
}

const splitView = z.looseObject({
  split: z.looseObject({
    confirmed: moneyText,
    fee: moneyText,
    feeVat: moneyText,
    reserve: moneyText,
  }),
  tranches: z.array(z.looseObject({ amount: moneyText })),
});

/** How the confirmed total was split up, against the table made by hand. */
async function expectSplit(
  stage: Stage,
  about: { name: "main" | "full"; played: Played; rules: string; expectations: Expectations },
): Promise<void> {
  const { name, played, rules, expectations } = about;
  const path = `${STAFF}/campaigns/${played.ids[name]}/settlement`;
  const { split, tranches } = await stage.operator.do("GET", path, splitView);
  const { confirmed, fee, feeVat, reserve } = split;
  const released = tranches.map(({ amount }) => amount.amount).join(" + ");
  const parts = [confirmed.amount, fee.amount, feeVat.amount, reserve.amount, released];
  expectations.equal(`${name}: confirmed / fee / VAT / reserve / tranches`, {
    expected: handMadeSplit(rules, name),
    actual: parts.join(" / "),
  });
}

const leftOf = z.array(z.looseObject({ id: z.string(), unitsLeft: z.int() }));
const stockView = z.looseObject({ tiers: leftOf, addOns: leftOf });
const soldView = z.looseObject({
  status: z.string(),
  lines: z.array(z.looseObject({ itemId: z.string(), quantity: z.int() })),
});

/** Units that are left and units that were sold are the units that there were. */
async function expectStock(stage: Stage, played: Played, expectations: Expectations): Promise<void> {
  const { ids, backed, stock } = played;
  const { tiers, addOns } = await stage.anyone.do("GET", `${PUBLIC}/campaigns/${ids.main}`, stockView);
  const pledges = await together(
    backed.main,
    AT_ONCE,
    async ({ backer, pledge }) =>
      pledge && backer.caller.do("GET", `${PUBLIC}/pledges/${pledge.id}`, soldView),
  );
  const sold = new Map<string, number>();
  for (const pledge of pledges) {
    if (pledge?.status !== "fulfilled") continue;
    for (const { itemId, quantity } of pledge.lines) sold.set(itemId, (sold.get(itemId) ?? 0) + quantity);
  }
  for (const { id, unitsLeft } of [...tiers, ...addOns])
    expectations.equal(`${id}: units left (${unitsLeft}) and sold (${sold.get(id) ?? 0})`, {
      expected: stock[id],
      actual: unitsLeft + (sold.get(id) ?? 0),
    });
}

import { z } from "zod";
import { DEMO_PASSWORD, DEMO_PEOPLE, DEMO_STAFF } from "../platform/demo-people.ts";
import { Caller } from "./caller.ts";
import { sliceInvoices, sliceTerms } from "./slice-data.ts";

const PUBLIC = "/api/public/v1";
const STAFF = "/api/backoffice/v1";
const ran = z.looseObject({ now: z.string(), ranInAll: z.int() });
const withId = z.looseObject({ id: z.string(), version: z.int(), status: z.string() });
const caseView = withId.extend({
  steps: z.array(z.looseObject({ kind: z.string(), mode: z.string(), status: z.string() })),
});
/** A small PDF of its own for each paper. */
const paper = (about: string) =>
  new TextEncoder().encode(
    `%PDF-1.4\n1 0 obj<</Type/Catalog/Title(${about})>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`,
  );

/** Where a platform is, and how a story tells what it does. */
export interface Stage {
  readonly origin: string;
  readonly issuer: string;
  readonly bankUrl: string;
  readonly tell: (line: string) => void;
}

/** Everybody who acts in the slice. */
function cast({ origin, issuer }: Stage) {
  const staff = ({ user }: { user: { email: string; totpSecret?: string } }) =>
    new Caller(origin, {
      issuer,
      email: user.email,
      password: DEMO_PASSWORD,
      totpSecret: user.totpSecret,
      acr: "mfa",
    });
  const { emma, bo } = DEMO_PEOPLE;
  return {
    owner: new Caller(origin, {
      issuer,
      email: emma.email,
      password: DEMO_PASSWORD,
      totpSecret: emma.totpSecret,
      acr: "mfa",
    }),
    backer: new Caller(origin, { issuer, email: bo.email, password: DEMO_PASSWORD }),
    analyst: staff(DEMO_STAFF.anna),
    approver: staff(DEMO_STAFF.adam),
    operator: staff(DEMO_STAFF.olivia),
    anyone: new Caller(origin),
  };
}
type Cast = ReturnType<typeof cast>;

const settle = ({ anyone }: Cast) => anyone.do("POST", "/dev/settle", ran);
const advance = ({ anyone }: Cast, to: { to: string } | { minutes: number }) =>
  anyone.do("POST", "/dev/clock", ran, { json: to });

/** An analyst claims and concludes a case, another person approves it with step-up. */
async function reviewed(cast: Cast, caseId: string): Promise<void> {
  const { analyst, approver } = cast;
  await settle(cast);
  await analyst.do("POST", `${STAFF}/review/cases/${caseId}/claim`, withId);
  const { steps } = await analyst.do("GET", `${STAFF}/review/cases/${caseId}`, caseView);
  for (const { kind } of steps.filter(({ status }) => status === "needs_human"))
    await analyst.do("POST", `${STAFF}/review/cases/${caseId}/steps/${kind}/result`, withId, {
      json: { outcome: "passed", note: `${kind}: looked at the evidence`, evidence: [] },
    });
  await analyst.do("POST", `${STAFF}/review/cases/${caseId}/conclude`, withId, {
    json: { verdict: "approve", note: "complete and plausible", reasonCodes: [] },
  });
  await approver.do("POST", `${STAFF}/review/cases/${caseId}/approve`, withId);
}

async function upload(
  owner: Caller,
  enterpriseId: string,
  file: { type: string; content: Uint8Array; contentType: string },
) {
  return owner.do("POST", `${PUBLIC}/enterprises/${enterpriseId}/evidence?type=${file.type}`, withId, {
    bytes: {
      content: file.content,
      type: file.contentType,
      name: `${file.type}.${file.contentType === "text/csv" ? "csv" : "pdf"}`,
    },
  });
}

const caseOf = z.looseObject({ caseId: z.string() });

/** An enterprise applies and is verified. @returns its id */
async function verifiedEnterprise(stage: Stage, cast: Cast): Promise<string> {
  const { owner } = cast;
  const { id } = await owner.do("POST", `${PUBLIC}/enterprises`, withId, { json: { profile: {} } });
  const base = `${PUBLIC}/enterprises/${id}`;
  const legalName = "First Works GmbH";
  await owner.do("PUT", `${base}/application`, withId, {
    ifMatch: 1,
    json: {
      profile: {
        legalName,
        country: "DE",
        registryNumber: { scheme: "lei", text: "5493001KJTIIGC8Y1R12" },
        legalForm: "company",
        address: { street: "Werkstraße 1", city: "Berlin", postalCode: "10115", country: "DE" },
        sector: "crafts",
        licence: { number: "HRB 1", validUntil: null },
      },
      people: [
        { name: "Olga Owner", roles: ["owner", "representative"], shareBps: 10_000, birthDate: "1980-02-03" },
      ],
    },
  });
  await owner.do("POST", `${base}/payout-account`, z.looseObject({ status: z.string() }), {
    json: { name: legalName, scheme: "iban", number: "DE89370400440532013000", currency: "EUR" },
  });
  for (const type of ["licence", "articles", "id_document"])
    await upload(owner, id, { type, content: paper(`${id} ${type}`), contentType: "application/pdf" });
  const invoices = await upload(owner, id, {
    type: "invoices_sales",
    content: sliceInvoices(),
    contentType: "text/csv",
  });
  const preview = await owner.do(
    "POST",
    `${base}/evidence/${invoices.id}/preview`,
    z.looseObject({ mapping: z.json() }),
    {
      json: { currency: "EUR" },
    },
  );
  await owner.do("POST", `${base}/evidence/${invoices.id}/mapping`, withId, { json: preview.mapping });
  await settle(cast);
  const applied = await owner.do("POST", `${base}/apply`, caseOf);
  await reviewed(cast, applied.caseId);
  const { status } = await owner.do("GET", base, withId);
  stage.tell(`enterprise ${id}: ${status}`);
  return id;
}

/** A pre-sale is written, submitted, approved and published. @returns its id */
async function liveCampaign(stage: Stage, cast: Cast, enterpriseId: string): Promise<string> {
  const { owner, anyone } = cast;
  const base = `${PUBLIC}/enterprises/${enterpriseId}/campaigns`;
  const { now } = await anyone.do("GET", "/dev/clock", z.looseObject({ now: z.string() }));
  const { id } = await owner.do("POST", base, withId, { json: { terms: sliceTerms(now) } });
  const submitted = await owner.do("POST", `${base}/${id}/submit`, caseOf);
  await reviewed(cast, submitted.caseId);
  await owner.do("POST", `${base}/${id}/publish`, withId);
  await settle(cast);
  const explored = await anyone.do(
    "GET",
    `${PUBLIC}/campaigns`,
    z.looseObject({ items: z.array(z.looseObject({})) }),
  );
  stage.tell(`campaign ${id}: live, ${explored.items.length} in explore`);
  return id;
}

const pledgeView = withId.extend({
  payment: z
    .looseObject({
      reference: z.string(),
      payee: z.looseObject({ account: z.string() }),
      missing: z.looseObject({ amount: z.string(), currency: z.string() }),
    })
    .optional(),
});

/** A backer reserves and pays by transfer at the bank. @returns the pledge's id */
async function paidPledge(stage: Stage, cast: Cast, campaignId: string): Promise<string> {
  const { backer } = cast;
  const reserved = await backer.do("POST", `${PUBLIC}/campaigns/${campaignId}/pledges`, pledgeView, {
    json: { lines: [{ itemId: "t1", quantity: 2 }], country: "DE", method: "transfer" },
  });
  const { payment } = reserved;
  if (payment === undefined) throw new Error("a reserved pledge says how to pay");
  const bank = new Caller(stage.bankUrl);
  await bank.do("POST", "/transfers", z.looseObject({ bankReference: z.string() }), {
    json: {
      account: payment.payee.account,
      amount: payment.missing.amount,
      currency: payment.missing.currency,
      reference: payment.reference,
      payer: { name: "Bo Backer", account: "DE75512108001245126199" },
    },
  });
  await settle(cast);
  const paid = await backer.do("GET", `${PUBLIC}/pledges/${reserved.id}`, pledgeView);
  stage.tell(`pledge ${reserved.id}: ${payment.missing.amount} ${payment.missing.currency}, ${paid.status}`);
  return reserved.id;
}

const equation = z.looseObject({
  account: z.string(),
  closing: z.looseObject({ amount: z.string(), currency: z.string() }),
  difference: z.looseObject({ amount: z.string() }),
});

/** What the slice ended in. */
export interface SliceEnd {
  readonly campaignStatus: string;
  readonly pledgeStatus: string;
  readonly trialBalance: unknown;
  readonly parked: number;
  /** Each bank account's latest equation, as reconciled with the bank's own statements. */
  readonly equations: readonly {
    readonly account: string;
    readonly difference: { readonly amount: string };
  }[];
  readonly openBreaks: number;
}

/**
 * One enterprise, one campaign, one backer, one bank: applied, reviewed, published, pledged, paid, closed, settled; all
 * of it over HTTP, with real tokens, the bank's own process and the clock.
 */
export async function playSlice(stage: Stage): Promise<SliceEnd> {
  const people = cast(stage);
  const enterpriseId = await verifiedEnterprise(stage, people);
  const campaignId = await liveCampaign(stage, people, enterpriseId);
  const pledgeId = await paidPledge(stage, people, campaignId);
  const { ranInAll } = await advance(people, { minutes: 40 * 24 * 60 });
  stage.tell(`forty days later: ${ranInAll} things ran`);
  const { owner, backer, operator } = people;
  const campaign = await owner.do(
    "GET",
    `${PUBLIC}/enterprises/${enterpriseId}/campaigns/${campaignId}`,
    withId,
  );
  const pledge = await backer.do("GET", `${PUBLIC}/pledges/${pledgeId}`, pledgeView);
  const trialBalance = await operator.do(
    "GET",
    `${STAFF}/ledger/${campaignId}/trial-balance`,
    z.looseObject({}),
  );
  const { items: banks } = await operator.do(
    "GET",
    `${STAFF}/partners`,
    z.looseObject({ items: z.array(z.looseObject({ id: z.string() })) }),
  );
  const equations = await operator.do(
    "GET",
    `${STAFF}/partners/${banks[0]?.id}/reconciliations`,
    z.looseObject({ items: z.array(equation) }),
  );
  const breaks = await operator.do(
    "GET",
    `${STAFF}/breaks?status=open`,
    z.looseObject({ items: z.array(z.unknown()) }),
  );
  for (const { account, closing, difference } of equations.items)
    stage.tell(`${account}: closing ${closing.amount} ${closing.currency}, difference ${difference.amount}`);
  const parked = await operator.do(
    "GET",
    `${STAFF}/work/parked`,
    z.looseObject({ items: z.array(z.unknown()) }),
  );
  stage.tell(`campaign: ${campaign.status}; pledge: ${pledge.status}; parked work: ${parked.items.length}`);
  return {
    campaignStatus: campaign.status,
    pledgeStatus: pledge.status,
    trialBalance,
    parked: parked.items.length,
    equations: equations.items,
    openBreaks: breaks.items.length,
  };
}

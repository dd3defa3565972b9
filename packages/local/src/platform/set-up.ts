import { accountNumberSchema, campaignAccountNumber } from "@firstlot/core/bank/account-number";
import { createPartner, movePartner, registerConfirmationKey } from "@firstlot/core/bank/manage-partner";
import { listPartners, loadPartner } from "@firstlot/core/bank/partner-store";
import { loadOffer } from "@firstlot/core/campaign/offer-store";
import type { PartnerId, UserId } from "@firstlot/core/identity/actor";
import { ensureUser } from "@firstlot/core/identity/ensure-user";
import {
  bootstrapOperator,
  confirmStaffRole,
  requestStaffRole,
} from "@firstlot/core/identity/grant-staff-role";
import { addBankStaff } from "@firstlot/core/identity/manage-bank-staff";
import { type Command, systemCommand } from "@firstlot/core/kernel/command";
import { invariant } from "@firstlot/core/kernel/invariant";
import type { Currency } from "@firstlot/core/money/currency";
import { custodyNumberOf } from "@firstlot/core/pledge/give-back";
import { createEndpoint } from "@firstlot/core/webhook/create-endpoint";
import { EVENT_TYPES } from "@firstlot/core/webhook/message";
import type { Wired } from "@firstlot/functions/wiring/deps";
import { seededSub } from "../identity-provider/account.ts";
import { DEMO_BANKER, DEMO_STAFF } from "./demo-people.ts";
import type { BankKeys } from "./local-secrets.ts";

/** A sandbox bank as a partner: who it is, when it works, which accounts it keeps for us. */
export interface SandboxBank {
  /** Names the commands of its set-up: what was done once is not done again. */
  readonly cause: string;
  readonly name: string;
  readonly clientId: string;
  readonly zone: string;
  /** Local time of its cut-off. */
  readonly cutOff: string;
  /** Whether it states days without a booking too. */
  readonly statesQuietDays: boolean;
  readonly accounts: readonly {
    readonly currency: Currency;
    readonly custody: string;
    readonly fees: string;
  }[];
}

const EUR = { currency: "EUR", custody: "DE02120300000000202051", fees: "DE02500105170137075030" } as const;
const CNY = { currency: "CNY", custody: "CN62253300000000202052", fees: "CN62253300000000202053" } as const;
const JPY = { currency: "JPY", custody: "JP00010001000202054", fees: "JP00010001000202055" } as const;

/** The bank of every local platform: custody and fees in three currencies. */
export const HARBOUR: SandboxBank = {
  cause: "bank",
  name: "Harbour Sandbox Bank",
  clientId: "harbour-sandbox-bank",
  zone: "Europe/Berlin",
  cutOff: "15:00",
  statesQuietDays: true,
  accounts: [EUR, CNY, JPY],
};
/** The demo has two: one holds euros, the other the currencies of East Asia. They do not state quiet days. */
export const HARBOUR_OF_TWO: SandboxBank = { ...HARBOUR, statesQuietDays: false, accounts: [EUR] };
export const LANTERN: SandboxBank = {
  cause: "second-bank",
  name: "Lantern Sandbox Bank",
  clientId: "lantern-sandbox-bank",
  zone: "Asia/Shanghai",
  cutOff: "16:00",
  statesQuietDays: false,
  accounts: [CNY, JPY],
};

export interface SetUp {
  readonly wired: Wired;
  readonly issuer: string;
}

/** A command of the set-up: run at every start, done once. */
function commandFor({ wired }: Pick<SetUp, "wired">, ...cause: string[]): Command {
  const { clock } = wired.platform;
  return systemCommand({ name: "set-up", cause, now: clock.business(), wall: clock.wall() });
}

async function bankSays(bankUrl: string, method: "PUT" | "POST", path: string, body: unknown): Promise<void> {
  const response = await fetch(new URL(path, bankUrl), {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  invariant(response.ok, `the sandbox bank took ${path}: ${response.status}`);
}

/** Invites a sandbox bank, exchanges keys with it and lets real money (of the sandbox) pass. Harmless to repeat. */
export async function setUpBank(
  setUp: SetUp,
  { bank, keys, bankUrl }: { bank: SandboxBank; keys: BankKeys; bankUrl: string },
): Promise<PartnerId> {
  const { wired } = setUp;
  const { store, secretBox: box } = wired.platform;
  const { cause, name, zone, cutOff, accounts, clientId, statesQuietDays } = bank;
  const created = await createPartner({ store }, commandFor(setUp, cause), {
    name,
    calendar: { zone, weekend: [0, 6], holidays: [], cutOff },
    accounts: accounts.map(({ currency, custody, fees }) => ({
      currency,
      custody: accountNumberSchema.parse(custody),
      fees: accountNumberSchema.parse(fees),
    })),
    clientId,
    paymentPageUrl: `${bankUrl}/pay`,
    apiUrl: bankUrl,
  });
  invariant(created.ok, "the sandbox bank can be invited");
  const partnerId = created.value.value.id;
  if (created.value.value.status === "live") return partnerId;
  await registerConfirmationKey({ store, box }, commandFor(setUp, `${cause}-key`), {
    partnerId,
    key: keys.bankSigning.publicKey,
    overlapMs: 0,
  });
  for (const step of ["enter_sandbox", "certify", "go_live"] as const)
    await movePartner({ store }, commandFor(setUp, cause, step), {
      partnerId,
      step,
      reason: "local platform",
    });
  const endpointCause = bank.cause === HARBOUR.cause ? "endpoint" : `${cause}-endpoint`;
  const endpoint = await createEndpoint(wired.endpoints, commandFor(setUp, endpointCause), {
    partnerId,
    url: `${bankUrl}/webhooks/${partnerId}`,
    description: name,
    eventTypes: EVENT_TYPES,
  });
  const texts = endpoint.ok ? endpoint.value.value.texts : undefined;
  if (texts === undefined) return partnerId; // its secret was handed over at an earlier start
  await bankSays(bankUrl, "PUT", "/admin/partners", {
    partnerId,
    name,
    timeZone: zone,
    webhookSecrets: [texts.hmac],
    signingKeys: [keys.bankSigning.privateKey],
    client: { clientId, privateJwk: keys.bankClient },
  });
  for (const { currency, custody, fees } of accounts) {
    const of = { partnerId, currency, statesQuietDays };
    await openAtBank(bankUrl, { ...of, account: custody, holder: "Firstlot backers' custody" });
    await openAtBank(bankUrl, { ...of, account: fees, holder: "Firstlot" });
  }
  return partnerId;
}

/** Opens an account in the books of a sandbox bank. */
const openAtBank = (
  bankUrl: string,
  account: { account: string; partnerId: string; holder: string; currency: string; statesQuietDays: boolean },
): Promise<void> => bankSays(bankUrl, "POST", "/admin/accounts", { ...account, pushStatements: "camt053" });

/**
 * Opens the supervised account of a published campaign in the bank's books, under the number that both sides foresee.
 * The bank of the sandbox cannot know it otherwise: a real one derives it from its custody account.
 */
export async function openCampaignAccountAtBank(
  { wired, banks }: Pick<SetUp, "wired"> & { banks: readonly SandboxBank[] },
  campaignId: string,
): Promise<void> {
  const { store } = wired.platform;
  const offer = await loadOffer(store, campaignId);
  invariant(offer !== undefined, "a published campaign has an offer");
  const partner = await loadPartner(store, offer.partnerId);
  const bank = banks.find(({ clientId }) => clientId === partner?.clientId);
  invariant(partner !== undefined && bank !== undefined, "an offer names one of our banks");
  const custody = accountNumberSchema.parse(custodyNumberOf(offer));
  const account = campaignAccountNumber({ custody, campaignId });
  const { partnerId, currency } = offer;
  await openAtBank(partner.apiUrl, {
    ...{ account, partnerId, currency },
    holder: `Campaign ${campaignId}`,
    statesQuietDays: bank.statesQuietDays,
  });
}

/** A seeded user as if they had signed in once. */
const known = ({ wired, issuer }: SetUp, { email, name }: { email: string; name: string }) =>
  ensureUser(
    wired.identity,
    { iss: issuer, sub: seededSub(email), email, email_verified: true, name },
    wired.platform.clock.business(),
  );

/** The demo staff: two first operators, and everybody else by the two of them; and one person of the first bank. */
export async function setUpStaff(setUp: SetUp): Promise<void> {
  const { wired } = setUp;
  const { store } = wired.platform;
  const operators = [];
  for (const { user, role } of Object.values(DEMO_STAFF)) {
    const { id: userId, personId } = await known(setUp, user);
    if (role === "operator") {
      await bootstrapOperator({ store }, commandFor(setUp, "operator", userId), { userId });
      operators.push({ userId, personId });
      continue;
    }
    const [first, second] = operators;
    invariant(first !== undefined && second !== undefined, "two operators come first");
    const asked = await requestStaffRole({ store }, commandFor(setUp, "role", userId), {
      by: first,
      userId,
      role,
    });
    if (!asked.ok || asked.value.value.status !== "requested") continue;
    await confirmStaffRole({ store }, commandFor(setUp, "confirm", userId), {
      by: second,
      grantId: asked.value.value.id,
    });
  }
  await addBanker(setUp, operators[0]?.userId);
}

/** Lets the demo's banker into the portal of the bank that came first. */
async function addBanker(setUp: SetUp, by: UserId | undefined): Promise<void> {
  const { store } = setUp.wired.platform;
  const banks = await listPartners(store);
  const bank = banks.find(({ clientId }) => clientId === HARBOUR.clientId);
  invariant(by !== undefined && bank !== undefined, "operators and the bank come first");
  const { id: userId } = await known(setUp, DEMO_BANKER);
  const done = await addBankStaff({ store }, commandFor(setUp, "banker", userId), {
    ...{ by, partnerId: bank.id, userId },
  });
  invariant(done.ok || done.error.kind === "already_member", "the banker is let in");
}

import { accountNumberSchema, campaignAccountNumber } from "@firstlot/core/bank/account-number";
import { createPartner, movePartner, registerConfirmationKey } from "@firstlot/core/bank/manage-partner";
import { loadOffer } from "@firstlot/core/campaign/offer-store";
import type { PartnerId } from "@firstlot/core/identity/actor";
import { ensureUser } from "@firstlot/core/identity/ensure-user";
import {
  bootstrapOperator,
  confirmStaffRole,
  requestStaffRole,
} from "@firstlot/core/identity/grant-staff-role";
import { type Command, systemCommand } from "@firstlot/core/kernel/command";
import { invariant } from "@firstlot/core/kernel/invariant";
import { custodyNumberOf } from "@firstlot/core/pledge/give-back";
import { createEndpoint } from "@firstlot/core/webhook/create-endpoint";
import { EVENT_TYPES } from "@firstlot/core/webhook/message";
import type { Wired } from "@firstlot/functions/wiring/deps";
import { seededSub } from "../identity-provider/account.ts";
import { DEMO_STAFF } from "./demo-people.ts";
import type { LocalSecrets } from "./local-secrets.ts";

/** Accounts that the sandbox bank keeps for us: custody and fees in three currencies. */
const ACCOUNTS = [
  { currency: "EUR", custody: "DE02120300000000202051", fees: "DE02500105170137075030" },
  { currency: "CNY", custody: "CN62253300000000202052", fees: "CN62253300000000202053" },
  { currency: "JPY", custody: "JP00010001000202054", fees: "JP00010001000202055" },
] as const;

const BANK_NAME = "Harbour Sandbox Bank";
export const BANK_CLIENT_ID = "harbour-sandbox-bank";

export interface SetUp {
  readonly wired: Wired;
  readonly secrets: LocalSecrets;
  readonly issuer: string;
  readonly bankUrl: string;
}

/** A command of the set-up: run at every start, done once. */
function commandFor({ wired }: SetUp, ...cause: string[]): Command {
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

/** Invites the sandbox bank, exchanges keys with it and lets real money (of the sandbox) pass. Harmless to repeat. */
export async function setUpBank(setUp: SetUp): Promise<PartnerId> {
  const { wired, secrets, bankUrl } = setUp;
  const { store, secretBox: box } = wired.platform;
  const created = await createPartner({ store }, commandFor(setUp, "bank"), {
    name: BANK_NAME,
    calendar: { zone: "Europe/Berlin", weekend: [0, 6], holidays: [], cutOff: "15:00" },
    accounts: ACCOUNTS.map(({ currency, custody, fees }) => ({
      currency,
      custody: accountNumberSchema.parse(custody),
      fees: accountNumberSchema.parse(fees),
    })),
    clientId: BANK_CLIENT_ID,
    paymentPageUrl: `${bankUrl}/pay`,
    apiUrl: bankUrl,
  });
  invariant(created.ok, "the sandbox bank can be invited");
  const partnerId = created.value.value.id;
  if (created.value.value.status === "live") return partnerId;
  await registerConfirmationKey({ store, box }, commandFor(setUp, "bank-key"), {
    partnerId,
    key: secrets.bankSigning.publicKey,
    overlapMs: 0,
  });
  for (const step of ["enter_sandbox", "certify", "go_live"] as const)
    await movePartner({ store }, commandFor(setUp, "bank", step), {
      partnerId,
      step,
      reason: "local platform",
    });
  const endpoint = await createEndpoint(wired.endpoints, commandFor(setUp, "endpoint"), {
    partnerId,
    url: `${bankUrl}/webhooks/${partnerId}`,
    description: BANK_NAME,
    eventTypes: EVENT_TYPES,
  });
  const texts = endpoint.ok ? endpoint.value.value.texts : undefined;
  if (texts === undefined) return partnerId; // its secret was handed over at an earlier start
  await bankSays(bankUrl, "PUT", "/admin/partners", {
    partnerId,
    name: BANK_NAME,
    timeZone: "Europe/Berlin",
    webhookSecrets: [texts.hmac],
    signingKeys: [secrets.bankSigning.privateKey],
    client: { clientId: BANK_CLIENT_ID, privateJwk: secrets.bankClient },
  });
  for (const { currency, custody, fees } of ACCOUNTS) {
    await openAtBank(bankUrl, { account: custody, partnerId, holder: "Firstlot backers' custody", currency });
    await openAtBank(bankUrl, { account: fees, partnerId, holder: "Firstlot", currency });
  }
  return partnerId;
}

/** Opens an account in the books of the sandbox bank. */
export const openAtBank = (
  bankUrl: string,
  account: { account: string; partnerId: string; holder: string; currency: string },
): Promise<void> => bankSays(bankUrl, "POST", "/admin/accounts", { ...account, pushStatements: "camt053" });

/**
 * Opens the supervised account of a published campaign in the bank's books, under the number that both sides foresee.
 * The bank of the sandbox cannot know it otherwise: a real one derives it from its custody account.
 */
export async function openCampaignAccountAtBank(
  { wired, bankUrl }: Pick<SetUp, "wired" | "bankUrl">,
  campaignId: string,
): Promise<void> {
  const offer = await loadOffer(wired.platform.store, campaignId);
  invariant(offer !== undefined, "a published campaign has an offer");
  const custody = accountNumberSchema.parse(custodyNumberOf(offer));
  const account = campaignAccountNumber({ custody, campaignId });
  const { partnerId, currency } = offer;
  await openAtBank(bankUrl, { account, partnerId, holder: `Campaign ${campaignId}`, currency });
}

/** The demo staff: two first operators, and everybody else by the two of them. */
export async function setUpStaff(setUp: SetUp): Promise<void> {
  const { wired, issuer } = setUp;
  const { store } = wired.platform;
  const known = async ({ email, name }: { email: string; name: string }) =>
    ensureUser(
      wired.identity,
      { iss: issuer, sub: seededSub(email), email, email_verified: true, name },
      wired.platform.clock.business(),
    );
  const operators = [];
  for (const { user, role } of Object.values(DEMO_STAFF)) {
    const { id: userId, personId } = await known(user);
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
}

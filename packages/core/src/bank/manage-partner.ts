import { readVerifyingKey } from "@firstlot/partner-kit/webhook-key";
import { append } from "../audit/event.ts";
import type { PartnerId } from "../identity/actor.ts";
import { partnerIdSchema } from "../identity/actor.ts";
import type { Json } from "../kernel/canonical-json.ts";
import {
  type Command,
  type ConcurrencyRefusal,
  commandKey,
  type Done,
  type IdempotencyRefusal,
  once,
  putCommand,
} from "../kernel/command.ts";
import { derivedIdPart } from "../kernel/id.ts";
import { addMs, DAY_MS } from "../kernel/instant.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Store, Writes } from "../kernel/store.ts";
import { openAccount } from "../ledger/account.ts";
import { partnerAccountIds } from "../ledger/chart.ts";
import type { Currency } from "../money/currency.ts";
import type { SecretBox } from "../webhook/secret-box.ts";
import type { AccountNumber } from "./account-number.ts";
import { openCustodyAccount, openPlatformAccount } from "./bank-account.ts";
import type { BankCalendar } from "./calendar.ts";
import {
  type ConfirmationKey,
  type ConfirmationKeyRefusal,
  certifyPartner,
  confirmationKeyIdSchema,
  enterSandbox,
  goLive,
  type Partner,
  type PartnerStatusRefusal,
  rotateConfirmationKey,
  suspendPartner,
} from "./partner.ts";
import { loadPartner, partnerKey, putPartner, putPartnerClient } from "./partner-store.ts";

/** Why a partner was not created or changed. */
export type PartnerRefusal = Readonly<
  | { kind: "not_found" }
  | { kind: "version_mismatch" }
  | { kind: "malformed_key" }
  | PartnerStatusRefusal
  | ConfirmationKeyRefusal
  | ConcurrencyRefusal
  | IdempotencyRefusal
>;

/** What an operator enters when a bank is invited: the numbers of its accounts come from the contract with it. */
export interface PartnerInput {
  readonly name: string;
  readonly calendar: BankCalendar;
  readonly accounts: readonly { currency: Currency; custody: AccountNumber; fees: AccountNumber }[];
  readonly clientId: string;
  readonly paymentPageUrl: string;
  readonly apiUrl: string;
}

interface PartnerDeps {
  readonly store: Store;
  readonly box: SecretBox;
}

const WRITTEN_ACCOUNTS_MAX = 8;

/** Saves a partner with the event of its change. */
function changePartner(options: {
  previous: Partner | undefined;
  next: Partner;
  kind: string;
  command: Command;
  data?: Readonly<Record<string, Json>>;
}): { next: Partner; writes: Writes } {
  const { previous, kind, command, data = {} } = options;
  const { actor, now: at } = command;
  const { version, eventHash, write } = append({
    id: options.next.id,
    previous,
    happening: { kind, actor, at, data },
  });
  const next = { ...options.next, version, eventHash };
  return {
    next,
    writes: { [`partner:${next.id}`]: putPartner(next, previous), [`event:${next.id}:${version}`]: write },
  };
}

/**
 * Invites a bank: the partner, its custody and fee accounts per currency, and its own ledger book for money of no known
 * campaign, in one transaction.
 */
export async function createPartner(
  { store }: Pick<PartnerDeps, "store">,
  command: Command,
  input: PartnerInput,
): Promise<Result<Done<Partner>, PartnerRefusal>> {
  const id = partnerIdSchema.parse(`ptr_${command.requestId}`);
  const { accounts, ...about } = input;
  const opened = accounts.slice(0, WRITTEN_ACCOUNTS_MAX);
  const attempt = async (): Promise<Result<Partner, PartnerRefusal>> => {
    const partner: Partner = {
      ...about,
      id,
      currencies: opened.map(({ currency }) => currency),
      feeAccounts: Object.fromEntries(opened.map(({ currency, fees }) => [currency, fees])),
      confirmationKeys: [],
      createdAt: command.now,
      payloadHash: command.payloadHash,
      version: 1,
      eventHash: "",
      status: "invited",
    };
    const { next, writes } = changePartner({
      previous: undefined,
      next: partner,
      kind: "partner.invited",
      command,
      data: { currencies: partner.currencies },
    });
    const committed = await store.commit(
      mergeWrites(
        writes,
        { client: putPartnerClient(next) },
        ...opened.map((of) => accountWrites(id, of, command)),
      ),
    );
    return committed.ok ? ok(next) : err({ kind: "concurrent_update" });
  };
  return once({ store, command, identity: partnerKey(id), attempt, current: () => read(store, id) });
}

function accountWrites(
  partnerId: PartnerId,
  { currency, custody, fees }: PartnerInput["accounts"][number],
  { now: at }: Command,
): Writes {
  const ledger = partnerAccountIds({ book: partnerId, currency }).map(
    (id) => [`account:${id}`, openAccount(id)] as const,
  );
  return mergeWrites(
    openCustodyAccount({ partnerId, number: custody, currency, at }).writes,
    openPlatformAccount({ partnerId, number: fees, currency, at }).writes,
    Object.fromEntries(ledger),
  );
}

const read = async (store: Store, id: PartnerId): Promise<Result<Partner, PartnerRefusal>> => {
  const partner = await loadPartner(store, id);
  return partner ? ok(partner) : err({ kind: "not_found" });
};

interface ManagedPartner {
  readonly partnerId: PartnerId;
  readonly version?: number | undefined;
}

function manage(
  { store }: Pick<PartnerDeps, "store">,
  command: Command,
  options: ManagedPartner & {
    kind: string;
    data?: Readonly<Record<string, Json>>;
    change: (partner: Partner) => Promise<Result<Partner, PartnerRefusal>> | Result<Partner, PartnerRefusal>;
  },
): Promise<Result<Done<Partner>, PartnerRefusal>> {
  const { partnerId, version, kind, change, data = {} } = options;
  const attempt = async (): Promise<Result<Partner, PartnerRefusal>> => {
    const found = await read(store, partnerId);
    if (!found.ok) return found;
    const previous = found.value;
    if (version !== undefined && version !== previous.version) return err({ kind: "version_mismatch" });
    const changed = await change(previous);
    if (!changed.ok) return changed;
    const { next, writes } = changePartner({
      previous,
      next: changed.value,
      kind: `partner.${kind}`,
      command,
      data,
    });
    const committed = await store.commit(mergeWrites(writes, { command: putCommand(command) }));
    return committed.ok ? ok(next) : err({ kind: "concurrent_update" });
  };
  return once({
    store,
    command,
    identity: commandKey(command),
    attempt,
    current: () => read(store, partnerId),
  });
}

/** A step of a partner's lifecycle. */
export type PartnerStep = "enter_sandbox" | "certify" | "go_live" | "suspend";

/** Moves a partner along its lifecycle. */
export const movePartner = (
  deps: Pick<PartnerDeps, "store">,
  command: Command,
  input: ManagedPartner & { step: PartnerStep; reason: string },
): Promise<Result<Done<Partner>, PartnerRefusal>> =>
  manage(deps, command, {
    ...input,
    kind: input.step,
    data: { reason: input.reason },
    change: (partner) => {
      switch (input.step) {
        case "enter_sandbox":
          return enterSandbox(partner);
        case "certify":
          return certifyPartner(partner, command.now);
        case "go_live":
          return goLive(partner);
        case "suspend":
          return suspendPartner(partner, { at: command.now, reason: input.reason });
      }
    },
  });

const OVERLAP_MS_MAX = 30 * DAY_MS;

/**
 * Registers the next key that a partner signs its confirmations with: `whpk_…` (public), or `whsec_…` (kept sealed).
 * Keys in use are believed until the overlap ends, wall time, and refused after.
 */
export const registerConfirmationKey = (
  deps: PartnerDeps,
  command: Command,
  input: ManagedPartner & { key: string; overlapMs: number },
): Promise<Result<Done<Partner>, PartnerRefusal>> =>
  manage(deps, command, {
    ...input,
    kind: "confirmation_key_rotated",
    change: async (partner) => {
      const key = await keyOf(deps.box, { partner, text: input.key, command });
      if (!key) return err({ kind: "malformed_key" });
      const overlapUntil = addMs(command.wall, Math.min(input.overlapMs, OVERLAP_MS_MAX));
      return rotateConfirmationKey(partner, { key, overlapUntil, wall: command.wall });
    },
  });

async function keyOf(
  box: SecretBox,
  { partner, text, command }: { partner: Partner; text: string; command: Command },
): Promise<ConfirmationKey | undefined> {
  const key = readVerifyingKey(text);
  if (!key.ok) return undefined;
  const base = {
    id: confirmationKeyIdSchema.parse(`key_${derivedIdPart([partner.id, command.requestId])}`),
    validFrom: command.wall,
  };
  return key.value.scheme === "v1a"
    ? { ...base, scheme: "v1a", publicKey: text }
    : { ...base, scheme: "v1", sealedSecret: await box.seal(text, partner.id) };
}

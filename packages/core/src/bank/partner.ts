import { z } from "zod";
import { partnerIdSchema } from "../identity/actor.ts";
import { idSchema } from "../kernel/id.ts";
import { type Instant, instantSchema } from "../kernel/instant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { currencySchema } from "../money/currency.ts";
import { accountNumberSchema } from "./account-number.ts";
import { bankCalendarSchema } from "./calendar.ts";

/** Keys that verify one partner's confirmations at a time: the one in use and the one that comes. */
export const CONFIRMATION_KEYS_MAX = 4;

export const confirmationKeyIdSchema = idSchema("key", "ConfirmationKeyId");
export type ConfirmationKeyId = z.infer<typeof confirmationKeyIdSchema>;

const validity = { validFrom: instantSchema, validUntil: instantSchema.optional() };

/**
 * A key that verifies a partner's confirmations, valid in a window of wall time. A public key stands in the clear;
 * a shared secret only sealed.
 */
export const confirmationKeySchema = z.discriminatedUnion("scheme", [
  z.strictObject({
    id: confirmationKeyIdSchema,
    scheme: z.literal("v1a"),
    publicKey: z.string().regex(/^whpk_[A-Za-z0-9+/]{43}=$/, "a key like whpk_…"),
    ...validity,
  }),
  z.strictObject({
    id: confirmationKeyIdSchema,
    scheme: z.literal("v1"),
    sealedSecret: z.string(),
    ...validity,
  }),
]);
export type ConfirmationKey = Readonly<z.infer<typeof confirmationKeySchema>>;

const base = {
  id: partnerIdSchema,
  name: z.string().min(1).max(100),
  calendar: bankCalendarSchema,
  currencies: z.array(currencySchema).min(1),
  /** The platform's own account at this bank, by currency: where fees arrive. */
  feeAccounts: z.partialRecord(currencySchema, accountNumberSchema),
  /** OAuth client of the bank's machines (`private_key_jwt`). */
  clientId: z.string().min(1).max(100),
  /** Where the bank's payment page takes payment links. */
  paymentPageUrl: z.url({ protocol: /^https?$/ }).max(500),
  /** Base of the bank's own API (status of an instruction, name check). */
  apiUrl: z.url({ protocol: /^https?$/ }).max(500),
  confirmationKeys: z.array(confirmationKeySchema).max(CONFIRMATION_KEYS_MAX),
  createdAt: instantSchema,
  payloadHash: z.string(),
  version: z.int().min(1),
  eventHash: z.string(),
};

/** A bank that holds and moves the money. Only a `live` (or, for trials, `sandbox`) one takes part in settlements. */
export const partnerSchema = z.discriminatedUnion("status", [
  z.strictObject({ ...base, status: z.literal("invited") }),
  z.strictObject({ ...base, status: z.literal("sandbox") }),
  z.strictObject({ ...base, status: z.literal("certified"), certifiedAt: instantSchema }),
  z.strictObject({ ...base, status: z.literal("live"), certifiedAt: instantSchema }),
  z.strictObject({
    ...base,
    status: z.literal("suspended"),
    certifiedAt: instantSchema,
    suspendedAt: instantSchema,
    reason: z.string().min(1).max(500),
  }),
]);
export type Partner = Readonly<z.infer<typeof partnerSchema>>;
type PartnerIn<S extends Partner["status"]> = Extract<Partner, { status: S }>;

/** The move is not in the lifecycle of product.md. */
export type PartnerStatusRefusal = Readonly<{ kind: "partner_status"; status: Partner["status"] }>;

type Moved = Result<Partner, PartnerStatusRefusal>;
const refused = ({ status }: Partner): Moved => err({ kind: "partner_status", status });

/** The bank accepted the invitation and begins with the sandbox. */
export const enterSandbox = (partner: Partner): Moved =>
  partner.status === "invited" ? ok({ ...partner, status: "sandbox" }) : refused(partner);

/** The bank's receiver passed the conformance check. */
export const certifyPartner = (partner: Partner, at: Instant): Moved =>
  partner.status === "sandbox" ? ok({ ...partner, status: "certified", certifiedAt: at }) : refused(partner);

/** Real money may move through a certified bank; a suspended one comes back. */
export function goLive(partner: Partner): Moved {
  if (partner.status === "certified") return ok({ ...partner, status: "live" });
  if (partner.status !== "suspended") return refused(partner);
  const { suspendedAt: _suspendedAt, reason: _reason, ...rest } = partner;
  return ok({ ...rest, status: "live" });
}

/** New instructions stop; confirmations of what was sent are still taken. */
export const suspendPartner = (partner: Partner, { at, reason }: { at: Instant; reason: string }): Moved =>
  partner.status === "live"
    ? ok<PartnerIn<"suspended">>({ ...partner, status: "suspended", suspendedAt: at, reason })
    : refused(partner);

/** Whether instructions may be sent to this bank now. */
export const takesInstructions = ({ status }: Partner): boolean => status === "live" || status === "sandbox";

/** The keys that may have signed something at `wall`, newest first; during a rotation two. */
export const keysAt = (partner: Partner, wall: Instant): readonly ConfirmationKey[] =>
  partner.confirmationKeys
    .filter(
      ({ validFrom, validUntil }) => validFrom <= wall && (validUntil === undefined || wall < validUntil),
    )
    .sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1));

/** Why a key is not taken. */
export type ConfirmationKeyRefusal = Readonly<
  { kind: "too_many_confirmation_keys"; max: number } | { kind: "confirmation_key_exists" }
>;

const sameKey = (a: ConfirmationKey, b: ConfirmationKey): boolean =>
  a.id === b.id || (a.scheme === "v1a" && b.scheme === "v1a" && a.publicKey === b.publicKey);

/**
 * Adds the next key; keys in use end at `overlapUntil` (wall time), so that both are believed until then and the old
 * one is refused after. Keys that ended before `wall` are dropped.
 */
export function rotateConfirmationKey(
  partner: Partner,
  { key, overlapUntil, wall }: { key: ConfirmationKey; overlapUntil: Instant; wall: Instant },
): Result<Partner, ConfirmationKeyRefusal> {
  if (partner.confirmationKeys.some((known) => sameKey(known, key))) {
    return err({ kind: "confirmation_key_exists" });
  }
  const kept = partner.confirmationKeys
    .filter(({ validUntil }) => validUntil === undefined || validUntil > wall)
    .map((known) => ({
      ...known,
      validUntil:
        known.validUntil !== undefined && known.validUntil < overlapUntil ? known.validUntil : overlapUntil,
    }));
  if (kept.length >= CONFIRMATION_KEYS_MAX) {
    return err({ kind: "too_many_confirmation_keys", max: CONFIRMATION_KEYS_MAX });
  }
  return ok({ ...partner, confirmationKeys: [...kept, key] });
}

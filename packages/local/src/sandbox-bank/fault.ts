import { z } from "zod";
import type { Bank } from "./bank.ts";
import { type Effects, FAULT_KINDS, type Fact, type Fault, partnerIdSchema } from "./bank-fact.ts";

/** Body of `POST /admin/faults`. What a kind does not need is ignored. */
export const faultRequestSchema = z.strictObject({
  partnerId: partnerIdSchema,
  kind: z.enum(FAULT_KINDS),
  next: z.int().min(1).max(100_000).default(1),
  on: z.enum(["any", "payment", "instruction"]).default("any"),
  delayMs: z
    .int()
    .min(0)
    .max(90 * 86_400_000)
    .default(60_000),
  reason: z
    .string()
    .regex(/^[A-Z0-9]{4}$/)
    .default("AC04"),
  byMinor: z.int().default(1),
  currency: z.enum(["CNY", "EUR", "USD", "GBP", "CHF", "JPY", "KWD"]).default("CHF"),
});

/** The fact that arms a switch. */
export function armFault(bank: Bank, request: z.infer<typeof faultRequestSchema>): Fact {
  const { next, ...rest } = request;
  return {
    type: "fault_armed",
    fault: { ...rest, faultId: `flt-${bank.state.faultCount + 1}`, remaining: next },
  };
}

/** The first switch of one of these kinds that is on for the partner, with the fact that uses it once. */
export function takeFault(
  bank: Bank,
  {
    partnerId,
    kinds,
    on,
  }: { partnerId: string; kinds: readonly Fault["kind"][]; on: "payment" | "instruction" },
): { fault: Fault; used: Fact } | undefined {
  for (const { fault } of bank.state.faults.values()) {
    if (fault.partnerId !== partnerId || !kinds.includes(fault.kind)) continue;
    if (fault.on !== "any" && fault.on !== on) continue;
    return { fault, used: { type: "fault_used", faultId: fault.faultId } };
  }
  return undefined;
}

/** What every switch that is on does to the next payment or instruction, and the facts that use them once each. */
export function takeEffects(
  bank: Bank,
  { partnerId, on }: { partnerId: string; on: "payment" | "instruction" },
): { effects: Effects; used: Fact[] } {
  const used: Fact[] = [];
  const take = (kind: Fault["kind"]): Fault | undefined => {
    const taken = takeFault(bank, { partnerId, kinds: [kind], on });
    if (taken) used.push(taken.used);
    return taken?.fault;
  };
  const delay = take("delay");
  const reject = on === "instruction" ? take("reject") : undefined;
  const giveBack = on === "instruction" ? take("return_later") : undefined;
  const wrongAmount = take("wrong_amount");
  const wrongCurrency = take("wrong_currency");
  const effects: Effects = {
    ...(delay && { delayMs: delay.delayMs }),
    ...(take("duplicate") && { duplicate: true }),
    ...(on === "instruction" && take("out_of_order") && { outOfOrder: true }),
    ...(take("lose_confirmation") && { lost: true }),
    ...(reject && { rejectReason: reject.reason }),
    ...(giveBack && { returnReason: giveBack.reason, returnDelayMs: giveBack.delayMs }),
    ...(wrongAmount && { wrongByMinor: wrongAmount.byMinor }),
    ...(wrongCurrency && { wrongCurrency: wrongCurrency.currency }),
  };
  return { effects, used };
}

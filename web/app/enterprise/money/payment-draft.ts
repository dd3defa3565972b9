import { minorOf, type WireMoney } from "../../../ui/money.tsx";
import { moneyTyped } from "../../parts/typed-amount.ts";

/** Something that is wrong in the form of a payment request; `most`: the amount that it may have. */
export interface Mistake {
  readonly field: "payeeName" | "payeeAccount" | "invoice" | "amount";
  readonly kind: "no_name" | "no_account" | "no_invoice" | "no_amount" | "over_line" | "over_account";
  readonly most?: WireMoney;
}

const ACCOUNT = /^[A-Z0-9]{5,34}$/;

/**
 * A payment request as the API takes it, out of what was typed, with all that is wrong in it. The platform checks
 * everything again; this says it before anything is sent.
 * @param text what stands in a field
 */
export function draftOf<M extends WireMoney>(of: {
  readonly line: { readonly lineId: string; readonly payee: string; readonly remaining: M };
  /** On the campaign account. */
  readonly free: M;
  readonly text: (field: Mistake["field"] | "note") => string;
}) {
  const { line, free, text } = of;
  const mistakes: Mistake[] = [];
  const isOwn = line.payee === "own_costs";
  const name = text("payeeName");
  const account = text("payeeAccount").replaceAll(/\s/g, "").toUpperCase();
  const [invoice, note] = [text("invoice"), text("note")];
  if (!isOwn) {
    if (name === "") mistakes.push({ field: "payeeName", kind: "no_name" });
    if (!ACCOUNT.test(account)) mistakes.push({ field: "payeeAccount", kind: "no_account" });
    if (invoice === "") mistakes.push({ field: "invoice", kind: "no_invoice" });
  }
  const amount = moneyTyped(text("amount"), free);
  const tooMuch = (limit: M) => amount !== undefined && minorOf(amount) > minorOf(limit);
  if (amount === undefined) mistakes.push({ field: "amount", kind: "no_amount" });
  else if (tooMuch(line.remaining))
    mistakes.push({ field: "amount", kind: "over_line", most: line.remaining });
  else if (tooMuch(free)) mistakes.push({ field: "amount", kind: "over_account", most: free });
  const currency: M["currency"] = free.currency;
  const draft = {
    lineId: line.lineId,
    amount: { amount: amount?.amount ?? "", currency },
    ...(isOwn ? {} : { payee: { name, account }, invoiceEvidenceId: invoice }),
    ...(note === "" ? {} : { note }),
  };
  return { draft, mistakes };
}

import type { DraftAddress, PayMethod } from "./draft.ts";

/** The fields of a form that was sent; a file, or a field sent twice, reads as absent. */
export type Fields = Readonly<Record<string, unknown>>;

/** One field as text without the blanks around it. */
export function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === "string" ? value.trim() : "";
}

/** A mistake in a form: the field, and the key of its words. */
interface Mistake<K extends string> {
  readonly field: string;
  readonly key: K;
}

const QUANTITY_MAX = 100;

/** The quantities of a form by item: an empty field is none. */
export function quantitiesOf(fields: Fields, ids: readonly string[]) {
  const items: Record<string, number> = {};
  const mistakes: Mistake<"errorQuantity">[] = [];
  for (const id of ids) {
    const text = textOf(fields, `q-${id}`);
    if (text === "" || /^0+$/.test(text)) continue;
    const quantity = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
    if (quantity >= 1 && quantity <= QUANTITY_MAX) items[id] = quantity;
    else mistakes.push({ field: `q-${id}`, key: "errorQuantity" });
  }
  return { items, mistakes };
}

const LENGTHS = { name: 100, line1: 100, line2: 100, line3: 100, city: 80, postcode: 20 } as const;
const PHONE = /^[+0-9 ()-]{5,25}$/;

export type AddressMistake = Mistake<
  "errorName" | "errorLine" | "errorCity" | "errorPostcode" | "errorPhone" | "errorLong"
>;

/** The address of a form, or what is wrong with it. */
export function addressOf(fields: Fields): { address?: DraftAddress; mistakes: readonly AddressMistake[] } {
  const text = (name: string) => textOf(fields, name);
  const phone = text("phone");
  const mistakes: AddressMistake[] = [];
  if (text("name") === "") mistakes.push({ field: "name", key: "errorName" });
  if (text("line1") === "") mistakes.push({ field: "line1", key: "errorLine" });
  if (text("postcode") === "") mistakes.push({ field: "postcode", key: "errorPostcode" });
  if (text("city") === "") mistakes.push({ field: "city", key: "errorCity" });
  for (const [field, charactersMax] of Object.entries(LENGTHS))
    if (text(field).length > charactersMax) mistakes.push({ field, key: "errorLong" });
  if (phone !== "" && !PHONE.test(phone)) mistakes.push({ field: "phone", key: "errorPhone" });
  if (mistakes.length > 0) return { mistakes };
  const lines = [text("line1"), text("line2"), text("line3")].filter((line) => line !== "");
  return {
    address: {
      ...{ name: text("name"), lines, city: text("city"), postcode: text("postcode") },
      ...(phone === "" ? {} : { phone }),
    },
    mistakes,
  };
}

/** How somebody wants to pay. */
export function methodOf(fields: Fields): PayMethod | undefined {
  const method = textOf(fields, "method");
  return method === "page" || method === "transfer" ? method : undefined;
}

import { useFormContext } from "react-hook-form";
import { useReader, useSay } from "../../../../ui/language.tsx";
import { minorOf, moneyOfMinor, moneyText, percentOf, sumOf } from "../../../../ui/money.tsx";
import { Note } from "../../../../ui/parts.tsx";
import { amountOf } from "../../../parts/typed-amount.ts";
import { EDITOR } from "./editor-messages.ts";
import type { TermsForm } from "./terms-form.ts";

/** Two amounts with as many decimals as the longer one. */
function alike(price: string, cost: string): readonly [string, string] {
  const decimals = Math.max(...[price, cost].map((text) => text.split(".")[1]?.length ?? 0));
  const padded = (text: string) => {
    const [whole = "0", part = ""] = text.split(".");
    return decimals === 0 ? whole : `${whole}.${part.padEnd(decimals, "0")}`;
  };
  return [padded(price), padded(cost)];
}

/** What is left of a unit's price after its cost: for the owner's eyes, before VAT and fees. */
export const Margin = ({ at }: { readonly at: number }) => {
  const say = useSay(EDITOR);
  const { language } = useReader();
  const { watch } = useFormContext<TermsForm>();
  const currency = watch("currency");
  const [typedPrice, typedCost] = [watch(`tiers.${at}.price`), watch(`tiers.${at}.unitCost`)];
  const [price, cost] = [amountOf(typedPrice ?? ""), amountOf(typedCost ?? "")];
  if (price === undefined || cost === undefined) return null;
  const [of, less] = alike(price, cost);
  const whole = { amount: of, currency };
  const left = moneyOfMinor(minorOf(whole) - minorOf({ amount: less, currency }), whole);
  if (minorOf(left) <= 0n) return <Note tone="warn">{say("costAbovePrice")}</Note>;
  return (
    <p className="hint">
      {say("margin", { amount: moneyText(left, language), percent: percentOf(left, whole) })}
    </p>
  );
};

/** The sum of typed amounts, those that are none left out. */
export function sumTyped(typed: readonly string[], currency: string) {
  const amounts = typed.flatMap((text) => amountOf(text) ?? []);
  const decimals = Math.max(0, ...amounts.map((text) => text.split(".")[1]?.length ?? 0));
  const like = decimals === 0 ? "0" : `0.${"0".repeat(decimals)}`;
  return sumOf(amounts.map((text) => ({ amount: alike(text, like)[0], currency })));
}

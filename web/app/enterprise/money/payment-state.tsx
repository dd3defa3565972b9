import { useWord } from "../../../ui/code-word.tsx";
import { StateTag, type Tones } from "../../parts/state-tag.tsx";
import { MONEY } from "./money-messages.ts";

const TONES: Tones = {
  draft: "warn",
  requested: "info",
  refused: "danger",
  instructed: "info",
  paid: "ok",
  returned: "danger",
};

/** Where a payment request stands. */
export const PaymentTag = ({ status }: { readonly status: string }) => (
  <StateTag voice={MONEY} group="payment" state={status} tones={TONES} />
);

/** Why it was refused or came back: a person's words, or a bank's code with its meaning. */
export const Because = ({ reason }: { readonly reason: string }) => {
  const meaning = useWord(MONEY)("iso", reason);
  return meaning === reason ? reason : `${meaning} (${reason})`;
};

import { useWord } from "../../ui/code-word.tsx";
import { BANK } from "./bank-messages.ts";

/** ISO 20022 reasons for which a bank does not execute a payment, the usual ones. */
export const REJECT_REASONS = ["AC01", "AC04", "AC06", "AG01", "AM05", "RR04", "MS03"] as const;

/** A reason in words: a code of ISO 20022 with its meaning, a person's own words as they are. */
export const ReasonText = ({ reason }: { readonly reason: string }) => {
  const meaning = useWord(BANK)("iso", reason);
  return meaning === reason ? reason : `${meaning} (${reason})`;
};

import { CodeWord } from "../../../ui/code-word.tsx";
import { useReader, useSay } from "../../../ui/language.tsx";
import { Note, Pairs } from "../../../ui/parts.tsx";
import { countryText, instantText, Time } from "../../../ui/time.tsx";
import { StateTag } from "../../parts/state-tag.tsx";
import type { Enterprise } from "../enterprise-data.ts";
import { PAYOUT } from "./payout-messages.ts";

/** The account that money of an enterprise's own costs goes to. */
export type PayoutAccount = NonNullable<Enterprise["payoutAccount"]>;

const TONES = {
  unverified: "neutral",
  on_hold: "warn",
  verified: "ok",
  mismatch: "danger",
} as const satisfies Record<PayoutAccount["status"], string>;

/** Enough of a number to know one's own by. */
export const maskedNumber = ({ lastFour }: Pick<PayoutAccount, "lastFour">): string => `•••• ${lastFour}`;

const NameCheck = ({ check }: { readonly check: PayoutAccount["nameCheck"] }) => {
  const say = useSay(PAYOUT);
  const reader = useReader();
  if (check === undefined) return say("notAskedYet");
  if (check.answer === undefined) return say("askedAt", { at: instantText(check.requestedAt, reader) });
  return (
    <>
      <CodeWord voice={PAYOUT} group="answer" code={check.answer} />
      {check.answeredAt === undefined ? null : (
        <span className="muted"> · {instantText(check.answeredAt, reader)}</span>
      )}
    </>
  );
};

/** What the present state means for money, and what ends it. */
const Meaning = ({ account }: { readonly account: PayoutAccount }) => {
  const say = useSay(PAYOUT);
  const reader = useReader();
  switch (account.status) {
    case "verified":
      return (
        <Note tone="ok" title={say("verifiedTitle")}>
          <p>{say("verifiedText")}</p>
        </Note>
      );
    case "on_hold":
      return (
        <Note
          tone="warn"
          title={say("holdTitle", {
            until: account.holdUntil === undefined ? "–" : instantText(account.holdUntil, reader),
          })}
        >
          <p>{say("holdWhy")}</p>
          <p>{say("holdMoney")}</p>
          <p>{say(account.nameCheck?.answer === undefined ? "holdEndsWithBank" : "holdEndsByItself")}</p>
          <p>{say("holdNotYou")}</p>
        </Note>
      );
    case "mismatch":
      return (
        <Note tone="danger" title={say("mismatchTitle")}>
          <p>{say("mismatchText", { name: account.name })}</p>
        </Note>
      );
    case "unverified":
      return (
        <Note tone="info" title={say("unverifiedTitle")}>
          <p>
            {say(
              account.nameCheck === undefined
                ? "unverifiedDraft"
                : account.nameCheck.answer === "close"
                  ? "unverifiedClose"
                  : "unverifiedAsked",
            )}
          </p>
        </Note>
      );
  }
};

/** The account as it stands: masked, with the bank's answer and what it means for money. */
export const PresentAccount = ({ account }: { readonly account: PayoutAccount }) => {
  const say = useSay(PAYOUT);
  const { language } = useReader();
  return (
    <div className="stack">
      <Pairs
        items={[
          [
            say("state"),
            <StateTag key="state" voice={PAYOUT} group="state" state={account.status} tones={TONES} />,
          ],
          [say("holder"), account.name],
          [
            say("number"),
            <span key="number" className="nowrap">
              <CodeWord voice={PAYOUT} group="scheme" code={account.scheme} /> {maskedNumber(account)}
            </span>,
          ],
          [say("country"), countryText(account.country, language)],
          [say("currency"), account.currency],
          [say("nameCheck"), <NameCheck key="check" check={account.nameCheck} />],
          [say("changedAt"), <Time key="changed" at={account.changedAt} />],
        ]}
      />
      <Meaning account={account} />
    </div>
  );
};

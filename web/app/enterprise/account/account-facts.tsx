import { CodeWord, useWord } from "../../../ui/code-word.tsx";
import { useReader, useSay } from "../../../ui/language.tsx";
import { Pairs } from "../../../ui/parts.tsx";
import { countryText, Time } from "../../../ui/time.tsx";
import { StateTag, type Tones } from "../../parts/state-tag.tsx";
import type { Enterprise } from "../enterprise-data.ts";
import { ACCOUNT } from "./account-messages.ts";

type Account = NonNullable<Enterprise["payoutAccount"]>;

const TONES: Tones = { verified: "ok", on_hold: "warn", mismatch: "danger" };

/** An account as its owner knows it by: never the whole number. */
export const AccountFacts = ({ account }: { readonly account: Account }) => {
  const say = useSay(ACCOUNT);
  const word = useWord(ACCOUNT);
  const { language } = useReader();
  const { name, scheme, lastFour, country, currency, status, holdUntil, nameCheck } = account;
  return (
    <Pairs
      items={[
        [say("holder"), name],
        [say("number"), say("numberEnds", { scheme: word("scheme", scheme), lastFour })],
        [say("bankCountry"), countryText(country, language)],
        [say("currency"), currency],
        [
          say("state"),
          <StateTag key="state" voice={ACCOUNT} group="account_state" state={status} tones={TONES} />,
        ],
        ...(holdUntil === undefined ? [] : [[say("holdUntil"), <Time key="hold" at={holdUntil} />] as const]),
        ...(nameCheck === undefined
          ? []
          : [
              [
                say("nameCheck"),
                nameCheck.answer === undefined ? (
                  say("nameCheckOpen")
                ) : (
                  <CodeWord key="answer" voice={ACCOUNT} group="name_check" code={nameCheck.answer} />
                ),
              ] as const,
            ]),
      ]}
    />
  );
};

import type { ReactNode } from "react";
import { CodeWord } from "../../ui/code-word.tsx";
import { useSay } from "../../ui/language.tsx";
import { Money, type WireMoney } from "../../ui/money.tsx";
import { Pairs } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import { TRAFFIC } from "./traffic-messages.ts";

/** What both sides know of an instruction. */
interface Instruction {
  readonly amount: WireMoney;
  readonly kind: string;
  readonly creditor: { readonly name: string; readonly account: string };
  readonly debtorAccount: string;
  readonly endToEndId: string;
  readonly bankReference?: string | undefined;
  readonly createdAt: string;
  readonly bookedAt?: string | undefined;
}

/** The facts of an instruction; `more` is what only one side knows. */
export const InstructionFacts = (props: {
  readonly of: Instruction;
  /** Why it is held or was not executed. */
  readonly reason: ReactNode;
  /** The instruction that this one takes the place of, as a link. */
  readonly predecessor: ReactNode;
  readonly more: readonly (readonly [ReactNode, ReactNode])[];
}) => {
  const say = useSay(TRAFFIC);
  const { of, reason, predecessor, more } = props;
  return (
    <div className="card">
      <Pairs
        items={[
          [say("amount"), <Money key="a" value={of.amount} />],
          [say("kind"), <CodeWord key="k" voice={TRAFFIC} group="kind" code={of.kind} />],
          [say("creditor"), `${of.creditor.name}, ${of.creditor.account}`],
          [say("debtorAccount"), of.debtorAccount],
          [say("endToEndId"), <code key="e">{of.endToEndId}</code>],
          [say("bankReference"), of.bankReference ?? "–"],
          [say("reason"), reason ?? "–"],
          [say("createdAt"), <Time key="c" at={of.createdAt} />],
          [say("bookedAt"), of.bookedAt === undefined ? "–" : <Time key="b" at={of.bookedAt} />],
          ...more,
          [say("predecessor"), predecessor ?? "–"],
        ]}
      />
    </div>
  );
};

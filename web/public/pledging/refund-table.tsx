import { CodeWord, useWord } from "../../ui/code-word.tsx";
import { useReader, useSay } from "../../ui/language.tsx";
import { Money } from "../../ui/money.tsx";
import { Note, TableBox, Tag, type Tone } from "../../ui/parts.tsx";
import { instantText, Time } from "../../ui/time.tsx";
import type { Refund } from "./pledge-read.ts";
import { PLEDGING } from "./pledging-messages.ts";

const TONE: Readonly<Record<Refund["status"], Tone>> = {
  requested: "info",
  instructed: "info",
  settled: "ok",
  rejected: "danger",
  returned: "danger",
  dormant: "danger",
};

/** What became of the account that was named last. */
const ACCOUNT = {
  none: "refundFailedText",
  checking: "proposalChecking",
  unanswered: "proposalUnanswered",
  mismatch: "proposalMismatch",
} as const satisfies Record<NonNullable<Refund["proposal"]> | "none", string>;

/** Why money goes back, in words. */
const Reason = ({ reason }: Pick<Refund, "reason">) => (
  <CodeWord voice={PLEDGING} group="reason" code={reason} />
);

const Failure = ({ refund }: { readonly refund: Refund }) => {
  const say = useSay(PLEDGING);
  const word = useWord(PLEDGING);
  const reader = useReader();
  if (refund.failure === undefined) return null;
  return (
    <Note tone="danger" title={say("refundFailedTitle", { reason: word("failure", refund.failure) })}>
      <p>
        {say(ACCOUNT[refund.proposal ?? "none"], {
          until: refund.dormantAt === undefined ? "–" : instantText(refund.dormantAt, reader),
        })}
      </p>
    </Note>
  );
};

/** Every refund of a pledge: how much, why, to which account, and where it is. */
export const RefundTable = ({ refunds }: { readonly refunds: readonly Refund[] }) => {
  const say = useSay(PLEDGING);
  if (refunds.length === 0) return null;
  return (
    <section className="stack tight" aria-labelledby="refunds">
      <h2 id="refunds">{say("refundsTitle")}</h2>
      {refunds.map((refund) => (
        <Failure key={refund.id} refund={refund} />
      ))}
      <TableBox label={say("refundsTable")}>
        <table className="refunds">
          <thead>
            <tr>
              <th scope="col">{say("refundWhy")}</th>
              <th scope="col">{say("state")}</th>
              <th scope="col">{say("refundTo")}</th>
              <th scope="col">{say("refundWhen")}</th>
              <th scope="col" className="right">
                {say("amount")}
              </th>
            </tr>
          </thead>
          <tbody>
            {refunds.map((refund) => (
              <tr key={refund.id}>
                <td>
                  <Reason reason={refund.reason} />
                </td>
                <td>
                  <Tag tone={TONE[refund.status]}>{say(`refund_${refund.status}`)}</Tag>
                </td>
                <td className="nowrap">{refund.to}</td>
                <td className="nowrap">
                  <Time at={refund.settledAt ?? refund.requestedAt} as="short" />
                </td>
                <td className="right">
                  <Money value={refund.amount} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
    </section>
  );
};

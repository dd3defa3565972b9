import { granted } from "@firstlot/sdk/client";
import { TextArea } from "../../../ui/field.tsx";
import { useReader, useSay } from "../../../ui/language.tsx";
import { moneyText } from "../../../ui/money.tsx";
import { Note } from "../../../ui/parts.tsx";
import { Time } from "../../../ui/time.tsx";
import { useAct } from "../../act.tsx";
import { staffApi } from "../../api.ts";
import { useMe } from "../../me.ts";
import { ActNotes } from "../../parts/act-notes.tsx";
import { formText } from "../../parts/form-text.ts";
import { REVIEW } from "../review-messages.ts";
import { type Payment, paymentKey, WAITING_KEY } from "./payment-data.ts";

/** Agree (approvers, two natural persons) or refuse; the amount and the payee stand on the button. */
export const PaymentActs = ({ of }: { readonly of: Payment }) => {
  const say = useSay(REVIEW);
  const { language } = useReader();
  const me = useMe();
  const stale = [paymentKey(of.id), WAITING_KEY];
  const params = { path: { paymentId: of.id } };
  const approve = useAct({
    perform: async (_: object, header) =>
      granted(await staffApi.POST("/payments/{paymentId}/approve", { params: { ...params, header } })),
    stale,
    done: say("paymentAgreed"),
  });
  const decline = useAct({
    perform: async (body: { reason: string }, header) =>
      granted(await staffApi.POST("/payments/{paymentId}/refuse", { params: { ...params, header }, body })),
    stale,
    done: say("paymentRefused"),
  });
  const { approvals = [], status, approversNeeded } = of;
  const values = { amount: moneyText(of.amount, language), payee: of.payee?.name ?? "–" };
  const isApprover = me?.staffRoles.includes("approver") ?? false;
  const hasAgreed = approvals.some(({ by }) => by === me?.userId);
  return (
    <>
      {approversNeeded === 0 ? <p>{say("noApproverNeeded")}</p> : null}
      {approvals.length === 0 ? null : (
        <ul>
          {approvals.map(({ by, at }) => (
            <li key={by}>
              {by === me?.userId ? say("youAgreed") : say("approverAgreed", { id: by.slice(-4) })} ·{" "}
              <Time at={at} as="short" />
            </li>
          ))}
        </ul>
      )}
      {status !== "requested" ? null : (
        <>
          <p>{say("agreedSoFar", { count: approvals.length, needed: approversNeeded })}</p>
          {hasAgreed ? (
            <Note tone="info">
              <p>{say("agreedSecondNeeded")}</p>
            </Note>
          ) : isApprover ? (
            <>
              <p className="muted small">{say("stepUpNeeded")}</p>
              <p>
                <button
                  type="button"
                  className="button"
                  aria-disabled={approve.state.kind === "running"}
                  onClick={() => void approve.run({})}
                >
                  {say(approvals.length + 1 < approversNeeded ? "agreePayment" : "approvePayment", values)}
                </button>
              </p>
            </>
          ) : (
            <p className="muted">{say("waitsForApprover")}</p>
          )}
          <details>
            <summary>{say("refuseTitle")}</summary>
            <form
              className="stack"
              onSubmit={(event) => {
                event.preventDefault();
                void decline.run({ reason: formText(new FormData(event.currentTarget), "reason") });
              }}
            >
              <TextArea
                name="reason"
                label={say("refuseReason")}
                hint={say("refuseHint")}
                required
                maxLength={500}
              />
              <p>
                <button
                  type="submit"
                  className="button danger"
                  aria-disabled={decline.state.kind === "running"}
                >
                  {say("refusePayment", values)}
                </button>
              </p>
            </form>
          </details>
        </>
      )}
      <ActNotes of={approve} />
      <ActNotes of={decline} />
    </>
  );
};

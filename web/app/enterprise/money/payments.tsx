import { Link } from "@tanstack/react-router";
import { useReader, useSay } from "../../../ui/language.tsx";
import { Money } from "../../../ui/money.tsx";
import { Empty } from "../../../ui/parts.tsx";
import { Time } from "../../../ui/time.tsx";
import { MorePages } from "../../parts/pages.tsx";
import { Loaded } from "../../parts/problem.tsx";
import { Table } from "../../parts/table.tsx";
import type { CampaignPath, Terms } from "../campaign/campaign-data.ts";
import { useMayAsk, usePayments } from "./money-data.ts";
import { MONEY } from "./money-messages.ts";
import { PaymentTag } from "./payment-state.tsx";
import { usePurpose } from "./plan-table.tsx";

/** The payment requests of a campaign, and the way to a new one. */
export const Payments = (props: {
  readonly path: CampaignPath;
  readonly terms: Terms;
  /** The address of the money screen. */
  readonly base: string;
}) => {
  const { path, terms, base } = props;
  const say = useSay(MONEY);
  const { zone } = useReader();
  const purposeOf = usePurpose(terms);
  const payments = usePayments(path);
  const mayAsk = useMayAsk(path.enterpriseId);
  return (
    <section className="stack">
      <div className="stack tight">
        <h2>{say("payments")}</h2>
        <p className="muted">{say("paymentsLead")}</p>
      </div>
      {mayAsk ? (
        <p>
          <Link className="button quiet" to={`${base}/payments/new`}>
            {say("newPayment")}
          </Link>
        </p>
      ) : null}
      <Loaded query={payments}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0)
            return (
              <Empty title={say("paymentsEmpty")}>
                <p>{say("paymentsEmptyText")}</p>
              </Empty>
            );
          return (
            <Table
              label={say("payments")}
              rows={rows}
              keyOf={({ id }) => id}
              columns={[
                {
                  head: say("payee"),
                  cell: ({ id, payee }) => (
                    <Link to={`${base}/payments/${id}`}>{payee?.name ?? say("ownAccount")}</Link>
                  ),
                },
                { head: say("amount"), right: true, cell: ({ amount }) => <Money value={amount} /> },
                { head: say("state"), cell: ({ status }) => <PaymentTag status={status} /> },
                {
                  head: say("purpose"),
                  cell: ({ lineId }) => <span lang={purposeOf(lineId).lang}>{purposeOf(lineId).text}</span>,
                },
                {
                  head: say("writtenAt", { zone }),
                  cell: ({ createdAt }) => (
                    <span className="nowrap">
                      <Time at={createdAt} as="short" />
                    </span>
                  ),
                },
              ]}
            />
          );
        }}
      </Loaded>
      <MorePages of={payments} />
    </section>
  );
};

import { Link } from "@tanstack/react-router";
import { useReader, useSay } from "../../../ui/language.tsx";
import { Money } from "../../../ui/money.tsx";
import { Empty } from "../../../ui/parts.tsx";
import { Time } from "../../../ui/time.tsx";
import { APP } from "../../app-messages.ts";
import { MorePages, usePages } from "../../parts/pages.tsx";
import { Loaded, ScreenHead } from "../../parts/problem.tsx";
import { Table } from "../../parts/table.tsx";
import { REVIEW } from "../review-messages.ts";
import { readWaiting, WAITING_KEY } from "./payment-data.ts";

/** Payments above the limit, until two approvers have agreed or one reviewer refuses. */
export const Payments = () => {
  const say = useSay(REVIEW);
  const sayApp = useSay(APP);
  const { zone } = useReader();
  const pages = usePages(WAITING_KEY, readWaiting);
  return (
    <>
      <ScreenHead title={say("payments")} lead={say("paymentsLead")} />
      <Loaded query={pages} lines={6}>
        {(data) => {
          const rows = data.pages.flatMap(({ items }) => items);
          if (rows.length === 0)
            return (
              <Empty title={say("paymentsEmpty")}>
                <p>{say("paymentsEmptyWhy")}</p>
              </Empty>
            );
          return (
            <div className="stack tight">
              <Table
                label={say("payments")}
                rows={rows}
                keyOf={({ id }) => id}
                columns={[
                  {
                    head: say("payee"),
                    cell: ({ id, payee }) => (
                      <Link to="/app/review/payments/$paymentId" params={{ paymentId: id }}>
                        {payee?.name ?? "–"}
                      </Link>
                    ),
                  },
                  { head: say("amount"), right: true, cell: ({ amount }) => <Money value={amount} /> },
                  {
                    head: say("agreed"),
                    right: true,
                    cell: ({ approvals = [], approversNeeded }) =>
                      say("agreedOf", { count: approvals.length, needed: approversNeeded }),
                  },
                  {
                    head: say("requestedAt"),
                    cell: ({ requestedAt }) =>
                      requestedAt === undefined ? "–" : <Time at={requestedAt} as="short" />,
                  },
                ]}
              />
              <p className="muted small">{sayApp("zoneNote", { zone })}</p>
            </div>
          );
        }}
      </Loaded>
      <MorePages of={pages} />
    </>
  );
};

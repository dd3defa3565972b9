import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useReader, useSay } from "../../../ui/language.tsx";
import { Money } from "../../../ui/money.tsx";
import { Empty, TableBox } from "../../../ui/parts.tsx";
import { Time } from "../../../ui/time.tsx";
import { APP } from "../../app-messages.ts";
import { Loaded, ScreenHead } from "../../parts/problem.tsx";
import { REVIEW } from "../review-messages.ts";
import { readWaiting, WAITING_KEY } from "./payment-data.ts";

/** Payments above the limit, until two approvers have agreed or one reviewer refuses. */
export const Payments = () => {
  const say = useSay(REVIEW);
  const sayApp = useSay(APP);
  const { zone } = useReader();
  const pages = useInfiniteQuery({
    queryKey: WAITING_KEY,
    queryFn: ({ pageParam }) => readWaiting(pageParam),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });
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
              <TableBox label={say("payments")}>
                <table>
                  <thead>
                    <tr>
                      <th scope="col">{say("payee")}</th>
                      <th scope="col" className="right">
                        {say("amount")}
                      </th>
                      <th scope="col" className="right">
                        {say("agreed")}
                      </th>
                      <th scope="col">{say("requestedAt")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {rows.map((row) => (
                      <tr key={row.id}>
                        <th scope="row">
                          <Link to="/app/review/payments/$paymentId" params={{ paymentId: row.id }}>
                            {row.payee?.name ?? "–"}
                          </Link>
                        </th>
                        <td className="right">
                          <Money value={row.amount} />
                        </td>
                        <td className="right">
                          {say("agreedOf", {
                            count: row.approvals?.length ?? 0,
                            needed: row.approversNeeded,
                          })}
                        </td>
                        <td>
                          {row.requestedAt === undefined ? "–" : <Time at={row.requestedAt} as="short" />}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </TableBox>
              <p className="muted small">{sayApp("zoneNote", { zone })}</p>
            </div>
          );
        }}
      </Loaded>
      {pages.hasNextPage ? (
        <p className="more">
          <button type="button" className="button quiet" onClick={() => void pages.fetchNextPage()}>
            {sayApp("more")}
          </button>
        </p>
      ) : null}
    </>
  );
};

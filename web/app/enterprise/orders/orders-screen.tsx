import { useState } from "react";
import { useSay } from "../../../ui/language.tsx";
import { Empty, Note } from "../../../ui/parts.tsx";
import { Filter, useQueryMember } from "../../parts/filter.tsx";
import { MorePages } from "../../parts/pages.tsx";
import { Loaded } from "../../parts/problem.tsx";
import { type CampaignPath, type Terms, useCampaign, useCampaignPath } from "../campaign/campaign-data.ts";
import { useFunding } from "../funding/funding-data.ts";
import { MarkSeveral } from "./mark-several.tsx";
import { OrderCard } from "./order-card.tsx";
import { HEAPS, heapAsked, heapOf, isOrder } from "./order-state.ts";
import { type Order, useOrders } from "./orders-data.ts";
import { OrdersFile } from "./orders-file.tsx";
import { ORDERS } from "./orders-messages.ts";
import "./orders.css";

/** How much of the whole campaign is sent. */
const Progress = ({ path }: { readonly path: CampaignPath }) => {
  const say = useSay(ORDERS);
  const funding = useFunding(path);
  return (
    <Loaded query={funding} lines={2}>
      {({ totals, fulfilled }) => {
        const finding = say("finding", { sent: fulfilled.pledges, all: totals.pledges });
        return (
          <div className="stack tight">
            <h2>{finding}</h2>
            <progress max={Math.max(1, totals.pledges)} value={fulfilled.pledges} aria-label={finding} />
            <p className="muted">{say("lead")}</p>
          </div>
        );
      }}
    </Loaded>
  );
};

const byAge = (a: Order, b: Order): number => (a.createdAt < b.createdAt ? -1 : 1);

const List = (props: {
  readonly orders: readonly Order[];
  readonly hasMore: boolean;
  readonly terms: Terms;
  readonly path: CampaignPath;
}) => {
  const { orders, hasMore, terms, path } = props;
  const say = useSay(ORDERS);
  const [asked, ask] = useQueryMember("show");
  const [sent, setSent] = useState<Order>();
  const heap = heapAsked(asked);
  const on = (one: (typeof HEAPS)[number]) =>
    one === "all" ? orders : orders.filter((order) => heapOf(order) === one);
  const shown = on(heap);
  return (
    <div className="stack">
      <div className="row between top">
        <Filter
          name="show"
          label={say("show")}
          value={heap}
          options={HEAPS.map((one) => [one, say(`show_${one}`, { count: on(one).length })])}
          choose={ask}
        />
        <OrdersFile orders={shown} terms={terms} campaignId={path.campaignId} />
      </div>
      {hasMore ? (
        <Note tone="info">
          <p>{say("notAll", { count: orders.length })}</p>
        </Note>
      ) : null}
      {on("open").length === 0 ? null : <MarkSeveral orders={orders} path={path} />}
      {sent === undefined ? null : (
        <Note tone="ok" alert>
          <p>{say("wasSent", { reference: sent.reference })}</p>
        </Note>
      )}
      {shown.length === 0 ? (
        <Empty title={say("noneTitle")}>
          <p>{say(`none_${heap}`)}</p>
        </Empty>
      ) : (
        <ul className="plain orders">
          {shown.map((order) => (
            <OrderCard key={order.id} of={order} terms={terms} path={path} onSent={setSent} />
          ))}
        </ul>
      )}
    </div>
  );
};

/** What a funded campaign has to send, to whom, and what of it is on its way. */
export const OrdersScreen = () => {
  const path = useCampaignPath();
  const campaign = useCampaign(path);
  const orders = useOrders(path);
  return (
    <div className="stack wide">
      <Progress path={path} />
      <Loaded query={campaign}>
        {({ terms }) => (
          <Loaded query={orders} lines={10}>
            {({ pages }) => (
              <List
                orders={pages.flatMap(({ items }) => items.filter(isOrder)).sort(byAge)}
                hasMore={orders.hasNextPage}
                terms={terms}
                path={path}
              />
            )}
          </Loaded>
        )}
      </Loaded>
      <MorePages of={orders} />
    </div>
  );
};

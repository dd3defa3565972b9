import { useState } from "react";
import { useReader, useSay } from "../../../ui/language.tsx";
import { Empty, Note } from "../../../ui/parts.tsx";
import { countryText } from "../../../ui/time.tsx";
import { Filter, useQueryMember } from "../../parts/filter.tsx";
import { MorePages } from "../../parts/pages.tsx";
import { Loaded } from "../../parts/problem.tsx";
import { type CampaignPath, type Terms, useCampaign, useCampaignPath } from "../campaign/campaign-data.ts";
import { useFunding } from "../funding/funding-data.ts";
import { MarkSeveral } from "./mark-several.tsx";
import { OrderCard } from "./order-card.tsx";
import { HEAPS, heapAsked } from "./order-state.ts";
import { type Order, type OrdersAsked, useOrders } from "./orders-data.ts";
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

const ANYWHERE = "";

/** Which orders are listed; both members stay in the address. */
function useAsked(): OrdersAsked & {
  readonly choose: (heap: string) => void;
  readonly to: (country: string) => void;
} {
  const [asked, choose] = useQueryMember("show");
  const [country, to] = useQueryMember("country");
  return { heap: heapAsked(asked), country: country === ANYWHERE ? undefined : country, choose, to };
}

const Filters = ({
  path,
  asked,
}: {
  readonly path: CampaignPath;
  readonly asked: ReturnType<typeof useAsked>;
}) => {
  const say = useSay(ORDERS);
  const { language } = useReader();
  const { data } = useFunding(path);
  const known = data?.countries.map(({ country }) => country) ?? [];
  const countries = [...new Set(asked.country === undefined ? known : [asked.country, ...known])];
  return (
    <>
      <Filter
        name="show"
        label={say("show")}
        value={asked.heap}
        options={HEAPS.map((one) => [one, say(`show_${one}`)])}
        choose={asked.choose}
      />
      <Filter
        name="country"
        label={say("country")}
        value={asked.country ?? ANYWHERE}
        options={[
          [ANYWHERE, say("anywhere")],
          ...countries
            .map((country) => [country, countryText(country, language)] as const)
            .sort(([, a], [, b]) => a.localeCompare(b, language)),
        ]}
        choose={asked.to}
      />
    </>
  );
};

const List = (props: {
  readonly orders: readonly Order[];
  readonly hasMore: boolean;
  readonly asked: OrdersAsked;
  readonly terms: Terms;
  readonly path: CampaignPath;
}) => {
  const { orders, hasMore, asked, terms, path } = props;
  const say = useSay(ORDERS);
  const [sent, setSent] = useState<Order>();
  const canSend = orders.some(({ status }) => status === "confirmed" || status === "paid");
  return (
    <div className="stack">
      <OrdersFile orders={orders} terms={terms} campaignId={path.campaignId} />
      {hasMore ? (
        <Note tone="info">
          <p>{say("notAll", { count: orders.length })}</p>
        </Note>
      ) : null}
      {canSend ? <MarkSeveral orders={orders} path={path} /> : null}
      {sent === undefined ? null : (
        <Note tone="ok" alert>
          <p>{say("wasSent", { reference: sent.reference })}</p>
        </Note>
      )}
      {orders.length === 0 ? (
        <Empty title={say("noneTitle")}>
          <p>{say(asked.country === undefined ? `none_${asked.heap}` : "noneThere")}</p>
        </Empty>
      ) : (
        <ul className="plain orders">
          {orders.map((order) => (
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
  const asked = useAsked();
  const orders = useOrders(path, asked);
  return (
    <div className="stack wide">
      <Progress path={path} />
      <div className="row">
        <Filters path={path} asked={asked} />
      </div>
      <Loaded query={campaign}>
        {({ terms }) => (
          <Loaded query={orders} lines={10}>
            {({ pages }) => (
              <List
                orders={pages.flatMap(({ items }) => items).sort(byAge)}
                hasMore={orders.hasNextPage}
                {...{ asked, terms, path }}
              />
            )}
          </Loaded>
        )}
      </Loaded>
      <MorePages of={orders} />
    </div>
  );
};

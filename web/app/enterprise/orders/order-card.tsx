import { granted } from "@firstlot/sdk/client";
import { type FormEvent, type ReactNode, useState } from "react";
import { TextField } from "../../../ui/field.tsx";
import { useReader, useSay } from "../../../ui/language.tsx";
import { Money } from "../../../ui/money.tsx";
import { Pairs } from "../../../ui/parts.tsx";
import { countryText, Time } from "../../../ui/time.tsx";
import { useAct } from "../../act.tsx";
import { openApi } from "../../api.ts";
import { ActNotes } from "../../parts/act-notes.tsx";
import { formText } from "../../parts/form-text.ts";
import { StateTag, type Tones } from "../../parts/state-tag.tsx";
import { type CampaignPath, campaignKey, type Terms } from "../campaign/campaign-data.ts";
import { useItemName } from "../campaign/item-name.tsx";
import { stateOf } from "./order-state.ts";
import type { Order } from "./orders-data.ts";
import { ORDERS } from "./orders-messages.ts";

const TONES: Tones = {
  confirmed: "warn",
  sent: "ok",
  received: "ok",
  refunding: "info",
  refund_failed: "danger",
};

const Address = ({ of: { delivery } }: { readonly of: Order }) => {
  const say = useSay(ORDERS);
  const { language } = useReader();
  if (delivery === undefined) return <span className="muted">{say("noAddress")}</span>;
  const { name, lines, postcode, city, country, phone } = delivery;
  return (
    <address className="order-address">
      {[name, ...lines, `${postcode} ${city}`, countryText(country, language)].map((line) => (
        <span key={line}>{line}</span>
      ))}
      {phone === undefined ? null : (
        <span>
          {say("phone")}: <a href={`tel:${phone.replaceAll(/[^+\d]/g, "")}`}>{phone}</a>
        </span>
      )}
    </address>
  );
};

const Items = ({ of, terms }: { readonly of: Order; readonly terms: Terms }) => {
  const say = useSay(ORDERS);
  const nameOf = useItemName(terms);
  return (
    <ul className="plain">
      {of.lines.map(({ itemId, quantity }) => {
        const name = nameOf(itemId);
        const month = terms.tiers?.find(({ id }) => id === itemId)?.deliverBy;
        return (
          <li key={itemId}>
            <span lang={name.lang}>{say("itemLine", { quantity, name: name.text })}</span>
            {month === undefined ? null : (
              <span className="muted small"> · {say("deliverBy", { month })}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
};

/** Notes the tracking number: from then on the backer sees it as sent. */
const MarkSent = (props: {
  readonly of: Order;
  readonly path: CampaignPath;
  readonly onSent: (order: Order) => void;
}) => {
  const { of, path, onSent } = props;
  const say = useSay(ORDERS);
  const [isMissing, setMissing] = useState(false);
  const fulfil = useAct({
    perform: async (body: { tracking: string }, key) =>
      granted(
        await openApi.POST("/enterprises/{enterpriseId}/campaigns/{campaignId}/pledges/{pledgeId}/fulfil", {
          params: { path: { ...path, pledgeId: of.id }, header: key },
          body,
        }),
      ),
    stale: [campaignKey(path)],
    onDone: onSent,
    voice: ORDERS,
    done: say("severalDone", { count: 1 }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const tracking = formText(new FormData(event.currentTarget), `tracking-${of.id}`);
    setMissing(tracking === "");
    if (tracking !== "") void fulfil.run({ tracking });
  };
  const name = of.delivery?.name;
  return (
    <form className="stack tight" onSubmit={submit} noValidate>
      <TextField
        name={`tracking-${of.id}`}
        label={say("tracking")}
        hint={say("trackingHint")}
        maxLength={60}
        autoComplete="off"
        error={isMissing ? say("trackingMissing") : undefined}
      />
      <p>
        <button type="submit" className="button quiet" aria-disabled={fulfil.state.kind === "running"}>
          {name === undefined ? say("markSentUnnamed") : say("markSent", { name })}
        </button>
      </p>
      <ActNotes of={fulfil} />
    </form>
  );
};

/** One order: what, where to, and marking it as sent. */
export const OrderCard = (props: {
  readonly of: Order;
  readonly terms: Terms;
  readonly path: CampaignPath;
  readonly onSent: (order: Order) => void;
}) => {
  const { of, terms, path, onSent } = props;
  const say = useSay(ORDERS);
  const { reference, delivery, goods, createdAt, tracking, fulfilledAt, status } = of;
  const facts: readonly (readonly [ReactNode, ReactNode])[] = [
    [say("items"), <Items key="items" of={of} terms={terms} />],
    [say("address"), <Address key="address" of={of} />],
    [say("goods"), <Money key="goods" value={goods} />],
    [say("ordered"), <Time key="at" at={createdAt} as="day" />],
    ...(tracking === undefined ? [] : [[say("tracking"), <code key="tracking">{tracking}</code>] as const]),
    ...(fulfilledAt === undefined
      ? []
      : [
          [
            say(tracking === undefined ? "receivedAt" : "sentAt"),
            <Time key="fulfilled" at={fulfilledAt} />,
          ] as const,
        ]),
  ];
  return (
    <li className="card stack">
      <div className="row between">
        <div>
          <h3>
            {delivery === undefined ? say("order", { reference }) : say("orderOf", { name: delivery.name })}
          </h3>
          <code className="muted small">{reference}</code>
        </div>
        <StateTag voice={ORDERS} group="state" state={stateOf(of)} tones={TONES} />
      </div>
      <Pairs items={facts} />
      {status === "confirmed" ? <MarkSent of={of} path={path} onSent={onSent} /> : null}
    </li>
  );
};

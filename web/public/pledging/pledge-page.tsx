import { useReader, useSay, written } from "../../ui/language.tsx";
import { Money, moneyText } from "../../ui/money.tsx";
import { Note, Pairs, Tag } from "../../ui/parts.tsx";
import { instantText, Time } from "../../ui/time.tsx";
import type { Campaign } from "./basket.ts";
import { AddressLines } from "./check-page.tsx";
import { monthText } from "./choose-page.tsx";
import { copied, moment } from "./marks.tsx";
import { bankName } from "./payment-page.tsx";
import type { Pledge, Refund } from "./pledge-read.ts";
import { heldOf, mayMove, STAGE_TONE, stageOf, wayOut } from "./pledge-stage.ts";
import { PLEDGING } from "./pledging-messages.ts";
import { RefundTable } from "./refund-table.tsx";
import { PriceTable } from "./step-frame.tsx";

interface PledgeProps {
  readonly pledge: Pledge;
  readonly campaign: Campaign | undefined;
  readonly refunds: readonly Refund[];
  readonly now: string;
  /** What the bank's page said when it led back here. */
  readonly bankSaid: "paid" | "declined" | undefined;
}

/** How to pay what is missing, until when, and that nothing was taken yet. */
const HowToPay = ({ pledge, campaign }: Pick<PledgeProps, "pledge" | "campaign">) => {
  const say = useSay(PLEDGING);
  const { language } = useReader();
  const { payment } = pledge;
  if (payment === undefined) return null;
  const { missing, payee, reference, payBy, pageUrl } = payment;
  const bank = campaign === undefined ? say("theBank") : bankName(campaign, say("theBank"));
  const amount = moneyText(missing, language);
  const kept = (
    <p>
      {say("keptUntil")}{" "}
      <strong>
        <Time at={payBy} />
      </strong>
      {say("keptUntilEnd")}
    </p>
  );
  if (pageUrl !== undefined)
    return (
      <section className="card stack" aria-labelledby="how-to-pay">
        <h2 id="how-to-pay">{say("payTitle", { amount })}</h2>
        {kept}
        <p>
          <a className="button" href={pageUrl}>
            {say("payAt", { amount, bank })}
          </a>
        </p>
        <p className="hint">{say("payAtHint", { bank })}</p>
      </section>
    );
  return (
    <section className="card stack" aria-labelledby="how-to-pay">
      <h2 id="how-to-pay">{say("transferTitle", { amount })}</h2>
      {kept}
      <Pairs
        items={[
          [say("payee"), copied(payee.name)],
          [say("account"), copied(payee.account)],
          [say("bank"), bank],
          [say("reference"), copied(reference)],
          [say("exactAmount"), copied(`${missing.amount} ${missing.currency}`)],
        ]}
      />
      <p className="hint">{say("transferHint")}</p>
    </section>
  );
};

const BankSaid = ({ pledge, bankSaid }: Pick<PledgeProps, "pledge" | "bankSaid">) => {
  const say = useSay(PLEDGING);
  if (bankSaid === undefined || pledge.status !== "reserved") return null;
  return (
    <Note
      tone={bankSaid === "paid" ? "info" : "warn"}
      alert
      title={say(bankSaid === "paid" ? "bankSaidPaid" : "bankSaidDeclined")}
    >
      <p>
        {say(bankSaid === "paid" ? "bankSaidPaidText" : "bankSaidDeclinedText")}{" "}
        {bankSaid === "paid" ? <a href={`/pledges/${pledge.id}`}>{say("loadAgain")}</a> : null}
      </p>
    </Note>
  );
};

/** What can be done with the pledge now. */
const Acts = ({ pledge, campaign, refunds, now }: PledgeProps) => {
  const say = useSay(PLEDGING);
  const { language } = useReader();
  const out = wayOut(pledge, { closesAt: campaign?.closesAt, now });
  const base = `/pledges/${pledge.id}`;
  const failed = refunds.filter(({ status }) => status === "rejected" || status === "returned");
  const amount = moneyText(heldOf(pledge), language);
  return (
    <div className="row no-print">
      {failed
        .filter(({ proposal }) => proposal !== "checking")
        .map((refund) => (
          <a key={refund.id} className="button" href={`${base}/refunds/${refund.id}`}>
            {say("nameAccount", { amount: moneyText(refund.amount, language) })}
          </a>
        ))}
      {pledge.status === "confirmed" ? (
        <a className="button" href={`${base}/received`}>
          {say("confirmDelivery")}
        </a>
      ) : null}
      {pledge.received.amount.match(/[1-9]/) === null ? null : (
        <a className="button quiet" href={`${base}/receipt`}>
          {say("receipt")}
        </a>
      )}
      {out === undefined ? null : (
        <a className="button danger" href={`${base}/withdraw`}>
          {out === "cancel" ? say("giveUp") : say("withdraw", { amount })}
        </a>
      )}
    </div>
  );
};

const Delivery = ({ pledge, campaign }: Pick<PledgeProps, "pledge" | "campaign">) => {
  const say = useSay(PLEDGING);
  const { language } = useReader();
  const tier = campaign?.tiers.find(({ id }) => pledge.lines.some(({ itemId }) => itemId === id));
  const isSent = [...(campaign?.tiers ?? [])].some(
    ({ id, shipsTo }) => shipsTo.length > 0 && pledge.lines.some(({ itemId }) => itemId === id),
  );
  if (!isSent && pledge.delivery === undefined) return null;
  return (
    <section className="stack tight" aria-labelledby="delivery">
      <h2 id="delivery">{say("answerDelivery")}</h2>
      {pledge.delivery === undefined ? (
        mayMove(pledge) ? (
          <Note tone="warn" title={say("addressMissing")}>
            <p>{say("addressMissingText")}</p>
          </Note>
        ) : null
      ) : (
        <AddressLines address={pledge.delivery} country={pledge.delivery.country} />
      )}
      {tier === undefined ? null : <p>{say("deliverBy", { month: monthText(tier.deliverBy, language) })}</p>}
      {pledge.tracking === undefined ? null : (
        <p>
          {say("tracking")} <code className="copy">{pledge.tracking}</code>
        </p>
      )}
      {mayMove(pledge) ? (
        <p className="no-print">
          <a href={`/pledges/${pledge.id}/address`}>
            {say(pledge.delivery === undefined ? "addressGive" : "addressChange")}
          </a>{" "}
          <span className="hint">{say("addressLock")}</span>
        </p>
      ) : null}
    </section>
  );
};

/** The dates that a pledge has had so far. */
const Dates = ({ pledge, campaign }: Pick<PledgeProps, "pledge" | "campaign">) => {
  const say = useSay(PLEDGING);
  const dates = [
    [say("dateReserved"), pledge.createdAt],
    [say("datePaid"), pledge.paidAt],
    [say("dateDeadline"), campaign?.closesAt],
    [say("dateConfirmed"), pledge.confirmedAt],
    [say("dateFulfilled"), pledge.fulfilledAt],
  ] as const;
  return (
    <Pairs
      items={[
        [say("pledgeNumber"), copied(pledge.id)],
        ...dates.flatMap(([term, at]) => (at === undefined ? [] : [[term, moment(at)] as const])),
        ...(pledge.acknowledged === undefined
          ? []
          : [[say("dateAcknowledged"), moment(pledge.acknowledged.at)] as const]),
      ]}
    />
  );
};

/** One pledge for its backer: the state, what happens to the money, what can be done. */
export const PledgePage = (props: PledgeProps) => {
  const { pledge, campaign, refunds } = props;
  const say = useSay(PLEDGING);
  const reader = useReader();
  const stage = stageOf(pledge);
  const name = campaign === undefined ? undefined : written(campaign.title, reader.language);
  const bank = campaign === undefined ? say("theBank") : bankName(campaign, say("theBank"));
  const values = {
    bank,
    total: moneyText(pledge.total, reader.language),
    received: moneyText(pledge.received, reader.language),
    missing: pledge.payment === undefined ? "" : moneyText(pledge.payment.missing, reader.language),
    payBy: instantText(pledge.payBy, reader),
    deadline: campaign === undefined ? "–" : instantText(campaign.closesAt, reader),
  };
  return (
    <div className="stack wide narrow pledging">
      <div className="stack tight">
        <p>
          <a href="/portfolio">{say("toPortfolio")}</a>
        </p>
        <h1>
          {name === undefined ? (
            say("pledge")
          ) : (
            <>
              {say("pledgeTo")} <span lang={name.lang}>{name.text}</span>
            </>
          )}
        </h1>
        <p className="row">
          <Tag tone={STAGE_TONE[stage]}>{say(`stage_${stage}`)}</Tag>
          <strong>
            <Money value={pledge.total} />
          </strong>
          {campaign === undefined ? null : <a href={`/campaigns/${campaign.id}`}>{say("toCampaign")}</a>}
        </p>
      </div>
      <BankSaid {...props} />
      <section className="money-now" aria-labelledby="money-now">
        <h2 id="money-now">{say("moneyNowTitle")}</h2>
        <p>{say(`money_${stage}`, values)}</p>
      </section>
      <HowToPay {...props} />
      <Acts {...props} />
      <RefundTable refunds={refunds} />
      <section className="stack tight" aria-labelledby="what">
        <h2 id="what">{say("answerItems")}</h2>
        <PriceTable
          campaign={campaign}
          price={{
            lines: pledge.lines,
            shipping: pledge.shipping,
            total: pledge.total,
            ...(pledge.vat === undefined ? {} : { vat: pledge.vat }),
          }}
        />
      </section>
      <Delivery {...props} />
      <section className="stack tight" aria-labelledby="dates">
        <h2 id="dates">{say("datesTitle")}</h2>
        <Dates {...props} />
      </section>
    </div>
  );
};

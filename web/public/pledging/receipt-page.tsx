import type { ReactNode } from "react";
import { useReader, useSay } from "../../ui/language.tsx";
import { Money } from "../../ui/money.tsx";
import { Pairs, Tag } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import type { Campaign } from "./basket.ts";
import { AddressLines } from "./check-page.tsx";
import { copied, moment, titleIn } from "./marks.tsx";
import { bankName } from "./payment-page.tsx";
import type { Pledge, Refund } from "./pledge-read.ts";
import { STAGE_TONE, stageOf } from "./pledge-stage.ts";
import { PLEDGING } from "./pledging-messages.ts";
import { RefundTable } from "./refund-table.tsx";
import { PriceTable } from "./step-frame.tsx";

/** What came in for a pledge, as the bank booked it. */
const Payments = ({ pledge }: { readonly pledge: Pledge }) => {
  const say = useSay(PLEDGING);
  return (
    <section className="stack tight" aria-labelledby="payments">
      <h2 id="payments">{say("paymentsTitle")}</h2>
      <div className="table-box">
        <table>
          <thead>
            <tr>
              <th scope="col">{say("booked")}</th>
              <th scope="col">{say("fromAccount")}</th>
              <th scope="col" className="right">
                {say("amount")}
              </th>
            </tr>
          </thead>
          <tbody>
            {pledge.payments.map(({ amount, bookedAt, from }) => (
              <tr key={`${bookedAt} ${from} ${amount.amount}`}>
                <td>
                  <Time at={bookedAt} as="short" />
                </td>
                <td>{from}</td>
                <td className="right">
                  <Money value={amount} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{say("received")}</th>
              <td />
              <td className="right">
                <Money value={pledge.received} />
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
};

/** Who backed: as the parcel says, else by name. */
const parcelTo = ({ delivery }: Pledge, backer: string): ReactNode =>
  delivery === undefined ? backer : <AddressLines address={delivery} country={delivery.country} />;

/** A receipt on one A4 page: what was promised and paid, by whom to whom, and what it is not. */
export const ReceiptPage = (props: {
  readonly pledge: Pledge;
  readonly campaign: Campaign | undefined;
  readonly refunds: readonly Refund[];
  readonly backer: string;
  readonly now: string;
}) => {
  const { pledge, campaign, refunds, backer, now } = props;
  const say = useSay(PLEDGING);
  const { language, zone } = useReader();
  const stage = stageOf(pledge);
  return (
    <article className="stack narrow pledging receipt">
      <p className="no-print">
        <a href={`/pledges/${pledge.id}`}>{say("backToPledge")}</a>
      </p>
      <div className="row between top">
        <div>
          <p className="wordmark">{say("platformName")}</p>
          <h1>{say("receiptTitle")}</h1>
        </div>
        <Tag tone={STAGE_TONE[stage]}>{say(`stage_${stage}`)}</Tag>
      </div>
      <Pairs
        items={[
          [say("receiptNumber"), copied(pledge.id)],
          [say("issuedAt"), moment(now)],
          [say("dateReserved"), moment(pledge.createdAt)],
          [say("backer"), parcelTo(pledge, backer)],
          [say("enterprise"), campaign?.enterpriseName ?? "–"],
          [say("campaign"), titleIn(campaign, language)],
          [say("heldAt"), campaign === undefined ? "–" : bankName(campaign, say("theBank"))],
          [say("reference"), copied(pledge.reference)],
        ]}
      />
      <PriceTable
        campaign={campaign}
        price={{
          ...{ lines: pledge.lines, shipping: pledge.shipping, total: pledge.total },
          ...(pledge.vat === undefined ? {} : { vat: pledge.vat }),
        }}
      />
      <Payments pledge={pledge} />
      <RefundTable refunds={refunds} />
      <p className="small">{say("receiptIsNot", { enterprise: campaign?.enterpriseName ?? "–" })}</p>
      <p className="small muted">{say("receiptZone", { zone })}</p>
    </article>
  );
};

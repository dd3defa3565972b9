import type { PropsWithChildren, ReactNode } from "react";
import { useReader, useSay, written } from "../../ui/language.tsx";
import { Money } from "../../ui/money.tsx";
import type { Campaign, Quote } from "./basket.ts";
import type { PledgeDraft } from "./draft.ts";
import { PLEDGING } from "./pledging-messages.ts";
import { itemName } from "./problem-words.ts";
import { type Step, stepPath, stepsOf } from "./steps.ts";

/** Where one is on the way, the way back, and the question. */
export const StepFrame = (
  props: PropsWithChildren<{
    readonly campaign: Campaign;
    readonly draft: PledgeDraft;
    readonly step: Step;
    readonly title: ReactNode;
    readonly errors?: ReactNode;
  }>,
) => {
  const { campaign, draft, step, title, errors, children } = props;
  const say = useSay(PLEDGING);
  const { language } = useReader();
  const steps = stepsOf(campaign, draft);
  const at = steps.indexOf(step);
  const before = steps[at - 1];
  const name = written(campaign.title, language);
  return (
    <div className="stack narrow pledging">
      <p>
        <a href={before === undefined ? `/campaigns/${campaign.id}` : stepPath(campaign.id, before)}>
          {say(before === undefined ? "backToCampaign" : "backStep")}
        </a>
      </p>
      {errors}
      <div className="stack tight">
        <p className="muted small">
          <span lang={name.lang}>{name.text}</span> · {say("stepOf", { at: at + 1, of: steps.length })}
        </p>
        <h1>{title}</h1>
      </div>
      {children}
    </div>
  );
};

/** A price line by line. The total contains the VAT; it is never added. */
export const PriceTable = ({
  campaign,
  price,
}: {
  readonly campaign: Campaign | undefined;
  readonly price: Pick<Quote, "lines" | "shipping" | "total"> & { readonly vat?: Quote["total"] | undefined };
}) => {
  const say = useSay(PLEDGING);
  const { language } = useReader();
  return (
    <div className="table-box">
      <table className="price">
        <caption className="away">{say("priceCaption")}</caption>
        <thead>
          <tr>
            <th scope="col">{say("item")}</th>
            <th scope="col" className="right">
              {say("quantity")}
            </th>
            <th scope="col" className="right away-narrow">
              {say("each")}
            </th>
            <th scope="col" className="right">
              {say("amount")}
            </th>
          </tr>
        </thead>
        <tbody>
          {price.lines.map(({ itemId, quantity, unitPrice, amount }) => (
            <tr key={itemId}>
              <td>{itemName(campaign, itemId, language)}</td>
              <td className="right">{quantity}</td>
              <td className="right away-narrow">
                <Money value={unitPrice} />
              </td>
              <td className="right">
                <Money value={amount} />
              </td>
            </tr>
          ))}
          <tr>
            <td>{say("shipping")}</td>
            <td />
            <td className="away-narrow" />
            <td className="right">
              <Money value={price.shipping} />
            </td>
          </tr>
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{say("total")}</th>
            <td />
            <td className="away-narrow" />
            <td className="right">
              <Money value={price.total} />
            </td>
          </tr>
          {price.vat === undefined ? null : (
            <tr className="of-which">
              <td>{say("vatContained")}</td>
              <td />
              <td className="away-narrow" />
              <td className="right">
                <Money value={price.vat} />
              </td>
            </tr>
          )}
        </tfoot>
      </table>
    </div>
  );
};

/** The hidden field that proves a form is ours. */
export const FormToken = ({ token }: { readonly token: string }) => (
  <input type="hidden" name="form" value={token} />
);

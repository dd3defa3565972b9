import type { ReactNode } from "react";
import { ErrorSummary } from "../../ui/field.tsx";
import { useReader, useSay } from "../../ui/language.tsx";
import { moneyText } from "../../ui/money.tsx";
import { countryText, Time } from "../../ui/time.tsx";
import type { Campaign, Quote } from "./basket.ts";
import type { DraftAddress, PledgeDraft } from "./draft.ts";
import { bankName } from "./payment-page.tsx";
import { PLEDGING } from "./pledging-messages.ts";
import type { Told } from "./problem-words.ts";
import { FormToken, PriceTable, StepFrame } from "./step-frame.tsx";
import { type Step, stepPath } from "./steps.ts";

/** An address as it stands on a parcel. */
export const AddressLines = (props: { readonly address: DraftAddress; readonly country: string }) => {
  const { name, lines, postcode, city, phone } = props.address;
  const { language } = useReader();
  const all = [
    name,
    ...lines,
    `${postcode} ${city}`,
    countryText(props.country, language),
    ...(phone === undefined ? [] : [phone]),
  ];
  return (
    <address>
      {all.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes its order
        <span key={at}>{line}</span>
      ))}
    </address>
  );
};

/** Step 5: every answer once more, and what happens to the money. */
export const CheckPage = (props: {
  readonly campaign: Campaign;
  readonly draft: PledgeDraft;
  readonly quote: Quote;
  readonly errors: readonly Told[];
  readonly isSignedIn: boolean;
  readonly formToken: string;
}) => {
  const { campaign, draft, quote, errors, isSignedIn, formToken } = props;
  const say = useSay(PLEDGING);
  const { language } = useReader();
  const bank = bankName(campaign, say("theBank"));
  const total = moneyText(quote.total, language);
  const answer = (step: Step, title: string, content: ReactNode) => (
    <section className="answer" aria-labelledby={`answer-${step}`}>
      <div className="row between">
        <h2 id={`answer-${step}`}>{title}</h2>
        <a href={stepPath(campaign.id, step)}>
          {say("change")}
          <span className="away"> {title}</span>
        </a>
      </div>
      {content}
    </section>
  );
  return (
    <StepFrame
      campaign={campaign}
      draft={draft}
      step="check"
      title={say("checkTitle")}
      errors={<ErrorSummary title={say("errorSummary")} errors={errors} />}
    >
      {answer("choose", say("answerItems"), <PriceTable campaign={campaign} price={quote} />)}
      {draft.address === undefined
        ? null
        : answer(
            "delivery",
            say("answerDelivery"),
            <AddressLines address={draft.address} country={draft.country ?? ""} />,
          )}
      {answer(
        "payment",
        say("answerPayment"),
        <p>{draft.method === "page" ? say("methodPage", { bank }) : say("methodTransfer")}</p>,
      )}
      {answer("risks", say("answerRisks"), <p>{say("answerRisksText", { amount: total })}</p>)}
      <section className="stack tight" aria-labelledby="money-way">
        <h2 id="money-way">{say("moneyWayTitle")}</h2>
        <ol className="money-way">
          <li>{say("moneyWayReserve")}</li>
          <li>{say("moneyWayPay", { bank })}</li>
          <li>
            {say("moneyWayWithdraw")} <Time at={campaign.closesAt} />
          </li>
          <li>{say("moneyWayMissed", { goal: moneyText(campaign.minGoal, language) })}</li>
          <li>{say("moneyWayFunded")}</li>
        </ol>
      </section>
      <form method="post" className="stack">
        <FormToken token={formToken} />
        <input type="hidden" name="key" value={draft.key} />
        <input type="hidden" name="total" value={quote.total.amount} />
        <div className="row">
          <button className="button" type="submit">
            {say(draft.method === "page" ? "reservePage" : "reserveTransfer", { amount: total })}
          </button>
        </div>
        <p className="hint">{say(isSignedIn ? "reserveHint" : "reserveSignInHint")}</p>
      </form>
    </StepFrame>
  );
};

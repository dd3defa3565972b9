import { CheckField, ErrorSummary } from "../../ui/field.tsx";
import { useReader, useSay, written } from "../../ui/language.tsx";
import { moneyText } from "../../ui/money.tsx";
import type { Campaign, Quote } from "./basket.ts";
import type { PledgeDraft } from "./draft.ts";
import { PLEDGING } from "./pledging-messages.ts";
import type { Told } from "./problem-words.ts";
import { FormToken, StepFrame } from "./step-frame.tsx";

/** What is ticked one by one; its words are `RISK_WORDS_VERSION`. */
export const RISKS = ["riskLoss", "riskLate", "riskOwn"] as const;

/** Step 4, alone on its page: what can be lost. Leaving is as easy as going on. */
export const RisksPage = (props: {
  readonly campaign: Campaign;
  readonly draft: PledgeDraft;
  readonly quote: Quote;
  readonly ticked: readonly string[];
  readonly errors: readonly Told[];
  readonly formToken: string;
}) => {
  const { campaign, draft, quote, ticked, errors, formToken } = props;
  const say = useSay(PLEDGING);
  const { language } = useReader();
  const amount = moneyText(quote.total, language);
  return (
    <StepFrame
      campaign={campaign}
      draft={draft}
      step="risks"
      title={say("risksTitle", { amount })}
      errors={<ErrorSummary title={say("errorSummary")} errors={errors} />}
    >
      <p>{say("risksLead")}</p>
      <section className="stack tight" aria-labelledby="own-risks">
        <h2 id="own-risks">{say("ownRisks", { enterprise: campaign.enterpriseName })}</h2>
        <ul>
          {campaign.risks.map((risk, at) => {
            const { text, lang } = written(risk, language);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes its order
              <li key={at} lang={lang}>
                {text}
              </li>
            );
          })}
        </ul>
      </section>
      <form method="post" className="stack" noValidate>
        <FormToken token={formToken} />
        <fieldset className="stack tight">
          <legend>{say("risksLegend")}</legend>
          {RISKS.map((risk) => {
            const error = errors.find(({ field }) => field === risk);
            return (
              <CheckField
                key={risk}
                name={risk}
                value="yes"
                label={say(risk, { amount, enterprise: campaign.enterpriseName })}
                defaultChecked={ticked.includes(risk)}
                {...(error === undefined ? {} : { error: error.text })}
              />
            );
          })}
        </fieldset>
        <div className="row equal">
          <button className="button" type="submit">
            {say("risksGoOn")}
          </button>
          <a className="button" href={`/campaigns/${campaign.id}`}>
            {say("risksLeave")}
          </a>
        </div>
      </form>
    </StepFrame>
  );
};

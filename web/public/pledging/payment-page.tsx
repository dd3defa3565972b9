import { ErrorSummary } from "../../ui/field.tsx";
import { useSay } from "../../ui/language.tsx";
import type { Campaign } from "./basket.ts";
import type { PledgeDraft } from "./draft.ts";
import { PLEDGING } from "./pledging-messages.ts";
import type { Told } from "./problem-words.ts";
import { FormToken, StepFrame } from "./step-frame.tsx";

/** The bank that holds a campaign's money, by name. */
export const bankName = ({ heldAt }: Campaign, otherwise: string): string => heldAt.bankName ?? otherwise;

/** Step 3: at the bank's own page, or by transfer. */
export const PaymentPage = (props: {
  readonly campaign: Campaign;
  readonly draft: PledgeDraft;
  readonly errors: readonly Told[];
  readonly formToken: string;
}) => {
  const { campaign, draft, errors, formToken } = props;
  const say = useSay(PLEDGING);
  const bank = bankName(campaign, say("theBank"));
  const choices = [
    ["page", say("methodPage", { bank }), say("methodPageHint")],
    ["transfer", say("methodTransfer"), say("methodTransferHint")],
  ] as const;
  return (
    <StepFrame
      campaign={campaign}
      draft={draft}
      step="payment"
      title={say("paymentTitle")}
      errors={<ErrorSummary title={say("errorSummary")} errors={errors} />}
    >
      <p>{say("paymentLead", { bank })}</p>
      <form method="post" className="stack" noValidate>
        <FormToken token={formToken} />
        <fieldset className="stack tight" id="method" tabIndex={-1}>
          <legend>{say("methodLegend")}</legend>
          {errors[0] === undefined ? null : <p className="field-error">{errors[0].text}</p>}
          {choices.map(([value, label, hint]) => (
            <div className="card choice" key={value}>
              <input
                type="radio"
                id={`method-${value}`}
                name="method"
                value={value}
                defaultChecked={draft.method === value}
                aria-describedby={`method-${value}-hint`}
              />
              <div>
                <label htmlFor={`method-${value}`}>{label}</label>
                <p className="hint" id={`method-${value}-hint`}>
                  {hint}
                </p>
              </div>
            </div>
          ))}
        </fieldset>
        <div className="row">
          <button className="button" type="submit">
            {say("continue")}
          </button>
        </div>
      </form>
    </StepFrame>
  );
};

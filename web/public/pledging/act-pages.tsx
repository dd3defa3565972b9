import type { PropsWithChildren, ReactNode } from "react";
import { ErrorSummary, TextField } from "../../ui/field.tsx";
import { useReader, useSay } from "../../ui/language.tsx";
import { moneyText } from "../../ui/money.tsx";
import { countryText, instantText } from "../../ui/time.tsx";
import type { Campaign } from "./basket.ts";
import { AddressFields, addressValues } from "./delivery-page.tsx";
import type { Pledge, Refund } from "./pledge-read.ts";
import { heldOf, wayOut } from "./pledge-stage.ts";
import { PLEDGING } from "./pledging-messages.ts";
import type { Told } from "./problem-words.ts";
import { FormToken } from "./step-frame.tsx";

interface ActProps {
  readonly pledge: Pledge;
  readonly errors: readonly Told[];
  readonly formToken: string;
  /** Idempotency key of this act. */
  readonly actKey: string;
}

/** A page with one act of a pledge: what it does, the button that does it, the way back. */
const ActFrame = (
  props: PropsWithChildren<
    ActProps & {
      readonly title: string;
      readonly lead: ReactNode;
      readonly button: string;
      readonly danger?: boolean;
    }
  >,
) => {
  const { pledge, errors, formToken, actKey, title, lead, button, danger = false, children } = props;
  const say = useSay(PLEDGING);
  return (
    <div className="stack narrow pledging">
      <ErrorSummary title={say("errorSummary")} errors={errors} />
      <h1>{title}</h1>
      {lead}
      <form method="post" className="stack" noValidate>
        <FormToken token={formToken} />
        <input type="hidden" name="key" value={actKey} />
        {children}
        <div className="row">
          <button className={danger ? "button danger" : "button"} type="submit">
            {button}
          </button>
          <a className="button quiet" href={`/pledges/${pledge.id}`}>
            {say("keepAsIs")}
          </a>
        </div>
      </form>
    </div>
  );
};

/** Take a pledge back, or give a reservation up: the amount stands on the button. */
export const WithdrawPage = (
  props: ActProps & { readonly campaign: Campaign | undefined; readonly now: string },
) => {
  const { pledge, campaign, now } = props;
  const say = useSay(PLEDGING);
  const reader = useReader();
  const out = wayOut(pledge, { closesAt: campaign?.closesAt, now }) ?? "withdraw";
  const amount = moneyText(heldOf(pledge), reader.language);
  const isNothingPaid = out === "cancel" && pledge.payments.length === 0;
  const values = {
    amount,
    deadline: campaign === undefined ? "–" : instantText(campaign.closesAt, reader),
    country: countryText(pledge.country, reader.language),
  };
  const lead = {
    cancel: isNothingPaid ? "cancelLead" : "cancelPartLead",
    withdraw: "withdrawLead",
    withdraw_by_law: "withdrawLawLead",
  } as const;
  return (
    <ActFrame
      {...props}
      danger
      title={say(out === "cancel" ? "giveUp" : "withdrawTitle")}
      lead={<p>{say(lead[out], values)}</p>}
      button={isNothingPaid ? say("giveUp") : say("withdrawButton", { amount })}
    />
  );
};

/** The goods have arrived. */
export const ReceivedPage = (props: ActProps) => {
  const say = useSay(PLEDGING);
  return (
    <ActFrame
      {...props}
      title={say("receivedTitle")}
      lead={<p>{say("receivedLead")}</p>}
      button={say("confirmDelivery")}
    />
  );
};

/** The address of a pledge until it is sent. */
export const AddressPage = (props: ActProps & { readonly typed: Readonly<Record<string, string>> }) => {
  const { pledge, typed, errors } = props;
  const say = useSay(PLEDGING);
  const { language } = useReader();
  return (
    <ActFrame
      {...props}
      title={say(pledge.delivery === undefined ? "addressGive" : "addressChange")}
      lead={<p>{say("addressCountryFixed", { country: countryText(pledge.country, language) })}</p>}
      button={say("addressSave")}
    >
      <AddressFields values={addressValues(pledge.delivery, typed)} errors={errors} />
    </ActFrame>
  );
};

/** Another account for a refund that the bank could not pay. */
export const RefundAccountPage = (
  props: ActProps & { readonly refund: Refund; readonly typed: Readonly<Record<string, string>> },
) => {
  const { refund, typed, errors } = props;
  const say = useSay(PLEDGING);
  const reader = useReader();
  const amount = moneyText(refund.amount, reader.language);
  const until = refund.dormantAt === undefined ? "–" : instantText(refund.dormantAt, reader);
  const errorOf = (name: string) => {
    const found = errors.find(({ field }) => field === name);
    return found === undefined ? {} : { error: found.text };
  };
  return (
    <ActFrame
      {...props}
      title={say("accountTitle", { amount })}
      lead={
        <>
          <p>{say("accountLead", { account: refund.to, until })}</p>
          {refund.proposal === "mismatch" ? <p>{say("proposalMismatch", { until })}</p> : null}
          {refund.proposal === "unanswered" ? <p>{say("proposalUnanswered", { until })}</p> : null}
        </>
      }
      button={say("accountButton", { amount })}
    >
      <TextField
        name="name"
        label={say("accountName")}
        hint={say("accountNameHint")}
        autoComplete="name"
        maxLength={70}
        defaultValue={typed.name ?? ""}
        {...errorOf("name")}
      />
      <TextField
        name="account"
        label={say("accountNumber")}
        hint={say("accountNumberHint")}
        autoComplete="off"
        spellCheck={false}
        maxLength={42}
        defaultValue={typed.account ?? ""}
        {...errorOf("account")}
      />
    </ActFrame>
  );
};

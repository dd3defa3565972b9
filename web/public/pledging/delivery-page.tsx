import { ErrorSummary, TextField } from "../../ui/field.tsx";
import { useReader, useSay } from "../../ui/language.tsx";
import { countryText } from "../../ui/time.tsx";
import type { Campaign, Quote } from "./basket.ts";
import type { DraftAddress, PledgeDraft } from "./draft.ts";
import { PLEDGING } from "./pledging-messages.ts";
import type { Told } from "./problem-words.ts";
import { FormToken, PriceTable, StepFrame } from "./step-frame.tsx";
import { stepPath } from "./steps.ts";

/** What an address form shows: what was typed, else what is known. */
export const addressValues = (
  address: DraftAddress | undefined,
  typed: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> => ({
  name: address?.name ?? "",
  line1: address?.lines[0] ?? "",
  line2: address?.lines[1] ?? "",
  line3: address?.lines[2] ?? "",
  postcode: address?.postcode ?? "",
  city: address?.city ?? "",
  phone: address?.phone ?? "",
  ...typed,
});

const FIELDS = [
  ["name", "addressName", "name", 100],
  ["line1", "addressLine1", "address-line1", 100],
  ["line2", "addressLine2", "address-line2", 100],
  ["line3", "addressLine3", "address-line3", 100],
  ["postcode", "addressPostcode", "postal-code", 20],
  ["city", "addressCity", "address-level2", 80],
] as const;

/** The fields of an address in the order in which it is written on a parcel. */
export const AddressFields = (props: {
  readonly values: Readonly<Record<string, string>>;
  readonly errors: readonly Told[];
}) => {
  const say = useSay(PLEDGING);
  const errorOf = (name: string) => {
    const found = props.errors.find(({ field }) => field === name);
    return found === undefined ? {} : { error: found.text };
  };
  return (
    <>
      {FIELDS.map(([name, label, autoComplete, maxLength]) => (
        <TextField
          key={name}
          name={name}
          label={say(label)}
          autoComplete={autoComplete}
          maxLength={maxLength}
          defaultValue={props.values[name]}
          {...errorOf(name)}
        />
      ))}
      <TextField
        name="phone"
        label={say("addressPhone")}
        hint={say("addressPhoneHint")}
        type="tel"
        autoComplete="tel"
        maxLength={25}
        defaultValue={props.values.phone}
        {...errorOf("phone")}
      />
    </>
  );
};

/** Step 2: where it is sent, and what all of it costs. */
export const DeliveryPage = (props: {
  readonly campaign: Campaign;
  readonly draft: PledgeDraft;
  readonly quote: Quote;
  readonly errors: readonly Told[];
  readonly typed: Readonly<Record<string, string>>;
  readonly formToken: string;
}) => {
  const { campaign, draft, quote, errors, typed, formToken } = props;
  const say = useSay(PLEDGING);
  const { language } = useReader();
  return (
    <StepFrame
      campaign={campaign}
      draft={draft}
      step="delivery"
      title={say("deliveryTitle")}
      errors={<ErrorSummary title={say("errorSummary")} errors={errors} />}
    >
      <PriceTable campaign={campaign} price={quote} />
      <form method="post" className="stack" noValidate>
        <FormToken token={formToken} />
        <AddressFields values={addressValues(draft.address, typed)} errors={errors} />
        <p>
          {say("countryIs", { country: countryText(draft.country ?? "", language) })}{" "}
          <a href={stepPath(campaign.id, "choose")}>
            {say("change")}
            <span className="away"> {say("country")}</span>
          </a>
        </p>
        <p className="hint">{say("addressUse")}</p>
        <div className="row">
          <button className="button" type="submit">
            {say("continue")}
          </button>
        </div>
      </form>
    </StepFrame>
  );
};

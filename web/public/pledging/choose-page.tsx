import { INTL_LOCALE, type Language } from "../../messages/say.ts";
import { countryOptions } from "../../ui/countries.ts";
import { ErrorSummary, SelectField } from "../../ui/field.tsx";
import { useReader, useSay, written } from "../../ui/language.tsx";
import { Money } from "../../ui/money.tsx";
import { Tag } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import { type AddOn, type Campaign, countriesOf, type Quote, saleOf, type Tier } from "./basket.ts";
import type { PledgeDraft } from "./draft.ts";
import { PLEDGING } from "./pledging-messages.ts";
import type { Told } from "./problem-words.ts";
import { FormToken, PriceTable, StepFrame } from "./step-frame.tsx";

interface ChooseProps {
  readonly campaign: Campaign;
  readonly draft: PledgeDraft;
  readonly quote: Quote | undefined;
  readonly errors: readonly Told[];
  /** What was typed, where it could not be taken. */
  readonly typed: Readonly<Record<string, string>>;
  readonly now: string;
  readonly formToken: string;
}

/** A month by whose end it is delivered, in words. */
export const monthText = (month: string, language: Language): string =>
  new Intl.DateTimeFormat(INTL_LOCALE[language], { year: "numeric", month: "long", timeZone: "UTC" }).format(
    new Date(`${month}-15T12:00:00Z`),
  );

const SaleState = ({ item, now }: { readonly item: Tier | AddOn; readonly now: string }) => {
  const say = useSay(PLEDGING);
  const sale = saleOf(item, now);
  if (sale === "open") return <span className="muted small">{say("left", { left: item.unitsLeft })}</span>;
  if (sale === "sold_out") return <Tag>{say("soldOut")}</Tag>;
  const at = "opensAt" in item && sale === "not_yet" ? item.opensAt : undefined;
  return (
    <span className="row">
      <Tag>{say(sale === "not_yet" ? "notYet" : "saleOver")}</Tag>
      {at === undefined ? null : (
        <span className="small">
          <Time at={at} />
        </span>
      )}
    </span>
  );
};

const Choice = ({
  item,
  props,
}: {
  readonly item: Tier | AddOn;
  readonly props: Pick<ChooseProps, "draft" | "errors" | "typed" | "now">;
}) => {
  const say = useSay(PLEDGING);
  const { language } = useReader();
  const { draft, errors, typed, now } = props;
  const name = written(item.name, language);
  const about = written(item.description, language);
  const field = `q-${item.id}`;
  const error = errors.find((one) => one.field === field);
  const isOpen = saleOf(item, now) === "open";
  const chosen = draft.items[item.id];
  const ids = [`${field}-about`, ...(error === undefined ? [] : [`${field}-error`])];
  return (
    <li className="card choice-card">
      <div className="stack tight">
        <div className="row between top">
          <h3 lang={name.lang} id={`${field}-name`}>
            {name.text}
          </h3>
          <strong>
            <Money value={item.price} />
          </strong>
        </div>
        <p lang={about.lang} id={`${field}-about`}>
          {about.text}
        </p>
        <p className="row small">
          <SaleState item={item} now={now} />
          <span className="muted">{say("perBacker", { perBacker: item.perBacker })}</span>
          {"deliverBy" in item ? (
            <span className="muted">{say("deliverBy", { month: monthText(item.deliverBy, language) })}</span>
          ) : null}
        </p>
        {error === undefined ? null : (
          <p className="field-error" id={`${field}-error`}>
            {error.text}
          </p>
        )}
      </div>
      {isOpen || chosen !== undefined ? (
        <div className="quantity">
          <label htmlFor={field}>
            {say("quantity")}
            <span className="away"> {name.text}</span>
          </label>
          <input
            id={field}
            name={field}
            type="number"
            inputMode="numeric"
            min={0}
            max={item.perBacker}
            defaultValue={typed[field] ?? chosen ?? 0}
            aria-describedby={ids.join(" ")}
            aria-invalid={error === undefined ? undefined : "true"}
          />
        </div>
      ) : null}
    </li>
  );
};

/** Step 1: what, how many, and to which country. */
export const ChoosePage = (props: ChooseProps) => {
  const { campaign, draft, quote, errors, formToken } = props;
  const say = useSay(PLEDGING);
  const { language } = useReader();
  const countries = countriesOf(campaign);
  const options = countryOptions(countries, language);
  const countryError = errors.find(({ field }) => field === "country");
  return (
    <StepFrame
      campaign={campaign}
      draft={draft}
      step="choose"
      title={say("chooseTitle")}
      errors={<ErrorSummary title={say("errorSummary")} errors={errors} />}
    >
      <form method="post" className="stack" noValidate>
        <FormToken token={formToken} />
        <section className="stack tight" id="items" aria-labelledby="tiers-title" tabIndex={-1}>
          <h2 id="tiers-title">{say("tiers")}</h2>
          <ul className="plain stack tight">
            {campaign.tiers.map((item) => (
              <Choice key={item.id} item={item} props={props} />
            ))}
          </ul>
        </section>
        {campaign.addOns.length === 0 ? null : (
          <section className="stack tight" aria-labelledby="add-ons-title">
            <h2 id="add-ons-title">{say("addOns")}</h2>
            <p className="hint">{say("addOnsHint")}</p>
            <ul className="plain stack tight">
              {campaign.addOns.map((item) => (
                <Choice key={item.id} item={item} props={props} />
              ))}
            </ul>
          </section>
        )}
        <SelectField
          name="country"
          label={say("country")}
          hint={say("countryHint")}
          defaultValue={props.typed.country ?? draft.country ?? ""}
          options={options.length === 1 ? options : [["", say("chooseCountry")], ...options]}
          {...(countryError === undefined ? {} : { error: countryError.text })}
        />
        {quote === undefined ? null : <PriceTable campaign={campaign} price={quote} />}
        <div className="row">
          <button className="button" type="submit" name="act" value="continue">
            {say("continue")}
          </button>
          <button className="button quiet" type="submit" name="act" value="price">
            {say("showPrice")}
          </button>
        </div>
        <p className="hint">{say("draftKept")}</p>
      </form>
    </StepFrame>
  );
};

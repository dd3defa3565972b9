import { useFieldArray, useFormContext } from "react-hook-form";
import { countryOptions } from "../../../../ui/countries.ts";
import { useReader, useSay } from "../../../../ui/language.tsx";
import { moneyText } from "../../../../ui/money.tsx";
import { countryText } from "../../../../ui/time.tsx";
import { EDITOR } from "./editor-messages.ts";
import { Entries, Entry } from "./entry-list.tsx";
import { FormSelect, FormText, FormWords } from "./fields.tsx";
import { bpsOf } from "./form-terms.ts";
import { sumTyped } from "./margin.tsx";
import { NO_WORDS, nextId, percentOfBps, type TermsForm } from "./terms-form.ts";

const ZONES_MAX = 10;
const LINES_MAX = 20;
const TRANCHES_MAX = 10;
const EVIDENCE = ["supplier_invoice", "delivery_proof", "tranche_evidence"] as const;

/** The countries of a zone: chosen one by one, each can be taken out. */
const Countries = ({ at }: { readonly at: number }) => {
  const say = useSay(EDITOR);
  const { language } = useReader();
  const { watch, setValue } = useFormContext<TermsForm>();
  const countries = watch(`shippingZones.${at}.countries`);
  const set = (next: string[]) => setValue(`shippingZones.${at}.countries`, next, { shouldDirty: true });
  const nameOf = (code: string) => (code === "*" ? say("everywhereElse") : countryText(code, language));
  return (
    <>
      <div className="field">
        <label htmlFor={`shippingZones.${at}.add`}>{say("addCountry")}</label>
        <select
          id={`shippingZones.${at}.add`}
          value=""
          onChange={({ currentTarget: { value } }) => {
            if (value !== "" && !countries.includes(value)) set([...countries, value]);
          }}
        >
          {[["", say("choose")], ["*", say("everywhereElse")], ...countryOptions("all", language)].map(
            ([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ),
          )}
        </select>
      </div>
      <ul className="row plain">
        {countries.map((code) => (
          <li key={code} className="tag">
            {nameOf(code)}
            <button
              type="button"
              className="link-button"
              aria-label={say("removeNamed", { name: nameOf(code) })}
              onClick={() => set(countries.filter((one) => one !== code))}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
    </>
  );
};

/** Where it is sent to, and what that costs. */
export const ShippingPart = () => {
  const say = useSay(EDITOR);
  const { control, watch } = useFormContext<TermsForm>();
  const { fields, append, remove } = useFieldArray({ control, name: "shippingZones", keyName: "rowId" });
  const currency = watch("currency");
  const add = () =>
    append({
      id: nextId("z", watch("shippingZones")),
      name: NO_WORDS,
      countries: [],
      firstUnit: "",
      furtherUnit: "0",
    });
  return (
    <Entries lead={say("shippingLead")} add={say("addZone")} onAdd={add} isFull={fields.length >= ZONES_MAX}>
      {fields.map(({ rowId }, at) => (
        <Entry key={rowId} title={say("zoneNumber", { at: at + 1 })} onRemove={() => remove(at)}>
          <FormWords name={`shippingZones.${at}.name`} label={say("name")} max={60} />
          <Countries at={at} />
          <div className="field-pair">
            <FormText
              name={`shippingZones.${at}.firstUnit`}
              label={say("amountIn", { label: say("firstUnit"), currency })}
              mode="decimal"
            />
            <FormText
              name={`shippingZones.${at}.furtherUnit`}
              label={say("amountIn", { label: say("furtherUnit"), currency })}
              mode="decimal"
            />
          </div>
        </Entry>
      ))}
    </Entries>
  );
};

/** What the money is for. */
export const SpendingPart = () => {
  const say = useSay(EDITOR);
  const { language } = useReader();
  const { control, watch } = useFormContext<TermsForm>();
  const { fields, append, remove } = useFieldArray({ control, name: "spendingPlan", keyName: "rowId" });
  const [currency, lines] = [watch("currency"), watch("spendingPlan")];
  const sum = sumTyped(
    lines.map(({ amount }) => amount),
    currency,
  );
  const add = () => append({ id: nextId("s", lines), purpose: NO_WORDS, amount: "", payee: "supplier" });
  return (
    <Entries lead={say("spendingLead")} add={say("addLine")} onAdd={add} isFull={fields.length >= LINES_MAX}>
      {fields.map(({ rowId }, at) => (
        <Entry key={rowId} title={say("lineNumber", { at: at + 1 })} onRemove={() => remove(at)}>
          <FormWords name={`spendingPlan.${at}.purpose`} label={say("purpose")} max={200} />
          <div className="field-pair">
            <FormText
              name={`spendingPlan.${at}.amount`}
              label={say("amountIn", { label: say("amount"), currency })}
              mode="decimal"
            />
            <FormSelect
              name={`spendingPlan.${at}.payee`}
              label={say("payee")}
              options={[
                ["supplier", say("payee_supplier")],
                ["own_costs", say("payee_own_costs")],
              ]}
            />
          </div>
        </Entry>
      ))}
      {sum === undefined ? null : <p>{say("planSum", { amount: moneyText(sum, language) })}</p>}
    </Entries>
  );
};

/** In which parts the money is released, and on what evidence. */
export const TranchesPart = () => {
  const say = useSay(EDITOR);
  const { control, watch } = useFormContext<TermsForm>();
  const { fields, append, remove } = useFieldArray({ control, name: "tranches", keyName: "rowId" });
  const tranches = watch("tranches");
  const sum = tranches.reduce((bps, { sharePercent }) => bps + (bpsOf(sharePercent) ?? 0), 0);
  const add = () =>
    append({ id: nextId("r", tranches), sharePercent: "", condition: NO_WORDS, evidenceType: "" });
  return (
    <Entries
      lead={say("tranchesLead")}
      add={say("addTranche")}
      onAdd={add}
      isFull={fields.length >= TRANCHES_MAX}
    >
      {fields.map(({ rowId }, at) => (
        <Entry key={rowId} title={say("trancheNumber", { at: at + 1 })} onRemove={() => remove(at)}>
          <FormWords name={`tranches.${at}.condition`} label={say("condition")} max={500} />
          <div className="field-pair">
            <FormText name={`tranches.${at}.sharePercent`} label={say("share")} mode="decimal" />
            <FormSelect
              name={`tranches.${at}.evidenceType`}
              label={say("evidence")}
              options={[
                ["", say("evidence_none")],
                ...EVIDENCE.map((one) => [one, say(`evidence_${one}`)] as const),
              ]}
            />
          </div>
        </Entry>
      ))}
      {tranches.length === 0 ? null : <p>{say("shareSum", { percent: percentOfBps(sum) })}</p>}
    </Entries>
  );
};

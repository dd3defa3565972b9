import { useFieldArray, useFormContext } from "react-hook-form";
import { CheckField } from "../../../../ui/field.tsx";
import { useReader, useSay } from "../../../../ui/language.tsx";
import { EDITOR } from "./editor-messages.ts";
import { Entries, Entry } from "./entry-list.tsx";
import { FormText, FormWords } from "./fields.tsx";
import { Margin } from "./margin.tsx";
import { NO_WORDS, nextId, type TermsForm } from "./terms-form.ts";

const TIERS_MAX = 20;
const SOLD = { name: NO_WORDS, description: NO_WORDS, price: "", units: "100", perBacker: "5" };

/** The zones that a tier is sent to. */
const ShipsTo = ({ at }: { readonly at: number }) => {
  const say = useSay(EDITOR);
  const { watch, register } = useFormContext<TermsForm>();
  const zones = watch("shippingZones");
  if (zones.length === 0) return <p className="hint">{say("noZones")}</p>;
  return (
    <fieldset>
      <legend>{say("shipsTo")}</legend>
      {zones.map(({ id, name, countries }) => (
        <CheckField
          key={id}
          {...register(`tiers.${at}.shipsTo`)}
          name={`tiers.${at}.shipsTo`}
          id={`tiers.${at}.shipsTo.${id}`}
          value={id}
          label={`${name.en || name.zh || id} (${countries.join(", ")})`}
        />
      ))}
    </fieldset>
  );
};

/** What is sold: price, stock, limit, window, delivery, what it costs to make. */
export const TiersPart = ({ isOwner }: { readonly isOwner: boolean }) => {
  const say = useSay(EDITOR);
  const { zone } = useReader();
  const { control, watch } = useFormContext<TermsForm>();
  const { fields, append, remove } = useFieldArray({ control, name: "tiers", keyName: "rowId" });
  const currency = watch("currency");
  const add = () =>
    append({
      ...SOLD,
      id: nextId("t", watch("tiers")),
      ...{ opensAt: "", closesAt: "", deliverBy: "", unitCost: "" },
      shipsTo: watch("shippingZones").map(({ id }) => id),
    });
  return (
    <Entries lead={say("tiersLead")} add={say("addTier")} onAdd={add} isFull={fields.length >= TIERS_MAX}>
      {fields.map(({ rowId }, at) => (
        <Entry key={rowId} title={say("tierNumber", { at: at + 1 })} onRemove={() => remove(at)}>
          <FormWords name={`tiers.${at}.name`} label={say("name")} max={80} />
          <FormWords name={`tiers.${at}.description`} label={say("description")} max={1_000} long />
          <div className="field-pair">
            <FormText
              name={`tiers.${at}.price`}
              label={say("amountIn", { label: say("price"), currency })}
              mode="decimal"
            />
            <FormText name={`tiers.${at}.units`} label={say("units")} mode="numeric" />
            <FormText name={`tiers.${at}.perBacker`} label={say("perBacker")} mode="numeric" />
            <FormText name={`tiers.${at}.deliverBy`} label={say("deliverBy")} type="month" />
          </div>
          <div className="field-pair">
            <FormText
              name={`tiers.${at}.opensAt`}
              label={say("opensAt")}
              hint={say("windowHint", { zone })}
              type="datetime-local"
            />
            <FormText
              name={`tiers.${at}.closesAt`}
              label={say("closesAt")}
              hint={say("windowHint", { zone })}
              type="datetime-local"
            />
          </div>
          <ShipsTo at={at} />
          <FormText
            name={`tiers.${at}.unitCost`}
            label={say("amountIn", { label: say("unitCost"), currency })}
            hint={say("unitCostHint")}
            mode="decimal"
          />
          {isOwner ? <Margin at={at} /> : null}
        </Entry>
      ))}
    </Entries>
  );
};

/** Things that can be ordered along with a tier. */
export const AddOnsPart = () => {
  const say = useSay(EDITOR);
  const { control, watch, register } = useFormContext<TermsForm>();
  const { fields, append, remove } = useFieldArray({ control, name: "addOns", keyName: "rowId" });
  const currency = watch("currency");
  const add = () => append({ ...SOLD, id: nextId("a", watch("addOns")), shipped: true });
  return (
    <Entries lead={say("addOnsLead")} add={say("addAddOn")} onAdd={add} isFull={fields.length >= TIERS_MAX}>
      {fields.map(({ rowId }, at) => (
        <Entry key={rowId} title={say("addOnNumber", { at: at + 1 })} onRemove={() => remove(at)}>
          <FormWords name={`addOns.${at}.name`} label={say("name")} max={80} />
          <FormWords name={`addOns.${at}.description`} label={say("description")} max={500} />
          <div className="field-pair">
            <FormText
              name={`addOns.${at}.price`}
              label={say("amountIn", { label: say("price"), currency })}
              mode="decimal"
            />
            <FormText name={`addOns.${at}.units`} label={say("units")} mode="numeric" />
            <FormText name={`addOns.${at}.perBacker`} label={say("perBacker")} mode="numeric" />
          </div>
          <CheckField
            {...register(`addOns.${at}.shipped`)}
            name={`addOns.${at}.shipped`}
            label={say("shipped")}
          />
        </Entry>
      ))}
    </Entries>
  );
};

import { useFormContext } from "react-hook-form";
import { useWord } from "../../../../ui/code-word.tsx";
import { countryOptions } from "../../../../ui/countries.ts";
import { useReader, useSay } from "../../../../ui/language.tsx";
import { EDITOR } from "./editor-messages.ts";
import { FormSelect, FormText, FormWords } from "./fields.tsx";
import { CATEGORIES, CURRENCIES } from "./form-terms.ts";
import type { TermsForm } from "./terms-form.ts";

/** Name, summary, kind, place, currency and VAT. */
export const BasicsPart = () => {
  const say = useSay(EDITOR);
  const word = useWord(EDITOR);
  const { language } = useReader();
  return (
    <>
      <FormSelect
        name="language"
        label={say("language")}
        hint={say("languageHint")}
        options={[
          ["en", "English"],
          ["zh", "简体中文"],
        ]}
      />
      <FormWords name="title" label={say("title")} max={80} />
      <FormWords name="summary" label={say("summary")} hint={say("summaryHint")} max={200} />
      <div className="field-pair">
        <FormSelect
          name="category"
          label={say("category")}
          options={[["", say("choose")], ...CATEGORIES.map((one) => [one, word("category", one)] as const)]}
        />
        <FormSelect
          name="country"
          label={say("country")}
          options={[["", say("choose")], ...countryOptions("all", language)]}
        />
      </div>
      <FormWords name="city" label={say("city")} max={60} />
      <div className="field-pair">
        <FormSelect
          name="currency"
          label={say("currency")}
          hint={say("currencyHint")}
          options={CURRENCIES.map((one) => [one, one] as const)}
        />
        <FormText name="vatPercent" label={say("vat")} hint={say("vatHint")} mode="decimal" />
      </div>
    </>
  );
};

/** The story: paragraphs are set apart by an empty line. */
export const StoryPart = () => {
  const say = useSay(EDITOR);
  return <FormWords name="story" label={say("section_story")} hint={say("storyHint")} max={20_000} long />;
};

/** Goal, cap and deadline. */
export const GoalPart = () => {
  const say = useSay(EDITOR);
  const { zone } = useReader();
  const { watch } = useFormContext<TermsForm>();
  const currency = watch("currency");
  return (
    <>
      <FormText
        name="minGoal"
        label={say("amountIn", { label: say("minGoal"), currency })}
        hint={say("minGoalHint")}
        mode="decimal"
      />
      <FormText
        name="hardCap"
        label={say("amountIn", { label: say("hardCap"), currency })}
        hint={say("hardCapHint")}
        mode="decimal"
      />
      <FormText
        name="deadline"
        label={say("deadline")}
        hint={say("deadlineHint", { zone })}
        type="datetime-local"
      />
    </>
  );
};

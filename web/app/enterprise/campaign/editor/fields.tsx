import { useFormContext } from "react-hook-form";
import { SelectField, TextArea, TextField } from "../../../../ui/field.tsx";
import { useSay } from "../../../../ui/language.tsx";
import { EDITOR } from "./editor-messages.ts";
import type { TermsForm } from "./terms-form.ts";

/** Fields of the form, by their address in it: `tiers.0.price`. */
const useField = (name: string) => {
  const { register } = useFormContext<Record<string, unknown>>();
  return register(name);
};

interface FormFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
}

/** A line of text of the form; `amount` fields take digits. */
export const FormText = (
  props: FormFieldProps & { readonly type?: string; readonly mode?: "decimal" | "numeric" },
) => {
  const { name, label, hint, type = "text", mode } = props;
  return (
    <TextField
      {...useField(name)}
      name={name}
      label={label}
      {...(hint === undefined ? {} : { hint })}
      type={type}
      inputMode={mode}
      autoComplete="off"
    />
  );
};

/** A choice of the form. */
export const FormSelect = (
  props: FormFieldProps & { readonly options: readonly (readonly [string, string])[] },
) => {
  const { name, label, hint, options } = props;
  return (
    <SelectField
      {...useField(name)}
      name={name}
      label={label}
      options={options}
      {...(hint === undefined ? {} : { hint })}
    />
  );
};

const LANGUAGE_TAG = { en: "en", zh: "zh-CN" } as const;

/** A text in the campaign's language and, under it, in the second one. */
export const FormWords = (props: FormFieldProps & { readonly long?: boolean; readonly max: number }) => {
  const { name, label, hint, long = false, max } = props;
  const say = useSay(EDITOR);
  const { watch } = useFormContext<TermsForm>();
  const first = watch("language");
  const second = first === "en" ? "zh" : "en";
  const fields = { [first]: useField(`${name}.${first}`), [second]: useField(`${name}.${second}`) };
  const Control = long ? TextArea : TextField;
  return (
    <>
      <Control
        {...fields[first]}
        name={`${name}.${first}`}
        label={label}
        {...(hint === undefined ? {} : { hint })}
        lang={LANGUAGE_TAG[first]}
        maxLength={max}
      />
      <details className="second-language">
        <summary>{say(second === "zh" ? "alsoChinese" : "alsoEnglish", { label })}</summary>
        <Control
          {...fields[second]}
          name={`${name}.${second}`}
          label={say(second === "zh" ? "inChinese" : "inEnglish", { label })}
          lang={LANGUAGE_TAG[second]}
          maxLength={max}
        />
      </details>
    </>
  );
};

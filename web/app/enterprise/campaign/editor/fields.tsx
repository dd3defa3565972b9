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

/** What every field of a form has. */
export interface FormFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly error?: string;
}

/** What describes a field, without what it does not have. */
const described = ({ hint, error }: FormFieldProps) => ({
  ...(hint === undefined ? {} : { hint }),
  ...(error === undefined ? {} : { error }),
});

/** A line of text of the form; `amount` fields take digits. */
export const FormText = (
  props: FormFieldProps & { readonly type?: string; readonly mode?: "decimal" | "numeric" },
) => {
  const { name, label, type = "text", mode } = props;
  return (
    <TextField
      {...useField(name)}
      {...described(props)}
      name={name}
      label={label}
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
  const { name, label, options } = props;
  return (
    <SelectField {...useField(name)} {...described(props)} name={name} label={label} options={options} />
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

import { createContext, useContext } from "react";
import { useFormContext } from "react-hook-form";
import { CheckField } from "../../../ui/field.tsx";
import { type FormFieldProps, FormSelect, FormText } from "../campaign/editor/fields.tsx";

/** What was refused of the form, by the name of the field. */
export const FieldErrors = createContext<Readonly<Record<string, string>>>({});

const useError = (name: string) => {
  const error = useContext(FieldErrors)[name];
  return error === undefined ? {} : { error };
};

/** A line of the file. */
export const FileText = (props: Parameters<typeof FormText>[0]) => (
  <FormText {...props} {...useError(props.name)} />
);

/** A choice of the file. */
export const FileSelect = (props: Parameters<typeof FormSelect>[0]) => (
  <FormSelect {...props} {...useError(props.name)} />
);

/** A box of the file. */
export const FileCheck = (props: FormFieldProps) => {
  const { register } = useFormContext<Record<string, unknown>>();
  return <CheckField {...register(props.name)} {...props} />;
};

import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from "react";

interface FieldProps {
  /** Also the `id` of the control, so that an error summary can lead to it. */
  readonly name: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: ReactNode;
}

/** The ids of what describes a control, for `aria-describedby`. */
const describedBy = ({ name, hint, error }: FieldProps): string | undefined => {
  const ids = [
    hint === undefined ? [] : [`${name}-hint`],
    error === undefined ? [] : [`${name}-error`],
  ].flat();
  return ids.length === 0 ? undefined : ids.join(" ");
};

const Frame = ({ field, children }: { readonly field: FieldProps; readonly children: ReactNode }) => (
  <div className="field">
    <label htmlFor={field.name}>{field.label}</label>
    {field.hint === undefined ? null : (
      <span className="hint" id={`${field.name}-hint`}>
        {field.hint}
      </span>
    )}
    {field.error === undefined ? null : (
      <span className="error" id={`${field.name}-error`}>
        {field.error}
      </span>
    )}
    {children}
  </div>
);

const shared = (field: FieldProps) => ({
  id: field.name,
  name: field.name,
  "aria-describedby": describedBy(field),
  "aria-invalid": field.error === undefined ? undefined : ("true" as const),
});

const own = <P extends FieldProps>({ label: _l, hint: _h, error: _e, ...control }: P) => control;

/** One line of text with its label, hint and error. */
export const TextField = (props: FieldProps & Omit<InputHTMLAttributes<unknown>, "name">) => (
  <Frame field={props}>
    <input type="text" {...own(props)} {...shared(props)} />
  </Frame>
);

/** Several lines of text. */
export const TextArea = (props: FieldProps & Omit<TextareaHTMLAttributes<unknown>, "name">) => (
  <Frame field={props}>
    <textarea {...own(props)} {...shared(props)} />
  </Frame>
);

/** One of a few: `options` are value and label. */
export const SelectField = (
  props: FieldProps &
    Omit<SelectHTMLAttributes<unknown>, "name"> & {
      readonly options: readonly (readonly [value: string, label: string])[];
    },
) => {
  const { options, ...rest } = props;
  return (
    <Frame field={rest}>
      <select {...own(rest)} {...shared(rest)}>
        {options.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </Frame>
  );
};

/** One box to tick, its label beside it. */
export const CheckField = (props: FieldProps & Omit<InputHTMLAttributes<unknown>, "name" | "type">) => (
  <div className="field">
    {props.error === undefined ? null : (
      <span className="error" id={`${props.name}-error`}>
        {props.error}
      </span>
    )}
    <div className="choice">
      <input type="checkbox" {...own(props)} {...shared(props)} />
      <label htmlFor={props.name}>{props.label}</label>
    </div>
    {props.hint === undefined ? null : (
      <span className="hint" id={`${props.name}-hint`}>
        {props.hint}
      </span>
    )}
  </div>
);

/** What is wrong in a form, each line leading to its field. It takes the focus when the form comes back. */
export const ErrorSummary = (props: {
  readonly title: string;
  readonly errors: readonly { readonly field?: string | undefined; readonly text: ReactNode }[];
}) =>
  props.errors.length === 0 ? null : (
    <div className="error-summary" role="alert" tabIndex={-1} data-focus="" id="error-summary">
      <h2>{props.title}</h2>
      <ul>
        {props.errors.map(({ field, text }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes its order
          <li key={at}>{field === undefined ? text : <a href={`#${field}`}>{text}</a>}</li>
        ))}
      </ul>
    </div>
  );

import { useNavigate, useSearch } from "@tanstack/react-router";

/** One member of the address' query, and how to change it: filters can be shared and survive a reload. */
export function useQueryMember(name: string): [string | undefined, (value: string) => void] {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const value = search[name];
  return [
    typeof value === "string" ? value : undefined,
    (next) => void navigate({ to: ".", search: { ...search, [name]: next }, replace: true }),
  ];
}

/** A choice that filters a list. */
export const Filter = (props: {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly choose: (value: string) => void;
}) => (
  <div className="field">
    <label htmlFor={props.name}>{props.label}</label>
    <select id={props.name} value={props.value} onChange={({ target }) => props.choose(target.value)}>
      {props.options.map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  </div>
);

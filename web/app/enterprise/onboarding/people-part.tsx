import { useFieldArray, useFormContext, useWatch } from "react-hook-form";
import { useSay } from "../../../ui/language.tsx";
import { Note } from "../../../ui/parts.tsx";
import { Entries, Entry } from "../campaign/editor/entry-list.tsx";
import type { Enterprise } from "../enterprise-data.ts";
import { FileCheck, FileSelect, FileText } from "./file-fields.tsx";
import { type FileForm, NOBODY, type PersonForm } from "./file-form.ts";
import { ONBOARDING } from "./onboarding-messages.ts";
import { useCountries } from "./plain-parts.tsx";

const PEOPLE_MAX = 20;

type KnownPerson = Enterprise["people"][number];

/** The number of somebody is kept with their name and birthday; renamed, they need it written again. */
const knownNumber = (known: readonly KnownPerson[], { name, birthDate }: PersonForm): string | undefined =>
  known.find((one) => one.name === name.trim() && (one.birthDate ?? "") === birthDate)?.identityLastFour;

const PersonCard = ({ at, known }: { readonly at: number; readonly known: readonly KnownPerson[] }) => {
  const say = useSay(ONBOARDING);
  const { control } = useFormContext<FileForm>();
  const person = useWatch({ control, name: `people.${at}` });
  const countries = useCountries();
  const field = (name: keyof PersonForm) => `people.${at}.${name}`;
  const lastFour = knownNumber(known, person);
  return (
    <>
      <FileText name={field("name")} label={say("personName")} hint={say("personNameHint")} />
      <fieldset>
        <legend>{say("roles")}</legend>
        <FileCheck name={field("isRepresentative")} label={say("isRepresentative")} />
        <FileCheck name={field("isOwner")} label={say("isOwner")} />
        <FileCheck name={field("isManager")} label={say("isManager")} />
      </fieldset>
      {person.isOwner ? (
        <FileText name={field("sharePercent")} label={say("share")} hint={say("shareHint")} mode="decimal" />
      ) : null}
      <div className="part-row">
        <FileText
          name={field("birthDate")}
          label={say("optional", { label: say("birthDate") })}
          type="date"
        />
        <FileText name={field("email")} label={say("optional", { label: say("email") })} type="email" />
      </div>
      <div className="part-row">
        <FileSelect
          name={field("identityCountry")}
          label={say("optional", { label: say("identityCountry") })}
          options={countries}
        />
        <FileText
          name={field("identityNumber")}
          label={say("optional", { label: say("identityNumber") })}
          hint={lastFour === undefined ? say("identityNumberHint") : say("identityNumberKnown", { lastFour })}
        />
      </div>
    </>
  );
};

/** The people who sign for the enterprise, own it or lead it, a card for each. */
export const PeoplePart = ({ known }: { readonly known: readonly KnownPerson[] }) => {
  const say = useSay(ONBOARDING);
  const { control } = useFormContext<FileForm>();
  const { fields, append, remove } = useFieldArray({ control, name: "people", keyName: "rowId" });
  return (
    <>
      <Note tone="info" title={say("peopleWhyTitle")}>
        <p>{say("peopleWhy")}</p>
      </Note>
      <Entries
        lead={say("peopleLead")}
        add={say("addPerson")}
        onAdd={() => append(NOBODY)}
        isFull={fields.length >= PEOPLE_MAX}
      >
        {fields.map(({ rowId }, at) => (
          <Entry key={rowId} title={say("personNumber", { at: at + 1 })} onRemove={() => remove(at)}>
            <PersonCard at={at} known={known} />
          </Entry>
        ))}
      </Entries>
    </>
  );
};

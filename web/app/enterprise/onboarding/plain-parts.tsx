import { useFormContext, useWatch } from "react-hook-form";
import { useWord } from "../../../ui/code-word.tsx";
import { countryOptions } from "../../../ui/countries.ts";
import { useReader, useSay } from "../../../ui/language.tsx";
import { FileCheck, FileSelect, FileText } from "./file-fields.tsx";
import { type FileForm, LEGAL_FORMS, SCHEMES, SECTORS } from "./file-form.ts";
import { ONBOARDING } from "./onboarding-messages.ts";

/** The choices of a list of codes, none chosen at first. */
function useChoices(group: string, codes: readonly string[]): readonly (readonly [string, string])[] {
  const say = useSay(ONBOARDING);
  const word = useWord(ONBOARDING);
  return [["", say("choose")], ...codes.map((code) => [code, word(group, code)] as const)];
}

/** Every country, none chosen at first. */
export function useCountries(): readonly (readonly [string, string])[] {
  const say = useSay(ONBOARDING);
  const { language } = useReader();
  return [["", say("choose")], ...countryOptions("all", language)];
}

/** What the enterprise is called, where it is registered and what it makes. */
export const LegalPart = () => {
  const say = useSay(ONBOARDING);
  return (
    <>
      <FileText name="legalName" label={say("legalName")} hint={say("legalNameHint")} />
      <FileText
        name="tradingName"
        label={say("optional", { label: say("tradingName") })}
        hint={say("tradingNameHint")}
      />
      <FileSelect name="country" label={say("country")} hint={say("countryHint")} options={useCountries()} />
      <FileSelect name="legalForm" label={say("legalForm")} options={useChoices("form", LEGAL_FORMS)} />
      <FileSelect name="sector" label={say("sector")} options={useChoices("sector", SECTORS)} />
      <FileText
        name="website"
        label={say("optional", { label: say("website") })}
        hint={say("websiteHint")}
        type="url"
      />
    </>
  );
};

/** The number in the register and the licence. */
export const RegistrationPart = () => {
  const say = useSay(ONBOARDING);
  const word = useWord(ONBOARDING);
  const { control } = useFormContext<FileForm>();
  const [scheme, hasNoEnd] = useWatch({ control, name: ["scheme", "licenceHasNoEnd"] });
  return (
    <>
      <FileSelect
        name="scheme"
        label={say("scheme")}
        hint={say("schemeHint")}
        options={useChoices("scheme", SCHEMES)}
      />
      <FileText
        name="registryNumber"
        label={say("registryNumber")}
        hint={scheme === "" ? say("registryNumberHint") : word("number_hint", scheme)}
      />
      <h2>{say("licence")}</h2>
      <FileText name="licenceNumber" label={say("licenceNumber")} hint={say("licenceNumberHint")} />
      <FileCheck name="licenceHasNoEnd" label={say("licenceHasNoEnd")} />
      {hasNoEnd ? null : <FileText name="licenceUntil" label={say("licenceUntil")} type="date" />}
    </>
  );
};

/** The registered address. */
export const AddressPart = () => {
  const say = useSay(ONBOARDING);
  return (
    <>
      <FileText name="street" label={say("street")} />
      <div className="part-row">
        <FileText name="postalCode" label={say("postalCode")} />
        <FileText name="city" label={say("city")} />
      </div>
      <FileSelect name="addressCountry" label={say("addressCountry")} options={useCountries()} />
    </>
  );
};

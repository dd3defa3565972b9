import { useReader, useSay, written } from "../../../ui/language.tsx";
import type { OwnCaseRow } from "./own-review-data.ts";
import { OWN_REVIEW } from "./own-review-messages.ts";

/** What a review is about, as people call it. */
export function useSubjectText(): (of: {
  readonly kind: string;
  readonly name: OwnCaseRow["name"];
}) => string {
  const say = useSay(OWN_REVIEW);
  const { language } = useReader();
  return ({ kind, name }) => {
    if (kind === "enterprise") return say("ofFile");
    const { text } = written(name.title ?? {}, language);
    const title = text === "" ? say("untitled") : text;
    return name.tranche === undefined ? title : say("ofTranche", { position: name.tranche, title });
  };
}

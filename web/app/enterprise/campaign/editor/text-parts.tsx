import { granted } from "@firstlot/sdk/client";
import { useFieldArray, useFormContext } from "react-hook-form";
import { useSay } from "../../../../ui/language.tsx";
import { useAct } from "../../../act.tsx";
import { openApi } from "../../../api.ts";
import { ActNotes } from "../../../parts/act-notes.tsx";
import { EDITOR } from "./editor-messages.ts";
import { Entries, Entry } from "./entry-list.tsx";
import { FormText, FormWords } from "./fields.tsx";
import { NO_WORDS, type TermsForm } from "./terms-form.ts";

const RISKS_MAX = 20;
const FAQ_MAX = 30;
const MEDIA_MAX = 20;

/** What can go wrong, in the enterprise's own words. */
export const RisksPart = () => {
  const say = useSay(EDITOR);
  const { control } = useFormContext<TermsForm>();
  const { fields, append, remove } = useFieldArray({ control, name: "risks", keyName: "rowId" });
  const add = () => append({ text: NO_WORDS });
  return (
    <Entries lead={say("risksLead")} add={say("addRisk")} onAdd={add} isFull={fields.length >= RISKS_MAX}>
      {fields.map(({ rowId }, at) => (
        <Entry key={rowId} title={say("riskNumber", { at: at + 1 })} onRemove={() => remove(at)}>
          <FormWords name={`risks.${at}.text`} label={say("risk")} max={1_000} long />
        </Entry>
      ))}
    </Entries>
  );
};

/** Questions that backers will have, and their answers. */
export const FaqPart = () => {
  const say = useSay(EDITOR);
  const { control } = useFormContext<TermsForm>();
  const { fields, append, remove } = useFieldArray({ control, name: "faq", keyName: "rowId" });
  const add = () => append({ question: NO_WORDS, answer: NO_WORDS });
  return (
    <Entries lead={say("faqLead")} add={say("addQuestion")} onAdd={add} isFull={fields.length >= FAQ_MAX}>
      {fields.map(({ rowId }, at) => (
        <Entry key={rowId} title={say("questionNumber", { at: at + 1 })} onRemove={() => remove(at)}>
          <FormWords name={`faq.${at}.question`} label={say("question")} max={200} />
          <FormWords name={`faq.${at}.answer`} label={say("answer")} max={2_000} long />
        </Entry>
      ))}
    </Entries>
  );
};

/** Who makes it. */
export const TeamPart = () => {
  const say = useSay(EDITOR);
  const { control } = useFormContext<TermsForm>();
  const { fields, append, remove } = useFieldArray({ control, name: "team", keyName: "rowId" });
  const add = () => append({ name: "", role: NO_WORDS });
  return (
    <Entries lead={say("teamLead")} add={say("addMember")} onAdd={add} isFull={fields.length >= RISKS_MAX}>
      {fields.map(({ rowId }, at) => (
        <Entry key={rowId} title={say("memberNumber", { at: at + 1 })} onRemove={() => remove(at)}>
          <FormText name={`team.${at}.name`} label={say("personName")} />
          <FormWords name={`team.${at}.role`} label={say("role")} max={80} />
        </Entry>
      ))}
    </Entries>
  );
};

/** Pictures; the first one is the cover. */
export const MediaPart = ({ enterpriseId }: { readonly enterpriseId: string }) => {
  const say = useSay(EDITOR);
  const { control, watch } = useFormContext<TermsForm>();
  const { fields, append, remove } = useFieldArray({ control, name: "media", keyName: "rowId" });
  const media = watch("media");
  const upload = useAct({
    perform: async (file: File) =>
      granted(
        await openApi.POST("/enterprises/{enterpriseId}/media", {
          params: { path: { enterpriseId } },
          headers: { "content-type": "application/octet-stream" },
          body: file.name,
          bodySerializer: () => file,
        }),
      ),
    onDone: ({ key }) => append({ key, alt: NO_WORDS }),
    done: say("pictureKept"),
  });
  return (
    <div className="stack">
      <p className="muted">{say("mediaLead")}</p>
      {fields.map(({ rowId }, at) => (
        <Entry key={rowId} title={say("pictureNumber", { at: at + 1 })} onRemove={() => remove(at)}>
          <img className="editor-picture" src={`/api/public/v1/${media[at]?.key ?? ""}`} alt="" />
          <FormWords name={`media.${at}.alt`} label={say("alt")} hint={say("altHint")} max={200} />
        </Entry>
      ))}
      <div className="field">
        <label htmlFor="picture">{say("addPicture")}</label>
        <span className="hint" id="picture-hint">
          {say("pictureHint")}
        </span>
        <input
          id="picture"
          type="file"
          accept="image/png,image/jpeg,image/webp"
          aria-describedby="picture-hint"
          disabled={fields.length >= MEDIA_MAX}
          aria-disabled={upload.state.kind === "running"}
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = "";
            if (file !== undefined) void upload.run(file);
          }}
        />
      </div>
      <ActNotes of={upload} />
    </div>
  );
};

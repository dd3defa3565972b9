import { useQueryClient } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { FormProvider, useForm } from "react-hook-form";
import { PresalePreview } from "../../../../ui/campaign/presale-preview.tsx";
import { CodeWord } from "../../../../ui/code-word.tsx";
import { useReader, useSay } from "../../../../ui/language.tsx";
import { Empty, Note, Tag } from "../../../../ui/parts.tsx";
import { Loaded } from "../../../parts/problem.tsx";
import { SaveNote } from "../../autosave/save-note.tsx";
import { useAutosave } from "../../autosave/use-autosave.ts";
import { useRoleIn } from "../../enterprise-data.ts";
import {
  type Campaign,
  type CampaignPath,
  campaignKey,
  useCampaign,
  useCampaignPath,
} from "../campaign-data.ts";
import { isWritable } from "../status.tsx";
import { TaskList } from "../task-list.tsx";
import { EDITOR } from "./editor-messages.ts";
import { type NotKept, termsOf } from "./form-terms.ts";
import { BasicsPart, GoalPart, StoryPart } from "./plain-parts.tsx";
import { ShippingPart, SpendingPart, TranchesPart } from "./plan-parts.tsx";
import { SECTIONS, type Section, sectionNamed, sectionOf } from "./sections.ts";
import { AddOnsPart, TiersPart } from "./sold-parts.tsx";
import { formOf, type TermsForm } from "./terms-form.ts";
import { FaqPart, MediaPart, RisksPart, TeamPart } from "./text-parts.tsx";
import { useTermsStore } from "./use-terms-store.ts";

const Part = (props: { readonly section: Section; readonly path: CampaignPath }) => {
  const isOwner = useRoleIn(props.path.enterpriseId) === "owner";
  switch (props.section) {
    case "basics":
      return <BasicsPart />;
    case "story":
      return <StoryPart />;
    case "media":
      return <MediaPart enterpriseId={props.path.enterpriseId} />;
    case "tiers":
      return <TiersPart isOwner={isOwner} />;
    case "addOns":
      return <AddOnsPart />;
    case "shipping":
      return <ShippingPart />;
    case "spending":
      return <SpendingPart />;
    case "tranches":
      return <TranchesPart />;
    case "goal":
      return <GoalPart />;
    case "risks":
      return <RisksPart />;
    case "faq":
      return <FaqPart />;
    case "team":
      return <TeamPart />;
  }
};

const Menu = (props: { readonly campaign: Campaign; readonly base: string; readonly section: Section }) => {
  const say = useSay(EDITOR);
  const tasks = props.campaign.tasks ?? [];
  return (
    <nav className="editor-menu" aria-label={say("parts")}>
      <ul>
        {SECTIONS.map((section) => {
          const left = tasks.filter(({ pointer }) => sectionOf(pointer) === section).length;
          return (
            <li key={section}>
              <Link
                to={`${props.base}/edit`}
                search={{ section }}
                aria-current={section === props.section ? "step" : undefined}
              >
                {say(`section_${section}`)}
                {left === 0 ? (
                  <Tag tone="ok">{say("done")}</Tag>
                ) : (
                  <Tag tone="warn">{say("left", { left })}</Tag>
                )}
              </Link>
            </li>
          );
        })}
      </ul>
      <p>
        <Link className="button small" to={`${props.base}/check`}>
          {say("check")}
        </Link>
      </p>
    </nav>
  );
};

const NotKeptNote = ({ notKept }: { readonly notKept: readonly NotKept[] }) => {
  const say = useSay(EDITOR);
  if (notKept.length === 0) return null;
  return (
    <Note tone="warn" title={say("notKeptTitle")}>
      <ul>
        {notKept.map(({ field, at, lacks }) => (
          <li key={`${field} ${at}`}>
            <CodeWord voice={EDITOR} group="field" code={field} /> {say("numbered", { at: at + 1 })}
            {": "}
            <CodeWord voice={EDITOR} group="lacks" code={lacks} />
          </li>
        ))}
      </ul>
    </Note>
  );
};

const Editor = (props: {
  readonly campaign: Campaign;
  readonly path: CampaignPath;
  readonly restart: () => Promise<void>;
}) => {
  const say = useSay(EDITOR);
  const { campaign, path } = props;
  const { zone, language } = useReader();
  const { section: named } = useSearch({ strict: false });
  const section = sectionNamed(typeof named === "string" ? named : undefined);
  const [width, setWidth] = useState<"phone" | "wide">("phone");
  const form = useForm<TermsForm>({
    defaultValues: formOf(campaign.terms, { zone, language: language === "en" ? "en" : "zh" }),
  });
  const { change, ...saving } = useAutosave(useTermsStore(path), campaign);
  const [shown, setShown] = useState(() => termsOf(form.getValues(), zone));
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: () => {
          const now = termsOf(form.getValues(), zone);
          setShown(now);
          change(now.terms);
        },
      }),
    [form, zone, change],
  );
  const base = `/app/enterprise/${path.enterpriseId}/campaigns/${path.campaignId}`;
  const mine = (campaign.tasks ?? []).filter(({ pointer }) => sectionOf(pointer) === section);
  return (
    <div className={width === "wide" ? "editor wide" : "editor"}>
      <Menu campaign={campaign} base={base} section={section} />
      <div className="stack">
        <SaveNote {...saving} takeTheirs={props.restart} />
        <h2>{say(`section_${section}`)}</h2>
        <FormProvider {...form}>
          <form className="stack" onSubmit={(event) => event.preventDefault()} noValidate>
            <Part section={section} path={path} />
          </form>
        </FormProvider>
        <NotKeptNote notKept={shown.notKept} />
        {mine.length === 0 ? null : (
          <Note tone="info" title={say("stillMissing")}>
            <TaskList tasks={mine} base={base} />
          </Note>
        )}
      </div>
      <section className={`editor-preview stack tight ${width}`} aria-label={say("preview")}>
        <div className="row between">
          <strong>{say("preview")}</strong>
          <span className="row">
            {(["phone", "wide"] as const).map((one) => (
              <button
                key={one}
                type="button"
                className="button quiet small"
                aria-pressed={width === one}
                onClick={() => setWidth(one)}
              >
                {say(`preview_${one}`)}
              </button>
            ))}
          </span>
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
        <div className="card" tabIndex={0}>
          <PresalePreview terms={shown.terms} />
        </div>
      </section>
    </div>
  );
};

/** Writes a campaign part by part, kept as one types, with the page beside it as backers will see it. */
export const EditorScreen = () => {
  const say = useSay(EDITOR);
  const given = useCampaignPath();
  const { enterpriseId, campaignId } = given;
  const path = useMemo(() => ({ enterpriseId, campaignId }), [enterpriseId, campaignId]);
  const campaign = useCampaign(path);
  const queries = useQueryClient();
  const [start, setStart] = useState(0);
  const restart = async () => {
    await queries.refetchQueries({ queryKey: campaignKey(path) });
    setStart((n) => n + 1);
  };
  return (
    <Loaded query={campaign} lines={12}>
      {(data) =>
        isWritable(data.status) ? (
          <Editor key={start} campaign={data} path={path} restart={restart} />
        ) : (
          <Empty title={say("lockedTitle")}>
            <p>{say("lockedText")}</p>
          </Empty>
        )
      }
    </Loaded>
  );
};

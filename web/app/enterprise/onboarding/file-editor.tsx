import type { Problem } from "@firstlot/sdk/client";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { FormProvider, useForm } from "react-hook-form";
import { useWord } from "../../../ui/code-word.tsx";
import { ErrorSummary } from "../../../ui/field.tsx";
import { useSay } from "../../../ui/language.tsx";
import { Note } from "../../../ui/parts.tsx";
import { ScreenHead } from "../../parts/problem.tsx";
import { SaveNote } from "../autosave/save-note.tsx";
import { useAutosave } from "../autosave/use-autosave.ts";
import type { Enterprise } from "../enterprise-data.ts";
import { type OwnCase, openRequest } from "../review/own-review-data.ts";
import { AccountPart } from "./account-part.tsx";
import { AskedChange } from "./asked-change.tsx";
import { CheckPage } from "./check-page.tsx";
import { DocumentsPart, type HandedIn } from "./documents-part.tsx";
import { fieldOf, inputOf, type NotKept } from "./file-answers.ts";
import { useFileStore } from "./file-data.ts";
import { FieldErrors } from "./file-fields.tsx";
import { type FileForm, formOf } from "./file-form.ts";
import { ONBOARDING } from "./onboarding-messages.ts";
import { PeoplePart } from "./people-part.tsx";
import { AddressPart, LegalPart, RegistrationPart } from "./plain-parts.tsx";
import { SECTIONS, type Section, type Standing, sectionOf, sectionOfReason, type Task } from "./sections.ts";
import { TaskListPage } from "./task-list-page.tsx";
import { TaskLinks } from "./task-words.tsx";

interface FileEditorProps {
  readonly enterprise: Enterprise;
  readonly tasks: readonly Task[];
  readonly documents: readonly HandedIn[];
  readonly review: OwnCase | undefined;
  readonly section: Section | undefined;
  readonly base: string;
  /** Throws away what is typed and begins with what is kept. */
  readonly restart: () => Promise<void>;
}

/** What the platform refused, by field, in the reader's words. */
function useFieldErrors(problem: Problem | undefined, cards: readonly number[]) {
  const word = useWord(ONBOARDING);
  return (problem?.errors ?? []).map(({ pointer, detail }) => {
    const field = fieldOf(pointer, { cards });
    const key = field.split(".").at(-1) ?? field;
    const text = word("wrong", key);
    return { field, section: sectionOf(pointer), text: text === key ? detail : text };
  });
}

const NotKeptNote = ({ notKept }: { readonly notKept: readonly NotKept[] }) => {
  const say = useSay(ONBOARDING);
  const word = useWord(ONBOARDING);
  if (notKept.length === 0) return null;
  return (
    <Note tone="warn" title={say("notKeptTitle")}>
      <ul>
        {notKept.map(({ field, lacks, person }) => (
          <li key={field}>
            <a href={`#${field}`}>
              {person === undefined ? "" : `${say("personNumber", { at: person + 1 })}: `}
              {word("lacks", lacks)}
            </a>
          </li>
        ))}
      </ul>
    </Note>
  );
};

/** Where what cannot be kept yet is written. */
const sectionOfNotKept = ({ lacks }: NotKept) => {
  if (lacks === "registryNumber" || lacks === "licence") return "registration";
  return lacks === "address" ? "address" : "people";
};

const Part = (props: FileEditorProps & { readonly section: Section; readonly isKept: boolean }) => {
  const { section, enterprise, tasks, documents, base, isKept } = props;
  switch (section) {
    case "legal":
      return <LegalPart />;
    case "registration":
      return <RegistrationPart />;
    case "address":
      return <AddressPart />;
    case "people":
      return <PeoplePart known={enterprise.people} />;
    case "account":
      return <AccountPart enterprise={enterprise} />;
    case "documents":
      return <DocumentsPart enterprise={enterprise} tasks={tasks} documents={documents} base={base} />;
    case "check":
      return (
        <CheckPage enterprise={enterprise} tasks={tasks} documents={documents} base={base} isKept={isKept} />
      );
  }
};

/** The file while it is written: its task list, or one part of it; everything typed is kept as one goes. */
export const FileEditor = (props: FileEditorProps) => {
  const say = useSay(ONBOARDING);
  const { enterprise, tasks, documents, review, section, base, restart } = props;
  const form = useForm<FileForm>({ defaultValues: formOf(enterprise) });
  const { change, ...saving } = useAutosave(useFileStore(enterprise.id), enterprise);
  const [answers, setAnswers] = useState(() => inputOf(form.getValues()));
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: () => {
          const now = inputOf(form.getValues());
          setAnswers(now);
          change(now.input);
        },
      }),
    [form, change],
  );
  const problem = saving.state.kind === "refused" ? saving.state.problem : undefined;
  const errors = useFieldErrors(problem, answers.cards);
  const request = review === undefined ? undefined : openRequest(review);
  const standing: Standing = {
    enterprise,
    tasks,
    asked: request?.reasonCodes ?? [],
    hasDocuments: documents.length > 0,
  };
  if (section === undefined)
    return <TaskListPage enterprise={enterprise} standing={standing} review={review} base={base} />;
  const codes = standing.asked.filter((code) => sectionOfReason(code) === section);
  const mine = tasks.filter(({ pointer }) => sectionOf(pointer) === section);
  const next = SECTIONS[SECTIONS.indexOf(section) + 1];
  const isAutosaved = section !== "account" && section !== "documents" && section !== "check";
  return (
    <div className="stack narrow">
      <p>
        <Link to={base} search={{}}>
          {say("backToFile")}
        </Link>
      </p>
      <ScreenHead title={say(`section_${section}`)} lead={say(`about_${section}`)} />
      {request === undefined || codes.length === 0 ? null : <AskedChange request={request} codes={codes} />}
      {isAutosaved || saving.state.kind !== "saved" ? (
        <SaveNote
          {...saving}
          takeTheirs={restart}
          refusal={(refused) =>
            (refused.errors ?? []).length === 0 ? undefined : (
              <ErrorSummary
                title={say("wrongTitle")}
                errors={errors.map(({ field, section: where, text }) => ({
                  ...(where === section ? { field } : {}),
                  text: where === section ? text : `${say(`section_${where}`)}: ${text}`,
                }))}
              />
            )
          }
        />
      ) : null}
      <FieldErrors value={Object.fromEntries(errors.map(({ field, text }) => [field, text]))}>
        <FormProvider {...form}>
          {isAutosaved ? (
            <form className="stack" onSubmit={(event) => event.preventDefault()} noValidate>
              <Part {...props} section={section} isKept={saving.state.kind === "saved"} />
            </form>
          ) : (
            <Part {...props} section={section} isKept={saving.state.kind === "saved"} />
          )}
        </FormProvider>
      </FieldErrors>
      <NotKeptNote notKept={answers.notKept.filter((one) => sectionOfNotKept(one) === section)} />
      {mine.length === 0 || !isAutosaved || saving.state.kind !== "saved" ? null : (
        <Note tone="info" title={say("stillMissing")}>
          <TaskLinks tasks={mine} base={base} />
        </Note>
      )}
      {next === undefined ? null : (
        <p className="row">
          <Link
            className={mine.length === 0 ? "button" : "button quiet"}
            to={base}
            search={{ section: next }}
          >
            {say("goOnTo", { part: say(`section_${next}`) })}
          </Link>
        </p>
      )}
    </div>
  );
};

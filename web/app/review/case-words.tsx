import type { Language } from "../../messages/say.ts";
import { sayIn } from "../../messages/say.ts";
import { useReader, useSay, written } from "../../ui/language.tsx";
import { Tag, type Tone } from "../../ui/parts.tsx";
import type { QueueRow } from "./review-data.ts";
import { REVIEW, type SayReview, useWords } from "./review-messages.ts";

/** What a case is about, as people call it. */
export function subjectText(
  { name, subject }: Pick<QueueRow, "name" | "subject">,
  language: Language,
): string {
  const say = sayIn(REVIEW, language);
  const enterprise = name.enterpriseName ?? say("unnamed");
  if (subject.kind === "enterprise") return enterprise;
  const title = name.title === undefined ? say("untitled") : written(name.title, language).text;
  return name.tranche === undefined ? title : say("trancheOf", { position: name.tranche, title });
}

/** The subject with the language it was written in. */
export const SubjectName = ({ of }: { readonly of: Pick<QueueRow, "name" | "subject"> }) => {
  const { language } = useReader();
  const lang = of.name.title === undefined ? undefined : written(of.name.title, language).lang;
  return <span lang={lang === language ? undefined : lang}>{subjectText(of, language)}</span>;
};

const STATE_TONES: Readonly<Record<string, Tone>> = {
  open: "info",
  claimed: "info",
  waiting_for_applicant: "neutral",
  analyst_done: "brand",
  withdrawn: "neutral",
};

/** The state of a case; a decision says which one. */
export const StateTag = ({ of }: { readonly of: Pick<QueueRow, "status" | "decision"> }) => {
  const { word } = useWords();
  const { status, decision } = of;
  if (decision !== undefined)
    return (
      <Tag tone={decision.verdict === "approve" ? "ok" : "danger"}>{word("decided", decision.verdict)}</Tag>
    );
  return <Tag tone={STATE_TONES[status] ?? "neutral"}>{word("state", status)}</Tag>;
};

const STEP_TONES: Readonly<Record<string, Tone>> = {
  passed: "ok",
  warned: "warn",
  failed: "danger",
  needs_human: "info",
  running: "neutral",
  pending: "neutral",
};
export const StepTag = ({ status }: { readonly status: string }) => (
  <Tag tone={STEP_TONES[status] ?? "neutral"}>{useWords().word("step_state", status)}</Tag>
);

/** Why a case is in front of a reviewer. */
export function reasonHere(
  row: QueueRow,
  say: SayReview,
  word: (group: string, code: string) => string,
): string {
  const { status, steps, requests, round, conclusion } = row;
  if (status === "decided" || status === "withdrawn") return word("closed", status);
  if (status === "waiting_for_applicant") return say("hereWaiting");
  if (conclusion !== undefined) return word("concluded", conclusion.verdict);
  if (status === "open") return round > 1 ? say("hereAppeal") : say("hereNew");
  if (requests.at(-1)?.answeredAt !== undefined) return say("hereAnswered");
  const asking = steps.filter(({ status }) => status === "needs_human").length;
  return asking === 0 ? say("hereReady") : say("hereAsking", { count: asking });
}

/** Who has to act, by name where it is one person. */
export const WaitingOn = ({ of }: { readonly of: Pick<QueueRow, "waitingOn"> }) => {
  const say = useSay(REVIEW);
  const { word } = useWords();
  const { who, person, you } = of.waitingOn;
  if (you && person !== undefined) return <strong>{say("you")}</strong>;
  if (person?.name !== undefined) return person.name;
  return you ? <strong>{word("whoYou", who)}</strong> : word("who", who);
};

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** How long ago something was, in whole days or hours, by the platform's time. */
export function ageText(from: string, to: string, say: SayReview): string {
  const ms = Math.max(0, Date.parse(to) - Date.parse(from));
  return ms >= DAY_MS
    ? say("ageDays", { count: Math.floor(ms / DAY_MS) })
    : say("ageHours", { count: Math.floor(ms / HOUR_MS) });
}

const SECOND_MS = 1_000;
/** How long a step ran. */
export const durationText = (ms: number, say: SayReview): string =>
  ms < SECOND_MS ? say("durationMs", { ms }) : say("durationS", { s: Math.round(ms / SECOND_MS) });

/** @jsxImportSource hono/jsx */
import { instantText } from "./format.ts";
import type { SiteLanguage } from "./language.ts";
import type { MessageKey, Say } from "./messages.ts";

/** Who acts in a step: a role of the demo, in the words of the platform. */
type DemoRole = "owner" | "backer" | "analyst" | "approver" | "operator" | "regulator";

/** A demo user: the address to sign in with, and where a token of theirs is had. */
interface DemoPerson {
  readonly email: string;
  readonly tokenUrl: string;
}

/** What a platform that is there to be tried shows besides: absent from what is deployed. */
export interface TryIt {
  readonly password: string;
  readonly people: Readonly<Record<DemoRole, DemoPerson>>;
  readonly links: Readonly<Record<"mailbox" | "bank" | "clock" | "signIn", string>>;
  /** Takes the form of the clock: `minutes`. */
  readonly clockForm: string;
  /** How far the demo's data are; `undefined` when nothing is being made. */
  readonly progress?: () => { readonly done: number; readonly total: number } | undefined;
}

interface Step {
  readonly title: MessageKey;
  readonly text: MessageKey;
  readonly who: readonly DemoRole[];
  readonly href: string;
}

const STEPS: readonly Step[] = [
  {
    title: "step1",
    text: "step1Text",
    who: ["owner"],
    href: "/docs?api=public#/enterprise/startApplication",
  },
  {
    title: "step2",
    text: "step2Text",
    who: ["analyst", "approver"],
    href: "/docs?api=backoffice#/review/claimCase",
  },
  { title: "step3", text: "step3Text", who: ["owner"], href: "/docs?api=public#/campaigns/createCampaign" },
  { title: "step4", text: "step4Text", who: ["backer"], href: "/docs?api=public#/pledges/reservePledge" },
  { title: "step5", text: "step5Text", who: [], href: "/dev/clock" },
  {
    title: "step6",
    text: "step6Text",
    who: ["operator", "regulator"],
    href: "/docs?api=backoffice#/reconciliation/listReconciliations",
  },
];

const DAY_MINUTES = 1_440;

const ClockForm = ({ action, say }: { action: string; say: Say }) => (
  <form class="acts" method="post" action={action}>
    <button type="submit" class="button quiet" name="minutes" value={DAY_MINUTES}>
      {say("advanceDay")}
    </button>
    <button type="submit" class="button quiet" name="minutes" value={DAY_MINUTES * 30}>
      {say("advanceMonth")}
    </button>
  </form>
);

const StepItem = ({ step, tryIt, say }: { step: Step; tryIt: TryIt; say: Say }) => (
  <li>
    <h3>
      <a href={step.href}>{say(step.title)}</a>
    </h3>
    <p>{say(step.text)}</p>
    {step.who.length === 0 ? (
      <ClockForm action={tryIt.clockForm} say={say} />
    ) : (
      <ul class="people">
        {step.who.map((role) => (
          <li>
            {say("as")} <code>{tryIt.people[role].email}</code>{" "}
            <a href={tryIt.people[role].tokenUrl}>
              {say("token")}
              <span class="away"> {tryIt.people[role].email}</span>
            </a>
          </li>
        ))}
      </ul>
    )}
  </li>
);

const Progress = ({ tryIt, language }: { tryIt: TryIt; language: SiteLanguage }) => {
  const progress = tryIt.progress?.();
  if (progress === undefined) return null;
  const { done, total } = progress;
  const text =
    language === "en"
      ? `The demo's last 120 days are being played: ${done} of ${total} acts. Load this page again in a moment.`
      : `正在演示过去 120 天的数据：${total} 步中已完成 ${done} 步。请稍后刷新本页。`;
  return (
    <div class="notice">
      <p>{text}</p>
      <progress max={total} value={done} aria-label={text} />
    </div>
  );
};

const MachineLinks = ({ tryIt, say }: { tryIt: TryIt; say: Say }) => {
  const { links } = tryIt;
  const rows = [
    { href: "/docs", name: say("navDocs"), text: say("docsIntro") },
    { href: links.mailbox, name: say("mailbox"), text: say("mailboxText") },
    { href: links.bank, name: say("bank"), text: say("bankText") },
    { href: links.clock, name: say("clock"), text: say("clockText") },
    { href: links.signIn, name: say("signIn"), text: say("signInText") },
  ];
  return (
    <ul class="links">
      {rows.map(({ href, name, text }) => (
        <li>
          <a href={href}>
            <strong>{name}</strong>
            <span>{text}</span>
          </a>
        </li>
      ))}
    </ul>
  );
};

/** Six steps through the life of a pre-sale, with who does each; and where everything on this machine is. */
export const TrySection = (props: { tryIt: TryIt; now: string; language: SiteLanguage; say: Say }) => {
  const { tryIt, now, language, say } = props;
  return (
    <>
      <section id="try" aria-labelledby="try-title">
        <h2 id="try-title">{say("tryTitle")}</h2>
        <Progress tryIt={tryIt} language={language} />
        <p>{say("tryIntro")}</p>
        <p class="small muted">
          {say("password")}: <code>{tryIt.password}</code>
        </p>
        <ol class="grid steps">
          {STEPS.map((step) => (
            <StepItem step={step} tryIt={tryIt} say={say} />
          ))}
        </ol>
      </section>
      <section id="machine" aria-labelledby="machine-title">
        <h2 id="machine-title">{say("machine")}</h2>
        <p class="muted">
          {say("now")}: <time datetime={now}>{instantText(now, language)}</time>
        </p>
        <MachineLinks tryIt={tryIt} say={say} />
      </section>
    </>
  );
};

import { useSay } from "../ui/language.tsx";
import { Time } from "../ui/time.tsx";
import { PUBLIC } from "./public-messages.ts";
import type { DemoPart, LocalTools } from "./visit.ts";

/** Six steps through the life of a pre-sale: who acts, and where. */
const STEPS = [
  { title: "try1", text: "try1Text", act: "try1Act", part: "backer", href: "/explore" },
  { title: "try2", text: "try2Text", act: "try2Act", part: "owner", href: "/app/enterprise" },
  { title: "try3", text: "try3Text", act: "try34Act", part: "analyst", href: "/app/review" },
  { title: "try4", text: "try4Text", act: "try34Act", part: "approver", href: "/app/review" },
  { title: "try5", text: "try5Text", act: "try5Act", part: "operator", href: "/app/operations" },
  { title: "try6", text: "try6Text", act: "try6Act", part: "regulator", href: "/app/regulator" },
] as const;

const PARTS = {
  owner: "tryPartOwner",
  backer: "tryPartBacker",
  analyst: "tryPartAnalyst",
  approver: "tryPartApprover",
  operator: "tryPartOperator",
  regulator: "tryPartRegulator",
} as const satisfies Record<DemoPart, string>;

const DAY_MINUTES = 1_440;
const MONTH_DAYS = 30;

const Step = ({ step, local }: { readonly step: (typeof STEPS)[number]; readonly local: LocalTools }) => {
  const say = useSay(PUBLIC);
  const { email } = local.people[step.part];
  const signIn = new URLSearchParams({ return: step.href, hint: email });
  return (
    <li className="card stack tight">
      <h2>{say(step.title)}</h2>
      <p>{say(step.text)}</p>
      <p>
        <a href={`/signin?${signIn.toString()}`}>
          {say("tryAs")} {say(PARTS[step.part])}
        </a>{" "}
        <code>{email}</code>
      </p>
      <p>
        <a href={step.href}>
          {say(step.act)}
          <span className="away"> ({say(step.title)})</span>
        </a>
      </p>
    </li>
  );
};

const Machine = ({ local, now }: { readonly local: LocalTools; readonly now: string }) => {
  const say = useSay(PUBLIC);
  const links = [
    ["mailbox", "mailboxText", local.mailbox],
    ["bank", "bankText", local.bank],
    ["clock", "clockText", local.clock],
    ["codes", "codesText", local.codes],
    ["docs", "docsIntro", "/docs"],
  ] as const;
  return (
    <section className="stack" id="machine" aria-labelledby="machine-title">
      <h2 id="machine-title">{say("machine")}</h2>
      <p>
        {say("machineNow")} <Time at={now} />
      </p>
      <form className="row" method="post" action={local.clock}>
        <button type="submit" className="button quiet" name="minutes" value={DAY_MINUTES}>
          {say("advanceDay")}
        </button>
        <button type="submit" className="button quiet" name="minutes" value={DAY_MINUTES * MONTH_DAYS}>
          {say("advanceMonth")}
        </button>
      </form>
      <ul className="grid">
        {links.map(([name, text, href]) => (
          <li key={name} className="card stack tight">
            <a href={href}>
              <strong>{say(name)}</strong>
            </a>
            <span className="muted">{say(text)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** What to try on this machine, as whom, and where everything is. */
export const TryPage = ({ local, now }: { readonly local: LocalTools; readonly now: string }) => {
  const say = useSay(PUBLIC);
  return (
    <div className="stack wide">
      <div className="stack">
        <h1>{say("tryTitle")}</h1>
        <p className="lead">{say("tryIntro")}</p>
        <p>
          {say("tryPassword")}: <code>{local.password}</code>. {say("tryCodes")}{" "}
          <a href={local.codes}>{say("tryCodesLink")}</a>.
        </p>
      </div>
      <ol className="grid steps">
        {STEPS.map((step) => (
          <Step key={step.title} step={step} local={local} />
        ))}
      </ol>
      <Machine local={local} now={now} />
    </div>
  );
};

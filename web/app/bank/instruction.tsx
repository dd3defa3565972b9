import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useWord } from "../../ui/code-word.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { useReader, useSay } from "../../ui/language.tsx";
import { moneyText } from "../../ui/money.tsx";
import { Time } from "../../ui/time.tsx";
import { type ActKey, useAct } from "../act.tsx";
import { bankApi } from "../api.ts";
import { InstructionFacts } from "../bank-traffic/instruction-facts.tsx";
import { TrafficTag } from "../bank-traffic/traffic-tag.tsx";
import { ActNotes } from "../parts/act-notes.tsx";
import { formText } from "../parts/form-text.ts";
import { Loaded, ScreenHead } from "../parts/problem.tsx";
import { BANK } from "./bank-messages.ts";
import { REJECT_REASONS, ReasonText } from "./reason-text.tsx";

const read = async (instructionId: string) =>
  granted(await bankApi.GET("/instructions/{instructionId}", { params: { path: { instructionId } } }));
type Instruction = Awaited<ReturnType<typeof read>>;

type Step = { readonly step: "hold" | "reject"; readonly why: string } | { readonly step: "release" };

async function perform(instructionId: string, wanted: Step, header: ActKey) {
  const params = { path: { instructionId }, header };
  switch (wanted.step) {
    case "hold":
      return granted(
        await bankApi.POST("/instructions/{instructionId}/hold", { params, body: { reason: wanted.why } }),
      );
    case "release":
      return granted(await bankApi.POST("/instructions/{instructionId}/release", { params, body: {} }));
    case "reject":
      return granted(
        await bankApi.POST("/instructions/{instructionId}/reject", { params, body: { code: wanted.why } }),
      );
  }
}

const STEPS: Readonly<Record<string, Step["step"]>> = {
  created: "hold",
  held: "release",
  sent: "reject",
  accepted: "reject",
  unknown: "reject",
};

/** What the bank can do with an instruction in its state. */
const Steps = ({ one }: { readonly one: Instruction }) => {
  const say = useSay(BANK);
  const word = useWord(BANK);
  const { language } = useReader();
  const [touched, setTouched] = useState(false);
  const act = useAct({
    perform: (wanted: Step, key) => perform(one.id, wanted, key),
    stale: [["bank-instruction", one.id], ["bank-instructions"]],
    done: say("acted"),
  });
  const step = STEPS[one.status];
  const values = { amount: moneyText(one.amount, language), party: one.creditor.name };
  return (
    <section className="card stack" aria-labelledby="steps">
      <h2 id="steps">{say("whatNow")}</h2>
      {step === undefined ? (
        <p className="muted">{say("nothingToDo")}</p>
      ) : (
        <form
          className="stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            const why = formText(new FormData(event.currentTarget), "why");
            setTouched(true);
            if (step === "release") void act.run({ step });
            else if (why !== "") void act.run({ step, why });
          }}
        >
          <p>{say(`about_${step}`)}</p>
          {step === "hold" ? (
            <TextField
              name="why"
              label={say("reason")}
              hint={say("reasonHint")}
              maxLength={500}
              required
              {...(touched && act.state.kind === "ready" ? { error: say("reasonMissing") } : {})}
            />
          ) : null}
          {step === "reject" ? (
            <SelectField
              name="why"
              label={say("reason")}
              options={REJECT_REASONS.map((code) => [code, `${word("iso", code)} (${code})`])}
            />
          ) : null}
          <div>
            <button
              type="submit"
              className={step === "reject" ? "button danger" : "button"}
              aria-disabled={act.state.kind === "running"}
            >
              {say(`act_${step}`, values)}
            </button>
          </div>
        </form>
      )}
      <ActNotes of={act} />
    </section>
  );
};

/** One money movement asked of the bank, whole. */
export const InstructionScreen = () => {
  const say = useSay(BANK);
  const { instructionId = "" } = useParams({ strict: false });
  const query = useQuery({
    queryKey: ["bank-instruction", instructionId],
    queryFn: () => read(instructionId),
  });
  return (
    <Loaded isScreen query={query} lines={10}>
      {(one) => (
        <div className="stack">
          <ScreenHead title={say("instructionTo", { party: one.creditor.name })} lead={<code>{one.id}</code>}>
            <TrafficTag group="instruction" state={one.status} />
          </ScreenHead>
          <InstructionFacts
            of={one}
            reason={one.reason === undefined ? undefined : <ReasonText reason={one.reason} />}
            more={[
              [say("executeOn"), one.executeOn ?? "–"],
              [say("sentAt"), one.sentAt === undefined ? "–" : <Time key="s" at={one.sentAt} />],
            ]}
            predecessor={
              one.predecessorId === undefined ? undefined : (
                <Link
                  to="/app/bank/instructions/$instructionId"
                  params={{ instructionId: one.predecessorId }}
                >
                  {one.predecessorId}
                </Link>
              )
            }
          />
          <Steps one={one} />
        </div>
      )}
    </Loaded>
  );
};

import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useWord } from "../../ui/code-word.tsx";
import { TextField } from "../../ui/field.tsx";
import { useReader, useSay } from "../../ui/language.tsx";
import { moneyText } from "../../ui/money.tsx";
import { Note } from "../../ui/parts.tsx";
import { type ActKey, useAct } from "../act.tsx";
import { staffApi } from "../api.ts";
import { InstructionFacts } from "../bank-traffic/instruction-facts.tsx";
import { TrafficTag } from "../bank-traffic/traffic-tag.tsx";
import { ActNotes } from "../parts/act-notes.tsx";
import { Loaded, ScreenHead } from "../parts/problem.tsx";
import { OPERATIONS } from "./operations-messages.ts";

const read = async (instructionId: string) =>
  granted(await staffApi.GET("/instructions/{instructionId}", { params: { path: { instructionId } } }));
type Instruction = Awaited<ReturnType<typeof read>>;

type Step = "hold" | "release" | "confirm" | "drop" | "reissue";

async function perform(instructionId: string, step: Step, reason: string, header: ActKey) {
  const params = { path: { instructionId }, header };
  switch (step) {
    case "hold":
      return granted(await staffApi.POST("/instructions/{instructionId}/hold", { params, body: { reason } }));
    case "release":
      return granted(
        await staffApi.POST("/instructions/{instructionId}/release", { params, body: { reason } }),
      );
    case "confirm":
      return granted(await staffApi.POST("/instructions/{instructionId}/confirm", { params }));
    case "drop":
      return granted(await staffApi.POST("/instructions/{instructionId}/drop", { params }));
    case "reissue":
      return granted(await staffApi.POST("/instructions/{instructionId}/reissue", { params }));
  }
}

/** What can be done with an instruction in its state. Everything takes a second person. */
function stepsOf({ status, request }: Instruction): Step[] {
  if (request !== undefined) return ["confirm", "drop"];
  if (status === "created") return ["hold"];
  if (status === "held") return ["release"];
  return status === "rejected" || status === "returned" ? ["reissue"] : [];
}

const Steps = ({ one }: { readonly one: Instruction }) => {
  const say = useSay(OPERATIONS);
  const word = useWord(OPERATIONS);
  const { language } = useReader();
  const [reason, setReason] = useState("");
  const act = useAct({
    perform: (step: Step, key) => perform(one.id, step, reason, key),
    stale: [["instruction", one.id], ["instructions"]],
    done: say("acted"),
  });
  const steps = stepsOf(one);
  const asksReason = steps.includes("hold") || steps.includes("release");
  const values = { amount: moneyText(one.amount, language), party: one.creditor.name };
  return (
    <section className="card stack" aria-labelledby="steps">
      <h2 id="steps">{say("whatNow")}</h2>
      {one.request === undefined ? null : (
        <Note tone="warn" title={say("askedBy", { action: word("action", one.request.action) })}>
          <p>{one.request.reason}</p>
          <p className="small">{say("secondPerson")}</p>
        </Note>
      )}
      {steps.length === 0 ? <p className="muted">{say("nothingToDo")}</p> : null}
      {asksReason ? (
        <TextField
          name="reason"
          label={say("reason")}
          hint={say("reasonHint")}
          value={reason}
          maxLength={200}
          onChange={({ target }) => setReason(Reflect.get(target, "value"))}
        />
      ) : null}
      <div className="row">
        {steps.map((step) => (
          <button
            key={step}
            type="button"
            className={step === "drop" ? "button quiet" : "button"}
            onClick={() => void act.run(step)}
          >
            {say(`act_${step}`, values)}
          </button>
        ))}
      </div>
      <ActNotes of={act} />
    </section>
  );
};

/** One money movement asked of a bank, whole. */
export const InstructionScreen = () => {
  const say = useSay(OPERATIONS);
  const { instructionId = "" } = useParams({ strict: false });
  const instruction = useQuery({
    queryKey: ["instruction", instructionId],
    queryFn: () => read(instructionId),
  });
  return (
    <Loaded isScreen query={instruction} lines={10}>
      {(one) => (
        <div className="stack">
          <ScreenHead title={say("instruction")} lead={<code>{one.id}</code>}>
            <TrafficTag group="instruction" state={one.status} />
          </ScreenHead>
          <InstructionFacts
            of={one}
            reason={one.reason}
            more={[
              [say("returnReference"), one.returnReference ?? "–"],
              [say("sends"), one.sends],
              [
                say("run"),
                one.runId === undefined ? (
                  "–"
                ) : (
                  <Link key="r" to="/app/operations/runs/$runId" params={{ runId: one.runId }}>
                    {one.runId}
                  </Link>
                ),
              ],
            ]}
            predecessor={
              one.predecessorId === undefined ? undefined : (
                <Link
                  to="/app/operations/instructions/$instructionId"
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

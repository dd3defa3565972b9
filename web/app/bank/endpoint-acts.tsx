import { granted } from "@firstlot/sdk/client";
import { useState } from "react";
import { SelectField, TextField } from "../../ui/field.tsx";
import { useSay } from "../../ui/language.tsx";
import { useAct } from "../act.tsx";
import { bankApi } from "../api.ts";
import { ActNotes } from "../parts/act-notes.tsx";
import { formText } from "../parts/form-text.ts";
import type { Endpoint } from "./bank-data.ts";
import { BANK } from "./bank-messages.ts";
import { type Secret, ShownOnce } from "./shown-once.tsx";

type Step = "verify" | "ping" | "pause" | "resume";

const STEPS: Readonly<Record<string, readonly Step[]>> = {
  unverified: ["verify"],
  active: ["ping", "pause"],
  failing: ["ping", "pause"],
  paused: ["resume"],
  disabled: ["verify"],
};
const OVERLAPS = ["1", "24", "168", "720"] as const;

const staleOf = ({ id }: Endpoint) => [["bank-endpoint", id], ["bank-endpoints"], ["bank-deliveries", id]];

/** Handshake, ping, pause and resume: what fits the state of the endpoint. */
export const EndpointSteps = ({ endpoint }: { readonly endpoint: Endpoint }) => {
  const say = useSay(BANK);
  const act = useAct({
    perform: async (step: Step, header) => {
      const params = { path: { endpointId: endpoint.id }, header };
      switch (step) {
        case "verify":
          return granted(await bankApi.POST("/endpoints/{endpointId}/verify", { params }));
        case "ping":
          return granted(await bankApi.POST("/endpoints/{endpointId}/ping", { params }));
        case "pause":
          return granted(await bankApi.POST("/endpoints/{endpointId}/pause", { params }));
        case "resume":
          return granted(await bankApi.POST("/endpoints/{endpointId}/resume", { params }));
      }
    },
    stale: staleOf(endpoint),
    done: say("stepDone"),
  });
  return (
    <section className="card stack" aria-labelledby="endpoint-steps">
      <h2 id="endpoint-steps">{say("whatNow")}</h2>
      <p>{say("stepsText")}</p>
      <div className="row">
        {(STEPS[endpoint.status] ?? []).map((step) => (
          <button
            key={step}
            type="button"
            className={step === "pause" ? "button quiet" : "button"}
            aria-disabled={act.state.kind === "running"}
            onClick={() => void act.run(step)}
          >
            {say(`step_${step}`)}
          </button>
        ))}
      </div>
      <ActNotes of={act} />
    </section>
  );
};

/** The next secret, with the time in which the old one signs beside it. */
export const RotateSecret = ({ endpoint }: { readonly endpoint: Endpoint }) => {
  const say = useSay(BANK);
  const [secret, setSecret] = useState<Secret>();
  const act = useAct({
    perform: async (overlapHours: number, header) =>
      granted(
        await bankApi.POST("/endpoints/{endpointId}/secrets", {
          params: { path: { endpointId: endpoint.id }, header },
          body: { overlapHours },
        }),
      ),
    stale: staleOf(endpoint),
    onDone: ({ secret: made }) => setSecret(made),
    done: say("rotated"),
  });
  return (
    <section className="card stack" aria-labelledby="rotate">
      <h2 id="rotate">{say("rotate")}</h2>
      <p>{say("rotateText")}</p>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void act.run(Number(formText(new FormData(event.currentTarget), "overlap")));
        }}
      >
        <SelectField
          name="overlap"
          label={say("overlap")}
          defaultValue="24"
          options={OVERLAPS.map((hours) => [hours, say(`overlap_${hours}`)])}
        />
        <div>
          <button type="submit" className="button" aria-disabled={act.state.kind === "running"}>
            {say("rotateAct")}
          </button>
        </div>
      </form>
      <ActNotes of={act} />
      {secret === undefined ? null : <ShownOnce secret={secret} />}
    </section>
  );
};

/** Everything undelivered since a moment, again and in sequence. */
export const Recover = ({ endpoint }: { readonly endpoint: Endpoint }) => {
  const say = useSay(BANK);
  const [isMissing, setMissing] = useState(false);
  const act = useAct({
    perform: async (since: string, header) =>
      granted(
        await bankApi.POST("/endpoints/{endpointId}/recover", {
          params: { path: { endpointId: endpoint.id }, header },
          body: { since },
        }),
      ),
    stale: staleOf(endpoint),
    done: say("recovered"),
  });
  return (
    <section className="card stack" aria-labelledby="recover">
      <h2 id="recover">{say("recover")}</h2>
      <p>{say("recoverText")}</p>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const at = Date.parse(`${formText(new FormData(event.currentTarget), "since")}Z`);
          setMissing(Number.isNaN(at));
          if (!Number.isNaN(at)) void act.run(new Date(at).toISOString());
        }}
      >
        <TextField
          name="since"
          type="datetime-local"
          label={say("recoverSince")}
          defaultValue={endpoint.recoverSince?.slice(0, 16)}
          required
          {...(isMissing ? { error: say("recoverMissing") } : {})}
        />
        <div>
          <button type="submit" className="button" aria-disabled={act.state.kind === "running"}>
            {say("recoverAct")}
          </button>
        </div>
      </form>
      <ActNotes of={act} />
    </section>
  );
};

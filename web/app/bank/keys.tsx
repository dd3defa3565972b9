import { granted } from "@firstlot/sdk/client";
import { useState } from "react";
import { SelectField, TextField } from "../../ui/field.tsx";
import { useSay } from "../../ui/language.tsx";
import { Empty } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import { useAct } from "../act.tsx";
import { bankApi } from "../api.ts";
import { ActNotes } from "../parts/act-notes.tsx";
import { formText } from "../parts/form-text.ts";
import { Loaded, ScreenHead } from "../parts/problem.tsx";
import { ShortId } from "../parts/short-id.tsx";
import { Table } from "../parts/table.tsx";
import { useOwnBank } from "./bank-data.ts";
import { BANK } from "./bank-messages.ts";

const OVERLAPS = ["0", "1", "24", "168", "720"] as const;

const NextKey = () => {
  const say = useSay(BANK);
  const [isMissing, setMissing] = useState(false);
  const act = useAct({
    perform: async (body: { key: string; overlapHours: number }, header) =>
      granted(await bankApi.POST("/confirmation-keys", { params: { header }, body })),
    stale: [["bank-own"]],
    done: say("keyRegistered"),
  });
  return (
    <section className="card stack" aria-labelledby="next-key">
      <h2 id="next-key">{say("nextKey")}</h2>
      <p>{say("nextKeyText")}</p>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const key = formText(form, "key");
          setMissing(key === "");
          if (key !== "") void act.run({ key, overlapHours: Number(formText(form, "overlap")) });
        }}
      >
        <TextField
          name="key"
          label={say("publicKey")}
          hint={say("publicKeyHint")}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          required
          {...(isMissing ? { error: say("publicKeyMissing") } : {})}
        />
        <SelectField
          name="overlap"
          label={say("keyOverlap")}
          defaultValue="24"
          options={OVERLAPS.map((hours) => [hours, say(`overlap_${hours}`)])}
        />
        <div>
          <button type="submit" className="button" aria-disabled={act.state.kind === "running"}>
            {say("registerKey")}
          </button>
        </div>
      </form>
      <ActNotes of={act} />
    </section>
  );
};

/** The keys with which the bank signs what it confirms. */
export const Keys = () => {
  const say = useSay(BANK);
  return (
    <div className="stack">
      <ScreenHead title={say("keys")} lead={say("keysLead")} />
      <Loaded query={useOwnBank()}>
        {({ confirmationKeys }) =>
          confirmationKeys.length === 0 ? (
            <Empty title={say("keysEmpty")} />
          ) : (
            <Table
              label={say("keys")}
              rows={confirmationKeys}
              keyOf={({ id }) => id}
              columns={[
                {
                  head: say("key"),
                  cell: ({ id, publicKey }) =>
                    publicKey === undefined ? (
                      <ShortId id={id} />
                    ) : (
                      <code className="nowrap">{publicKey}</code>
                    ),
                },
                { head: say("scheme"), cell: ({ scheme }) => say(scheme === "v1a" ? "ed25519" : "hmac") },
                { head: say("validFrom"), cell: ({ validFrom }) => <Time at={validFrom} as="short" /> },
                {
                  head: say("validUntil"),
                  cell: ({ validUntil }) =>
                    validUntil === undefined ? say("noEnd") : <Time at={validUntil} as="short" />,
                },
              ]}
            />
          )
        }
      </Loaded>
      <NextKey />
    </div>
  );
};

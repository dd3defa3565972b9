import { granted, newAct } from "@firstlot/sdk/client";
import { type FormEvent, useRef, useState } from "react";
import { TextArea } from "../../../ui/field.tsx";
import { useSay } from "../../../ui/language.tsx";
import { Note } from "../../../ui/parts.tsx";
import { type ActKey, useAct } from "../../act.tsx";
import { openApi } from "../../api.ts";
import { ActNotes } from "../../parts/act-notes.tsx";
import { formText } from "../../parts/form-text.ts";
import { type CampaignPath, campaignKey } from "../campaign/campaign-data.ts";
import type { Order } from "./orders-data.ts";
import { ORDERS } from "./orders-messages.ts";
import { LINES_MAX, type TrackingLine, trackingLines } from "./tracking-lines.ts";

/**
 * Marks several orders as sent, one after the other, each with a key of its own: one that was refused, or did not get
 * through, stops the rest, and what was done before stays done.
 */
export const MarkSeveral = (props: { readonly orders: readonly Order[]; readonly path: CampaignPath }) => {
  const { orders, path } = props;
  const say = useSay(ORDERS);
  const [text, setText] = useState("");
  const [done, setDone] = useState(0);
  /** Grows with every batch: the field is empty again for the next one. */
  const [batch, setBatch] = useState(0);
  const keys = useRef(new Map<string, ActKey>());
  const { lines, errors } = trackingLines(text, orders);
  const keyOf = (pledgeId: string): ActKey => {
    const key = keys.current.get(pledgeId) ?? newAct();
    keys.current.set(pledgeId, key);
    return key;
  };
  const send = useAct({
    perform: async (input: readonly TrackingLine<Order>[]) => {
      setDone(0);
      for (const [at, { order, tracking }] of input.entries()) {
        granted(
          await openApi.POST("/enterprises/{enterpriseId}/campaigns/{campaignId}/pledges/{pledgeId}/fulfil", {
            params: { path: { ...path, pledgeId: order.id }, header: keyOf(order.id) },
            body: { tracking },
          }),
        );
        setDone(at + 1);
      }
    },
    stale: [campaignKey(path)],
    onDone: () => {
      setText("");
      setBatch(batch + 1);
    },
    done: (_, { length: count }) => say("severalDone", { count }),
    voice: ORDERS,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (lines.length > 0) void send.run(lines);
  };
  const isRunning = send.state.kind === "running";
  return (
    <details>
      <summary>{say("several")}</summary>
      <form
        className="card stack"
        onSubmit={submit}
        onInput={({ currentTarget }) => {
          send.reset();
          setText(formText(new FormData(currentTarget), "several"));
        }}
      >
        <TextArea
          key={batch}
          name="several"
          label={say("severalLines")}
          hint={say("severalHint", { most: LINES_MAX })}
          spellCheck={false}
        />
        {errors.length === 0 ? null : (
          <Note tone="warn" title={say("lineErrors")}>
            <ul>
              {errors.map(({ row, kind, reference }) => (
                <li key={row}>{say(`line_${kind}`, { row, reference })}</li>
              ))}
            </ul>
          </Note>
        )}
        <p>
          <button type="submit" className="button" disabled={lines.length === 0} aria-disabled={isRunning}>
            {say("markSeveral", { count: lines.length })}
          </button>
        </p>
        {isRunning || (send.state.kind === "refused" && done > 0) ? (
          <p role="status">{say("doneOf", { done, all: lines.length })}</p>
        ) : null}
        <ActNotes of={send} />
      </form>
    </details>
  );
};

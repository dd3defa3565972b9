import { granted } from "@firstlot/sdk/client";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useRef, useState } from "react";
import { useSay } from "../../ui/language.tsx";
import { Empty } from "../../ui/parts.tsx";
import { useAct } from "../act.tsx";
import { staffApi } from "../api.ts";
import { useMe } from "../me.ts";
import { ActNotes } from "../parts/act-notes.tsx";
import { MorePages, usePages } from "../parts/pages.tsx";
import { Loaded, ScreenHead } from "../parts/problem.tsx";
import { KeyHelp } from "./key-help.tsx";
import { QueueFilters } from "./queue-filters.tsx";
import { areKeysOn, movedTo, setKeysOn, useKeys } from "./queue-keys.ts";
import { QueueTable } from "./queue-table.tsx";
import { filterOf, type QueueRow, readQueue } from "./review-data.ts";
import { REVIEW } from "./review-messages.ts";

/** The first case that nobody has taken and nothing bars: they come by due date. */
const nextToClaim = (rows: readonly QueueRow[]): QueueRow | undefined =>
  rows.find(({ status, barred }) => status === "open" && barred === undefined);

/** The cases that wait for a decision, by the time it is due. */
export const Queue = () => {
  const say = useSay(REVIEW);
  const me = useMe();
  const navigate = useNavigate();
  const filter = filterOf(useSearch({ strict: false }));
  const [keysOn, setOn] = useState(areKeysOn);
  const help = useRef<HTMLDialogElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const pages = usePages(["cases", filter], (cursor) => readQueue(filter, cursor));
  const rows = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const isAnalyst = me?.staffRoles.includes("analyst") ?? false;
  const open = (caseId: string) => navigate({ to: "/app/review/cases/$caseId", params: { caseId } });
  const claim = useAct({
    perform: async (caseId: string, header) =>
      granted(await staffApi.POST("/review/cases/{caseId}/claim", { params: { path: { caseId }, header } })),
    stale: [["cases"]],
    onDone: ({ id }) => open(id),
    done: say("claimDone"),
  });
  const keys = useMemo(() => {
    const move = (key: "j" | "k") => () => {
      const links = [...(place.current?.querySelectorAll<HTMLAnchorElement>("tbody th a") ?? [])];
      const at = links.findIndex((link) => document.activeElement?.isSameNode(link) ?? false);
      links[movedTo(at, key, links.length)]?.focus();
    };
    return { j: move("j"), k: move("k"), "?": () => help.current?.showModal() };
  }, []);
  useKeys(keysOn, keys);
  const next = nextToClaim(rows);
  return (
    <>
      <ScreenHead title={say("queue")} lead={say("queueLead")}>
        <button type="button" className="button quiet small" onClick={() => help.current?.showModal()}>
          {say("keys")}
        </button>
        {isAnalyst && next !== undefined && filter.over !== true ? (
          <button
            type="button"
            className="button"
            aria-disabled={claim.state.kind === "running"}
            onClick={() => void claim.run(next.id)}
          >
            {say("claimNext")}
          </button>
        ) : null}
      </ScreenHead>
      <ActNotes of={claim} />
      <QueueFilters filter={filter} />
      <div ref={place}>
        <Loaded query={pages} lines={10}>
          {(data) =>
            rows.length === 0 ? (
              <Empty title={say(filter.over === true ? "emptyOver" : "emptyOpen")}>
                <p>{say(filter.mine === true || filter.kind !== undefined ? "emptyFiltered" : "emptyWhy")}</p>
              </Empty>
            ) : (
              <QueueTable rows={rows} asOf={data.pages.at(-1)?.asOf ?? ""} over={filter.over === true} />
            )
          }
        </Loaded>
      </div>
      <MorePages of={pages} />
      <KeyHelp
        ref={help}
        on={keysOn}
        toggle={(on) => {
          setKeysOn(on);
          setOn(on);
        }}
      />
    </>
  );
};

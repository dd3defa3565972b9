import { editOf, granted, type Problem } from "@firstlot/sdk/client";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { openApi, problemOf } from "../../../api.ts";
import { type Campaign, type CampaignPath, campaignKey } from "../campaign-data.ts";
import type { TermsInput } from "./form-terms.ts";

/** Where the keeping of the form stands. */
export type SaveState =
  | { readonly kind: "saved"; readonly at: string | undefined }
  | { readonly kind: "waiting" | "saving" | "conflict" }
  | { readonly kind: "refused"; readonly problem: Problem };

const PAUSE_MS = 1_200;

/** Others changed that version, or the same person did in another window. */
const isConflict = ({ status }: Problem): boolean => status === 412;

const isOurs = (event: BeforeUnloadEvent): void => event.preventDefault();

/**
 * Keeps the terms a moment after the last change, each time upon the version that was read. When somebody else has
 * changed them meanwhile nothing is overwritten: the form keeps its text until `overwrite` or a new start.
 */
export function useAutosave(path: CampaignPath, campaign: Campaign) {
  const queries = useQueryClient();
  const version = useRef(campaign.version);
  const pending = useRef<TermsInput | undefined>(undefined);
  const isBusy = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [state, setState] = useState<SaveState>({ kind: "saved", at: undefined });

  const save = useCallback(async () => {
    const terms = pending.current;
    if (terms === undefined || isBusy.current) return;
    isBusy.current = true;
    pending.current = undefined;
    setState({ kind: "saving" });
    try {
      const kept = granted(
        await openApi.PUT("/enterprises/{enterpriseId}/campaigns/{campaignId}/terms", {
          params: { path, header: editOf({ version: version.current }) },
          body: { terms },
        }),
      );
      version.current = kept.version;
      queries.setQueryData([...campaignKey(path), "file"], kept);
      setState({ kind: "saved", at: kept.changedAt });
    } catch (error) {
      pending.current ??= terms;
      const problem = problemOf(error);
      setState(isConflict(problem) ? { kind: "conflict" } : { kind: "refused", problem });
      return;
    } finally {
      isBusy.current = false;
    }
    if (pending.current !== undefined) await save();
  }, [path, queries]);

  const change = useCallback(
    (terms: TermsInput) => {
      pending.current = terms;
      setState((now) => (now.kind === "conflict" ? now : { kind: "waiting" }));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), PAUSE_MS);
    },
    [save],
  );

  /** Keeps this form upon whatever version there is now: the person has decided that theirs counts. */
  const overwrite = async (): Promise<void> => {
    const now = granted(
      await openApi.GET("/enterprises/{enterpriseId}/campaigns/{campaignId}", { params: { path } }),
    );
    version.current = now.version;
    await save();
  };

  useEffect(() => {
    if (state.kind === "saved") return;
    window.addEventListener("beforeunload", isOurs);
    return () => window.removeEventListener("beforeunload", isOurs);
  }, [state.kind]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      void save();
    },
    [save],
  );
  return { state, change, retry: save, overwrite };
}

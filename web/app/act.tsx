import { newAct, type Problem } from "@firstlot/sdk/client";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { problemOf } from "./api.ts";
import { useKeptFocus } from "./kept-focus.ts";

/** The headers of one act: its key stays the same until it has been done or refused for good. */
export type ActKey = ReturnType<typeof newAct>;

/** Where an act stands. */
export type ActState =
  | { readonly kind: "ready" }
  | { readonly kind: "running" }
  | { readonly kind: "done" }
  | { readonly kind: "step_up"; readonly again: () => Promise<void> }
  | { readonly kind: "refused"; readonly problem: Problem };

/** An act of a person: a command with its key, what it refuses, and what it makes stale. */
export interface Act<I> {
  readonly state: ActState;
  /**
   * Runs it, unless it is running: its button then says that it is `aria-disabled` and keeps the focus.
   * A failure that may have reached the platform is repeated with the same key: it is never done twice.
   */
  readonly run: (input: I) => Promise<void>;
  readonly reset: () => void;
}

/** Somebody else changed it, or it is gone. */
const CHANGED: readonly number[] = [404, 409, 412];

const mayHaveHappened = (problem: Problem): boolean => problem.status === 0 || problem.status >= 500;

/**
 * Runs commands for a screen: never twice for one intention, and asking for a fresh sign-in where one is needed.
 * @param perform calls the API; throws what `granted` throws
 * @param stale the query keys whose data this act changes
 */
export function useAct<I, O>(options: {
  readonly perform: (input: I, key: ActKey) => Promise<O>;
  readonly stale?: readonly (readonly unknown[])[];
  readonly onDone?: (output: O) => void | Promise<void>;
}): Act<I> {
  const { perform, stale = [], onDone } = options;
  const queries = useQueryClient();
  const [state, setState] = useState<ActState>({ kind: "ready" });
  const open = useRef<{ key: ActKey; of: string } | undefined>(undefined);
  const isRunning = useRef(false);
  const holdFocus = useKeptFocus();

  const attempt = async (input: I): Promise<void> => {
    const of = JSON.stringify(input);
    if (open.current === undefined || open.current.of !== of) open.current = { key: newAct(), of };
    setState({ kind: "running" });
    try {
      const output = await perform(input, open.current.key);
      open.current = undefined;
      await Promise.all(stale.map((queryKey) => queries.invalidateQueries({ queryKey })));
      setState({ kind: "done" });
      await onDone?.(output);
    } catch (error) {
      const problem = problemOf(error);
      if (!mayHaveHappened(problem)) open.current = undefined;
      if (problem.code === "step_up_required") return setState({ kind: "step_up", again: () => run(input) });
      if (CHANGED.includes(problem.status))
        // what is shown is not what there is
        await Promise.all(stale.map((queryKey) => queries.invalidateQueries({ queryKey })));
      setState({ kind: "refused", problem });
    }
  };
  const run = async (input: I): Promise<void> => {
    if (isRunning.current) return;
    isRunning.current = true;
    holdFocus();
    try {
      await attempt(input);
    } finally {
      isRunning.current = false;
    }
  };
  return { state, run, reset: () => setState({ kind: "ready" }) };
}

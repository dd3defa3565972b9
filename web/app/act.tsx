import { newAct, type Problem } from "@firstlot/sdk/client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { Catalogue, Voice } from "../messages/say.ts";
import { problemOf } from "./api.ts";
import { useKeptFocus } from "./kept-focus.ts";
import { useTell } from "./page-note.tsx";

/** The headers of one act: its key stays the same until it has been done or refused for good. */
export type ActKey = ReturnType<typeof newAct>;

/** Where an act stands. */
type ActState =
  | { readonly kind: "ready" }
  | { readonly kind: "running" }
  | { readonly kind: "done" }
  | { readonly kind: "step_up"; readonly again: () => Promise<void> }
  | { readonly kind: "refused"; readonly problem: Problem };

/** An act of a person: a command with its key, what it refuses, and what it makes stale. */
export interface Act<I> {
  readonly state: ActState;
  /** Words of its area for what it refuses; see `ProblemText`. */
  readonly voice: Voice<Catalogue> | undefined;
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
 * A refusal whose form goes away when what is shown is read again is told at the foot of the page instead.
 * @returns to be called with each refusal of that kind
 */
function useLeftBehind(voice: Voice<Catalogue> | undefined): (problem: Problem | undefined) => void {
  const tell = useTell();
  const isGone = useRef(false);
  const held = useRef<{ readonly problem: Problem; readonly at: string } | undefined>(undefined);
  const leave = () => {
    if (held.current?.at === window.location.pathname)
      tell({ kind: "refused", problem: held.current.problem, voice });
  };
  const latest = useRef(leave);
  useEffect(() => {
    latest.current = leave;
  });
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
      latest.current();
    };
  }, []);
  return (problem) => {
    held.current = problem && { problem, at: window.location.pathname };
    if (isGone.current) leave();
  };
}

/**
 * Runs commands for a screen: never twice for one intention, and asking for a fresh sign-in where one is needed.
 * @param perform calls the API; throws what `granted` throws
 * @param stale the query keys whose data this act changes
 * @param done what the page says once it is done, even where the form is gone by then
 * @param voice words of an area for what it refuses; see `ProblemText`
 */
export function useAct<I, O>(options: {
  readonly perform: (input: I, key: ActKey) => Promise<O>;
  readonly stale?: readonly (readonly unknown[])[];
  readonly onDone?: (output: O) => void | Promise<void>;
  readonly done?: string | ((output: O, input: I) => string);
  readonly voice?: Voice<Catalogue>;
}): Act<I> {
  const { perform, stale = [], onDone, done, voice } = options;
  const queries = useQueryClient();
  const tell = useTell();
  const keepRefusal = useLeftBehind(voice);
  const [state, setState] = useState<ActState>({ kind: "ready" });
  const open = useRef<{ key: ActKey; of: string } | undefined>(undefined);
  const isRunning = useRef(false);
  const holdFocus = useKeptFocus();

  const attempt = async (input: I): Promise<void> => {
    const of = JSON.stringify(input);
    if (open.current === undefined || open.current.of !== of) open.current = { key: newAct(), of };
    setState({ kind: "running" });
    keepRefusal(undefined);
    tell(undefined);
    try {
      const output = await perform(input, open.current.key);
      open.current = undefined;
      await Promise.all(stale.map((queryKey) => queries.invalidateQueries({ queryKey })));
      setState({ kind: "done" });
      await onDone?.(output);
      if (done !== undefined)
        tell({ kind: "done", text: typeof done === "string" ? done : done(output, input) });
    } catch (error) {
      const problem = problemOf(error);
      if (!mayHaveHappened(problem)) open.current = undefined;
      if (problem.code === "step_up_required") return setState({ kind: "step_up", again: () => run(input) });
      if (CHANGED.includes(problem.status)) {
        // what is shown is not what there is
        await Promise.all(stale.map((queryKey) => queries.invalidateQueries({ queryKey })));
        keepRefusal(problem);
      }
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
  return { state, voice, run, reset: () => setState({ kind: "ready" }) };
}

import type { Problem } from "@firstlot/sdk/client";
import { useCallback, useEffect, useRef, useState } from "react";
import { problemOf } from "../../api.ts";

/** Where the keeping of a form stands. */
type SaveState =
  | { readonly kind: "saved"; readonly at: string | undefined }
  | { readonly kind: "waiting" | "saving" | "conflict" }
  | { readonly kind: "refused"; readonly problem: Problem };

/** What is kept has a version: every edit is upon the one that was read. */
interface Versioned {
  readonly version: number;
  readonly changedAt: string;
}

/** Where a form is kept. It must stay the same object between renders. */
export interface FormStore<T, K extends Versioned> {
  /** Writes upon a version; throws what `granted` throws. */
  readonly write: (input: T, version: number) => Promise<K>;
  readonly read: () => Promise<K>;
  /** Told of everything that was written. */
  readonly onKept: (kept: K) => void;
}

/** The keeping of a form of `T`s. */
export interface Autosave<T> {
  readonly state: SaveState;
  readonly change: (input: T) => void;
  readonly retry: () => Promise<void>;
  /** Keeps this form upon whatever version there is now: the person has decided that theirs counts. */
  readonly overwrite: () => Promise<void>;
  /** Forgets what was not kept: the person has decided that the others' counts. */
  readonly drop: () => void;
}

const PAUSE_MS = 1_200;

/** Others changed that version, or the same person did in another window. */
const isConflict = ({ status }: Problem): boolean => status === 412;

const isOurs = (event: BeforeUnloadEvent): void => event.preventDefault();

/**
 * Keeps a form a moment after the last change, each time upon the version that was read. When somebody else has
 * changed it meanwhile nothing is overwritten: the form keeps its text until `overwrite` or a new start.
 * @param read the version that the form began with
 */
export function useAutosave<T, K extends Versioned>(store: FormStore<T, K>, read: Versioned): Autosave<T> {
  const version = useRef(read.version);
  const pending = useRef<T | undefined>(undefined);
  const isBusy = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [state, setState] = useState<SaveState>({ kind: "saved", at: undefined });

  const save = useCallback(async () => {
    const input = pending.current;
    if (input === undefined || isBusy.current) return;
    isBusy.current = true;
    pending.current = undefined;
    setState({ kind: "saving" });
    try {
      const kept = await store.write(input, version.current);
      version.current = kept.version;
      store.onKept(kept);
      setState({ kind: "saved", at: kept.changedAt });
    } catch (error) {
      pending.current ??= input;
      const problem = problemOf(error);
      setState(isConflict(problem) ? { kind: "conflict" } : { kind: "refused", problem });
      return;
    } finally {
      isBusy.current = false;
    }
    if (pending.current !== undefined) await save();
  }, [store]);

  const change = useCallback(
    (input: T) => {
      pending.current = input;
      setState((now) => (now.kind === "conflict" ? now : { kind: "waiting" }));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), PAUSE_MS);
    },
    [save],
  );

  const overwrite = async (): Promise<void> => {
    version.current = (await store.read()).version;
    await save();
  };

  const drop = (): void => {
    clearTimeout(timer.current);
    pending.current = undefined;
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
  return { state, change, retry: save, overwrite, drop };
}

type KillHook = (name: string) => void;

let hook: KillHook | undefined;

/**
 * A named moment at which the process may die: after each durable write, and between an outgoing call and the
 * storing of its answer. Nothing happens here unless the fault tests installed a hook.
 */
export function killPoint(name: string): void {
  hook?.(name);
}

/** Lets the fault tests end the process at a kill point. */
export function installKillPoint(install: KillHook): void {
  hook = install;
}

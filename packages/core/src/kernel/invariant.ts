/** A broken assumption of the code itself; never a user's mistake, never caught to go on. */
export class InvariantError extends Error {
  override name = "InvariantError";
}

/**
 * States what must hold here, or stops the work before anything is written.
 * @param message the assumption in words, without personal data: it is logged
 */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}

/** Closes an exhaustive switch: a case that was forgotten does not compile. */
export function assertNever(value: never): never {
  throw new InvariantError(`unhandled case: ${JSON.stringify(value)}`);
}

/** An expected outcome as a value: `ok` with what was asked for, or a refusal that names its `kind`. Bugs throw. */
export type Result<T, E> = Readonly<{ ok: true; value: T }> | Readonly<{ ok: false; error: E }>;

/** The accepted outcome. */
export const ok = <const T>(value: T): Readonly<{ ok: true; value: T }> => ({ ok: true, value });

/** The refused outcome; `error.kind` is a stable snake_case code. */
export const err = <const E>(error: E): Readonly<{ ok: false; error: E }> => ({ ok: false, error });

/** What the outside sees of one refusal kind: a status and a plain sentence that says what happened to money or things. */
export interface ProblemEntry {
  readonly status: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 429 | 503;
  readonly title: string;
}

/** Refusals that every capability shares. */
export const SHARED_PROBLEMS = {
  not_found: { status: 404, title: "There is no such thing, or it is not yours to see." },
  sign_in_required: { status: 401, title: "Sign in first." },
  forbidden: { status: 403, title: "Your role does not allow this." },
  step_up_required: {
    status: 403,
    title: "Sign in again with your second factor; this act needs it within five minutes.",
  },
  foreign_origin: {
    status: 403,
    title: "The request does not come from a page of this platform; nothing was done.",
  },
  concurrent_update: {
    status: 409,
    title: "Somebody changed it at the same moment; nothing was done. Read it again and retry.",
  },
  version_mismatch: {
    status: 412,
    title: "It has changed since you read it; nothing was done. Read it again.",
  },
  idempotency_key_reused: {
    status: 422,
    title: "This Idempotency-Key was used with another payload; nothing was done.",
  },
  bad_cursor: { status: 400, title: "The cursor is not one of this list; start again without it." },
} as const satisfies Record<string, ProblemEntry>;

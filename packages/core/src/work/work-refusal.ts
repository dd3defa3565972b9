/** What work on the queue may refuse. */
export type WorkRefusal = Readonly<
  | { kind: "not_found" }
  | { kind: "concurrent_update" }
  | { kind: "work_not_parked"; status: string }
  | { kind: "second_person_required" }
>;

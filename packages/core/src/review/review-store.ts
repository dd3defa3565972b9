import type { Key, Page, Store, StoredItem, Write } from "../kernel/store.ts";
import { type CaseId, caseIdSchema, type ReviewCase, reviewCaseSchema } from "./review-case.ts";
import { type StepKind, type StepRun, stepRunSchema } from "./step.ts";

export const caseKey = (id: CaseId): Key => ({ pk: `CASE#${id}`, sk: "STATE" });
const runKey = ({ caseId, step, run }: Pick<StepRun, "caseId" | "step" | "run">): Key => ({
  pk: `CASE#${caseId}`,
  sk: `RUN#${step}#${String(run).padStart(4, "0")}`,
});
const isOver = (status: ReviewCase["status"]): boolean => status === "decided" || status === "withdrawn";
/** The lists of the review desk: what waits, by its due time, and what is over. */
const queueOf = (status: ReviewCase["status"]): string => `CASES#${isOver(status) ? "over" : "open"}`;

/** Where a case stands in its list. */
function rankOf(reviewCase: ReviewCase): string {
  if (reviewCase.status === "decided") return reviewCase.decision.at;
  return reviewCase.status === "withdrawn" ? reviewCase.withdrawnAt : reviewCase.decisionDueAt;
}

function parseCase(item: StoredItem): ReviewCase {
  const { pk: _pk, sk: _sk, listPk: _listPk, listSk: _listSk, ...stored } = item;
  return reviewCaseSchema.parse(stored);
}

/** The case, read strongly. */
export async function loadCase(store: Store, id: CaseId): Promise<ReviewCase | undefined> {
  const item = await store.get(caseKey(id));
  return item === undefined ? undefined : parseCase(item);
}

/** The write of a case; refused if anybody changed it since `previous` was read, or if it exists and should not. */
export function putCase(next: ReviewCase, previous: ReviewCase | undefined): Write {
  const Item = {
    ...caseKey(next.id),
    ...next,
    listPk: queueOf(next.status),
    listSk: `${rankOf(next)}#${next.id}`,
  };
  if (previous === undefined) return { Put: { Item, ConditionExpression: "attribute_not_exists(pk)" } };
  return {
    Put: {
      Item,
      ConditionExpression: "version = :previous",
      ExpressionAttributeValues: { ":previous": previous.version },
    },
  };
}

const rowPk = (enterpriseId: string): string => `CASESOF#${enterpriseId}`;

/** The write that makes a new case findable by its enterprise; it never changes. */
export const putCaseRow = ({ id, subject, openedAt }: ReviewCase): Write => ({
  Put: {
    Item: { pk: rowPk(subject.enterpriseId), sk: `${openedAt}#${id}`, id },
    ConditionExpression: "attribute_not_exists(pk)",
  },
});

/** Cases of a page at most: they are read together. */
const CASES_OF_MAX = 100;

/** The cases about an enterprise, its campaigns and its tranches, the newest first; read strongly. */
export async function listCasesOf(
  store: Store,
  options: { enterpriseId: string; limit: number; after?: StoredItem | undefined },
): Promise<Page<ReviewCase>> {
  const { enterpriseId, limit, after } = options;
  const page = await store.query({
    pk: rowPk(enterpriseId),
    newestFirst: true,
    limit: Math.min(limit, CASES_OF_MAX),
    after,
  });
  if (page.items.length === 0) return { items: [], next: page.next };
  const keys = page.items.map(({ id }) => caseKey(caseIdSchema.parse(id)));
  const found = await store.getTogether(keys);
  return { items: found.flatMap((item) => (item === undefined ? [] : [parseCase(item)])), next: page.next };
}

/** The write of one run of a step; kept for ever. */
export const putRun = (run: StepRun): Write => ({
  Put: { Item: { ...runKey(run), ...run }, ConditionExpression: "attribute_not_exists(pk)" },
});

const RUNS_MAX = 500;

/** Every run of every step, in the order of step and run. */
export async function loadRuns(store: Store, id: CaseId): Promise<readonly StepRun[]> {
  const { items } = await store.query({ pk: `CASE#${id}`, beginsWith: "RUN#", limit: RUNS_MAX });
  return items.map(({ pk: _pk, sk: _sk, ...run }) => stepRunSchema.parse(run));
}

/** The latest run of each step: those that a decision rests on. */
export function decidingRuns(runs: readonly StepRun[]): readonly StepRun[] {
  const latest = new Map<StepKind, StepRun>();
  for (const run of runs) {
    const before = latest.get(run.step);
    if (before === undefined || before.run < run.run) latest.set(run.step, run);
  }
  return [...latest.values()];
}

/** The review desk's queue: open cases by the time their decision is due, or those that are over, newest first. */
export async function listCases(
  store: Store,
  options: { over: boolean; limit: number; after?: StoredItem | undefined },
): Promise<Page<ReviewCase>> {
  const { over, limit, after } = options;
  const pk = over ? queueOf("decided") : queueOf("open");
  const page = await store.query({ index: "list", pk, limit, after, newestFirst: over });
  return { items: page.items.map(parseCase), next: page.next };
}

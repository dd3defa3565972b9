import { z } from "zod";
import { append } from "../audit/event.ts";
import { type EnterpriseId, enterpriseIdSchema } from "../identity/actor.ts";
import type { Json } from "../kernel/canonical-json.ts";
import { type Instant, instantSchema } from "../kernel/instant.ts";
import type { Key, Page, Store, StoredItem, Write, Writes } from "../kernel/store.ts";
import { isoDaySchema } from "./day-text.ts";
import {
  type Evidence,
  type EvidenceId,
  evidenceIdSchema,
  evidenceSchema,
  evidenceSubjectSchema,
  evidenceTypeSchema,
} from "./evidence.ts";

const PAGE_MAX = 100;
/** Files of one enterprise that a document check looks through. */
const DOCUMENTS_MAX = 500;

export const evidenceKey = (id: EvidenceId): Key => ({ pk: `EVIDENCE#${id}`, sk: "STATE" });

function parseEvidence(item: StoredItem): Evidence {
  const { pk: _pk, sk: _sk, ...evidence } = item;
  return evidenceSchema.parse(evidence);
}

/** A file with its figures, read strongly; foreign ones are for the caller to tell apart by `enterpriseId`. */
export async function loadEvidence(store: Store, id: EvidenceId): Promise<Evidence | undefined> {
  const item = await store.get(evidenceKey(id));
  return item === undefined ? undefined : parseEvidence(item);
}

/** What lists show of a file. */
export const evidenceRowSchema = z.object({
  id: evidenceIdSchema,
  enterpriseId: enterpriseIdSchema,
  type: evidenceTypeSchema,
  subject: evidenceSubjectSchema.optional(),
  fileName: z.string(),
  contentType: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  createdAt: instantSchema,
  expiresOn: isoDaySchema.optional(),
  status: z.enum(["quarantined", "clean", "reading", "read", "failed", "refused"]),
  version: z.int(),
});
export type EvidenceRow = Readonly<z.infer<typeof evidenceRowSchema>>;

const rowPk = (enterpriseId: EnterpriseId): string => `EVIDENCEOF#${enterpriseId}`;

const rowWrite = (evidence: Evidence): Write => ({
  Put: {
    Item: {
      pk: rowPk(evidence.enterpriseId),
      sk: `${evidence.createdAt}#${evidence.id}`,
      ...evidenceRowSchema.parse(evidence),
    },
    ConditionExpression: "attribute_not_exists(pk) OR version < :version",
    ExpressionAttributeValues: { ":version": evidence.version },
  },
});

const hashKey = (sha256: string, evidence: Pick<Evidence, "enterpriseId" | "id">): Key => ({
  pk: `FILEHASH#${sha256}`,
  sk: `${evidence.enterpriseId}#${evidence.id}`,
});

/**
 * Records one change of a file: its item, its list row and its event; at the first also its hash, by which the same
 * bytes are found at another enterprise.
 */
export function evidenceChange(change: {
  previous: Evidence | undefined;
  next: Evidence;
  kind: string;
  actor: string;
  at: Instant;
  data?: Readonly<Record<string, Json>>;
}): { evidence: Evidence; writes: Writes } {
  const { previous, next, kind, actor, at, data = {} } = change;
  const { version, eventHash, write } = append({
    id: next.id,
    previous,
    happening: {
      kind,
      actor,
      at,
      data: { enterpriseId: next.enterpriseId, type: next.type, sha256: next.sha256, ...data },
    },
    stream: next.enterpriseId,
  });
  const evidence: Evidence = { ...next, version, eventHash };
  const condition =
    previous === undefined
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : {
          ConditionExpression: "version = :previous",
          ExpressionAttributeValues: { ":previous": previous.version },
        };
  const { enterpriseId, id, createdAt, type } = evidence;
  const hash: Writes =
    previous === undefined
      ? {
          hash: {
            Put: {
              Item: { ...hashKey(evidence.sha256, evidence), enterpriseId, evidenceId: id, type, createdAt },
              ConditionExpression: "attribute_not_exists(pk)",
            },
          },
        }
      : {};
  return {
    evidence,
    writes: {
      evidence: { Put: { Item: { ...evidenceKey(id), ...evidence }, ...condition } },
      "evidence-row": rowWrite(evidence),
      "evidence-event": write,
      ...hash,
    },
  };
}

/** The files of an enterprise, newest first, read strongly. */
export async function listEvidence(
  store: Store,
  options: { enterpriseId: EnterpriseId; limit: number; after?: StoredItem | undefined },
): Promise<Page<EvidenceRow>> {
  const { items, next } = await store.query({
    pk: rowPk(options.enterpriseId),
    newestFirst: true,
    limit: Math.min(options.limit, PAGE_MAX),
    after: options.after,
  });
  return { items: items.map((item) => evidenceRowSchema.parse(item)), next };
}

/** The newest 500 files of an enterprise at once: what a check of documents looks through. */
export async function documentsOf(store: Store, enterpriseId: EnterpriseId): Promise<readonly EvidenceRow[]> {
  const { items } = await store.query({ pk: rowPk(enterpriseId), newestFirst: true, limit: DOCUMENTS_MAX });
  return items.map((item) => evidenceRowSchema.parse(item));
}

const hashUseSchema = z.object({ enterpriseId: enterpriseIdSchema, evidenceId: evidenceIdSchema });
const HASH_USES_MAX = 50;

/** Where the same bytes were handed in, at most 50 places. */
export async function usesOfHash(
  store: Store,
  sha256: string,
): Promise<readonly Readonly<z.infer<typeof hashUseSchema>>[]> {
  const { items } = await store.query({ pk: `FILEHASH#${sha256}`, limit: HASH_USES_MAX });
  return items.map((item) => hashUseSchema.parse(item));
}

/** Whether another enterprise has handed in the same bytes. */
export async function isUsedByAnother(
  store: Store,
  evidence: Pick<Evidence, "sha256" | "enterpriseId">,
): Promise<boolean> {
  const uses = await usesOfHash(store, evidence.sha256);
  return uses.some(({ enterpriseId }) => enterpriseId !== evidence.enterpriseId);
}

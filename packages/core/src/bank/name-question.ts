import { z } from "zod";
import { type PartnerId, partnerIdSchema } from "../identity/actor.ts";
import {
  type Command,
  type ConcurrencyRefusal,
  commandKey,
  type Done,
  type IdempotencyRefusal,
  once,
  putCommand,
} from "../kernel/command.ts";
import { derivedIdPart } from "../kernel/id.ts";
import { type Instant, instantSchema } from "../kernel/instant.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Key, Page, Store, StoredItem, Write } from "../kernel/store.ts";
import { type AccountNumber, accountNumberSchema } from "./account-number.ts";
import { type NameCheckId, nameCheckIdSchema } from "./name-check-id.ts";

const PAGE_MAX = 100;

/** What a question is about: an enterprise's payout account, or the new account of a refund. */
export const questionKindSchema = z.enum(["payout-account", "refund-account"]);
export type QuestionKind = z.infer<typeof questionKindSchema>;

/** What bank staff say of an account and a name. */
export const nameResultSchema = z.enum(["match", "close", "mismatch"]);
export type NameResult = z.infer<typeof nameResultSchema>;

const questionSchema = z.strictObject({
  /** One account and one name have one question: an answer to it is never an answer about another account. */
  id: nameCheckIdSchema,
  kind: questionKindSchema,
  /** Whose account it is: `ent_…` or `rfd_…`. */
  about: z.string().regex(/^(ent|rfd)_[0-9A-HJKMNP-TV-Z]{20}$/, "an enterprise or a refund"),
  partnerId: partnerIdSchema,
  /** Personal data: here only while the question is open. */
  account: accountNumberSchema,
  name: z.string().min(1).max(140),
  askedAt: instantSchema,
});
/** A name check that a bank did not answer at once: its staff answer it in the partner API. */
export type NameQuestion = Readonly<z.infer<typeof questionSchema>>;

const partition = (partnerId: PartnerId): string => `NAMEQUESTION#${partnerId}`;
const questionKey = ({ partnerId, id }: Pick<NameQuestion, "partnerId" | "id">): Key => ({
  pk: partition(partnerId),
  sk: id,
});

/** Puts a question before the bank's staff; asked again it is the same question. */
export const putNameQuestion = (question: {
  id: NameCheckId;
  kind: QuestionKind;
  about: string;
  partnerId: PartnerId;
  account: AccountNumber;
  name: string;
  askedAt: Instant;
}): Write => ({
  Put: {
    Item: { ...questionKey(question), ...question },
    ConditionExpression: "attribute_not_exists(pk) OR (account = :account AND #name = :name)",
    ExpressionAttributeNames: { "#name": "name" },
    ExpressionAttributeValues: { ":account": question.account, ":name": question.name },
  },
});

/** Takes a question and its personal data away; harmless where it is gone, or was never asked. */
export const deleteNameQuestion = (question: Pick<NameQuestion, "partnerId" | "id">): Write => ({
  Delete: {
    Key: questionKey(question),
    ConditionExpression: "attribute_not_exists(pk) OR id = :id",
    ExpressionAttributeValues: { ":id": question.id },
  },
});

function parseQuestion(item: StoredItem): NameQuestion {
  const { pk: _pk, sk: _sk, ...question } = item;
  return questionSchema.parse(question);
}

/** The open questions of a bank, read strongly. */
export async function listNameQuestions(
  store: Store,
  options: { partnerId: PartnerId; limit: number; after?: StoredItem | undefined },
): Promise<Page<NameQuestion>> {
  const page = await store.query({
    pk: partition(options.partnerId),
    limit: Math.min(options.limit, PAGE_MAX),
    after: options.after,
  });
  return { items: page.items.map(parseQuestion), next: page.next };
}

/** What an answer does to the thing that asked, by kind; harmless when repeated. Wired in `functions`. */
export type NameAnswerEffects<E> = Readonly<
  Record<
    QuestionKind,
    (
      answered: Pick<NameQuestion, "id" | "about" | "partnerId"> & { result: NameResult },
      command: Command,
    ) => Promise<Result<unknown, E>>
  >
>;

/** What an effect says of a question that nothing waits for any more. */
const OVER = ["name_check_superseded", "name_check_answered_otherwise"];

/**
 * A bank's staff answer a question: it takes effect, then the question with its personal data is gone. One that
 * nothing waits for any more takes no answer, and is gone too. Another bank's question, and one that was answered
 * before, are not found.
 */
export function answerNameQuestion<E extends { readonly kind: string }>(
  deps: { store: Store; effects: NameAnswerEffects<E> },
  command: Command,
  input: { partnerId: PartnerId; id: NameCheckId; result: NameResult },
): Promise<Result<Done<NameResult>, E | { kind: "not_found" } | ConcurrencyRefusal | IdempotencyRefusal>> {
  const { store, effects } = deps;
  const { result } = input;
  const attempt = async (): Promise<Result<NameResult, E | { kind: "not_found" } | ConcurrencyRefusal>> => {
    const item = await store.get(questionKey(input));
    if (item === undefined) return err({ kind: "not_found" });
    const effect: Command = { ...command, requestId: derivedIdPart([command.requestId, "effect"]) };
    const { kind, about } = parseQuestion(item);
    const done = await effects[kind]({ ...input, about }, effect);
    if (!done.ok) {
      if (OVER.includes(done.error.kind)) await store.commit({ question: deleteNameQuestion(input) });
      return done;
    }
    killPoint("bank.name-answered");
    const committed = await store.commit({
      question: { Delete: { Key: questionKey(input), ConditionExpression: "attribute_exists(pk)" } },
      command: putCommand(command),
    });
    return committed.ok ? ok(result) : err({ kind: "concurrent_update" });
  };
  return once<NameResult, E | { kind: "not_found" } | ConcurrencyRefusal>({
    store,
    command,
    identity: commandKey(command),
    attempt,
    current: async () => ok(result),
  });
}

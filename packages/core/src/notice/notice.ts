import { z } from "zod";
import { type UserId, userIdSchema } from "../identity/actor.ts";
import { derivedIdPart, idSchema } from "../kernel/id.ts";
import { type Instant, instantSchema } from "../kernel/instant.ts";
import { NOTICE_TEXTS, type NoticeParams, type NoticeTemplate } from "./notice-texts.ts";

export const noticeIdSchema = idSchema("ntc", "NoticeId");
export type NoticeId = z.infer<typeof noticeIdSchema>;

const isTemplate = (text: string): text is NoticeTemplate => text in NOTICE_TEXTS;

/** Something a person is told once: in the application, and by e-mail where they want it. */
export const noticeSchema = z.strictObject({
  id: noticeIdSchema,
  userId: userIdSchema,
  template: z.string().refine(isTemplate),
  params: z.record(z.string(), z.string()),
  /** The thing it is about, for the link. */
  ref: z.string(),
  at: instantSchema,
  readAt: instantSchema.optional(),
});
export type Notice = Readonly<z.infer<typeof noticeSchema>>;

/** One notice to be given. */
export interface NoticeDraft {
  readonly userId: UserId;
  readonly template: NoticeTemplate;
  readonly params: NoticeParams;
  readonly ref: string;
}

/** The same cause, person and template are the same notice, however often the cause is told. */
export const noticeIdOf = (cause: string, { userId, template }: NoticeDraft): NoticeId =>
  noticeIdSchema.parse(`ntc_${derivedIdPart([cause, userId, template])}`);

/** The notice that a cause gives a person. */
export const noticeOf = (cause: string, draft: NoticeDraft, at: Instant): Notice => ({
  id: noticeIdOf(cause, draft),
  ...draft,
  at,
});

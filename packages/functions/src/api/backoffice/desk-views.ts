import { z } from "@hono/zod-openapi";
import { subjectName } from "../case-subject.ts";
import { pageOf } from "../route.ts";
import { factsSchema } from "../wire.ts";
import { caseView, runView } from "./review-views.ts";

const member = z.object({ userId: z.string(), name: z.string().optional() });

/** A case in the queue: with names, whose turn it is, and what bars the caller. */
export const deskRowView = caseView
  .extend({
    name: subjectName,
    waitingOn: z.object({
      who: z.enum(["analyst", "approver", "applicant", "nobody"]),
      person: member.optional(),
      /** Whether it waits for the caller. */
      you: z.boolean(),
    }),
    barred: z
      .enum(["conflict_of_interest", "decided_earlier_round", "concluded_it", "agreed_already"])
      .optional(),
    approversNeeded: z.int(),
  })
  .openapi("DeskRow");

/** A case on its own page: its runs, what happened to it, and whether its subject is still what was reviewed. */
export const deskCaseView = deskRowView
  .extend({
    runs: z.array(runView),
    events: z.array(
      z.object({
        id: z.string(),
        version: z.int(),
        kind: z.string(),
        actor: z.string(),
        at: z.string(),
        data: factsSchema,
      }),
    ),
    /** Staff who acted on the case, by account; the platform and the applicant have no name here. */
    people: z.array(member),
    notChecked: z.array(z.string()),
    answerDays: z.int(),
    /** The content hash of the subject as it stands now; absent where it can no longer be decided. */
    contentHashNow: z.string().optional(),
    /** Files that a tranche was asked for with. */
    evidenceIds: z.array(z.string()).optional(),
    /** The platform's time when this was read. */
    asOf: z.string(),
  })
  .openapi("DeskCase");

/** A page of the queue with the platform's time: ages are counted from it. */
export const deskPageView = pageOf(deskRowView).extend({ asOf: z.string() }).openapi("DeskPage");

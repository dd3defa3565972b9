import { z } from "zod";
import type { Caller } from "./caller.ts";
import { PUBLIC, STAFF, type Stage, withId } from "./stage.ts";

const caseView = withId.extend({
  steps: z.array(z.looseObject({ kind: z.string(), mode: z.string(), status: z.string() })),
});

/** A small PDF of its own for each paper. */
export const paper = (about: string): Uint8Array =>
  new TextEncoder().encode(
    `%PDF-1.4\n1 0 obj<</Type/Catalog/Title(${about})>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`,
  );

/** Uploads one file as evidence. */
export const upload = (
  owner: Caller,
  enterpriseId: string,
  file: { type: string; content: Uint8Array; contentType: string },
) =>
  owner.do("POST", `${PUBLIC}/enterprises/${enterpriseId}/evidence?type=${file.type}`, withId, {
    bytes: {
      content: file.content,
      type: file.contentType,
      name: `${file.type}.${file.contentType === "text/csv" ? "csv" : "pdf"}`,
    },
  });

/** Uploads a table and takes the columns that were found in it, once its scan is over. */
export async function uploadTable(
  stage: Stage,
  owner: Caller,
  enterpriseId: string,
  file: { type: string; content: Uint8Array; currency: string },
): Promise<void> {
  const { id } = await upload(owner, enterpriseId, { ...file, contentType: "text/csv" });
  await stage.settle();
  const base = `${PUBLIC}/enterprises/${enterpriseId}/evidence/${id}`;
  const preview = await owner.do("POST", `${base}/preview`, z.looseObject({ mapping: z.json() }), {
    json: { currency: file.currency },
  });
  await owner.do("POST", `${base}/mapping`, withId, { json: preview.mapping });
}

/** An analyst claims an open case. @returns its steps as the machine left them */
export async function claimed(stage: Stage, caseId: string) {
  await stage.settle();
  await stage.analyst.do("POST", `${STAFF}/review/cases/${caseId}/claim`, withId);
  const { steps } = await stage.analyst.do("GET", `${STAFF}/review/cases/${caseId}`, caseView);
  return steps;
}

/** The analyst asks the applicant to change something. */
export const askedForChange = (stage: Stage, caseId: string, message: string) =>
  stage.analyst.do("POST", `${STAFF}/review/cases/${caseId}/request-change`, withId, {
    json: { reasonCodes: ["plan_sum_wrong"], message },
  });

/** The analyst looks at what asks for a person and concludes; another person approves it with step-up. */
export async function decided(stage: Stage, caseId: string): Promise<void> {
  const { analyst, approver } = stage;
  await stage.settle();
  const at = `${STAFF}/review/cases/${caseId}`;
  const { steps } = await analyst.do("GET", at, caseView);
  for (const { kind } of steps.filter(({ status }) => status === "needs_human"))
    await analyst.do("POST", `${at}/steps/${kind}/result`, withId, {
      json: { outcome: "passed", note: `${kind}: looked at the evidence`, evidence: [] },
    });
  await analyst.do("POST", `${at}/conclude`, withId, {
    json: { verdict: "approve", note: "complete and plausible", reasonCodes: [] },
  });
  await approver.do("POST", `${at}/approve`, withId);
}

/** Claimed, looked at and approved in one go. */
export async function reviewed(stage: Stage, caseId: string): Promise<void> {
  await claimed(stage, caseId);
  await decided(stage, caseId);
}

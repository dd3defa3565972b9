import { z } from "zod";
import type { Caller } from "./caller.ts";
import { paper, reviewed, upload, uploadTable } from "./review-acts.ts";
import { caseOf, PUBLIC, type Stage, withId } from "./stage.ts";

/** What an applicant says of itself. */
export interface Applicant {
  readonly legalName: string;
  readonly country: string;
  readonly registryNumber: { readonly scheme: string; readonly text: string };
  readonly account: { readonly scheme: string; readonly number: string; readonly currency: string };
  readonly papers: readonly string[];
  readonly tables: readonly { readonly type: string; readonly content: Uint8Array }[];
}

/** An enterprise opens its file, hands in its evidence and applies. @returns its id and the case */
export async function applied(
  stage: Stage,
  owner: Caller,
  applicant: Applicant,
): Promise<{ id: string; caseId: string }> {
  const { legalName, country, registryNumber, account } = applicant;
  const { id } = await owner.do("POST", `${PUBLIC}/enterprises`, withId, { json: { profile: {} } });
  const base = `${PUBLIC}/enterprises/${id}`;
  await owner.do("PUT", `${base}/application`, withId, {
    ifMatch: 1,
    json: {
      profile: {
        legalName,
        country,
        registryNumber,
        legalForm: "company",
        address: { street: "Werkstraße 1", city: "Berlin", postalCode: "10115", country },
        sector: "crafts",
        licence: { number: "HRB 1", validUntil: null },
      },
      people: [
        { name: "Olga Owner", roles: ["owner", "representative"], shareBps: 10_000, birthDate: "1980-02-03" },
      ],
    },
  });
  await owner.do("POST", `${base}/payout-account`, z.looseObject({ status: z.string() }), {
    json: { name: legalName, ...account },
  });
  for (const type of applicant.papers)
    await upload(owner, id, { type, content: paper(`${id} ${type}`), contentType: "application/pdf" });
  for (const table of applicant.tables)
    await uploadTable(stage, owner, id, { ...table, currency: account.currency });
  await stage.settle();
  const { caseId } = await owner.do("POST", `${base}/apply`, caseOf);
  return { id, caseId };
}

/** An enterprise applies and is verified. @returns its id */
export async function verifiedEnterprise(stage: Stage, owner: Caller, applicant: Applicant): Promise<string> {
  const { id, caseId } = await applied(stage, owner, applicant);
  await reviewed(stage, caseId);
  const { status } = await owner.do("GET", `${PUBLIC}/enterprises/${id}`, withId);
  stage.tell(`enterprise ${id} (${applicant.legalName}): ${status}`);
  return id;
}

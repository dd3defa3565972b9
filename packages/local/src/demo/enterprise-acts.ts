import { BACKOFFICE_BASE } from "@firstlot/functions/api/backoffice/app";
import { PUBLIC_BASE } from "@firstlot/functions/api/public/app";
import { z } from "zod";
import type { DemoUser } from "../identity-provider/identity-provider.ts";
import { type DemoFile, thing } from "./demo-caller.ts";
import { type DemoEnterprise, ENTERPRISES, type EnterpriseKey, type NamedAccount } from "./enterprises.ts";
import { salesTable } from "./invoices.ts";
import type { Act, Moment, Scene } from "./scene.ts";

const withCase = z.looseObject({ caseId: z.string() });
const caseView = thing.extend({
  steps: z.array(z.looseObject({ kind: z.string(), status: z.string() })),
});

/** A small PDF of its own for each paper. */
export const paper = (about: string): DemoFile => ({
  content: new TextEncoder().encode(
    `%PDF-1.4\n1 0 obj<</Type/Catalog/Title(${about})>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`,
  ),
  contentType: "application/pdf",
  name: `${about.replaceAll(" ", "-")}.pdf`,
});

/** Where an enterprise of the demo is. */
export const pathOf = (scene: Scene, key: EnterpriseKey): string =>
  `${PUBLIC_BASE}/enterprises/${scene.id(`enterprise ${key}`)}`;

/** Uploads a file as evidence. @returns its id */
export async function uploaded(
  scene: Scene,
  by: DemoUser,
  { key, type, file }: { key: EnterpriseKey; type: string; file: DemoFile },
): Promise<string> {
  const path = `${pathOf(scene, key)}/evidence?type=${type}`;
  return (await scene.as(by).post(path, z.looseObject({ id: z.string() }), { file, label: file.name })).id;
}

async function nameAccount(scene: Scene, { key, owner, profile }: DemoEnterprise, account: NamedAccount) {
  await scene.as(owner).post(`${pathOf(scene, key)}/payout-account`, z.unknown(), {
    json: { name: profile.legalName, ...account },
    label: account.number,
  });
}

/** The file of an enterprise is opened and filled in: what it is, who is behind it, its papers and a year of sales. */
export const fileOpened = (key: EnterpriseKey, day: number, account?: NamedAccount): readonly Act[] => [
  fileWritten(key, day, account),
  salesRead(key, day + 0.02),
];

const fileWritten = (key: EnterpriseKey, at: number, account: NamedAccount | undefined): Act => ({
  name: `${key} opens its file`,
  at,
  what: ENTERPRISES[key].profile.legalName,
  run: async (scene) => {
    const enterprise = ENTERPRISES[key];
    const { owner, profile, people, papers, sales } = enterprise;
    const caller = scene.as(owner);
    const { id } = await caller.post(`${PUBLIC_BASE}/enterprises`, thing, { json: { profile: {} } });
    scene.keep(`enterprise ${key}`, id);
    const path = pathOf(scene, key);
    await caller.edit({ read: path, write: `${path}/application` }, { profile, people });
    await nameAccount(scene, enterprise, account ?? enterprise.account);
    for (const type of papers) await uploaded(scene, owner, { key, type, file: paper(`${key} ${type}`) });
    const content = salesTable(sales, scene.instantOf(at));
    const file = { content, contentType: "text/csv", name: `${key}-sales.csv` };
    const table = await uploaded(scene, owner, { key, type: "invoices_sales", file });
    scene.keep(`sales ${key}`, table);
  },
});

/** How the table is read is looked at and confirmed, once the file was scanned. */
const salesRead = (key: EnterpriseKey, at: number): Act => ({
  name: `${key} confirms its sales`,
  at,
  what: ENTERPRISES[key].profile.legalName,
  run: async (scene) => {
    const { owner, account } = ENTERPRISES[key];
    const path = `${pathOf(scene, key)}/evidence/${scene.id(`sales ${key}`)}`;
    const seen = z.looseObject({ mapping: z.json() });
    const json = { currency: account.currency };
    const { mapping } = await scene.as(owner).post(`${path}/preview`, seen, { json });
    await scene.as(owner).post(`${path}/mapping`, z.unknown(), { json: mapping });
  },
});

/** An enterprise hands its file in, for the first time or after a requested change. */
export const applied = (key: EnterpriseKey, at: Moment): Act => ({
  name: `${key} applies at ${at}`,
  at,
  what: ENTERPRISES[key].profile.legalName,
  run: async (scene) => {
    const { caseId } = await scene.as(ENTERPRISES[key].owner).post(`${pathOf(scene, key)}/apply`, withCase);
    scene.keep(`case ${key}`, caseId);
  },
});

/** An owner names another payout account. */
export const accountChanged = (key: EnterpriseKey, at: Moment): Act => ({
  name: `${key} names another account`,
  at,
  what: ENTERPRISES[key].profile.legalName,
  run: (scene) => nameAccount(scene, ENTERPRISES[key], ENTERPRISES[key].account),
});

const caseAt = (caseId: string): string => `${BACKOFFICE_BASE}/review/cases/${caseId}`;

/** The analyst takes a case. */
export const claimed = (subject: string, at: Moment): Act => ({
  name: `${subject} is claimed`,
  at,
  what: "review",
  run: async (scene) => {
    await scene.analyst.post(`${caseAt(scene.id(`case ${subject}`))}/claim`, thing);
  },
});

/** The analyst asks for a change. */
export const changeAsked = (
  subject: string,
  at: Moment,
  asked: { reasonCodes: readonly string[]; message: string },
): Act => ({
  name: `${subject} is to be changed`,
  at,
  what: "review",
  run: async (scene) => {
    await scene.analyst.post(`${caseAt(scene.id(`case ${subject}`))}/request-change`, thing, { json: asked });
  },
});

/** The analyst looks at every step that asks for a person, and concludes. */
export const concluded = (
  subject: string,
  at: Moment,
  {
    verdict = "approve",
    note = "Complete and plausible.",
  }: { verdict?: "approve" | "reject"; note?: string } = {},
): Act => ({
  name: `${subject} is concluded`,
  at,
  what: "review",
  run: async (scene) => {
    const path = caseAt(scene.id(`case ${subject}`));
    const { steps } = await scene.analyst.get(path, caseView);
    for (const { kind } of steps.filter(({ status }) => status === "needs_human"))
      await scene.analyst.post(`${path}/steps/${kind}/result`, thing, {
        json: { outcome: "passed", note: "Looked at the evidence; nothing speaks against it.", evidence: [] },
      });
    const reasonCodes = verdict === "approve" ? [] : ["documents_missing"];
    await scene.analyst.post(`${path}/conclude`, thing, { json: { verdict, note, reasonCodes } });
  },
});

/** Another person agrees with the analyst. */
export const approved = (subject: string, at: Moment): Act => ({
  name: `${subject} is decided`,
  at,
  what: "review",
  run: async (scene) => {
    await scene.approver.post(`${caseAt(scene.id(`case ${subject}`))}/approve`, thing);
  },
});

/** A case from the desk of the analyst to the decision, within a working day. */
export const reviewed = (subject: string, day: number): readonly Act[] => [
  claimed(subject, day),
  concluded(subject, day + 0.1),
  approved(subject, day + 0.25),
];

/** An owner invites a colleague, who joins by the mailed link. */
export const joined = (
  key: EnterpriseKey,
  day: number,
  { user, role }: { user: DemoUser; role: "editor" | "finance" },
): readonly Act[] => {
  const who = `${user.email} of ${key}`;
  return [
    {
      name: `${who} is invited`,
      at: day,
      what: ENTERPRISES[key].profile.legalName,
      run: async (scene) => {
        const { id } = await scene
          .as(ENTERPRISES[key].owner)
          .post(`${pathOf(scene, key)}/invitations`, z.looseObject({ id: z.string() }), {
            json: { email: user.email, role },
            label: user.email,
          });
        scene.keep(`invitation ${who}`, id);
      },
    },
    {
      name: `${who} joins`,
      at: day + 0.2,
      what: ENTERPRISES[key].profile.legalName,
      run: async (scene) => {
        const mails = scene.mailbox.list({ to: user.email, limit: 20 });
        const token = mails.flatMap(({ text }) => /token=([^\s]+)/.exec(text)?.[1] ?? [])[0];
        const path = `${PUBLIC_BASE}/invitations/${scene.id(`invitation ${who}`)}/accept`;
        await scene.as(user).post(path, z.unknown(), { json: { token } });
      },
    },
  ];
};

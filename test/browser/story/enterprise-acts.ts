import { paper } from "../../../packages/local/src/story/review-acts.ts";
import type { sliceApplicant } from "../../../packages/local/src/story/slice-data.ts";
import { fill, type Person, press, visit } from "./person.ts";

type Applicant = ReturnType<typeof sliceApplicant>;

const saved = ({ page }: Person) =>
  page
    .getByText(/^Saved/)
    .first()
    .waitFor();

/** Hands a document in. */
async function uploadPaper(owner: Person, at: string, type: string): Promise<void> {
  const { page } = owner;
  await visit(owner, `${at}/evidence`);
  await page.locator("#type").selectOption(type);
  await page.locator("#file").setInputFiles({
    name: `${type}.pdf`,
    mimeType: "application/pdf",
    buffer: Buffer.from(paper(`${at} ${type}`)),
  });
  await press(owner, `Hand in ${type}.pdf`);
  await page.waitForURL(/\/evidence\/[a-z]+_/);
}

/** Hands a table in and confirms how its columns are read. */
async function uploadTable(owner: Person, at: string, table: Applicant["tables"][number]): Promise<void> {
  const { page } = owner;
  await visit(owner, `${at}/evidence`);
  await page.locator("#type").selectOption(table.type);
  await page.locator("#file").setInputFiles({
    name: `${table.type}.csv`,
    mimeType: "text/csv",
    buffer: Buffer.from(table.content),
  });
  await press(owner, `Hand in ${table.type}.csv`);
  await page.waitForURL(/\/evidence\/[a-z]+_/);
  await press(owner, /^Read all rows of/);
  await page.locator(".tag.ok", { hasText: /^Read$/ }).waitFor();
}

/**
 * Starts an application, fills in the file part by part, hands the evidence in and applies.
 * @returns the path of the enterprise's workspace
 */
export async function apply(owner: Person, applicant: Applicant): Promise<string> {
  const { page } = owner;
  await visit(owner, "/app/enterprise/new");
  await page.getByRole("button", { name: "Start the application" }).click();
  await page.waitForURL(/\/app\/enterprise\/ent_[^/]+\/file/);
  const at = new URL(page.url()).pathname.replace(/\/file$/, "");
  const { legalName, country, registryNumber, account } = applicant;
  const parts: readonly (readonly [section: string, fields: Readonly<Record<string, string>>])[] = [
    ["legal", { legalName, country, legalForm: "company", sector: "crafts" }],
    [
      "registration",
      { scheme: registryNumber.scheme, registryNumber: registryNumber.text, licenceNumber: "HRB 1" },
    ],
    ["address", { street: "Werkstraße 1", postalCode: "10115", city: "Berlin", addressCountry: country }],
  ];
  for (const [section, fields] of parts) {
    await visit(owner, `${at}/file?section=${section}`);
    await fill(owner, fields);
    if (section === "registration") await page.locator("#licenceHasNoEnd").check();
    await saved(owner);
  }
  await visit(owner, `${at}/file?section=people`);
  await page.getByRole("button", { name: "Add a person" }).click();
  await page.locator('[id="people.0.isOwner"]').check();
  await page.locator('[id="people.0.isRepresentative"]').check();
  await fill(owner, {
    "people.0.name": "Olga Owner",
    "people.0.sharePercent": "100",
    "people.0.birthDate": "1980-02-03",
  });
  await saved(owner);
  await visit(owner, `${at}/file?section=account`);
  await fill(owner, { scheme: account.scheme, number: account.number, currency: account.currency });
  await press(owner, /account/i);
  for (const type of applicant.papers) await uploadPaper(owner, at, type);
  for (const table of applicant.tables) await uploadTable(owner, at, table);
  await visit(owner, `${at}/file?section=check`);
  await page.locator("#isTrue").check();
  await press(owner, "Apply for verification");
  await page.waitForURL(/\/file$/);
  return at;
}

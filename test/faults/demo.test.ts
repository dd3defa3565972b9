import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { STAFF, Stage } from "../../packages/local/src/story/stage.ts";
import { keepDemo } from "../kit/demo-folder.ts";
import { StartedPlatform } from "../kit/started-platform.ts";

const rows = <T extends z.ZodType>(row: T) => z.looseObject({ items: z.array(row) });
const statusRow = z.looseObject({ status: z.string() });
const zero = z.looseObject({ amount: z.string() });

let platform: StartedPlatform;
let stage: Stage;

beforeAll(async () => {
  platform = await StartedPlatform.prepare("demo", { isDemo: true });
  await platform.start();
  await platform.untilSeeded(20);
  await platform.end("SIGTERM");
  await platform.start();
  await platform.untilSeeded(60);
  await platform.end("SIGKILL");
  await platform.start();
  await platform.untilSeeded();
  stage = new Stage(platform.place, () => undefined);
}, 600_000);

afterAll(async () => {
  await platform.end("SIGTERM");
  keepDemo(platform); // the browser tests go on from it
  await platform.remove();
});

const statusesOf = async (path: string): Promise<string[]> =>
  (await stage.operator.do("GET", `${STAFF}${path}`, rows(statusRow))).items.map(({ status }) => status);

describe("a demo that was stopped once and killed once while it was made", () => {
  it("has campaigns in every part of their life, and an enterprise that applies", async () => {
    const counted: Record<string, number> = {};
    for (const status of [
      ...["draft", "changes_requested", "in_review", "scheduled", "live", "closing"],
      ...["funded", "delivering", "completed", "refunded"],
    ])
      counted[status] = (await statusesOf(`/campaigns?status=${status}&limit=100`)).length;
    expect(counted).toEqual({
      ...{ draft: 1, changes_requested: 1, in_review: 1, scheduled: 1, live: 4, closing: 1 },
      ...{ funded: 1, delivering: 1, completed: 1, refunded: 2 },
    });
    expect((await statusesOf("/enterprises?status=applied&limit=100")).length).toBe(1);
    expect((await statusesOf("/enterprises?status=verified&limit=100")).length).toBe(3);
  });

  it("has the troubles that it names, and no others", async () => {
    expect(await statusesOf("/breaks?status=open&limit=100")).toEqual(["open"]);
    expect((await statusesOf("/work/parked?limit=100")).length).toBe(1);
    const banks = await stage.operator.do(
      "GET",
      `${STAFF}/partners`,
      rows(z.looseObject({ id: z.string(), status: z.string() })),
    );
    const endpoints = await Promise.all(banks.items.map(({ id }) => statusesOf(`/partners/${id}/endpoints`)));
    expect(banks.items.map(({ status }) => status)).toEqual(["live", "live"]);
    expect(endpoints.flat().sort()).toEqual(["active", "failing"]);
  });

  it("has balanced books, and accounts that agree with the banks' statements", async () => {
    const banks = await stage.operator.do(
      "GET",
      `${STAFF}/partners`,
      rows(z.looseObject({ id: z.string() })),
    );
    const campaigns = await stage.operator.do(
      "GET",
      `${STAFF}/campaigns?status=live&limit=100`,
      rows(z.looseObject({ id: z.string() })),
    );
    for (const { id } of [...banks.items, ...campaigns.items, { id: "platform" }]) {
      const balance = await stage.operator.do(
        "GET",
        `${STAFF}/ledger/${id}/trial-balance`,
        z.looseObject({
          currencies: z.array(z.looseObject({ differencePosted: zero, differencePending: zero })),
          replay: z.looseObject({ differences: z.array(z.unknown()) }),
        }),
      );
      const differences = balance.currencies.flatMap((one) => [one.differencePosted, one.differencePending]);
      expect(differences.filter(({ amount }) => Number(amount) !== 0)).toEqual([]);
      expect(balance.replay.differences).toEqual([]);
    }
    for (const { id } of banks.items) {
      const equations = await stage.operator.do(
        "GET",
        `${STAFF}/partners/${id}/reconciliations`,
        rows(z.looseObject({ difference: zero })),
      );
      expect(equations.items.length).toBeGreaterThan(1);
      expect(equations.items.filter(({ difference }) => Number(difference.amount) !== 0)).toEqual([]);
    }
  });
});

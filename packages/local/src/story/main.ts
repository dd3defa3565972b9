import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { DEMO_PEOPLE } from "../platform/demo-people.ts";
import { Expectations, textTable } from "./expectations.ts";
import { playPresale } from "./presale.ts";
import { expectPresale } from "./presale-expectations.ts";
import { judgeRealInvoices } from "./real-invoices.ts";
import { playSlice } from "./slice.ts";
import { Stage } from "./stage.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { data: { type: "string" } },
});
const port = Number(process.env.FIRSTLOT_PORT ?? 3000);
const place = {
  origin: `http://localhost:${port}`,
  issuer: `http://localhost:${port + 3}`,
  bankUrl: `http://127.0.0.1:${port + 1}`,
};
const stage = new Stage(place, (line) => process.stdout.write(`${line}\n`));
const began = Date.now();

async function play(name: string): Promise<Expectations> {
  const expectations = new Expectations();
  switch (name) {
    case "slice": {
      const end = await playSlice(stage);
      expectations.equal("campaign", { expected: "delivering", actual: end.campaignStatus });
      expectations.equal("pledge", { expected: "confirmed", actual: end.pledgeStatus });
      expectations.equal("parked work items", { expected: 0, actual: end.parked });
      expectations.equal("open breaks", { expected: 0, actual: end.openBreaks });
      for (const { account, difference } of end.equations)
        expectations.equal(`difference of ${account}`, { expected: "0.00", actual: difference.amount });
      return expectations;
    }
    case "presale": {
      const played = await playPresale(stage);
      const rules = readFileSync("docs/rules/ledger.md", "utf8");
      await expectPresale(stage, played, { rules, expectations });
      if (values.data !== undefined)
        await judgeRealInvoices(stage, played.maker, { dir: values.data, expectations });
      return expectations;
    }
    case "invoices": {
      if (values.data === undefined) throw new Error("name the folder of the invoices: --data DIR");
      const owner = stage.steppedUp(DEMO_PEOPLE.emma);
      await judgeRealInvoices(stage, { owner }, { dir: values.data, expectations });
      return expectations;
    }
  }
  throw new Error(`there is no story "${name}"; there are: slice, presale, invoices`);
}

const expectations = await play(positionals[0] ?? "slice");
const broken = expectations.broken();
stage.print(`\nTimeline\n\n${textTable(["business time (UTC)", "what happened"], stage.timeline())}`);
stage.print(`\n${expectations.table()}\n`);
stage.print(
  broken.length === 0
    ? `the story holds (${((Date.now() - began) / 1_000).toFixed(0)} s)`
    : `the story does NOT hold: ${broken.map(({ what }) => what).join("; ")}`,
);
process.exitCode = broken.length === 0 ? 0 : 1;

import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const resolve = { conditions: ["firstlot:source", "module", "node", "import", "default"] };
const ssr = { resolve: { conditions: ["firstlot:source", "node", "import", "default"] } };

/** The long ones of their group: the demo's data are made before they are walked over, and no core waits at the end. */
const FIRST = ["faults/demo", "faults/kill-points", "browser/presale", "browser/screens", "browser/desks"];

class LongOnesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number =>
      (FIRST.findIndex((name) => moduleId.includes(name)) + FIRST.length + 1) % (FIRST.length + 1);
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}

/** Unit tests stand beside their file; what crosses packages lives in `test/`, one project per kind. */
export default defineConfig({
  resolve,
  ssr,
  test: {
    sequence: { sequencer: LongOnesFirst },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          isolate: false, // nothing of a unit test outlives it; loading the modules once saves half a minute
          include: [
            "packages/*/src/**/*.test.ts",
            "web/{ui,public,messages,app}/**/*.test.{ts,tsx}",
            "test/architecture.test.ts",
            "test/conformance/**/*.test.ts",
          ],
        },
      },
      {
        extends: true,
        test: {
          name: "platform",
          sequence: { groupOrder: 1 },
          include: ["test/{api,stories,store}/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: "infra",
          sequence: { groupOrder: 2 },
          include: ["test/infra/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "faults",
          sequence: { groupOrder: 3 },
          include: ["test/faults/**/*.test.ts"],
          testTimeout: 600_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          sequence: { groupOrder: 3 }, // beside the faults: two long tests at a time
          include: ["test/browser/**/*.test.ts"],
          globalSetup: "test/browser/kit/demo-host.ts",
          testTimeout: 240_000,
          hookTimeout: 400_000,
          maxWorkers: 2,
        },
      },
    ],
    coverage: { provider: "v8", include: ["packages/*/src/**/*.ts"], reporter: ["text-summary"] },
  },
});

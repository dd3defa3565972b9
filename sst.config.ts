/// <reference path="./.sst/platform/config.d.ts" />

/**
 * The door for users of SST. It declares no resource: the stacks of `infra/` are the only source, and
 * `npx sst deploy --stage production` is the same deployment as `npm run deploy --workspace infra`.
 * Settings come from the environment (`infra/src/settings.ts`); SST reads `.env` files.
 */
export default $config({
  app: ({ stage }) => ({
    name: "firstlot",
    home: "aws",
    removal: stage === "production" ? "retain-all" : "remove",
    protect: stage === "production",
  }),
  async run() {
    const { spawnSync } = await import("node:child_process");
    const { mkdirSync, readFileSync } = await import("node:fs");
    const { resolve } = await import("node:path");
    const npm = (...args: readonly string[]) => {
      const env = { ...process.env, FIRSTLOT_STAGE: $app.stage };
      const { status } = spawnSync("npm", ["run", ...args], { stdio: "inherit", env });
      if (status !== 0) throw new Error(`npm run ${args[0]} ended with ${status}`);
    };
    if ($cli.command === "dev")
      throw new Error("the platform runs whole on one machine: `npm start` instead of `sst dev`");
    npm("bundle");
    if ($cli.command === "diff") {
      npm("diff", "--workspace", "infra");
      return {};
    }
    const outputs = resolve("dist/outputs.json");
    mkdirSync(resolve("dist"), { recursive: true });
    // asks nothing: whoever wants to see changes of rights first says `sst diff`
    npm("deploy", "--workspace", "infra", "--", "--require-approval", "never", "--outputs-file", outputs);
    const stacks: Record<string, Record<string, string>> = JSON.parse(readFileSync(outputs, "utf8"));
    return stacks;
  },
});

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");
const PACKAGES = join(ROOT, "packages");

interface Import {
  readonly from: string;
  readonly to: string;
}

const IMPORT = /(?:import|export)\s[^;]*?from\s+"([^"]+)"|import\("([^"]+)"\)/g;

const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/node_modules|[/]dist[/]|cdk\.out/.test(file));

/** Every import below a folder; relative ones and those of our packages as paths from the root. */
const importsOf = (folder: string): Import[] =>
  sources(folder).flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(IMPORT)].map((match) => {
      const specifier = match[1] ?? match[2] ?? "";
      const own = /^@firstlot\/([\w-]+)\/(.+)$/.exec(specifier);
      const to = specifier.startsWith(".")
        ? relative(ROOT, resolve(dirname(file), specifier))
        : own
          ? `${own[1] === "web" ? "web" : `packages/${own[1]}/src`}/${own[2]}.ts`
          : specifier;
      return { from: relative(ROOT, file), to };
    }),
  );

const core = importsOf(join(PACKAGES, "core/src"));
const folderOf = (path: string): string => /^packages\/core\/src\/([\w-]+)\//.exec(path)?.[1] ?? "";

/** The ground of core; what stands lower may not import what stands higher. */
const GROUND: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  money: ["kernel"],
  audit: ["kernel", "money"],
  work: ["kernel", "money", "audit"],
  ledger: ["kernel", "money", "audit"],
  identity: ["kernel", "money", "audit", "work"],
};

describe("the dependency rule", () => {
  it("lets packages import only what stands below them", () => {
    const allowed: Readonly<Record<string, readonly string[]>> = {
      "partner-kit": [],
      sdk: [],
      core: ["partner-kit"],
      functions: ["core", "partner-kit", "sdk"], // the site's pages speak to the public API by its client
      // the story speaks to the platform as anybody outside does: by the generated client
      local: ["core", "functions", "partner-kit", "sdk"],
    };
    const breaches = Object.entries(allowed).flatMap(([name, below]) =>
      importsOf(join(PACKAGES, name, "src")).filter(({ to }) => {
        const target = /^packages\/([\w-]+)\//.exec(to)?.[1];
        return target !== undefined && target !== name && !below.includes(target);
      }),
    );
    expect(breaches).toEqual([]);
  });

  it("lets the web application import the SDK only, and the site mount nothing of it but its public pages", () => {
    const ownOf = (to: string) => /^(packages\/[\w-]+|web)\//.exec(to)?.[1];
    const breaches = importsOf(join(ROOT, "web")).filter(({ to }) => {
      const target = ownOf(to);
      return target !== undefined && target !== "web" && target !== "packages/sdk";
    });
    const mounts = importsOf(PACKAGES).filter(
      ({ from, to }) =>
        ownOf(to) === "web" &&
        !(from.startsWith("packages/functions/src/api/site/") && to.startsWith("web/public/")),
    );
    expect({ breaches, mounts }).toEqual({ breaches: [], mounts: [] });
  });

  it("keeps the sandbox bank outside: it knows only the partner kit", () => {
    const breaches = importsOf(join(PACKAGES, "local/src/sandbox-bank")).filter(
      ({ to }) =>
        to.startsWith("packages/") &&
        !to.startsWith("packages/partner-kit/") &&
        !to.startsWith("packages/local/src/sandbox-bank/"),
    );
    expect(breaches).toEqual([]);
  });

  it("keeps Hono, Lambda events and the environment out of core", () => {
    const breaches = core.filter(({ to }) => /^(hono|@hono\/|aws-lambda|@types\/aws-lambda)/.test(to));
    const readsEnvironment = sources(join(PACKAGES, "core/src")).filter((file) =>
      /process\.env/.test(readFileSync(file, "utf8")),
    );
    expect({ breaches, readsEnvironment }).toEqual({ breaches: [], readsEnvironment: [] });
  });

  it.each(Object.entries(GROUND))("lets %s import only the ground below it", (folder, below) => {
    const breaches = core.filter(
      ({ from, to }) =>
        folderOf(from) === folder &&
        folderOf(to) !== "" &&
        folderOf(to) !== folder &&
        !below.includes(folderOf(to)),
    );
    expect(breaches).toEqual([]);
  });

  it("has no cycle between capabilities", () => {
    const uses = new Map<string, Set<string>>();
    for (const { from, to } of core) {
      const [a, b] = [folderOf(from), folderOf(to)];
      if (a === "" || b === "" || a === b) continue;
      uses.set(a, (uses.get(a) ?? new Set()).add(b));
    }
    const cycles: string[] = [];
    const visit = (folder: string, path: readonly string[]): void => {
      if (path.includes(folder)) {
        cycles.push([...path.slice(path.indexOf(folder)), folder].join(" → "));
        return;
      }
      for (const next of uses.get(folder) ?? []) visit(next, [...path, folder]);
    };
    for (const folder of uses.keys()) visit(folder, []);
    expect([...new Set(cycles)]).toEqual([]);
  });

  it("keeps clocks and randomness out of the pure files of core", () => {
    const impure = /\bDate\.now\(|\bnew Date\(\)|Math\.random\(|randomUUID\(|randomBytes\(/;
    const allowed = ["packages/core/src/kernel/instant.ts", "packages/core/src/kernel/store.ts"];
    const breaches = sources(join(PACKAGES, "core/src"))
      .map((file) => relative(ROOT, file))
      .filter((file) => !allowed.includes(file) && impure.test(readFileSync(join(ROOT, file), "utf8")));
    expect(breaches).toEqual([]);
  });

  it("has no file over 300 lines that does not say why", () => {
    const long = ["packages", "test", "web"]
      .flatMap((folder) => sources(join(ROOT, folder)))
      .filter(
        (file) =>
          readFileSync(file, "utf8").split("\n").length > 301 && !/^\/[/*]/.test(readFileSync(file, "utf8")),
      )
      .map((file) => relative(ROOT, file));
    expect(long).toEqual([]);
  });
});

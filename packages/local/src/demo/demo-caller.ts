import { derivedIdPart } from "@firstlot/core/kernel/id";
import type { Instant } from "@firstlot/core/kernel/instant";
import { z } from "zod";
import type { DemoApps } from "./demo-apps.ts";

/** What nearly every answer has. */
export const thing = z.looseObject({ id: z.string(), version: z.int(), status: z.string() });

/** A step-up counts for five minutes of wall time; a token is used a little less. */
const TOKEN_USED_MS = 3 * 60_000;

/** A picture or a document of a demo. */
export interface DemoFile {
  readonly content: Uint8Array;
  readonly contentType: string;
  readonly name: string;
}

/** One request; `label` tells requests of one act to one path apart, so that each keeps its Idempotency-Key. */
interface Asked {
  readonly json?: unknown;
  readonly file?: DemoFile;
  readonly label?: string;
  readonly ifMatch?: number;
}

/** Somebody who speaks to the APIs in process. What is refused stops the demo and says why. */
export class DemoCaller {
  readonly #apps: DemoApps;
  readonly #sign: () => Promise<string>;
  readonly #act: () => string;
  #token: { readonly text: string; readonly until: number } | undefined;

  constructor(options: {
    apps: DemoApps;
    sign: (wall: Instant) => Promise<string>;
    wall: () => Instant;
    act: () => string;
  }) {
    this.#apps = options.apps;
    this.#sign = () => options.sign(options.wall());
    this.#act = options.act;
  }

  get<T extends z.ZodType>(path: string, schema: T): Promise<z.output<T>> {
    return this.#ask("GET", path, { schema });
  }

  /** A command: the same act of the demo sends the same key, in whichever life. */
  post<T extends z.ZodType>(path: string, schema: T, asked: Asked = {}): Promise<z.output<T>> {
    return this.#ask("POST", path, { schema, ...asked });
  }

  /** An edit of what is read first. */
  async edit(paths: { read: string; write: string }, json: object): Promise<void> {
    const { version } = await this.get(paths.read, z.looseObject({ version: z.int() }));
    await this.#ask("PUT", paths.write, { schema: z.unknown(), json, ifMatch: version });
  }

  async #bearer(): Promise<string> {
    if (this.#token === undefined || this.#token.until < Date.now())
      this.#token = { text: await this.#sign(), until: Date.now() + TOKEN_USED_MS };
    return this.#token.text;
  }

  async #ask<T extends z.ZodType>(
    method: "GET" | "POST" | "PUT",
    path: string,
    { schema, json, file, label = "", ifMatch }: Asked & { schema: T },
  ): Promise<z.output<T>> {
    const act = this.#act();
    const response = await this.#apps.ask(path, {
      method,
      headers: {
        authorization: `Bearer ${await this.#bearer()}`,
        ...(method === "POST" ? { "idempotency-key": `demo-${derivedIdPart([act, path, label])}` } : {}),
        ...(ifMatch === undefined ? {} : { "if-match": `"${ifMatch}"` }),
        ...(json === undefined ? {} : { "content-type": "application/json" }),
        ...(file === undefined
          ? {}
          : { "content-type": file.contentType, "x-file-name": encodeURIComponent(file.name) }),
      },
      body:
        json === undefined ? (file === undefined ? null : Buffer.from(file.content)) : JSON.stringify(json),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${act}: ${method} ${path} was answered ${response.status} ${text}`);
    return schema.parse(JSON.parse(text));
  }
}

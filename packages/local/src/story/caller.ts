import { editOf, newAct, publicApi } from "@firstlot/sdk/client";
import type { z } from "zod";
import { type SignIn, signIn } from "../identity-provider/sign-in.ts";

/** What an API answered; the body is read by whoever asked. */
export interface Answered {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

/** One request of a story. A POST gets a fresh Idempotency-Key unless it names one. */
export interface Asked {
  readonly json?: unknown;
  readonly bytes?: { readonly content: Uint8Array; readonly type: string; readonly name: string };
  readonly key?: string;
  readonly ifMatch?: number;
}

const REFRESH_MARGIN_MS = 60_000;
/** A step-up counts for five minutes; a little less is asked anew. */
const STEP_UP_MS = 4 * 60_000;

/** A problem document says what the platform refused; the story shows it whole. */
export class RefusedError extends Error {
  override name = "RefusedError";
}

interface Token {
  readonly text: string;
  readonly until: number;
  /** The authenticator's key, when this sign-in set it up. */
  readonly totpSecret: string | undefined;
}

async function signedIn(who: SignIn): Promise<Token> {
  const tokens = await signIn(who);
  const livesMs = tokens.expiresIn * 1_000 - REFRESH_MARGIN_MS;
  return {
    text: tokens.accessToken,
    until: Date.now() + (who.acr === "mfa" ? Math.min(STEP_UP_MS, livesMs) : livesMs),
    totpSecret: tokens.totpSecret,
  };
}

/** A person (or a visitor) who speaks to the platform over HTTP with real tokens. */
export class Caller {
  readonly #origin: string;
  readonly #who: SignIn | undefined;
  #token: Promise<Token> | undefined;

  constructor(origin: string, who?: SignIn) {
    this.#origin = origin;
    this.#who = who;
  }

  /** One sign-in at a time, however many requests wait for it. */
  async #signedIn(): Promise<Token> {
    const who = this.#who;
    if (who === undefined) throw new Error("a visitor has no token");
    const before = this.#token;
    const known = await before;
    if ((known === undefined || known.until < Date.now()) && this.#token === before)
      this.#token = signedIn({ ...who, totpSecret: known?.totpSecret ?? who.totpSecret });
    return (await this.#token) ?? this.#signedIn();
  }

  async #bearer(): Promise<Record<string, string>> {
    return this.#who === undefined ? {} : { authorization: `Bearer ${(await this.#signedIn()).text}` };
  }

  /** The public API as the generated client speaks it: paths, bodies and answers by their types. */
  get api(): ReturnType<typeof publicApi> {
    return publicApi({
      origin: this.#origin,
      ...(this.#who === undefined ? {} : { token: async () => (await this.#signedIn()).text }),
      // a plain call, so that whoever stands between may send it again: a request's body can be read only once
      fetch: async (request) => {
        const body = request.method === "GET" ? null : await request.text();
        return fetch(request.url, { method: request.method, headers: request.headers, body });
      },
    });
  }

  /** Sends a request and gives back whatever was answered. */
  async ask(method: "GET" | "POST" | "PUT", path: string, asked: Asked = {}): Promise<Answered> {
    const { json, bytes, key, ifMatch } = asked;
    const headers: Record<string, string> = {
      ...(await this.#bearer()),
      ...(method === "POST" ? (key === undefined ? newAct() : { "idempotency-key": key }) : {}),
      ...(ifMatch === undefined ? {} : editOf({ version: ifMatch })),
      ...(json === undefined ? {} : { "content-type": "application/json" }),
      ...(bytes === undefined
        ? {}
        : { "content-type": bytes.type, "x-file-name": encodeURIComponent(bytes.name) }),
    };
    const body =
      json === undefined ? (bytes === undefined ? null : Buffer.from(bytes.content)) : JSON.stringify(json);
    const response = await fetch(new URL(path, this.#origin), { method, headers, body });
    const text = await response.text();
    const isJson = (response.headers.get("content-type") ?? "").includes("json");
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
  }

  /** Sends a request that must be granted, and reads what the story needs of the answer. */
  async do<T extends z.ZodType>(
    method: "GET" | "POST" | "PUT",
    path: string,
    schema: T,
    asked: Asked = {},
  ): Promise<z.output<T>> {
    const answered = await this.ask(method, path, asked);
    if (answered.status >= 300)
      throw new RefusedError(`${method} ${path}: ${answered.status} ${JSON.stringify(answered.body)}`);
    return schema.parse(answered.body);
  }
}

import { z } from "zod";

const REDIRECTS_MAX = 20;
const REQUEST_MS_MAX = 15_000;

/** A page as a browser without scripts has it: where it is and what it says. */
export interface BrowserPage {
  readonly url: string;
  readonly status: number;
  readonly html: string;
}

/** A form of a page: its step, its target and the fields it brings along. */
export interface PageForm {
  readonly step: string;
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
const decoded = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole);

/** The value of an attribute in a tag. */
export const attributeOf = (tag: string, name: string): string | undefined => {
  const [, value] = new RegExp(`\\s${name}="([^"]*)"`).exec(tag) ?? [];
  return value === undefined ? undefined : decoded(value);
};

/** The form of a page whose `data-step` is named, or its first form with a step. */
export function formOfPage({ html, url }: BrowserPage): PageForm | undefined {
  for (const [whole, tag = "", body = ""] of html.matchAll(/(<form\b[^>]*>)([\s\S]*?)<\/form>/g)) {
    const step = attributeOf(tag, "data-step");
    if (step === undefined || whole === "") continue;
    const inputs = [...body.matchAll(/<input\b[^>]*>/g)].map(([input]) => input);
    const fields = inputs.map((input) => [
      attributeOf(input, "name") ?? "",
      attributeOf(input, "value") ?? "",
    ]);
    const action = new URL(attributeOf(tag, "action") ?? url, url).href;
    return { step, action, fields: z.record(z.string(), z.string()).parse(Object.fromEntries(fields)) };
  }
  return undefined;
}

/** The code of the alert that a page shows. */
export const alertOfPage = ({ html }: BrowserPage): string | undefined => {
  const [tag] = /<p class="alert"[^>]*>/.exec(html) ?? [];
  return tag === undefined ? undefined : attributeOf(tag, "data-code");
};

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

function parsedCookie(line: string): Cookie & { isGone: boolean } {
  const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
  const at = pair.indexOf("=");
  const attribute = (name: string) =>
    attributes.find((part) => part.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
  const expires = attribute("expires");
  const isGone = attribute("max-age") === "0" || (expires !== undefined && Date.parse(expires) <= Date.now());
  return { name: pair.slice(0, at), value: pair.slice(at + 1), path: attribute("path") ?? "/", isGone };
}

/**
 * The smallest browser that can sign in: cookies with paths, redirects, forms; no script. It talks to one origin and
 * stops before it leaves that.
 */
export class FormBrowser {
  readonly #cookies = new Map<string, Cookie>();
  readonly #language: string;
  readonly #origin: string;

  constructor({ origin, language = "en" }: { origin: string; language?: string }) {
    this.#origin = new URL(origin).origin;
    this.#language = language;
  }

  /** @returns the page, or the address outside of the origin that it would lead to */
  async get(url: string): Promise<BrowserPage | { readonly leftFor: string }> {
    return this.#follow(url, { method: "GET" });
  }

  /** Sends a form, with the fields that the person filled in. */
  async submit(
    form: PageForm,
    filled: Readonly<Record<string, string>>,
  ): Promise<BrowserPage | { readonly leftFor: string }> {
    return this.#follow(form.action, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", origin: this.#origin },
      body: new URLSearchParams({ ...form.fields, ...filled }).toString(),
    });
  }

  async #follow(start: string, first: RequestInit): Promise<BrowserPage | { readonly leftFor: string }> {
    let url = start;
    let request = first;
    for (let redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
      if (new URL(url).origin !== this.#origin) return { leftFor: url };
      const reply = await fetch(url, {
        ...request,
        headers: { "accept-language": this.#language, cookie: this.#cookiesFor(url), ...request.headers },
        redirect: "manual",
        signal: AbortSignal.timeout(REQUEST_MS_MAX),
      });
      for (const line of reply.headers.getSetCookie()) this.#keep(line);
      const location = reply.headers.get("location");
      const html = await reply.text();
      if (location === null) return { url, status: reply.status, html };
      url = new URL(location, url).href;
      request = { method: "GET" };
    }
    throw new Error(`more than ${REDIRECTS_MAX} redirects from ${start}`);
  }

  #keep(line: string): void {
    const { isGone, ...cookie } = parsedCookie(line);
    const key = `${cookie.name} ${cookie.path}`;
    if (isGone) this.#cookies.delete(key);
    else this.#cookies.set(key, cookie);
  }

  #cookiesFor(url: string): string {
    const { pathname } = new URL(url);
    const isUnder = (path: string) =>
      path === "/" || pathname === path || pathname.startsWith(path.endsWith("/") ? path : `${path}/`);
    const fitting = [...this.#cookies.values()].filter(({ path }) => isUnder(path));
    return fitting.map(({ name, value }) => `${name}=${value}`).join("; ");
  }
}

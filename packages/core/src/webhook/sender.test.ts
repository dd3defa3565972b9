import type { LookupAddress } from "node:dns";
import { createServer, type RequestListener, request, type Server } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { createSender, type SenderOptions } from "./sender.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const listen = (answer: RequestListener): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer(answer).listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
    servers.push(server);
  });

/** A sender whose connections are counted, and whose names resolve as a list says. */
function counting(answers: readonly string[], more: SenderOptions = {}) {
  const seen: { connected: number; resolved: number; lookedUp: string[] } = {
    connected: 0,
    resolved: 0,
    lookedUp: [],
  };
  const send = createSender({
    resolve: async () => {
      const address = answers[Math.min(seen.resolved, answers.length - 1)] ?? "";
      seen.resolved++;
      return address.split(",").map((text) => ({ address: text, family: text.includes(":") ? 6 : 4 }));
    },
    connect: (options) => {
      seen.connected++;
      options.lookup?.("any", { all: true }, (_error, found: string | LookupAddress[]) => {
        if (Array.isArray(found)) seen.lookedUp.push(...found.map(({ address }) => address));
      });
      return request({ host: "127.0.0.1", port: 1 }); // nobody listens: the outcome is a failed connection
    },
    ...more,
  });
  return { send, seen };
}
const post = (url: string) => ({ url, headers: {}, body: "{}" });

describe("a destination that is denied", () => {
  it.each([
    "https://127.0.0.1/",
    "https://2130706433/", // decimal
    "https://0x7f000001/", // hexadecimal
    "https://0177.0.0.1/", // octal
    "https://127.1/",
    "https://0/",
    "https://10.1.2.3/",
    "https://169.254.169.254/latest/meta-data",
    "https://100.64.0.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[fd00::1]/",
    "https://[fe80::1]/",
    "https://①②⑦.⓪.⓪.①/",
    "http://bank.example/",
    "ftp://bank.example/",
    "file:///etc/passwd",
    "gopher://bank.example/",
    "https://bank.example:22/",
    "https://bank.example:80/",
    "https://bank.example:6379/",
    "https://user:secret@bank.example/",
    "https://bank.example/#fragment",
    "https://",
    "not a url",
  ])("opens no connection and resolves nothing: %s", async (url) => {
    const { send, seen } = counting(["8.8.8.8"]);
    expect(await send(post(url))).toMatchObject({ kind: "refused" });
    expect(seen).toEqual({ connected: 0, resolved: 0, lookedUp: [] });
  });

  it.each(["127.0.0.1", "10.0.0.7", "::1", "::ffff:10.0.0.7", "8.8.8.8,192.168.0.1"])(
    "opens no connection to a name that resolves to %s",
    async (address) => {
      const { send, seen } = counting([address]);
      expect(await send(post("https://bank.example/"))).toEqual({
        kind: "refused",
        reason: "address_not_allowed",
      });
      expect(seen.connected).toBe(0);
    },
  );

  it("resolves once and goes to that address, also when the name would answer otherwise the second time", async () => {
    const { send, seen } = counting(["8.8.8.8", "127.0.0.1"]);
    await send(post("https://bank.example/"));
    expect(seen).toEqual({ connected: 1, resolved: 1, lookedUp: ["8.8.8.8"] });
    expect(await send(post("https://bank.example/"))).toMatchObject({ kind: "refused" });
    expect(seen.connected).toBe(1);
  });

  it("is not opened by an allowlist entry of another port or host", async () => {
    const { send, seen } = counting(["127.0.0.1"], { allow: ["127.0.0.1:3001"] });
    for (const url of ["http://127.0.0.1:3002/", "http://localhost:3001/", "https://127.0.0.1/"]) {
      expect(await send(post(url))).toMatchObject({ kind: "refused" });
    }
    expect(seen.connected).toBe(0);
  });
});

describe("an answer", () => {
  const to = (port: number) => createSender({ allow: [`127.0.0.1:${port}`], timeoutMs: 300 });

  it("is given with status, retry-after and body", async () => {
    const port = await listen((incoming, answer) => {
      let body = "";
      incoming.on("data", (chunk) => {
        body += chunk;
      });
      incoming.on("end", () => {
        answer.writeHead(503, { "retry-after": "120" });
        answer.end(`${incoming.method} ${incoming.headers.host} ${incoming.headers["x-test"]} ${body}`);
      });
    });
    const sent = { url: `http://127.0.0.1:${port}/hook`, headers: { "x-test": "yes" }, body: '{"ü":1}' };
    expect(await to(port)(sent)).toEqual({
      kind: "answered",
      status: 503,
      retryAfter: "120",
      body: `POST 127.0.0.1:${port} yes {"ü":1}`,
      durationMs: expect.any(Number),
    });
  });

  it("that redirects is an answer and is not followed", async () => {
    let visits = 0;
    const other = await listen((_, answer) => {
      visits++;
      answer.end();
    });
    const port = await listen((_, answer) => {
      answer.writeHead(307, { location: `http://127.0.0.1:${other}/` });
      answer.end();
    });
    const send = createSender({ allow: [`127.0.0.1:${port}`, `127.0.0.1:${other}`] });
    expect(await send(post(`http://127.0.0.1:${port}/`))).toMatchObject({ kind: "answered", status: 307 });
    expect(visits).toBe(0);
  });

  it("without end is cut at 16 KiB", async () => {
    const port = await listen((_, answer) => {
      const flood = setInterval(() => answer.write("x".repeat(8_192)), 1);
      answer.on("close", () => clearInterval(flood));
    });
    const outcome = await to(port)(post(`http://127.0.0.1:${port}/`));
    expect(outcome.kind === "answered" ? outcome.body.length : 0).toBe(16_384);
  });

  it("that does not come in time is a time-out, and so is one that trickles", async () => {
    const silent = await listen(() => undefined);
    expect(await to(silent)(post(`http://127.0.0.1:${silent}/`))).toMatchObject({ reason: "timeout" });
    const slow = await listen((_, answer) => {
      const drip = setInterval(() => answer.write("."), 50);
      answer.on("close", () => clearInterval(drip));
    });
    expect(await to(slow)(post(`http://127.0.0.1:${slow}/`))).toMatchObject({ reason: "timeout" });
  });

  it("of a closed port is a failed connection, and of an unknown name a failed look-up", async () => {
    expect(await to(1)(post("http://127.0.0.1:1/"))).toMatchObject({ kind: "failed", reason: "connection" });
    const lost = createSender({ resolve: () => Promise.reject(new Error("ENOTFOUND")) });
    expect(await lost(post("https://bank.example/"))).toMatchObject({ kind: "failed", reason: "dns" });
  });
});

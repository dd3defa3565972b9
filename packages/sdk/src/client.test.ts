import { describe, expect, it } from "vitest";
import { editOf, granted, newAct, publicApi, RefusedError } from "./client.ts";

const answering = (response: Response) => {
  const asked: Request[] = [];
  const api = publicApi({
    origin: "https://firstlot.example",
    token: async () => "t0ken",
    fetch: async (request) => {
      asked.push(request);
      return response;
    },
  });
  return { api, asked };
};

describe("the client", () => {
  it("calls under the API's base, as the token's owner, with the key of the act", async () => {
    const { api, asked } = answering(Response.json({ id: "ntc_1" }));
    const header = newAct();
    await api.POST("/enterprises", { params: { header }, body: { profile: {} } });
    const [request] = asked;
    expect(request?.url).toBe("https://firstlot.example/api/public/v1/enterprises");
    expect(request?.headers.get("authorization")).toBe("Bearer t0ken");
    expect(request?.headers.get("idempotency-key")).toBe(header["idempotency-key"]);
  });

  it("gives what was granted, and throws what was refused with its code", async () => {
    const page = { items: [] };
    expect(granted(await answering(Response.json(page)).api.GET("/campaigns"))).toEqual(page);
    const problem = { type: "/problems/not_found", title: "No such thing.", status: 404, code: "not_found" };
    const refused = await answering(Response.json(problem, { status: 404 })).api.GET("/campaigns");
    expect(() => granted(refused)).toThrow(RefusedError);
    expect(() => granted(refused)).toThrow("404 not_found");
  });

  it("sends an edit with the version that was read", () => {
    expect(editOf({ version: 3 })).toEqual({ "if-match": '"3"' });
  });
});

import { accountNumberSchema } from "@firstlot/core/bank/account-number";
import { bankCalendarSchema } from "@firstlot/core/bank/calendar";
import { createPartner, movePartner, registerConfirmationKey } from "@firstlot/core/bank/manage-partner";
import { listPartners, loadPartner } from "@firstlot/core/bank/partner-store";
import { partnerIdSchema } from "@firstlot/core/identity/actor";
import type { Store } from "@firstlot/core/kernel/store";
import { currencySchema } from "@firstlot/core/money/currency";
import type { SecretBox } from "@firstlot/core/webhook/secret-box";
import { z } from "@hono/zod-openapi";
import { router } from "../app.ts";
import { partnerView } from "../bank-views.ts";
import { body, json } from "../content.ts";
import { problems, refuse } from "../problem.ts";
import { commandAnswer, present, versionTag } from "../respond.ts";
import { type ApiContext, commandFrom, commandHeaders, declare } from "../route.ts";

const params = z.object({ partnerId: partnerIdSchema });
const tags = ["banks"];
const url = z.url({ protocol: /^https?$/ }).max(500);

const listRoute = declare({
  method: "get",
  path: "/partners",
  operationId: "listPartners",
  tags,
  summary: "Every bank partner",
  "x-permission": "bank.list",
  responses: { 200: json(z.object({ items: z.array(partnerView) }), "Banks"), ...problems },
});

const readRoute = declare({
  method: "get",
  path: "/partners/{partnerId}",
  operationId: "readPartner",
  tags,
  summary: "One bank partner",
  "x-permission": "bank.read",
  request: { params },
  responses: { 200: json(partnerView, "The bank"), ...problems },
});

const createRoute = declare({
  method: "post",
  path: "/partners",
  operationId: "createPartner",
  tags,
  summary: "Invite a bank, with its calendar and accounts",
  "x-permission": "bank.create",
  request: {
    headers: commandHeaders,
    body: body(
      z.strictObject({
        name: z.string().min(1).max(100),
        calendar: bankCalendarSchema,
        accounts: z
          .array(
            z.strictObject({
              currency: currencySchema,
              custody: accountNumberSchema,
              fees: accountNumberSchema,
            }),
          )
          .min(1)
          .max(7),
        clientId: z.string().min(1).max(100),
        paymentPageUrl: url,
        apiUrl: url,
      }),
    ),
  },
  responses: {
    201: json(partnerView, "The bank"),
    200: json(partnerView, "The same, for a retry"),
    ...problems,
  },
});

const moveRoute = declare({
  method: "post",
  path: "/partners/{partnerId}/status",
  operationId: "movePartner",
  tags,
  summary: "Move a bank along its lifecycle",
  "x-permission": "bank.change-status",
  request: {
    params,
    headers: commandHeaders,
    body: body(
      z.strictObject({
        step: z.enum(["enter_sandbox", "certify", "go_live", "suspend"]),
        reason: z.string().min(1).max(500),
      }),
    ),
  },
  responses: { 200: json(partnerView, "The bank"), ...problems },
});

const keyRoute = declare({
  method: "post",
  path: "/partners/{partnerId}/confirmation-keys",
  operationId: "registerPartnerKey",
  tags,
  summary: "Register a bank's first key for confirmations, as it handed it over",
  "x-permission": "bank.change-status",
  request: {
    params,
    headers: commandHeaders,
    body: body(
      z.strictObject({ key: z.string().max(200), overlapHours: z.int().min(0).max(720).default(24) }),
    ),
  },
  responses: { 200: json(partnerView, "The bank"), ...problems },
});

const HOUR_MS = 3_600_000;
type Managed = Awaited<ReturnType<typeof movePartner>>;

const answer = (c: ApiContext, done: Managed) => {
  if (!done.ok) return refuse(c, done.error);
  commandAnswer(c, done.value);
  return c.json(present(partnerView, done.value.value), 200);
};

/** Bank partners, as operators manage them. */
export const partnerRoutes = (deps: { store: Store; box: SecretBox }) =>
  router()
    .openapi(listRoute, async (c) => {
      const items = await listPartners(deps.store);
      return c.json(present(z.object({ items: z.array(partnerView) }), { items }), 200);
    })
    .openapi(readRoute, async (c) => {
      const partner = await loadPartner(deps.store, c.req.valid("param").partnerId);
      if (!partner) return refuse(c, { kind: "not_found" });
      versionTag(c, partner);
      return c.json(present(partnerView, partner), 200);
    })
    .openapi(createRoute, async (c) => {
      const input = c.req.valid("json");
      const done = await createPartner(deps, commandFrom(c, input), input);
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(present(partnerView, done.value.value), done.value.replayed ? 200 : 201);
    })
    .openapi(moveRoute, async (c) => {
      const input = { ...c.req.valid("param"), ...c.req.valid("json") };
      return answer(c, await movePartner(deps, commandFrom(c, input), input));
    })
    .openapi(keyRoute, async (c) => {
      const { key, overlapHours } = c.req.valid("json");
      const input = { ...c.req.valid("param"), key, overlapMs: overlapHours * HOUR_MS };
      return answer(c, await registerConfirmationKey(deps, commandFrom(c, input), input));
    });

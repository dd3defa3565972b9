import { keepMedium } from "@firstlot/core/campaign/media";
import { enterpriseIdSchema } from "@firstlot/core/identity/actor";
import { type BlobStore, blobKeySchema } from "@firstlot/core/kernel/blob-store";
import { z } from "@hono/zod-openapi";
import { router } from "../app.ts";
import { json } from "../content.ts";
import { problems, refuse } from "../problem.ts";
import { declare } from "../route.ts";

const uploadRoute = declare({
  method: "post",
  path: "/enterprises/{enterpriseId}/media",
  operationId: "uploadMedium",
  tags: ["campaigns"],
  summary: "Upload a PNG, JPEG or WebP picture of at most 5 MB; the same bytes give the same key",
  "x-permission": "campaign.upload-media",
  request: {
    params: z.object({ enterpriseId: enterpriseIdSchema }),
    body: {
      required: true,
      content: { "application/octet-stream": { schema: z.string().openapi({ format: "binary" }) } },
    },
  },
  responses: {
    201: json(
      z.object({ key: z.string(), contentType: z.string() }).openapi("Medium"),
      "Stored; name the key in the terms",
    ),
    ...problems,
  },
});

const readRoute = declare({
  method: "get",
  path: "/media/{owner}/{file}",
  operationId: "readMedium",
  tags: ["catalogue"],
  summary: "A picture of a campaign",
  "x-permission": "campaign.read-public",
  request: {
    params: z.object({
      owner: enterpriseIdSchema,
      file: z.string().regex(/^[0-9a-f]{64}\.(png|jpg|webp)$/),
    }),
  },
  responses: {
    200: {
      description: "The picture",
      content: { "image/*": { schema: z.string().openapi({ format: "binary" }) } },
    },
    ...problems,
  },
});

/** Pictures of campaigns: uploaded by members, shown to everybody. */
export const mediaRoutes = ({ blobs }: { readonly blobs: BlobStore }) =>
  router()
    .openapi(uploadRoute, async (c) => {
      const { enterpriseId } = c.req.valid("param");
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      const kept = await keepMedium(blobs, { enterpriseId, bytes });
      if (!kept.ok) return refuse(c, kept.error);
      return c.json({ key: kept.value.key, contentType: kept.value.contentType }, 201);
    })
    .openapi(readRoute, async (c) => {
      const { owner, file } = c.req.valid("param");
      const blob = await blobs.get(blobKeySchema.parse(`media/${owner}/${file}`));
      if (blob === undefined) return refuse(c, { kind: "not_found" });
      return c.body(new Uint8Array(blob.bytes), 200, {
        "Content-Type": blob.contentType,
        "Cache-Control": "public, max-age=31536000, immutable",
      });
    });

// Put before everything else in the bundles of the APIs: a schema that was made before zod is extended has no `openapi`.
import "@hono/zod-openapi";

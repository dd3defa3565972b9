import type { z } from "zod";
import { idSchema } from "../kernel/id.ts";

export const nameCheckIdSchema = idSchema("nck", "NameCheckId");
/** One question to a bank, about one account and one name: an answer is for the question that has its id. */
export type NameCheckId = z.infer<typeof nameCheckIdSchema>;

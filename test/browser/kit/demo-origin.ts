import { inject } from "vitest";
import { z } from "zod";

const placeSchema = z.object({ origin: z.string() });

/** The origin of the platform with the demo's data, which all browser tests share, once it is whole. */
export async function demoOrigin(): Promise<string> {
  const response = await fetch(inject("demoHost"));
  const said = await response.text();
  if (!response.ok) throw new Error(`there is no demo: ${said}`);
  return placeSchema.parse(JSON.parse(said)).origin;
}

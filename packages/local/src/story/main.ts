import { playSlice } from "./slice.ts";

const port = Number(process.env.FIRSTLOT_PORT ?? 3000);
const end = await playSlice({
  origin: `http://localhost:${port}`,
  issuer: `http://localhost:${port + 3}`,
  bankUrl: `http://127.0.0.1:${port + 1}`,
  tell: (line) => process.stdout.write(`${line}\n`),
});
process.stdout.write(`${JSON.stringify(end, null, 2)}\n`);

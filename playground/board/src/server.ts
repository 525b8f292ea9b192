import { defineServer } from "@bunsen/runtime";
import type { Hue } from "./board/card";

declare module "@bunsen/runtime" {
  interface SessionData {
    name: string;
    hue: Hue;
  }
}

export default defineServer({
  // Without a secret in the environment, visitors are forgotten when the server starts again.
  session: { secret: process.env.SESSION_SECRET || crypto.randomUUID() + crypto.randomUUID() },
});

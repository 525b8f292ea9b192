import type { Api } from "../../api/api-types.ts";
import { createClient } from "./create-client.ts";

/** See `Api`. */
export const api: Api = /* @__PURE__ */ createClient(({ path, init }) => fetch(path, init));

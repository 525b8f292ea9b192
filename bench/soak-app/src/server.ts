import { defineServer } from "@bunsen/runtime";
import { requests } from "./begun.ts";

export default defineServer({
  middleware() {
    requests.begun++;
  },
  onShutdown() {
    console.log(`begun=${requests.begun}`);
  },
});

import { defineServer } from "@bunsen/runtime";
import { requests } from "./begun.ts";

export default defineServer({
  middleware() {
    requests.begun++;
  },
  // As long as a load balancer, or here a busy client, takes to see that this server is about to stop.
  shutdown: { delay: 2 },
  onShutdown() {
    console.log(`begun=${requests.begun}`);
  },
});

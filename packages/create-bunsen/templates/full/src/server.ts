import { defineServer } from "@bunsen/runtime";

export default defineServer({
  csp: {},
  middleware({ cookies, locals }) {
    locals.author = cookies.get("author") ?? "";
  },
});

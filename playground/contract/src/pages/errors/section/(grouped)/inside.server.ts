import type { PageServer } from "@bunsen/runtime";
import { throwWhat } from "../../../../throw.server";

export default (({ query }) => throwWhat(String(query.as))) satisfies PageServer;

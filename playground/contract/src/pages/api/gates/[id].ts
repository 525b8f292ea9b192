import type { ApiHandler } from "@bunsen/runtime";
import { openGate } from "../../../gates";

export const POST: ApiHandler<"/api/gates/[id]"> = ({ params }) => openGate(params.id);

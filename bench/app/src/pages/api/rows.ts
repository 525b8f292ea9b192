import { rows } from "../../rows.ts";

export const GET = () => rows.slice(0, 5);

import { sum } from "../../sum";

export const GET = async () => ({ sum: await sum(40, 2) });

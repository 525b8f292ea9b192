import { cache } from "@bunsen/runtime";

export const GET = () => cache.stats();

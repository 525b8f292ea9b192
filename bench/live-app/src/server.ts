import { defineServer } from "@bunsen/runtime";

export default defineServer({ live: { maxStreamsPerClient: 20_000 } });

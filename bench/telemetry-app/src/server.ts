import { defineServer } from "@bunsen/runtime";

export default defineServer({ metrics: process.env.METRICS === "1" });

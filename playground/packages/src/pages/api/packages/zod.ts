import { z } from "zod";

const Person = z.object({ name: z.string(), age: z.number().min(0) });

export const GET = () => ({
  good: Person.parse({ name: "Ada", age: 36 }),
  bad: Person.safeParse({ name: "Ada", age: -1 }).success,
});

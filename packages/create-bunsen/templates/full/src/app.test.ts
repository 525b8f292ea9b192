import { createApp } from "@bunsen/vite/test";
import { expect, test } from "vitest";

const form = (fields: Record<string, string>) => ({ method: "POST", body: new URLSearchParams(fields) });

test("a note that was posted is in the list, in the endpoint and on a page of its own", async () => {
  await using app = await createApp();
  const response = await app.fetch("/notes", form({ author: "Ada", text: "Hello there" }));
  expect(response.status).toBe(303);
  expect(await (await app.fetch("/notes")).text()).toContain("Hello there");
  const [note] = await (await app.fetch("/api/notes")).json();
  expect(note).toMatchObject({ author: "Ada", text: "Hello there" });
  expect(await (await app.fetch(`/notes/${note.id}`)).text()).toContain("Hello there");
});

test("a note without a name comes back with an error message", async () => {
  await using app = await createApp();
  const response = await app.fetch("/notes", form({ author: "", text: "Hello there" }));
  expect(response.status).toBe(422);
  expect(await response.text()).toContain("Please tell us your name.");
});

test("a note that does not exist is a 404", async () => {
  await using app = await createApp();
  expect((await app.fetch("/notes/0")).status).toBe(404);
});

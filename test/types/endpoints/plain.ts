import type { ApiHandler } from "@bunsen/runtime";

export interface Tree {
  name: string;
  made: Date;
  children: Tree[];
  save(): void;
}

export const GET = async (): Promise<Tree | undefined> => undefined;
export const POST = () => new Response("own");
export const PUT = async function* () {
  yield "a";
} satisfies ApiHandler;
export const DELETE: ApiHandler = () => ({ hidden: true });

import { cancel, intro, outro, select, text } from "@clack/prompts";
import { TEMPLATES, type TemplateName } from "./templates.ts";

/** What the user is asked for. */
export interface Answers {
  directory: string;
  template: TemplateName;
}

/**
 * Asks for what the command line does not specify. Ctrl-C ends the process with exit code 1, and nothing is written.
 *
 * @param given the answers from the command line
 * @param check throws if the app cannot be created in a directory
 */
export async function ask(
  given: Partial<Answers>,
  defaultDirectory: string,
  check: (directory: string) => unknown,
): Promise<Answers> {
  intro("Bunsen");
  const directory = given.directory ?? (await askDirectory(defaultDirectory, check));
  const template = given.template ?? (await askTemplate());
  outro("Thank you.");
  return { directory, template };
}

async function askDirectory(
  defaultDirectory: string,
  check: (directory: string) => unknown,
): Promise<string> {
  const answer = await text({
    message: "What is the name of the app?",
    placeholder: defaultDirectory,
    defaultValue: defaultDirectory,
    validate: (value) => problemOf(() => check(value || defaultDirectory)),
  });
  return orExit(answer);
}

function problemOf(check: () => unknown): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function askTemplate(): Promise<TemplateName> {
  const names = Object.keys(TEMPLATES) as TemplateName[];
  const answer = await select<TemplateName>({
    message: "Which template?",
    options: names.map((value) => ({ value, label: value, hint: TEMPLATES[value] })),
  });
  return orExit<TemplateName>(answer);
}

/** After Ctrl-C, the answer is a symbol. */
function orExit<Answer extends string>(answer: Answer | symbol): Answer {
  if (typeof answer === "string") return answer;
  cancel("Nothing was written.");
  process.exit(1);
}

import type { Session } from "@bunsen/runtime";
import { HUES, isHue, LONGEST_NAME, type Visitor } from "./card";

const GUESTS = ["Beaker", "Flask", "Pipette", "Burette", "Retort", "Crucible"];

/** Who the visitor says to be; somebody new gets a name and a colour. */
export async function visitorOf(session: Session): Promise<Visitor> {
  const [name, hue] = [await session.get("name"), await session.get("hue")];
  if (name !== undefined && hue !== undefined) return { name, hue };
  const visitor = { name: pick(GUESTS), hue: pick(HUES) };
  save(session, visitor);
  return visitor;
}

/** Takes what is sensible of a form's name and colour. */
export function rename(session: Session, form: FormData, before: Visitor): void {
  const name = String(form.get("name") ?? "")
    .trim()
    .slice(0, LONGEST_NAME);
  const hue = String(form.get("hue") ?? "");
  save(session, { name: name || before.name, hue: isHue(hue) ? hue : before.hue });
}

function save(session: Session, { name, hue }: Visitor): void {
  session.set("name", name);
  session.set("hue", hue);
}

function pick<T>(values: readonly T[]): T {
  const value = values[Math.floor(Math.random() * values.length)];
  if (value === undefined) throw new Error("there is nothing to choose from");
  return value;
}

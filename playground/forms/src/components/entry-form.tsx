import { useNavigation } from "@bunsen/runtime";
import { type FormEvent, useEffect, useId, useState } from "react";
import { countCharacters, type Draft, type DraftErrors, type DraftField, LIMITS } from "../guest-book/entry";
import { CardPreview } from "./entry-card";
import { CONTROL, describedBy, Field } from "./field";
import { HuePicker } from "./hue-picker";

export interface EntryFormProps {
  draft: Draft;
  errors: DraftErrors;
}

/**
 * A plain form that posts to its page. A script only adds to it: the preview, the letters left, and a button that
 * cannot be pressed twice.
 */
export function EntryForm({ draft, errors }: EntryFormProps) {
  const id = useId();
  const [current, setCurrent] = useState<Draft>();
  const isSending = useNavigation().state === "submitting";
  const wrong = firstError(errors);
  useEffect(() => {
    const field = firstError(errors);
    if (field) document.getElementById(id + field)?.focus();
  }, [id, errors]);
  const control = (field: DraftField) => ({
    id: id + field,
    name: field,
    defaultValue: draft[field],
    "aria-invalid": errors[field] !== undefined || undefined,
    autoFocus: field === wrong,
    className: CONTROL,
  });
  const left = LIMITS.message - countCharacters((current ?? draft).message);
  const readForm = (event: FormEvent<HTMLFormElement>) => setCurrent(draftOf(event.currentTarget));
  return (
    // noValidate: what is wrong is said by the server, in one voice, with and without JavaScript.
    <form
      method="post"
      noValidate
      className="mt-8 space-y-5"
      onInput={readForm}
      onReset={() => setCurrent(undefined)}
    >
      {wrong && (
        <p role="alert" className="rounded-lg border border-wrong px-4 py-3 text-wrong">
          Not quite yet. Please look at what is marked below.
        </p>
      )}
      <Field id={`${id}name`} label="Name" error={errors.name}>
        <input
          {...control("name")}
          autoComplete="name"
          aria-describedby={describedBy(`${id}name`, { error: errors.name })}
        />
      </Field>
      <Field id={`${id}place`} label="Where from" hint="if you like" error={errors.place}>
        <input
          {...control("place")}
          autoComplete="address-level2"
          aria-describedby={describedBy(`${id}place`, { hint: true, error: errors.place })}
        />
      </Field>
      <Field
        id={`${id}message`}
        label="Message"
        hint={hintOf(left, current !== undefined)}
        error={errors.message}
      >
        <textarea
          {...control("message")}
          rows={4}
          aria-describedby={describedBy(`${id}message`, { hint: true, error: errors.message })}
        />
      </Field>
      <HuePicker id={`${id}hue`} value={draft.hue} error={errors.hue} />
      {current && <CardPreview draft={current} />}
      <button
        type="submit"
        disabled={isSending}
        className="w-full rounded-lg bg-accent px-5 py-3 font-medium text-lg text-on-accent outline-accent hover:brightness-110 focus-visible:outline-2 focus-visible:outline-offset-2 disabled:opacity-60"
      >
        {isSending ? "Signing …" : "Sign the book"}
      </button>
    </form>
  );
}

function firstError(errors: DraftErrors): DraftField | undefined {
  return (["name", "place", "message", "hue"] as const).find((field) => errors[field] !== undefined);
}

function hintOf(left: number, isWriting: boolean): string {
  if (!isWriting) return `up to ${LIMITS.message} characters`;
  return left < 0 ? `${-left} too many` : `${left} left`;
}

function draftOf(form: HTMLFormElement): Draft {
  const fields = new FormData(form);
  const text = (name: DraftField): string => String(fields.get(name) ?? "");
  return { name: text("name"), place: text("place"), message: text("message"), hue: text("hue") };
}

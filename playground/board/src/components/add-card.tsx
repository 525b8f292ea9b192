import { useNavigation } from "@bunsen/runtime";
import { LONGEST_TEXT, type Visitor } from "../board/card";

export interface AddCardProps {
  visitor: Visitor;
  problem: string;
  draft: string;
}

export function AddCard({ visitor, problem, draft }: AddCardProps) {
  const isSending = useNavigation().formData?.get("intent") === "add";
  return (
    <form method="post" data-hue={visitor.hue} className="note">
      <input type="hidden" name="intent" value="add" />
      <label htmlFor="text" className="sr-only">
        A new card
      </label>
      <textarea
        id="text"
        name="text"
        rows={2}
        required
        maxLength={LONGEST_TEXT}
        defaultValue={draft}
        placeholder="Write a card …"
        aria-describedby="problem"
        className="w-full resize-none bg-transparent font-hand text-xl leading-snug placeholder:text-current placeholder:opacity-75 focus-visible:outline-none"
      />
      <div className="flex items-center justify-between gap-2 text-sm">
        <p id="problem" role="alert" className="font-semibold">
          {problem}
        </p>
        <button type="submit" disabled={isSending} className="note-button px-3">
          Pin it
        </button>
      </div>
    </form>
  );
}

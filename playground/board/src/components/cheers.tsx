import { api } from "@bunsen/runtime";
import { useEffect, useState } from "react";
import { type Cheer, EMOJI } from "../board/cheer";

/** How long a cheer flies, in milliseconds: as the animation. */
const FLIGHT = 2400;

interface Flying extends Cheer {
  key: number;
  /** Percent of the window's width. */
  left: number;
}

/** Throws an emoji in the air, for all windows. Without JavaScript there is nothing to see, so there is no button. */
export function Cheers() {
  const [flying, setFlying] = useState<Flying[] | undefined>();
  useEffect(() => {
    const source = new EventSource("/api/cheers");
    source.onopen = () => setFlying((cheers) => cheers ?? []);
    source.onmessage = ({ data }) => {
      const cheer: Flying = { ...JSON.parse(data), key: performance.now(), left: 5 + Math.random() * 85 };
      setFlying((cheers = []) => [...cheers.slice(-30), cheer]);
      setTimeout(() => setFlying((cheers) => cheers?.filter(({ key }) => key !== cheer.key)), FLIGHT);
    };
    return () => source.close();
  }, []);
  if (flying === undefined) return null;
  return (
    <>
      <div aria-hidden="true" className="pointer-events-none fixed inset-0 overflow-hidden">
        {flying.map(({ key, emoji, from, left }) => (
          <span key={key} className="cheer" style={{ left: `${left}%` }}>
            {emoji}
            <small>{from}</small>
          </span>
        ))}
      </div>
      <div className="fixed inset-x-0 bottom-4 flex justify-center gap-2">
        {EMOJI.map((emoji) => (
          <button
            key={emoji}
            type="button"
            aria-label={`Cheer with ${emoji}`}
            onClick={() => api("/api/cheers").POST({ body: { emoji } })}
            className="cheer-button"
          >
            {emoji}
          </button>
        ))}
      </div>
    </>
  );
}

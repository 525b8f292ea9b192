import { useId } from "react";
import { Box } from "./box";
import "./lazy-box.css";

/** Its own styles come after those of what it imports. The id shows whether both sides count alike. */
export function LazyBox({ id }: { id: string }) {
  return (
    <div id={useId()}>
      <Box id={id} />
    </div>
  );
}

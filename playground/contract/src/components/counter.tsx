import { useState } from "react";

/** Works once React has taken over. */
export function Counter() {
  const [count, setCount] = useState(0);
  return (
    <button type="button" onClick={() => setCount(count + 1)}>
      {`clicked ${count} times`}
    </button>
  );
}

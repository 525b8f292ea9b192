import { useState } from "react";

export default function Home({ props }: { props: { title: string; lines: string[] } }) {
  const [count, setCount] = useState(0);
  return (
    <>
      <h1>{props.title}</h1>
      <ul>
        {props.lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <button type="button" onClick={() => setCount(count + 1)}>
        {count}
      </button>
    </>
  );
}

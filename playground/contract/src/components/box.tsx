import "./box.css";

export function Box({ id }: { id: string }) {
  return (
    <p className="box" id={id}>
      a box
    </p>
  );
}

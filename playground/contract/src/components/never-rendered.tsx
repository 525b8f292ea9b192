import "./never-rendered.css";

export default function NeverRendered() {
  return <p className="box">never seen</p>;
}

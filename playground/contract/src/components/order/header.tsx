import "./1.css";

export function Header() {
  return <header className="order">header</header>;
}

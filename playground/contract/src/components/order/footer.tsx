import "./3.css";
import styles from "./named.module.css";

export function Footer() {
  return <footer className={styles.named}>footer</footer>;
}

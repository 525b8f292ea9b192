import { createContext, forwardRef, Suspense, useContext, useId, useState } from "react";

const Currency = createContext("EUR");
const products = Array.from({ length: 40 }, (_, id) => ({
  id,
  name: `Product ${id}`,
  text: `Good & useful, number ${id}`,
  price: id * 3 + 0.5,
  sizes: ["S", "M", "L"],
}));
type Product = (typeof products)[number];

const Input = forwardRef<HTMLInputElement, { label: string; value: number }>(function Input(
  { label, value },
  ref,
) {
  const id = useId();
  return (
    <p className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} ref={ref} type="number" min={1} name="count" defaultValue={value} />
    </p>
  );
});

function Star({ filled }: { filled: boolean }) {
  return (
    <svg width="16" height="16" viewBox="0 0 24 24" aria-hidden="true" className={filled ? "full" : "empty"}>
      <path d="M12 2l3 7h7l-6 4 2 7-6-4-6 4 2-7-6-4h7z" strokeWidth={2} fill="currentColor" />
    </svg>
  );
}

function Price({ value }: { value: number }) {
  const currency = useContext(Currency);
  return (
    <b className="price" style={{ color: value > 50 ? "red" : "green" }}>
      {value} {currency}
    </b>
  );
}

function Tile({ product }: { product: Product }) {
  const [size, setSize] = useState("M");
  return (
    <li className="tile">
      <img src={`/images/${product.id}.png`} alt={product.name} width={200} height={100} loading="lazy" />
      <h2>
        <a href={`/products/${product.id}`}>{product.name}</a>
      </h2>
      <p>{product.text}</p>
      <div className="stars">
        <Star filled />
        <Star filled={product.id % 2 === 0} />
        <Star filled={false} />
      </div>
      <Price value={product.price} />
      <form action="/cart" method="post">
        <select name="size" defaultValue={size} onChange={(event) => setSize(event.target.value)}>
          {product.sizes.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
        <Input label="How many?" value={1} />
        <button type="submit" disabled={product.id % 7 === 0}>
          Add to cart
        </button>
      </form>
    </li>
  );
}

/** Forty tiles with context, `forwardRef`, `useId`, forms, images, icons, and a boundary that is done. */
export function Shop() {
  return (
    <Currency value="USD">
      <main>
        <h1>Shop</h1>
        <Suspense fallback={<p>Loading</p>}>
          <ul className="tiles">
            {products.map((product) => (
              <Tile key={product.id} product={product} />
            ))}
          </ul>
        </Suspense>
      </main>
    </Currency>
  );
}

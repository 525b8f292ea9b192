export interface Row {
  id: number;
  name: string;
  price: number;
  stock: number;
  city: string;
  active: boolean;
}

const CITIES = ["Zürich", "Oslo", "Lisbon", "Kyoto", "Quito"];

/** Fifty rows of six values, the same in every run. */
export const rows: Row[] = Array.from({ length: 50 }, (_, index) => ({
  id: index + 1,
  name: `Article ${index + 1} & more`,
  price: Math.round((index + 1) * 173.7) / 100,
  stock: (index * 37) % 90,
  city: CITIES[index % CITIES.length] ?? "",
  active: index % 3 !== 0,
}));

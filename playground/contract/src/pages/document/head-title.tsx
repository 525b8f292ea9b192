export const meta = { title: "Beaten" };

export function Head() {
  return <title>The title of Head</title>;
}

export default function WithHeadTitle() {
  return <main>one title only</main>;
}

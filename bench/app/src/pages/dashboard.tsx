import { Dashboard } from "../render/dashboard.tsx";

export const meta = { title: "Dashboard" };

export default function Page() {
  return <Dashboard />;
}

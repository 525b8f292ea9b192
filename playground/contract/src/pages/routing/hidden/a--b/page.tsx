import { pageAt } from "../../../../components/page-at.tsx";

export default pageAt("hidden/a--b/page.tsx");

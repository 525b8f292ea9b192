import { pageAt } from "../../../../components/page-at.tsx";

export default pageAt("hidden/__tests__/page.tsx");

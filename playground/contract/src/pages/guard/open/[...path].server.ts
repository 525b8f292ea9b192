import { handledBy } from "../../../guard.server";

export default handledBy("open");

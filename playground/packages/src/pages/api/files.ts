import serverOnly from "../../data/server-only.dat";
import { files } from "../../files";

export const GET = () => ({ ...files, serverOnly });

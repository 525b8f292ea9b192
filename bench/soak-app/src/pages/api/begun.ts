import { requests } from "../../begun.ts";

export const GET = () => requests;

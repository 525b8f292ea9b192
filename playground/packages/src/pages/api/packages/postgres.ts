import postgres from "postgres";

/** Connects when the first query is sent, so never here. */
const sql = postgres({ host: "localhost", port: 1, database: "none", max: 1 });

export const GET = () => ({ port: sql.options.port, database: sql.options.database });

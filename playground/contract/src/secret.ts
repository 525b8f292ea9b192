/** A message that no visitor of a production server may read in an answer. */
export const SECRET = "secret-5f3a9c";

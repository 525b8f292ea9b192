import { hash, verify } from "@node-rs/argon2";

export const GET = async () => {
  const hashed = await hash("secret", { memoryCost: 1024, timeCost: 1 });
  return { hashed, right: await verify(hashed, "secret"), wrong: await verify(hashed, "guess") };
};

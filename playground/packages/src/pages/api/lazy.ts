export const GET = async () => {
  const { greet } = await import("../../server/greet");
  return { greeting: greet("lazily") };
};

export default ({ req }: { req: Request }) => ({ method: req.method });

const meetings = new WeakMap<Request, Map<string, PromiseWithResolvers<void>>>();

/** Two server functions of one request wait for each other: possible only if both are started at once. */
export function arrive(request: Request, waitFor: "layout" | "page"): Promise<void> {
  place(request, waitFor === "page" ? "layout" : "page").resolve();
  return place(request, waitFor).promise;
}

function place(request: Request, who: string): PromiseWithResolvers<void> {
  const meeting = meetings.get(request) ?? new Map<string, PromiseWithResolvers<void>>();
  meetings.set(request, meeting);
  const found = meeting.get(who) ?? Promise.withResolvers<void>();
  meeting.set(who, found);
  return found;
}

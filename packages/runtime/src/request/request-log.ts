import { log } from "../diagnostics/log.ts";
import { requestPath } from "../http/request-url.ts";
import { whenSettled } from "../util/maybe-promise.ts";
import { type Connection, requestId } from "./connection.ts";

type Handle = (request: Request, connection: Connection) => Response | Promise<Response>;

/** The same handler, with a line in the log for each response. Not called where no log is wanted, so that costs nothing. */
export function withRequestLog(handle: Handle): Handle {
  return (request, connection) => {
    const started = performance.now();
    // Before the app gives the request its public URL. The query may hold personal data.
    const path = requestPath(request.url);
    return whenSettled(handle(request, connection), async (response) => {
      const milliseconds = Math.round((performance.now() - started) * 10) / 10;
      const { bytes, measured } = await measure(request, connection, response);
      log.info("request", {
        method: request.method,
        path,
        status: response.status,
        milliseconds,
        bytes,
        request: requestId(connection),
      });
      return measured;
    });
  };
}

/** Bytes of a body that is known to be complete; those of a stream are not known yet. */
async function measure(
  request: Request,
  { finite }: Connection,
  response: Response,
): Promise<{ bytes: number | undefined; measured: Response }> {
  if (request.method === "HEAD") return { bytes: undefined, measured: response };
  const { status, statusText, headers } = response;
  const length = headers.get("content-length");
  if (length !== null || !finite)
    return { bytes: length === null ? undefined : Number(length), measured: response };
  const body = await response.blob();
  return { bytes: body.size, measured: new Response(body, { status, statusText, headers }) };
}

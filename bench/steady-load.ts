import { Agent, get } from "node:http";

const CLIENTS = 16;
const TIMEOUT_MILLISECONDS = 20_000;

/** Sends requests one after the other from several clients; half of them open a connection for each. */
export class Load {
  readonly #url: string;
  readonly #clients: Promise<void>[];
  readonly #failures: string[] = [];
  readonly #agents = [new Agent({ keepAlive: true }), new Agent({ keepAlive: false })];
  #requests = 0;
  #hasEnded = false;

  constructor(url: string) {
    this.#url = url;
    this.#clients = Array.from({ length: CLIENTS }, (_, index) => this.#send(this.#agents[index % 2]));
  }

  /** Stops, when the last requests have their responses. */
  async end(): Promise<{ requests: number; failures: string[] }> {
    this.#hasEnded = true;
    await Promise.all(this.#clients);
    for (const agent of this.#agents) agent.destroy();
    return { requests: this.#requests, failures: this.#failures };
  }

  async #send(agent: Agent | undefined): Promise<void> {
    while (!this.#hasEnded) {
      this.#requests += 1;
      const outcome = await responseOf(this.#url, agent);
      if (outcome !== 200) this.#failures.push(String(outcome));
    }
  }
}

/** The status of a complete response, or why there is none. */
function responseOf(url: string, agent: Agent | undefined): Promise<number | string> {
  return new Promise((resolve) => {
    const request = get(url, { agent, timeout: TIMEOUT_MILLISECONDS }, (response) => {
      response.resume();
      response.once("end", () => resolve(response.complete ? (response.statusCode ?? 0) : "cut"));
      response.once("error", (error) => resolve(`body: ${error.message}`));
    });
    request.once("timeout", () => request.destroy(new Error("timeout")));
    request.once("error", (error) => resolve(error.message));
  });
}

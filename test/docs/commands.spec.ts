import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runBunsen } from "../support/build.ts";
import { documents, snippetsOf, textOf } from "../support/documents.ts";
import { outsideDirectory, repository } from "../support/paths.ts";
import { runProcess } from "../support/process.ts";
import { nginxFaults } from "./nginx.ts";
import { unitFaults } from "./systemd.ts";

const all = documents().flatMap(snippetsOf);
const inLanguage = (...names: string[]) => all.filter(({ language }) => names.includes(language));
const CHECKED = ["ts", "tsx", "css", "json", "sh", "yaml", "nginx", "ini", "dockerfile", "text"];

test("every snippet is in a language that is checked", () => {
  expect(all.filter(({ language }) => !CHECKED.includes(language))).toEqual([]);
  expect(all.length).toBeGreaterThan(100);
});

describe("commands of shells", () => {
  const helps = new Map<string, Promise<string>>();
  const helpOf = (command: string) => {
    const help =
      helps.get(command) ?? runBunsen(repository, [command, "--help"]).then(({ output }) => output);
    helps.set(command, help);
    return help;
  };

  test.each(inLanguage("sh"))("$document:$line is what a shell understands", async ({ code }) => {
    const file = join(mkdtempSync(join(outsideDirectory(), "shell-")), "snippet.sh");
    writeFileSync(file, code);
    expect(await runProcess("bash", ["-n", file], { cwd: repository })).toMatchObject({
      code: 0,
      output: "",
    });
  });

  /** `bunsen compile --target linux-x64`, in shells, in prose and in Dockerfiles. */
  const used = documents().flatMap((document) => {
    const text = readFileSync(join(repository, document), "utf8");
    const uses = text.matchAll(/\bbunsen (dev|build|compile|start|inspect|routes|types)\b([^`|>#\n]*)/g);
    return [...uses].flatMap(([, command = "", rest = ""]) =>
      [...rest.matchAll(/--([a-zA-Z][a-zA-Z-]*)/g)].map(([, flag = ""]) => ({ document, command, flag })),
    );
  });

  test("flags of bunsen are those that its help lists", async () => {
    expect(used.length).toBeGreaterThan(10);
    for (const { document, command, flag } of used) {
      const known = [...(await helpOf(command)).matchAll(/--(?:\[no-\])?([a-zA-Z-]+)/g)].map(
        ([, name]) => name,
      );
      expect(known, `${document}: bunsen ${command} --${flag}`).toContain(flag.replace(/^no-/, ""));
    }
  });

  test("commands of bunsen are those that there are", async () => {
    const { output } = await runBunsen(repository, ["--help"]);
    const mentioned = all
      .filter(({ language }) => language === "sh" || language === "dockerfile")
      .flatMap(({ code }) =>
        [...code.matchAll(/^(?:RUN .*)?\bbunsen ([a-z]+)/gm)].map(([, command]) => command),
      );
    expect(mentioned.length).toBeGreaterThan(10);
    for (const command of mentioned) expect(output).toContain(`  bunsen ${command} `);
  });

  test("scripts of npm are those that package.json has", () => {
    const { scripts } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
    const text = ["README.md", "CONTRIBUTING.md", "AGENTS.md"].map(textOf).join("\n");
    const names = [...text.matchAll(/npm (?:run )?((?<=run )[\w:]+|start|test)/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(4);
    expect(names.filter((name) => name !== undefined && !(name in scripts))).toEqual([]);
  });
});

test.each(inLanguage("json"))("$document:$line is JSON", ({ code }) => {
  expect(() => JSON.parse(code)).not.toThrow();
});

describe("the Dockerfiles", () => {
  const files = inLanguage("dockerfile");

  test("the one that bunsen writes is the one in the guide", async () => {
    const shown = files.filter(({ note }) => note === "generated");
    expect(shown.length).toBe(1);
    const project = mkdtempSync(join(outsideDirectory(), "project-"));
    writeFileSync(join(project, "bun.lock"), "");
    const { output } = await runBunsen(project, ["compile", "--dockerfile"]);
    expect(shown[0]?.code).toBe(output);
  });

  test("the one for dist/ builds where it copies from, and checks health as the server can", () => {
    const [file] = files.filter(({ note }) => note !== "generated");
    const code = file?.code ?? "";
    const instructions = /^(FROM|WORKDIR|COPY|RUN|ENV|EXPOSE|USER|HEALTHCHECK|ENTRYPOINT) \S/;
    expect(code.split("\n").filter((line) => line !== "" && !instructions.test(line))).toEqual([]);
    expect(code).toMatch(/^FROM \S+ AS build$/m);
    expect(code).toContain("COPY --from=build");
    expect(code).toContain('"--bunsen-health"');
  });
});

interface Probe {
  httpGet: { path: string; port: string };
}

interface Deployment {
  spec: {
    selector: { matchLabels: Record<string, string> };
    template: {
      spec: {
        terminationGracePeriodSeconds: number;
        containers: {
          ports: { name: string; containerPort: number }[];
          startupProbe: Probe;
          readinessProbe: Probe;
          livenessProbe: Probe;
        }[];
      };
    };
  };
}

interface Service {
  spec: { selector: Record<string, string>; ports: { targetPort: string }[] };
}

describe("the deployment for Kubernetes", () => {
  const [snippet] = inLanguage("yaml");
  const [first = "", second = ""] = (snippet?.code ?? "").split(/^---$/m);
  const deployment = Bun.YAML.parse(first) as Deployment;
  const service = Bun.YAML.parse(second) as Service;
  const pod = deployment.spec.template.spec;

  test("asks for the health paths, on a port that the container has", () => {
    const [container] = pod.containers;
    expect(container?.ports).toEqual([{ name: "http", containerPort: 3000 }]);
    expect(container?.livenessProbe.httpGet).toEqual({ path: "/_bunsen/live", port: "http" });
    for (const probe of [container?.startupProbe, container?.readinessProbe]) {
      expect(probe?.httpGet).toEqual({ path: "/_bunsen/ready", port: "http" });
    }
  });

  test("gives a pod the time that its shutdown takes", () => {
    const [server] = snippetsOf("docs/recipes/kubernetes.md").filter(({ file }) => file === "src/server.ts");
    const [, delay, timeout] = /delay: (\d+), timeout: (\d+)/.exec(server?.code ?? "") ?? [];
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(Number(delay) + Number(timeout) + 10);
  });

  test("is reached by its service", () => {
    expect(service.spec.selector).toEqual(deployment.spec.selector.matchLabels);
    expect(service.spec.ports[0]?.targetPort).toBe("http");
  });
});

describe("nginx", () => {
  const configurations = inLanguage("nginx");

  test.each(configurations)("$document:$line is a configuration", ({ code }) => {
    expect(nginxFaults(code)).toEqual([]);
  });

  test("a configuration with a mistake is found", () => {
    expect(nginxFaults("server { listen 80 }")).toEqual(['"listen 80" does not end with ;']);
    expect(nginxFaults("server { listen 80;")).toEqual(["a { is not closed"]);
    expect(nginxFaults("server { lissten 80; }")).toEqual(['"lissten" is no directive']);
    expect(nginxFaults("server { http2 on; }")).toEqual(['"http2" needs nginx 1.25.1']);
  });
});

describe("systemd", () => {
  const units = inLanguage("ini");

  test.each(units)("$document:$line is a unit", ({ code }) => {
    expect(unitFaults(code)).toEqual([]);
  });

  test("a unit with a mistake is found", () => {
    expect(unitFaults("[Unit]\nExecStart=/a")).toEqual(['"ExecStart" is nothing of [Unit]']);
    expect(unitFaults("[Service]\nExecStart /a")).toEqual([
      '"ExecStart /a" is neither a section nor a setting',
    ]);
    expect(unitFaults("[Service]\nExecStart=")).toEqual(['"ExecStart=" is neither a section nor a setting']);
    expect(unitFaults("[Servise]\nRestart=always")).toEqual(['"[Servise]" is no section']);
    expect(unitFaults("Restart=always")).toEqual(['"Restart" is in no section']);
  });

  test("leaves a shutdown the time that it takes", () => {
    const [seconds] = units.map(({ code }) => Number(/^TimeoutStopSec=(\d+)$/m.exec(code)?.[1]));
    expect(seconds).toBeGreaterThan(30 + 10);
  });
});

import { type ConfigurationPart, parseConfiguration } from "../element/shells";

/** `[Ar] 3d6 4s2` with its electron counts raised. */
export function ElectronConfiguration({ configuration }: { configuration: string }) {
  return (
    <span className="whitespace-nowrap">
      {parseConfiguration(configuration).map((part) => (
        <span key={keyOf(part)} className="mr-[0.3em] last:mr-0">
          {part.kind === "core" ? (
            `[${part.symbol}]`
          ) : (
            <>
              {part.shell}
              {part.orbital}
              <sup>{part.electrons}</sup>
            </>
          )}
        </span>
      ))}
    </span>
  );
}

function keyOf(part: ConfigurationPart): string {
  return part.kind === "core" ? part.symbol : `${part.shell}${part.orbital}`;
}

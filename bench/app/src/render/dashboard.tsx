import {
  Children,
  type ComponentProps,
  cloneElement,
  createContext,
  isValidElement,
  type ReactElement,
  useContext,
} from "react";

type Classes = string | false | undefined;

function cn(...classes: Classes[]): string {
  return classes.filter(Boolean).join(" ");
}

/** Gives its props to its only child, as Radix does. */
function Slot({ children, ...props }: ComponentProps<"button">) {
  const child = Children.only(children) as ReactElement<ComponentProps<"button">>;
  if (!isValidElement(child)) return null;
  return cloneElement(child, {
    ...props,
    ...child.props,
    className: cn(props.className, child.props.className),
  });
}

const Theme = createContext({ dense: false });

function Card({ className, ...props }: ComponentProps<"div">) {
  const { dense } = useContext(Theme);
  return (
    <div
      data-slot="card"
      className={cn(
        "flex flex-col rounded-xl border bg-card shadow-sm",
        dense ? "gap-4 py-4" : "gap-6 py-6",
        className,
      )}
      {...props}
    />
  );
}

function CardHeader({ className, ...props }: ComponentProps<"div">) {
  return (
    <div data-slot="card-header" className={cn("grid auto-rows-min gap-1.5 px-6", className)} {...props} />
  );
}

function CardTitle({ className, ...props }: ComponentProps<"div">) {
  return <div data-slot="card-title" className={cn("leading-none font-semibold", className)} {...props} />;
}

function CardText({ className, ...props }: ComponentProps<"p">) {
  return <p data-slot="card-text" className={cn("text-sm text-muted-foreground", className)} {...props} />;
}

function CardFooter({ className, ...props }: ComponentProps<"div">) {
  return <div data-slot="card-footer" className={cn("flex items-center px-6", className)} {...props} />;
}

interface ButtonProps extends ComponentProps<"button"> {
  asChild?: boolean;
  outline?: boolean;
}

function Button({ className, outline, asChild = false, ...props }: ButtonProps) {
  const Element = asChild ? Slot : "button";
  return (
    <Element
      data-slot="button"
      className={cn(
        "inline-flex items-center rounded-md text-sm",
        outline && "border bg-background",
        className,
      )}
      {...props}
    />
  );
}

function Input({ className, type, ...props }: ComponentProps<"input">) {
  return (
    <input
      type={type}
      data-slot="input"
      className={cn("h-9 w-full rounded-md border px-3", className)}
      {...props}
    />
  );
}

function Icon({ className, ...props }: ComponentProps<"svg">) {
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: it is decoration
    <svg
      width="24"
      height="24"
      viewBox="0 0 24 24"
      stroke="currentColor"
      className={cn("icon", className)}
      {...props}
    >
      <path d="M5 12h14" />
      <path d="m12 5 7 7-7 7" />
    </svg>
  );
}

const cards = Array.from({ length: 40 }, (_, id) => ({
  id,
  title: `Metric ${id}`,
  text: `Up & down by ${id} %`,
}));

/** In the manner of shadcn: props are passed on by spread everywhere. */
export function Dashboard() {
  return (
    <Theme value={{ dense: true }}>
      <main className="grid gap-4">
        {cards.map(({ id, title, text }) => (
          <Card key={id} id={`card-${id}`} className={id % 2 === 0 ? "odd" : undefined}>
            <CardHeader>
              <CardTitle>{title}</CardTitle>
              <CardText>{text}</CardText>
            </CardHeader>
            <Input type="text" placeholder="Filter" aria-label={title} />
            <CardFooter className="justify-between">
              <Button asChild outline>
                <a href={`/metrics/${id}`}>
                  Open <Icon className="size-4" aria-hidden="true" />
                </a>
              </Button>
              <Button type="button" onClick={() => undefined}>
                Hide
              </Button>
            </CardFooter>
          </Card>
        ))}
      </main>
    </Theme>
  );
}

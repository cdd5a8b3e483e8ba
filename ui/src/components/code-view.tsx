import { ScrollArea } from "@mantine/core";
import classes from "./code-view.module.css";

/** Colours for every name of a long document would take longer than they help. */
const colouredCharsMax = 100_000;

interface CodeViewProps {
  readonly text: string;
  /** What it is, for those who hear it. */
  readonly label: string;
  readonly isJson?: boolean;
}

/** A document of somebody else, to be read. */
export function CodeView({ text, label, isJson = false }: CodeViewProps) {
  return (
    <ScrollArea.Autosize mah={560} className={classes.frame} viewportProps={{ tabIndex: 0, role: "region", "aria-label": label }}>
      <pre className={classes.text}>{isJson && text.length <= colouredCharsMax ? <Coloured json={text} /> : text}</pre>
    </ScrollArea.Autosize>
  );
}

/** The names of an object's fields stand out. */
function Coloured({ json }: { readonly json: string }) {
  return json.split(/("(?:[^"\\]|\\.)*"(?=\s*:))/).map((part, at) =>
    at % 2 === 1 ? (
      <span key={at} className={classes.name}>
        {part}
      </span>
    ) : (
      part
    ),
  );
}

import { Box, ScrollArea } from "@mantine/core";
import type { LinkProps } from "@tanstack/react-router";
import { AnchorLink } from "./links.tsx";
import classes from "./tab-links.module.css";

export interface TabLink {
  readonly label: string;
  readonly link: Pick<LinkProps, "to" | "params">;
  /** The first of a row, whose address the others continue. */
  readonly exact?: boolean;
}

/** Pages beside each other. Links, not tabs: each has an address, and opens in a new window when asked to. */
export function TabLinks({ label, tabs }: { readonly label: string; readonly tabs: readonly TabLink[] }) {
  return (
    <Box component="nav" aria-label={label} className={classes.row}>
      <ScrollArea type="never" viewportProps={{ tabIndex: -1 }}>
        <ul className={classes.list}>
          {tabs.map(({ label: text, link, exact = false }) => (
            <li key={text}>
              <AnchorLink
                {...link}
                underline="never"
                className={classes.tab}
                activeOptions={{ exact, includeSearch: false }}
                activeProps={{ "aria-current": "page" }}
              >
                {text}
              </AnchorLink>
            </li>
          ))}
        </ul>
      </ScrollArea>
    </Box>
  );
}

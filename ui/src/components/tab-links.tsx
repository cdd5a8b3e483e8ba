import { Box, ScrollArea } from "@mantine/core";
import { type LinkProps, useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
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
  const viewport = useRef<HTMLDivElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    // On a narrow screen the page that is open may have its tab out of sight.
    const tab = viewport.current?.querySelector<HTMLElement>("[aria-current=page]");
    if (viewport.current && tab) viewport.current.scrollLeft = tab.offsetLeft + tab.offsetWidth / 2 - viewport.current.clientWidth / 2;
  }, [pathname]);
  return (
    <Box component="nav" aria-label={label} className={classes.row}>
      <ScrollArea type="never" viewportRef={viewport} viewportProps={{ tabIndex: -1 }}>
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

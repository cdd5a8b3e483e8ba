import { Anchor, Table, Text, Title, Typography } from "@mantine/core";
import type { ComponentProps } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import gfm from "remark-gfm";

/** The page has a heading above it: the text's first is the second, and so on. */
const heading = (order: 2 | 3 | 4 | 5 | 6, size: string) =>
  function Heading({ children }: ComponentProps<"h2">) {
    return (
      <Title order={order} fz={size} mt="lg" mb="xs">
        {children}
      </Title>
    );
  };

const components: Components = {
  h1: heading(2, "xl"),
  h2: heading(3, "lg"),
  h3: heading(4, "md"),
  h4: heading(5, "md"),
  h5: heading(6, "sm"),
  h6: heading(6, "sm"),
  // Pictures of other hosts would tell them who reads this, and the site's policy forbids them: their words stand for them.
  img: ({ alt }) => (alt ? <Text component="span" c="dimmed" fs="italic">{`[${alt}]`}</Text> : null),
  a: ({ href, children }) =>
    href && /^https?:|^mailto:/.test(href) ? (
      <Anchor href={href} target="_blank" rel="noopener noreferrer nofollow" style={{ textDecoration: "underline" }}>
        {children}
      </Anchor>
    ) : (
      <span>{children}</span>
    ),
  table: ({ children }) => (
    <Table.ScrollContainer minWidth={480} my="md" scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table withTableBorder>{children}</Table>
    </Table.ScrollContainer>
  ),
  pre: ({ children }) => <pre tabIndex={0}>{children}</pre>,
};

/** Somebody else's Markdown. HTML in it is not drawn, and links within a repository lead nowhere here. Load it when it is wanted. */
export function Markdown({ text }: { readonly text: string }) {
  return (
    <Typography p={0}>
      <ReactMarkdown remarkPlugins={[gfm]} components={components} skipHtml>
        {text}
      </ReactMarkdown>
    </Typography>
  );
}

/** Patterns and names that show what a field takes. */
export const examples = {
  repositories: ["web/**", "web/app", "{web,api}/*", "**/base-*"],
  tags: ["v*", "{main,release-*}", "*-dev"],
  namespace: "mirror",
} as const;

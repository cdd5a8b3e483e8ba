import { Box, NavLink, Stack, Text } from "@mantine/core";
import {
  IconActivity,
  IconAdjustments,
  IconApi,
  IconChartBar,
  IconDatabase,
  IconHistory,
  IconHome,
  IconListCheck,
  IconRecycle,
  IconRefresh,
  IconRobot,
  IconServer2,
  IconShieldCheck,
  IconStack2,
  IconTag,
  IconUser,
  IconUsersGroup,
} from "@tabler/icons-react";
import type { LinkProps } from "@tanstack/react-router";
import type { ComponentType, ReactNode } from "react";
import { MenuLink } from "../../components/links.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { shell } from "../../i18n/texts/shell.ts";

type Names = (typeof shell)["en"];

interface Entry {
  readonly to: NonNullable<LinkProps["to"]>;
  readonly name: keyof Names;
  readonly icon: ComponentType<{ size?: number; stroke?: number }>;
}

const everybody: Entry[] = [
  { to: "/", name: "home", icon: IconHome },
  { to: "/projects", name: "projects", icon: IconStack2 },
];

const administrators: readonly { readonly name: keyof Names; readonly entries: Entry[] }[] = [
  {
    name: "people",
    entries: [
      { to: "/users", name: "users", icon: IconUser },
      { to: "/groups", name: "groups", icon: IconUsersGroup },
      { to: "/robots", name: "robots", icon: IconRobot },
    ],
  },
  {
    name: "movement",
    entries: [
      { to: "/registries", name: "registries", icon: IconServer2 },
      { to: "/replications", name: "replications", icon: IconRefresh },
    ],
  },
  {
    name: "upkeep",
    entries: [
      { to: "/garbage-collection", name: "garbageCollection", icon: IconRecycle },
      { to: "/scrub", name: "scrub", icon: IconShieldCheck },
      { to: "/jobs", name: "jobs", icon: IconListCheck },
      { to: "/quotas", name: "quotas", icon: IconDatabase },
    ],
  },
  {
    name: "site",
    entries: [
      { to: "/labels", name: "labels", icon: IconTag },
      { to: "/audit-log", name: "auditLog", icon: IconHistory },
      { to: "/configuration", name: "configuration", icon: IconAdjustments },
      { to: "/health", name: "health", icon: IconActivity },
      { to: "/statistics", name: "statistics", icon: IconChartBar },
    ],
  },
];

/** @param isAdministrator of the site: sees how the site is run */
export function Menu({ isAdministrator }: { readonly isAdministrator: boolean }) {
  const t = useTexts(shell);
  return (
    <Stack gap="md">
      <Entries entries={everybody} />
      {isAdministrator &&
        administrators.map(({ name, entries }) => (
          <Section key={name} title={t[name] as string}>
            <Entries entries={entries} />
          </Section>
        ))}
      <NavLink
        href="/api-docs/"
        label={t.apiReference}
        leftSection={<IconApi size={18} stroke={1.7} />}
        style={{ borderRadius: "var(--mantine-radius-md)" }}
      />
    </Stack>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Box>
      <Text size="xs" fw={700} c="dimmed" px="sm" pb={4} tt="uppercase" lts={0.5}>
        {title}
      </Text>
      {children}
    </Box>
  );
}

function Entries({ entries }: { readonly entries: Entry[] }) {
  const t = useTexts(shell);
  return (
    <Box>
      {entries.map(({ to, name, icon: Icon }) => (
        <MenuLink
          key={to}
          to={to}
          label={t[name] as string}
          leftSection={<Icon size={18} stroke={1.7} />}
          activeOptions={{ exact: to === "/" }}
          activeProps={{ active: true, "aria-current": "page" }}
          style={{ borderRadius: "var(--mantine-radius-md)" }}
        />
      ))}
    </Box>
  );
}

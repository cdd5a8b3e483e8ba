import { Alert, AppShell, Burger, Button, Group, ScrollArea, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconLock } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Outlet, useLocation, useMatches } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useRef } from "react";
import { systemInfoQuery, useCurrentUser } from "../../api/session.ts";
import type { User } from "../../api/types.ts";
import { type Banner, bannerColors, bannerOf } from "../../components/banner.ts";
import { AnchorLink } from "../../components/links.tsx";
import { SignInFirst } from "../../components/page-error.tsx";
import { Refused } from "../../components/refused.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { shell } from "../../i18n/texts/shell.ts";
import { Logo } from "../../theme/logo.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { Menu } from "./menu.tsx";
import { SearchButton } from "./search-button.tsx";

// Wanted once in the life of a site.
const FirstPasswordDialog = lazy(() =>
  import("../password/first-password-dialog.tsx").then(({ FirstPasswordDialog: component }) => ({ default: component })),
);

/** Header, menu and the page between them. */
export function Shell() {
  const t = useTexts(shell);
  const c = useTexts(common);
  const user = useCurrentUser();
  useSamePerson(user);
  const [isOpen, { toggle, close }] = useDisclosure();
  const { pathname, href } = useLocation();
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    close();
    // Who hears the page must hear that it changed; the first one is read anyway.
    if (isFirst.current) isFirst.current = false;
    else if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true });
  }, [pathname, close]);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 248, breakpoint: "md", collapsed: { mobile: !isOpen } }}
      padding={{ base: "md", sm: "xl" }}
    >
      <a className="skip-link" href="#content" onClick={() => main.current?.focus()}>
        {t.skip}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="xs">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={isOpen} onClick={toggle} hiddenFrom="md" size="sm" aria-label={t.menu} aria-expanded={isOpen} />
            <AnchorLink to="/" underline="never" c="inherit" aria-label={`Roadstead: ${t.home}`}>
              <Group gap="xs" wrap="nowrap">
                <Logo />
                <Text fw={700} fz="lg" visibleFrom="xs">
                  Roadstead
                </Text>
              </Group>
            </AnchorLink>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <SearchButton />
            {user ? (
              <AccountMenu user={user} />
            ) : (
              <Button component="a" href={`/sign-in?to=${encodeURIComponent(href)}`} size="sm">
                {c.signIn}
              </Button>
            )}
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar aria-label={t.navigation}>
        <ScrollArea type="scroll" p="sm" viewportProps={{ tabIndex: -1 }}>
          <Menu isAdministrator={user?.sysadmin_flag === true} />
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main ref={main} id="content" tabIndex={-1}>
        <Notices />
        <div style={{ maxWidth: 1280, marginInline: "auto" }}>
          <Admitted user={user} />
        </div>
      </AppShell.Main>
      {user?.password_must_change && (
        <Suspense fallback={null}>
          <FirstPasswordDialog user={user} />
        </Suspense>
      )}
    </AppShell>
  );
}

/** Pages of the site's upkeep are for its administrators. */
/** Somebody else sees other things, and acts in another name: nothing of the page may stay. */
function useSamePerson(user: User | null): void {
  const first = useRef(user?.user_id);
  useEffect(() => {
    if (user?.user_id !== first.current) location.reload();
  }, [user]);
}

function Admitted({ user }: { readonly user: User | null }) {
  const needs = useMatches().at(-1)?.staticData.needs;
  const isAdministrator = user?.sysadmin_flag === true;
  if (needs === "site" && user === null) return <SignInFirst />;
  return needs === "site" && !isAdministrator ? <Refused roles={null} /> : <Outlet />;
}

/** What everybody must know: the administrator's banner, and that nothing can be pushed. */
function Notices() {
  const t = useTexts(shell);
  const { data } = useSuspenseQuery(systemInfoQuery);
  const banner = bannerOf(data.banner_message ?? "");
  return (
    <>
      {isShownNow(banner) && (
        <Alert mb="md" color={bannerColors[banner.type]} role="note">
          {banner.message}
        </Alert>
      )}
      {data.read_only === true && (
        <Alert mb="md" color="yellow" icon={<IconLock />} role="note">
          {t.readOnly}
        </Alert>
      )}
    </>
  );
}

function isShownNow({ message, fromDate, toDate }: Banner): boolean {
  const now = Date.now();
  const isOver = (fromDate && Date.parse(fromDate) > now) || (toDate && Date.parse(toDate) + 86_400_000 < now);
  return message !== "" && !isOver;
}

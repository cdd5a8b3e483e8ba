import { Menu, useMantineColorScheme } from "@mantine/core";
import { IconDeviceDesktop, IconLanguage, IconLogout, IconMoon, IconSun, IconUser } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { signOut } from "../../api/client.ts";
import type { User } from "../../api/types.ts";
import { useFailureNotice } from "../../components/use-failure-notice.ts";
import { languages, useLanguage, useTexts } from "../../i18n/language.tsx";
import { shell } from "../../i18n/texts/shell.ts";
import { AccountButton } from "./account-button.tsx";

const schemes = [
  { value: "light", text: "themeLight", icon: IconSun },
  { value: "dark", text: "themeDark", icon: IconMoon },
  { value: "auto", text: "themeAuto", icon: IconDeviceDesktop },
] as const;

export function OpenedAccountMenu({ user }: { readonly user: User }) {
  const t = useTexts(shell);
  const { language, choose } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const navigate = useNavigate();
  const fail = useFailureNotice();
  return (
    <Menu position="bottom-end" width={240} withinPortal defaultOpened>
      <Menu.Target>
        <AccountButton user={user} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{user.username}</Menu.Label>
        <Menu.Item leftSection={<IconUser size={16} />} onClick={() => void navigate({ to: "/profile" })}>
          {t.profile}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t.theme}</Menu.Label>
        {schemes.map(({ value, text, icon: Icon }) => (
          <Menu.Item
            key={value}
            closeMenuOnClick={false}
            leftSection={<Icon size={16} />}
            role="menuitemradio"
            aria-checked={colorScheme === value}
            {...(colorScheme === value ? { fw: 700, bg: "var(--mantine-color-default-hover)" } : {})}
            onClick={() => setColorScheme(value)}
          >
            {t[text]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t.language}</Menu.Label>
        {Object.entries(languages).map(([code, name]) => (
          <Menu.Item
            key={code}
            lang={code}
            closeMenuOnClick={false}
            leftSection={<IconLanguage size={16} />}
            role="menuitemradio"
            aria-checked={code === language}
            {...(code === language ? { fw: 700, bg: "var(--mantine-color-default-hover)" } : {})}
            onClick={() => choose(code as typeof language)}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut().then(() => location.assign("/sign-in"), fail)}>
          {t.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

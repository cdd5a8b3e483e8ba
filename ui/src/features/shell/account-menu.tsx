import { lazy, Suspense, useState } from "react";
import type { User } from "../../api/types.ts";
import { AccountButton } from "./account-button.tsx";

const load = () => import("./opened-account-menu.tsx").then(({ OpenedAccountMenu: component }) => ({ default: component }));

// The floating menu is heavier than the page around it, and comes when somebody reaches for it.
const OpenedAccountMenu = lazy(load);

export function AccountMenu({ user }: { readonly user: User }) {
  const [wasOpened, setWasOpened] = useState(false);
  const button = <AccountButton user={user} onClick={() => setWasOpened(true)} onPointerEnter={() => void load()} />;
  if (!wasOpened) return button;
  return (
    <Suspense fallback={button}>
      <OpenedAccountMenu user={user} />
    </Suspense>
  );
}

import "@mantine/core/styles/baseline.layer.css";
import "@mantine/core/styles/default-css-variables.layer.css";
import "@mantine/core/styles/global.layer.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { SignInPage } from "./features/sign-in/sign-in-page.tsx";
import { Surroundings } from "./surroundings.tsx";

export function start(root: HTMLElement): void {
  createRoot(root).render(
    <StrictMode>
      <Surroundings>
        <SignInPage />
      </Surroundings>
    </StrictMode>,
  );
}

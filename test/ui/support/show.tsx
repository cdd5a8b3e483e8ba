import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  type RouterHistory,
  RouterProvider,
} from "@tanstack/react-router";
import { render, type RenderResult, waitFor } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import type { ReactNode } from "react";
import type { Language } from "../../../ui/src/i18n/language.tsx";
import { Surroundings } from "../../../ui/src/surroundings.tsx";

export interface Shown extends RenderResult {
  readonly user: UserEvent;
  readonly queryClient: QueryClient;
  /** Path and search of the address now. */
  readonly address: () => string;
}

export interface ShowOptions {
  /** The address, as in `/projects/harbour?page=2`. */
  readonly at?: string;
  /** The path of its route, where the part reads parameters of it: `/projects/$project`. */
  readonly route?: string;
  readonly language?: Language;
}

/** Renders a part of the portal in what every page stands in, at an address, with no site behind it: see `answerRequests`. */
export async function show(part: ReactNode, { at = "/", route = "$", language = "en" }: ShowOptions = {}): Promise<Shown> {
  localStorage.setItem("roadstead-language", language);
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const history = createMemoryHistory({ initialEntries: [at] });
  const user = userEvent.setup();
  const result = render(
    <Surroundings>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={routerOf(part, route, history) as never} />
      </QueryClientProvider>
    </Surroundings>,
  );
  await waitFor(() => result.getByTestId("part"));
  return { ...result, user, queryClient, address: () => history.location.href };
}

/** One route, whose page is the part. */
function routerOf(part: ReactNode, path: string, history: RouterHistory) {
  const root = createRootRoute();
  const page = createRoute({ getParentRoute: () => root, path, component: () => <div data-testid="part">{part}</div> });
  return createRouter({ routeTree: root.addChildren([page]), history });
}

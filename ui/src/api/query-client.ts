import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./errors.ts";

const triesMax = 2;

export const queryClient = new QueryClient({
  defaultOptions: {
    // The site may be in reach where the browser believes that no network is; where it is not, that is said and not waited for.
    mutations: { networkMode: "always" },
    queries: {
      networkMode: "always",
      staleTime: 10_000,
      // What the site refuses it refuses again; what did not arrive may arrive.
      retry: (failures, error) => failures < triesMax && error instanceof ApiError && (error.status === 0 || error.status >= 502),
    },
  },
});

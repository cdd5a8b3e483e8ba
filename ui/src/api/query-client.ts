import { QueryClient } from "@tanstack/react-query";
import { onChange } from "./client.ts";
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

// A change shows in more places than its own list: in totals, in the audit log, among a project's members. What is open is renewed by whoever
// made the change; all else is asked for anew when it is next looked at.
onChange(() => void queryClient.invalidateQueries({ refetchType: "none" }));

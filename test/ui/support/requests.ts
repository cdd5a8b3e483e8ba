import { vi } from "vitest";

export interface Request {
  readonly method: string;
  /** With its query, as in `/api/v2.0/projects?page=1`. */
  readonly path: string;
  /** JSON, or the text of a form; null without one. */
  readonly body: unknown;
}

/** As `api/client.ts` calls it. */
interface Init {
  readonly method?: string;
  readonly body?: string | URLSearchParams;
}

/** Stands in for the site: answers every request of the portal, and gives the list that they are written into. */
export function answerRequests(answer: (request: Request) => Response | Promise<Response>): readonly Request[] {
  const requests: Request[] = [];
  vi.stubGlobal("fetch", async (path: string, { method = "GET", body }: Init = {}) => {
    const request = { method, path, body: typeof body === "string" ? (JSON.parse(body) as unknown) : (body?.toString() ?? null) };
    requests.push(request);
    return answer(request);
  });
  return requests;
}

/** An error as the API words it. */
export function refusal(status: number, code: string, message: string): Response {
  return Response.json({ errors: [{ code, message }] }, { status });
}

import { anonymous, call, type Person } from "./site.ts";

/** As much of a browser as there is to it: cookies, and the last token it was told. */
export class Browser {
  readonly cookies = new Map<string, string>();
  token = "";

  async send(method: string, path: string, init: { body?: string; type?: string; token?: string | null } = {}): Promise<Response> {
    const headers: Record<string, string> = { Cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ") };
    const token = init.token === undefined ? this.token : init.token;
    if (token) headers["X-Harbor-CSRF-Token"] = token;
    if (init.body !== undefined) headers["Content-Type"] = init.type ?? "application/json";
    const answer = await call(anonymous, method, path, { ...(init.body === undefined ? {} : { body: init.body }), headers });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === "") this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    this.token = answer.headers.get("X-Harbor-CSRF-Token") ?? this.token;
    return answer;
  }

  /** A first request brings the token, as a 403 does. */
  async logIn(person: Pick<Person, "name" | "password">): Promise<Response> {
    if (this.token === "") await this.send("GET", "/c/log_out");
    const body = new URLSearchParams({ principal: person.name, password: person.password }).toString();
    return this.send("POST", "/c/login", { body, type: "application/x-www-form-urlencoded" });
  }
}

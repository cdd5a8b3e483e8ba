/** Where the person was going. Only an address of this site counts: nobody is led elsewhere by a link to the sign-in page. */
export function destination({ origin, search }: Pick<Location, "origin" | "search">): string {
  const to = URL.parse(new URLSearchParams(search).get("to") ?? "/", origin);
  // The whole address, as a path alone may begin with two slashes and would be one of another host.
  return to?.origin === origin && to.pathname !== "/sign-in" ? to.href : `${origin}/`;
}

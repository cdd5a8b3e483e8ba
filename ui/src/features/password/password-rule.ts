/** Harbor's rule, each part by its name; the API has the last word. */
export const rule = {
  length: (password: string) => password.length >= 8 && password.length <= 128,
  upper: (password: string) => /[A-Z]/.test(password),
  lower: (password: string) => /[a-z]/.test(password),
  digit: (password: string) => /\d/.test(password),
} as const;

export function keepsRule(password: string): boolean {
  return Object.values(rule).every((holds) => holds(password));
}

/** Harbor's rule for passwords, as the API applies it. */
const rules = {
  length: (password: string) => password.length >= 8 && password.length <= 128,
  upper: (password: string) => /[A-Z]/.test(password),
  lower: (password: string) => /[a-z]/.test(password),
  digit: (password: string) => /\d/.test(password),
};

export type PasswordRule = keyof typeof rules;

export const passwordRules = Object.keys(rules) as PasswordRule[];

export function keepsRule(rule: PasswordRule, password: string): boolean {
  return rules[rule](password);
}

export function isGoodPassword(password: string): boolean {
  return passwordRules.every((rule) => keepsRule(rule, password));
}

/** Without those that are taken for each other when they are read out. */
const characters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
const length = 20;

export function generatedPassword(): string {
  for (;;) {
    const password = Array.from({ length }, randomCharacter).join("");
    if (isGoodPassword(password)) return password;
  }
}

/** Each is as likely as any other: bytes beyond the last whole multiple are thrown away. */
function randomCharacter(): string {
  const byteMax = 256 - (256 % characters.length);
  for (;;) {
    const [byte = 255] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < byteMax) return characters[byte % characters.length] as string;
  }
}

/** Harbor's rule for passwords. Returns what is wrong, or null. */
export function passwordProblem(password: string): string | null {
  const fits = password.length >= 8 && password.length <= 128;
  if (fits && /[a-z]/.test(password) && /[A-Z]/.test(password) && /\d/.test(password)) return null;
  return "a password has 8 to 128 characters, with at least one upper-case letter, one lower-case letter and one digit";
}

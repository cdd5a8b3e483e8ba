/** The session ends while a page is open: every request that notices waits for one dialog. */
let isSignedIn = false;
let waiting: { readonly answered: Promise<boolean>; readonly answer: (isBack: boolean) => void } | null = null;
const listeners = new Set<() => void>();

/** Said by whoever learns who this person is. Nobody is asked for a password who never gave one. */
export function noteSignedIn(signedIn: boolean): void {
  isSignedIn = signedIn;
}

/** True when the person has signed in again, false when there was no session, or they would rather not. */
export function signInAgain(): Promise<boolean> {
  if (!isSignedIn) return Promise.resolve(false);
  waiting ??= begin();
  return waiting.answered;
}

export function answerSignIn(isBack: boolean): void {
  waiting?.answer(isBack);
  waiting = null;
  for (const listener of listeners) listener();
}

/** For `useSyncExternalStore`. */
export const sessionEnd = {
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  isAsking: () => waiting !== null,
};

function begin() {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  queueMicrotask(() => {
    for (const listener of listeners) listener();
  });
  return { answered: promise, answer: resolve };
}

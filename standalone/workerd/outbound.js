// All that the Worker fetches comes here and goes to the Node host, which checks where it leads. There is no `connect` handler, so
// a raw TCP connection is refused: workerd would open it without asking anybody.
export default {
  fetch: (request, env) => env.HOST.fetch(request),
};

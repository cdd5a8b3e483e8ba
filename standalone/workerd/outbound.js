// All that the Worker fetches comes here and goes to the Node host, which checks where it leads. There is no `connect` handler, so
// a raw TCP connection is refused: workerd would open it without asking anybody.
export default {
  fetch(request, env) {
    const passed = new Request(request);
    // The host is called by a request of its own, which tells it the path alone.
    passed.headers.set("Roadstead-Outbound-Url", request.url);
    return env.HOST.fetch(passed);
  },
};

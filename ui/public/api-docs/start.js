// The reference of the API. Everything it needs comes from this site; nothing is sent anywhere else.
globalThis.Scalar.createApiReference("#reference", {
  url: "/api/v2.0/openapi.json",
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  hideClientButton: true,
  showDeveloperTools: "never",
  proxyUrl: "",
});

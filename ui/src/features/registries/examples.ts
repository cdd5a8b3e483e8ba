/** What the empty fields of the form show. */
export const examples = { url: "https://registry.example.com", certificate: "-----BEGIN CERTIFICATE-----" } as const;

import { X509Certificate } from "node:crypto";

const block = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/** Whether a text is one or more certificates in PEM, and nothing else. */
export function isPemCertificates(text: string): boolean {
  const found = text.match(block) ?? [];
  return found.length > 0 && text.replaceAll(block, "").trim() === "" && found.every(parses);
}

function parses(pem: string): boolean {
  try {
    return new X509Certificate(pem).serialNumber !== "";
  } catch {
    return false;
  }
}

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ok } from "./run.ts";

export interface Certificate {
  /** Paths of PEM files. */
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** A certificate for an address or a name, signed by an authority that nobody else knows. */
export async function makeCertificate(folder: string, subject: { address: string } | { name: string }): Promise<Certificate> {
  const at = (name: string) => join(folder, name);
  const alternative = "address" in subject ? `IP:${subject.address}` : `DNS:${subject.name}`;
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  await ok("openssl", ["req", "-x509", ...curve, "-subj", "/CN=Test authority", "-keyout", at("ca-key.pem"), "-out", at("ca.pem")]);
  await ok("openssl", ["req", ...curve.slice(0, 5), "-subj", "/CN=directory", "-keyout", at("key.pem"), "-out", at("request.pem")]);
  writeFileSync(at("extensions"), `subjectAltName=${alternative}\n`);
  const sign = ["x509", "-req", "-in", at("request.pem"), "-CA", at("ca.pem"), "-CAkey", at("ca-key.pem"), "-CAcreateserial", "-days", "2"];
  await ok("openssl", [...sign, "-extfile", at("extensions"), "-out", at("cert.pem")]);
  return { ca: at("ca.pem"), cert: at("cert.pem"), key: at("key.pem") };
}

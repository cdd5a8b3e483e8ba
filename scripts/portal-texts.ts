/**
 * What is wrong with the portal's texts: words that stand in a component, texts that nothing shows, German that was left English. That no
 * language lacks a text is a matter of types.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseSync, Visitor } from "vite";

/** A key by its text, a function, or a group of texts. */
export type Texts = Readonly<Record<string, unknown>>;
export interface Catalogue {
  readonly name: string;
  readonly en: Texts;
  readonly de: Texts;
}

export interface Source {
  readonly file: string;
  readonly text: string;
}

export async function faultsOfPortalTexts(root: string): Promise<string[]> {
  const sources = sourcesIn(root);
  const catalogues = await cataloguesIn(root);
  return [...sources.flatMap(literalTexts), ...unusedTexts(catalogues, sources), ...catalogues.flatMap(untranslatedTexts)];
}

const textsFolder = "ui/src/i18n/texts";

function sourcesIn(root: string): Source[] {
  return readdirSync(join(root, "ui/src"), { recursive: true, encoding: "utf8" })
    .map((name) => join("ui/src", name))
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith(textsFolder) && !file.endsWith(".gen.ts"))
    .map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));
}

async function cataloguesIn(root: string): Promise<Catalogue[]> {
  const files = readdirSync(join(root, textsFolder)).map((name) => pathToFileURL(join(root, textsFolder, name)).href);
  const modules = await Promise.all(files.map((file) => import(file) as Promise<Record<string, Omit<Catalogue, "name">>>));
  return modules.flatMap((module) => Object.entries(module).map(([name, { en, de }]) => ({ name, en, de })));
}

/** Attributes, and properties of what is handed to a table or a notification, that people read or hear. */
const shown = new Set(["alt", "aria-description", "aria-label", "description", "label", "message", "placeholder", "title", "verb"]);

/** The same in every language: a name, keys of a keyboard. */
const names = /\b(?:Roadstead|Ctrl K)\b/g;

const hasWords = (text: string) => /\p{L}/u.test(text.replaceAll(names, ""));

/** Of the parsed source, what is looked at here. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly name?: unknown;
  readonly value?: unknown;
  readonly quasis?: readonly { readonly start: number; readonly value: { readonly raw: string } }[];
}

/** Words that people would read and that stand in the component itself. */
export function literalTexts({ file, text }: Source): string[] {
  if (!file.endsWith(".tsx")) return [];
  const found = new Map<number, string>();
  const take = (node: Node | null) => {
    for (const { start, words } of wordsOf(node)) if (hasWords(words)) found.set(start, words.trim());
  };
  new Visitor({
    JSXText: take,
    JSXExpressionContainer: ({ expression, start }) => (isChild(text, start) ? take(expression) : undefined),
    JSXAttribute: ({ name, value }) => (name.type === "JSXIdentifier" && shown.has(name.name) ? take(value) : undefined),
    Property: ({ key, value }) => (shown.has(nameOf(key)) ? take(value) : undefined),
  }).visit(parseSync(file, text).program);
  return [...found].map(
    ([start, words]) => `${file}:${text.slice(0, start).split("\n").length}: a text of its own: ${JSON.stringify(words)}`,
  );
}

/** Not the value of an attribute. */
const isChild = (text: string, start: number) => text[start - 1] !== "=";

const branches = ["expression", "consequent", "alternate", "left", "right"] as const;
const branching = new Set(["JSXExpressionContainer", "ConditionalExpression", "LogicalExpression"]);

/** The literals that an expression may come to. */
function wordsOf(node: Node | null): { readonly start: number; readonly words: string }[] {
  if (node === null) return [];
  const { type, start, value, quasis = [] } = node;
  if (type === "JSXText" || type === "Literal") return [{ start, words: typeof value === "string" ? value : "" }];
  if (type === "TemplateLiteral") return quasis.map((quasi) => ({ start: quasi.start, words: quasi.value.raw }));
  if (!branching.has(type)) return [];
  return branches.flatMap((branch) => wordsOf((node as Partial<Record<(typeof branches)[number], Node>>)[branch] ?? null));
}

/** Keys that no component reads. */
export function unusedTexts(catalogues: readonly Catalogue[], sources: readonly Source[]): string[] {
  const read = sources.map(readsOf);
  const literals = read.flatMap(({ strings }) => [...strings]);
  const prefixes = read.flatMap((source) => source.prefixes);
  return catalogues.flatMap(({ name, en }) => {
    const by = read.flatMap(({ texts }) => texts.get(name) ?? []);
    const keys = new Set(by.flatMap((use) => [...use.keys]));
    // A key that is only known when the page runs stands somewhere as a string, or as the name of a property.
    if (by.some(({ isComputed }) => isComputed)) for (const literal of literals) keys.add(literal);
    return Object.keys(en)
      .filter((key) => !keys.has(key) && !isNumber(key))
      .filter((key) => !by.some(({ isComputed }) => isComputed) || !prefixes.some((prefix) => key.startsWith(prefix)))
      .map((key) => `${textsFolder}: ${name}.${key} is shown nowhere`);
  });
}

/** Of a table by Harbor's ids. */
const isNumber = (key: string) => /^\d+$/.test(key);

interface Use {
  readonly keys: Set<string>;
  readonly isComputed: boolean;
}

interface Reads {
  /** By the name of the catalogue. */
  readonly texts: Map<string, Use>;
  readonly strings: Set<string>;
  /** Beginnings of strings that are put together. */
  readonly prefixes: string[];
}

/** What a file reads of the catalogues that it imports: `const t = useTexts(x)`, then `t.key`; looked at as a type, whatever it names. */
function readsOf({ file, text }: Source): Reads {
  const imported = new Map<string, string>();
  const variables = new Map<string, string>();
  const members: { of: string; key: string | null }[] = [];
  const strings = new Set<string>();
  const prefixes: string[] = [];
  const looseTexts = new Set<string>();
  new Visitor({
    ImportDeclaration({ source, specifiers }) {
      if (!source.value.includes("i18n/texts/") && !source.value.startsWith("./texts/")) return;
      for (const { local, ...specifier } of specifiers)
        if (specifier.type === "ImportSpecifier") imported.set(local.name, nameOf(specifier.imported));
    },
    VariableDeclarator({ id, init }) {
      const [argument] = init?.type === "CallExpression" && nameOf(init.callee) === "useTexts" ? init.arguments : [];
      if (argument && id.type === "Identifier") variables.set(id.name, nameOf(argument));
    },
    MemberExpression({ object, property, computed }) {
      members.push({ of: nameOf(object), key: !computed ? nameOf(property) : property.type === "Literal" ? String(property.value) : null });
    },
    TSTypeQuery: ({ exprName }) => void looseTexts.add(nameOf(exprName)),
    Property: ({ key }) => void strings.add(nameOf(key)),
    Literal: ({ value }) => (typeof value === "string" ? void strings.add(value) : undefined),
    TemplateLiteral: ({ quasis: [first] }) => (first && first.value.raw !== "" ? void prefixes.push(first.value.raw) : undefined),
  }).visit(parseSync(file, text).program);
  const texts = new Map(
    [...imported].map(([local, name]) => {
      const isLoose = looseTexts.has(local) || ![...variables.values()].includes(local);
      const own = members.filter(({ of }) => isLoose || variables.get(of) === local);
      return [name, { keys: new Set(own.flatMap(({ key }) => key ?? [])), isComputed: isLoose || own.some(({ key }) => key === null) }];
    }),
  );
  return { texts, strings, prefixes };
}

function nameOf({ type, name, value }: Node): string {
  return type === "Identifier" ? String(name) : type === "Literal" ? String(value) : "";
}

/** Words of the field, and what happens to be written alike. */
const alike = new Set(
  `Active Administrator API Artifact Artifacts Banner Blobs Bridges Chart CLI Client Code CPU Cron DN Digest Digests Directory E-Mail
  Filter Helm Image Images Index Info Information Job Jobs JSON Label Labels Layer LDAP Manifest Maintainer MiB Minute Modus Name
  Namespace OK OIDC OpenLDAP Pool Portal Pull Pulls Push Pushes Registry Registries Replication Repositories Repository SBOM Scheduler
  Scrub Site StartTLS Status System Tag Tags TLS Token Tokens URL Version Webhook Webhooks
  CycloneDX Entrypoint Indigo Orange Pink Readme Sand Shell SPDX Syft Taupe Volumes`
    .split(/\s+/)
    .filter((word) => word !== ""),
);

export function untranslatedTexts({ name, en, de }: Catalogue): string[] {
  return Object.entries(en).flatMap(([key, english]) => {
    const german = de[key];
    if (typeof english === "object" && english !== null)
      return untranslatedTexts({ name: `${name}.${key}`, en: english as Texts, de: german as Texts });
    return wording(english) === wording(german) && !isAlike(wording(english))
      ? [`${textsFolder}: ${name}.${key} is the same in German: ${wording(english)}`]
      : [];
  });
}

/** A function's words are those of its source; `"en"` and `"de"` in it only choose the way of writing numbers. */
const wording = (text: unknown) => (typeof text === "function" ? text.toString().replaceAll('"de"', '"en"') : String(text));

const isAlike = (text: string) => !hasWords(text) || text.split(/[^\p{L}-]+/u).every((word) => word === "" || alike.has(word));

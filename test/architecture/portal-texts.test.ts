/** The check of the portal's texts sees what it is for. */
import { expect, it } from "vitest";
import { literalTexts, untranslatedTexts, unusedTexts } from "../../scripts/portal-texts.ts";

const page = (text: string) => ({ file: "ui/src/features/x/page.tsx", text });

it.each([
  ["<p>Hello</p>", ["Hello"]],
  ['<p>{"Hello"}</p>', ["Hello"]],
  ['<p>{isOld ? "Old" : t.young}</p>', ["Old"]],
  ['<p>{name ?? "nobody"}</p>', ["nobody"]],
  ["<p>{`${count} tags`}</p>", ["tags"]],
  ['<input aria-label="Name" placeholder={"Type"} title={isOn ? `On ${x}` : ""} />', ["Name", "Type", "On"]],
  ['<Table columns={[{ accessor: "name", title: "Name" }]} />', ["Name"]],
  ['notifications.show({ message: "Saved" })', ["Saved"]],
])("%s has texts of its own", (text, words) => {
  expect(literalTexts(page(text)).map((fault) => JSON.parse(fault.slice(fault.indexOf('"'))) as string)).toEqual(words);
});

it.each([
  "<p>{t.hello}</p>",
  "<p> · {count} / {total} – 5</p>",
  '<img alt="" className="wide" color="red" />',
  "<Title>Roadstead</Title>",
  '<Box title={t.name} w="100%" />',
  '<Table columns={[{ accessor: "name", title: c.name }]} />',
])("%s has none", (text) => {
  expect(literalTexts(page(text))).toEqual([]);
});

const catalogue = { name: "things", en: { title: "Things", one: "One", two: "Two" }, de: {} };
const withTexts = (body: string) =>
  page(`import { things } from "../../i18n/texts/things.ts";\nexport function X() { const t = useTexts(things); return ${body}; }`);

it.each([
  ["<p>{t.title}{t.one}{t.two}</p>", []],
  ["<p>{t.title}{other.one}</p>", ["one", "two"]],
  ['<p>{t.title}{["one", "two"].map((key) => t[key])}</p>', []],
  ['<p>{t.title}{t["one"]}</p>', ["two"]],
  ["<p>{t.title}{Object.keys({ one: 1 }).map((key) => t[key])}{t[`tw${rest}`]}</p>", []],
])("%s shows all texts but %j", (body, unused) => {
  expect(unusedTexts([catalogue], [withTexts(body)]).map((fault) => /\.(\w+) is shown nowhere/.exec(fault)?.[1])).toEqual(unused);
});

it("what another catalogue's page reads is no use of this one", () => {
  const other = page(
    'import { others } from "../../i18n/texts/others.ts";\nconst t = useTexts(others);\nconst all = [t.title, t.one, t.two];',
  );
  expect(unusedTexts([catalogue], [other]).length).toBe(3);
});

it("German that was left English is found, words of the field are not", () => {
  const en = { tag: "Tag", push: "Push", save: "Save", from: (name: string) => `From ${name}`, of: { size: "Size", tags: "Tags" } };
  const de = { tag: "Tag", push: "Pushen", save: "Save", from: (name: string) => `From ${name}`, of: { size: "Size", tags: "Tags" } };
  const faults = untranslatedTexts({ name: "things", en, de });
  expect(faults.map((fault) => /things\.(\S+)/.exec(fault)?.[1])).toEqual(["save", "from", "of.size"]);
});

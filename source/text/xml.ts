/** An element; text between elements is kept where it says anything. */
export type Xml = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Xml | string)[];
};

export const xml = (
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Xml | string)[]
): Xml => ({name, attributes, children});

const token =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([^\s/>]+)((?:\s+[^\s=>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/gy;
const attribute = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/**
 * Every document of a text that holds several one after the other, as `cat *.xml` gives them. What libvirt writes is read
 * whole; a document that is cut or broken is left out, and the next one that begins at its own line is found again.
 */
export const readXml = (text: string): readonly Xml[] =>
  text.split(/(?=^<[A-Za-z])/m).flatMap(piece => readOne(piece) ?? []);

type Open = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (Xml | string)[];
};

function readOne(text: string): Xml | null {
  const open: Open[] = [{name: '', attributes: {}, children: []}];
  token.lastIndex = 0;
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    const [, data, closes, name, attributes = '', isEmpty, words] = found;
    const top = open.at(-1);
    if (data !== undefined) top?.children.push(data);
    else if (words !== undefined) {
      if (words.trim() !== '') top?.children.push(unescaped(words));
    } else if (name !== undefined && closes === '') {
      const element = {name, attributes: attributesOf(attributes), children: []};
      top?.children.push(element);
      if (isEmpty === '') open.push(element);
    } else if (name !== undefined) {
      if (open.length < 2 || open.pop()?.name !== name) return null;
      if (open.length === 1) break;
    }
  }
  const [first] = open;
  const [root] = first?.children.filter(isElement) ?? [];
  return open.length === 1 && root ? root : null;
}

const attributesOf = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...text.matchAll(attribute)].map(([, name = '', one, other]) => [name, unescaped(one ?? other ?? '')]),
  );

export const isElement = (node: Xml | string): node is Xml => typeof node !== 'string';

/** The elements at a path of names: `all(domain, 'devices', 'disk')`. */
export const all = (node: Xml, ...path: readonly string[]): readonly Xml[] =>
  path.reduce<readonly Xml[]>(
    (found, name) => found.flatMap(({children}) => children.filter(isElement).filter(each => each.name === name)),
    [node],
  );

/** The text of the first element at a path; empty where there is none. */
export const textAt = (node: Xml, ...path: readonly string[]): string =>
  (all(node, ...path)[0]?.children ?? [])
    .filter(each => !isElement(each))
    .join('')
    .trim();

/** An attribute of the first element at a path; empty where there is none. */
export const attributeAt = (node: Xml, name: string, ...path: readonly string[]): string =>
  all(node, ...path)[0]?.attributes[name] ?? '';

/** The document as libvirt lays it out: two blanks a level, a last newline. */
export const xmlText = (node: Xml): string => `${lines(node, '').join('\n')}\n`;

function lines({name, attributes, children}: Xml, indent: string): readonly string[] {
  const head = [name, ...Object.entries(attributes).map(([key, value]) => `${key}='${escaped(value)}'`)].join(' ');
  if (children.length === 0) return [`${indent}<${head}/>`];
  if (!children.some(isElement))
    return [`${indent}<${head}>${children.map(each => escaped(String(each))).join('')}</${name}>`];
  const inner = children.flatMap(each =>
    isElement(each) ? lines(each, `${indent}  `) : [`${indent}  ${escaped(each.trim())}`],
  );
  return [`${indent}<${head}>`, ...inner, `${indent}</${name}>`];
}

const entities: Readonly<Record<string, string>> = {amp: '&', lt: '<', gt: '>', quot: '"', apos: "'"};

const unescaped = (text: string): string =>
  text.replace(/&(#x[0-9a-fA-F]+|#\d+|[a-z]+);/g, (whole, body: string) =>
    body.startsWith('#x')
      ? String.fromCodePoint(Number.parseInt(body.slice(2), 16))
      : body.startsWith('#')
        ? String.fromCodePoint(Number(body.slice(1)))
        : (entities[body] ?? whole),
  );

export const escaped = (text: string): string =>
  text.replace(/[&<>'"]/g, sign => `&${Object.keys(entities).find(key => entities[key] === sign)};`);

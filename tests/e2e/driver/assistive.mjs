// What a screen reader is told of a window: the accessibility tree that the web view puts on the bus for assistive
// technology, read with the desktop's own bus tool. A view of the page from outside the page.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Lets a program under test speak to assistive technology; other tests keep it silent, which is quicker. */
export const assistive = { NO_AT_BRIDGE: undefined };

async function busOf(env) {
  const ask = async (...args) => (await run("gdbus", args, { env, timeout: 20_000 })).stdout;
  const answer = await ask(
    ...["call", "--session", "-d", "org.a11y.Bus", "-o", "/org/a11y/bus"],
    ...["-m", "org.a11y.Bus.GetAddress"],
  );
  const [, address] = /'(.*)'/.exec(answer);
  return {
    call: (name, path, method, ...args) =>
      ask("call", "-a", address, "-d", name, "-o", path, "-m", method, ...args),
    introspect: (name, path, ...args) => ask("introspect", "-a", address, "-d", name, "-o", path, ...args),
  };
}

// The page hangs below the window by a socket that the bus tool does not follow; its process is found by what it offers.
async function pagesOn(bus) {
  const names = await bus.call("org.freedesktop.DBus", "/", "org.freedesktop.DBus.ListNames");
  const pages = [];
  for (const [, name] of names.matchAll(/'(:[^']*)'/g)) {
    const tree = await bus.introspect(name, "/org/a11y/webkit/accessible", "-r").catch(() => "");
    for (const [, path] of tree.matchAll(/node (\/org\/a11y\/webkit\/accessible\/\w+) \{/g)) {
      pages.push([name, path]);
    }
  }
  return pages;
}

const placesIn = (children) => [...children.matchAll(/\('([^']+)', (?:objectpath )?'([^']+)'\)/g)];

async function walk(bus, [name, path], told) {
  const about = await bus.introspect(name, path, "-p").catch(() => "");
  for (const [, words] of about.matchAll(/readonly s (?:Name|Description) = '(.*)';/g)) {
    if (words !== "") told.push(words);
  }
  const ask = (method, ...args) => bus.call(name, path, `org.a11y.atspi.${method}`, ...args).catch(() => "");
  if (about.includes("org.a11y.atspi.Text")) told.push(await ask("Text.GetText", "0", "-1"));
  if (/ChildCount = 0;/.test(about)) return;
  const places = placesIn(await ask("Accessible.GetChildren"));
  await Promise.all(places.map(([, childName, childPath]) => walk(bus, [childName, childPath], told)));
}

/** Everything a screen reader is told of the page under a display's environment: names, descriptions and texts. */
export async function toldToScreenReaders(env) {
  const bus = await busOf(env);
  const told = [];
  for (const page of await pagesOn(bus)) await walk(bus, page, told);
  return told.join("\n");
}

async function nodesBelow(bus, [name, path], nodes) {
  const accessible = "org.a11y.atspi.Accessible";
  const ask = (method, ...args) => bus.call(name, path, method, ...args).catch(() => "");
  const [named, attributes, children] = await Promise.all([
    ask("org.freedesktop.DBus.Properties.Get", accessible, "Name"),
    ask(`${accessible}.GetAttributes`),
    ask(`${accessible}.GetChildren`),
  ]);
  const attribute = (key) => new RegExp(`'${key}': '([^']*)'`).exec(attributes)?.[1] ?? null;
  const [, said = ""] = /<['"](.*)['"]>/s.exec(named) ?? [];
  nodes.push({
    role: attribute("computed-role"),
    name: said,
    level: attribute("level"),
    live: attribute("live"),
  });
  const below = placesIn(children).map(([, childName, childPath]) =>
    nodesBelow(bus, [childName, childPath], nodes),
  );
  await Promise.all(below);
}

/** Every node of the page under a display's environment, as {role, name, level, live}. */
export async function accessibleNodes(env) {
  const bus = await busOf(env);
  const nodes = [];
  for (const page of await pagesOn(bus)) await nodesBelow(bus, page, nodes);
  return nodes;
}

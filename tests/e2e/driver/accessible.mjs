// The page as WebKitGTK offers it to assistive technology over the message bus: roles, names and live regions, outside the
// page. Asked with the desktop's own bus tool; it starts nothing but that.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const accessible = "org.a11y.atspi.Accessible";

async function busUnder(env) {
  const ask = async (...args) => (await run("gdbus", args, { env, timeout: 20_000 })).stdout;
  const found = await ask(
    ...["call", "--session", "-d", "org.a11y.Bus", "-o", "/org/a11y/bus", "-m", "org.a11y.Bus.GetAddress"],
  );
  const [, address] = /'(.*)'/.exec(found);
  return {
    call: (name, path, method, ...args) =>
      ask("call", "-a", address, "-d", name, "-o", path, "-m", method, ...args),
    introspect: (name, path) => ask("introspect", "-a", address, "-d", name, "-o", path, "-r"),
  };
}

async function nodesBelow(bus, name, path, nodes) {
  const ask = (method, ...args) => bus.call(name, path, method, ...args).catch(() => "");
  const [named, attributes, children] = await Promise.all([
    ask("org.freedesktop.DBus.Properties.Get", accessible, "Name"),
    ask(`${accessible}.GetAttributes`),
    ask(`${accessible}.GetChildren`),
  ]);
  const attribute = (key) => new RegExp(`'${key}': '([^']*)'`).exec(attributes)?.[1] ?? null;
  const [, said = ""] = /<['"](.*)['"]>/s.exec(named) ?? [];
  const node = {
    role: attribute("computed-role"),
    name: said,
    level: attribute("level"),
    live: attribute("live"),
  };
  nodes.push(node);
  const places = [...children.matchAll(/\('([^']+)', (?:objectpath )?'([^']+)'\)/g)];
  await Promise.all(places.map(([, childName, childPath]) => nodesBelow(bus, childName, childPath, nodes)));
}

/** Every node of the page in a window opened under `env`, as {role, name, level, live}. */
export async function accessibleNodes(env) {
  const bus = await busUnder(env);
  const names = await bus.call("org.freedesktop.DBus", "/", "org.freedesktop.DBus.ListNames");
  const nodes = [];
  for (const [, name] of names.matchAll(/'([^']*WebProcess[^']*)'/g)) {
    const tree = await bus.introspect(name, "/org/a11y/webkit/accessible").catch(() => "");
    for (const [, path] of tree.matchAll(/node (\/org\/a11y\/webkit\/accessible\/\w+) \{/g)) {
      await nodesBelow(bus, name, path, nodes);
    }
  }
  return nodes;
}

// The W3C WebDriver protocol over HTTP: one request, one answer or a named error. It knows no session and no element.
import { request } from "node:http";

/** An error the driver answered with; `code` is the protocol's, for example "no such element". */
export class DriverError extends Error {
  constructor(code, message) {
    super(message ? `${code}: ${message}` : code);
    this.code = code;
  }
}

function exchange(options, body, patience) {
  return new Promise((resolve, reject) => {
    const call = request({ ...options, agent: false, timeout: patience }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part) => (text += part));
      answer.on("end", () => resolve(text));
      answer.on("error", reject);
    });
    call.on("timeout", () =>
      call.destroy(
        new DriverError("timeout", `no answer to ${options.method} ${options.path} in ${patience} ms`),
      ),
    );
    call.on("error", reject);
    call.end(body);
  });
}

/** A function `(method, path, body)` that asks the driver at `port` and returns the value it answers. */
export function wireTo(port, patience = 30_000) {
  return async (method, path, body) => {
    const content = body === undefined ? undefined : JSON.stringify(body);
    const headers =
      content === undefined
        ? {}
        : { "content-type": "application/json", "content-length": Buffer.byteLength(content) };
    const text = await exchange({ host: "127.0.0.1", port, method, path, headers }, content, patience);
    const { value } = JSON.parse(text);
    if (value !== null && typeof value === "object" && typeof value.error === "string") {
      throw new DriverError(value.error, value.message);
    }
    return value;
  };
}

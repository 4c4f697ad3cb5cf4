/** The one place where a failed command becomes an exception. */
import type { ErrorCode, IpcError } from "./bindings";

type Outcome<T> = { status: "ok"; data: T } | { status: "error"; error: IpcError };

/** A command the core refused, with the code screens decide on. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly code: ErrorCode;
  readonly params: Partial<Record<string, string>>;

  constructor({ code, params, detail }: IpcError) {
    super(detail);
    this.code = code;
    this.params = params;
  }
}

/** Returns what a command answered, or throws a {@link CommandError}. */
export async function call<T>(command: Promise<Outcome<T>>): Promise<T> {
  const outcome = await command;
  if (outcome.status === "error") throw new CommandError(outcome.error);
  return outcome.data;
}
